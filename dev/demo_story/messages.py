"""What members of the two clubs have written, and what they were answered."""

from typing import NamedTuple

from demo_story.scenes import Stage
from demo_story.shops import ENGLISH, PERSIAN


class Said(NamedTuple):
    """A message of a member, so many days ago, and what came of it.

    ``topic`` is the number of one; ``hours`` pass until the answer; ``rate`` is 1, 3
    or 5, or nothing; ``reply`` is what he writes then.
    """

    member: str
    days: int
    kind: str
    topic: int
    name: str
    body: str
    answer: str = ""
    hours: int = 4
    rate: int = 0
    comment: str = ""
    reply: str = ""


_BOOK_TOPICS = (
    ("Orders and delivery", "سفارش و ارسال"),
    ("The shop", "فروشگاه"),
    ("Points and rewards", "امتیاز و پاداش"),
)
_CAFE_TOPICS = (
    ("Service", "خدمات"),
    ("Drinks and cakes", "نوشیدنی و شیرینی"),
    ("Points and rewards", "امتیاز و پاداش"),
)

_BOOKS = (
    Said(
        *("marit", 2, "question", 2, "Points for a present"),
        "I bought the atlas for my sister. Do its points count for me, or for her?",
        "For you: points go to who pays. Enjoy them!",
        rate=5,
        comment="Answered within the hour, thank you.",
    ),
    Said(
        *("marit", 1, "suggestion", 1, "A bench under the window"),
        "Two of us read standing up on Saturday. A bench under the window would be "
        "lovely, and there is room for it.",
    ),
    Said(
        *("jasper", 6, "complaint", 0, "The parcel came open"),
        "The box was open at one side and the Saadi has a dent in its cover.",
        "We are sorry. Keep it: a new one is on its way, and the next coffee is ours.",
        hours=20,
        rate=3,
    ),
    Said(
        *("leila", 34, "opinion", 1, "The reading evening"),
        "Wonderful evening with the translator last Thursday. Please do it again.",
        "We shall: the next one is in spring, and members hear of it first.",
        rate=5,
    ),
    Said(
        *("hugo", 4, "complaint", 0, "Still waiting for my order"),
        "I ordered ten days ago and have heard nothing since.",
        "It left us on Monday and should be with you tomorrow.",
        reply="It is the day after tomorrow now, and nothing has come.",
    ),
    Said(
        *("noor", 63, "question", 0, "Do you send to Belgium?"),
        "My parents live in Ghent. Can you send books there?",
        "We do, within three days.",
        rate=5,
    ),
    Said(
        *("chiara", 48, "suggestion", 2, "Points for e-books"),
        "Why are there none?",
        "Because we sell none yet. We have written it down.",
        hours=70,
        rate=1,
    ),
)
_CAFE = (
    Said(
        *("negar", 2, "question", 2, "امتیاز خرید هدیه"),
        "یک بسته زعفران برای مادرم خریدم. امتیازش برای من حساب می‌شود یا برای او؟",
        "برای خودتان؛ امتیاز هر خرید به کسی می‌رسد که پرداخت کرده است. نوش جان!",
        rate=5,
        comment="ممنون از پاسخ سریع.",
    ),
    Said(
        *("negar", 1, "suggestion", 0, "میز کنار پنجره"),
        "اگر بشود میز کنار پنجره را از پیش رزرو کرد خیلی خوب است؛ جمعه‌ها همیشه پر است.",
    ),
    Said(
        *("kaveh", 5, "complaint", 1, "چای سرد بود"),
        "دیروز عصر چای زعفران را سرد آوردند و کسی نبود که عوضش کند.",
        "از شما پوزش می‌خواهیم. چای بعدی مهمان ما هستید و با همکاران صحبت کردیم.",
        hours=9,
        rate=3,
    ),
    Said(
        *("parisa", 40, "opinion", 1, "کیک هل عالی است"),
        "بهترین کیک هل تهران را دارید. دست آشپزتان درد نکند.",
        "سلام شما را رساندیم و خیلی خوشحال شد.",
        rate=5,
    ),
    Said(
        *("arash", 3, "complaint", 0, "صف طولانی"),
        "نیم ساعت در صف بودیم و فقط یک صندوق کار می‌کرد.",
        "حق با شماست. از این هفته آخر هفته‌ها هر دو صندوق باز است.",
        reply="امروز هم فقط یکی باز بود.",
    ),
    Said(
        *("laleh", 70, "question", 2, "زمان پایان امتیاز"),
        "امتیازهای امسالم تا کی اعتبار دارد؟",
        "تا پایان اسفند فرصت دارید.",
        rate=5,
    ),
)


def golestan(shop) -> None:
    """Readers write about parcels, benches and points."""
    _plan(shop, _BOOK_TOPICS, _BOOKS)


def zafaran(shop) -> None:
    """Guests of the café write about tea, cakes and queues."""
    _plan(shop, _CAFE_TOPICS, _CAFE)


def _plan(shop, topics, messages) -> None:
    shop.club.feedback_user_id = shop.cashier
    found = [_topic(shop, *names) for names in topics]
    stage = Stage(shop)
    for said in messages:
        stage.days_ago(said.days, _write, said, found[said.topic])


def _topic(shop, english, persian):
    topics = shop.env["loyalty.club.feedback.topic"].with_context(lang=ENGLISH)
    topic = topics.create({"name": english, "club_id": shop.club.id})
    topic.with_context(lang=PERSIAN).name = persian
    return topic


def _write(shop, said, topic):
    # There is no mail server here: what is to be sent waits.
    member = shop.members[said.member].with_context(mail_notify_force_send=False)
    feedback = member._write_feedback(
        *(said.kind, said.name, said.body), topic_id=topic.id
    )
    if said.answer:
        shop.timeline.later(_answer, shop, said, feedback, hours=said.hours)


def _answer(shop, said, feedback):
    answered = feedback.with_env(shop.as_user(shop.cashier))
    answered.with_context(mail_notify_force_send=False).message_post(
        body=said.answer, message_type="comment", subtype_xmlid="mail.mt_comment"
    )
    if said.rate:
        feedback._rate(said.rate, said.comment)
    if said.reply:
        shop.timeline.later(feedback._reply, said.reply, hours=said.hours)
