"""What members tell of themselves, their birthdays, and the friends they bring."""

from datetime import date, timedelta
from typing import NamedTuple

from demo_story import clubs
from demo_story.members import joined_at
from demo_story.shops import ENGLISH, PERSIAN

_DAYS_LATER = 3


class Told(NamedTuple):
    """What somebody tells: his next birthday is, or was, so many days from today."""

    job: str
    education: str
    age: int
    birthday_in: int
    interests: tuple = ()
    contact_by: str = ""


GOLESTAN = {
    # Marit has still to say what she does: the last step brings her points.
    "marit": Told("", "master", 38, 12, ("novels", "coffee"), "email"),
    "leila": Told("Midwife", "bachelor", 41, -4, ("poetry", "children"), "sms"),
    "jasper": Told("Carpenter", "vocational", 52, -60, ("travel",), "email"),
    "amara": Told("Physicist", "doctorate", 33, -130, ("novels", "poetry"), "email"),
    "piotr": Told("Bus driver", "vocational", 47, 40, ("coffee", "travel"), "sms"),
    "noor": Told("Student", "school", 21, -200, ("novels",), "sms"),
    "femke": Told("Teacher", "master", 29, -90, ("children", "novels"), "phone"),
}
ZAFARAN = {
    "negar": Told("", "bachelor", 34, 9, ("tea", "sweets"), "sms"),
    "arash": Told("مهندس عمران", "master", 45, -6, ("tea",), "sms"),
    "shirin": Told("پرستار", "bachelor", 31, -75, ("gifts", "sweets"), "email"),
    "parisa": Told("خیاط", "vocational", 39, -150, ("sweets",), "phone"),
    "laleh": Told("استاد دانشگاه", "doctorate", 56, 30, ("tea", "gifts"), "email"),
    "golnaz": Told("عکاس", "bachelor", 27, -20, ("gifts",), "sms"),
}
_INTERESTS = {
    ENGLISH: {
        "novels": ("Novels", "رمان"),
        "poetry": ("Poetry", "شعر"),
        "children": ("Children's books", "کتاب کودک"),
        "travel": ("Travel", "سفر"),
        "coffee": ("Coffee", "قهوه"),
    },
    PERSIAN: {
        "tea": ("Tea", "چای و دمنوش"),
        "sweets": ("Sweets", "شیرینی"),
        "gifts": ("Gifts", "هدیه"),
    },
}


def thank(shop, *, profile, birthday, friend, newcomer) -> None:
    """The rules by which a club thanks for more than purchases, in points."""
    for trigger, points, english, persian in (
        ("profile", profile, "For telling us about yourself", "برای تکمیل نمایه"),
        ("birthday", birthday, "A present for your birthday", "هدیهٔ تولد شما"),
        ("referral", friend, "For each friend you bring", "برای هر دوستی که می‌آورید"),
        ("referred", newcomer, "Because a friend brought you", "با دعوت یک دوست آمدید"),
    ):
        clubs.add_rule(shop, english, persian, trigger=trigger, points=points)


def listen(shop, people, told) -> None:
    """Have members fill in their profiles some days after they have joined."""
    interests = _name_interests(shop)
    for person in people:
        if person.key in told and person.joined:
            moment = joined_at(shop, person) + timedelta(days=_DAYS_LATER)
            facts = _facts(shop, told[person.key], interests)
            shop.timeline.at(moment, _tell, shop, person.key, facts)


def _tell(shop, key, facts) -> None:
    member = shop.members[key].with_context(lang=shop.language)
    member._tell(facts, channel="website")


def _facts(shop, told, interests):
    day = shop.clock.start.date() + timedelta(days=told.birthday_in)
    return {
        "job": told.job,
        "education": told.education,
        "birth_date": date(day.year - told.age, day.month, min(day.day, 28)),
        "interest_ids": [(6, 0, [interests[each].id for each in told.interests])],
        "contact_by": told.contact_by,
    }


def _name_interests(shop):
    model = shop.as_user(shop.manager)["loyalty.club.interest"]
    named = {}
    for color, (key, (english, persian)) in enumerate(
        _INTERESTS[shop.language].items(), 1
    ):
        interest = model.with_context(lang=ENGLISH).create(
            {"name": english, "color": color, "company_id": shop.company.id}
        )
        interest.with_context(lang=PERSIAN).name = persian
        named[key] = interest
    return named
