"""What members are asked, and what they say."""

from demo_story.shops import ENGLISH, PERSIAN

_ENJOY = (
    ("What do you come for most?", "بیشتر برای چه می‌آیید؟"),
    {
        "golestan": (
            ("The books", "کتاب‌ها"),
            ("The coffee", "قهوه"),
            ("A quiet table", "یک میز آرام"),
            ("Evenings with authors", "شب‌های گفت‌وگو با نویسنده‌ها"),
        ),
        "zafaran": (
            ("The tea", "چای"),
            ("The saffron", "زعفران"),
            ("Friends", "دوستان"),
            ("The cakes", "کیک‌ها"),
        ),
    },
)
_STARS = ("How much do you like it here?", "چقدر از اینجا خوشتان می‌آید؟")
_WISH = ("What would make it better?", "چه چیزی بهترش می‌کند؟")
_HOURS = ("When would you like us to be open longer?", "دوست دارید کی بیشتر باز باشیم؟")
_MORE_HOURS = (
    ("In the morning", "صبح‌ها"),
    ("In the evening", "عصرها"),
    ("On days off", "روزهای تعطیل"),
)


def ask(shop, name) -> None:
    """Ask all members what they come for."""
    survey = _survey(
        shop,
        ("How do you like it here?", "نظرتان دربارهٔ ما چیست؟"),
        points=20,
    )
    question, answers = _ENJOY
    _question(survey, question, answers[name], constr_mandatory=True)
    _question(survey, _STARS, question_type="scale")
    _question(survey, _WISH, question_type="text_box")
    shop.survey = survey


def ask_again(shop) -> None:
    """Ask something else, which is still open."""
    survey = _survey(shop, ("Our opening hours", "ساعت‌های کار ما"), points=15)
    _question(survey, _HOURS, _MORE_HOURS, constr_mandatory=True)


def answer(shop, key) -> None:
    """Have a member say what he thinks; more of them like the first things best."""
    member = shop.members[key].sudo()
    survey = shop.survey.sudo()
    if not survey._asked(member):
        return
    sheet = survey.answer_ids._hand_out(survey, member)[member]
    given = sheet.user_input_id
    choice, stars, wish = survey.survey_id.question_ids
    chosen = shop.chance.choices(choice.suggested_answer_ids.ids, (5, 4, 2, 1))[0]
    given._save_lines(choice, str(chosen))
    given._save_lines(stars, str(shop.chance.choice((6, 7, 8, 8, 9, 9, 10))))
    given._save_lines(wish, "")
    given._mark_done()


def _survey(shop, titles, *, points):
    """A survey in both languages that is open to the members."""
    env = shop.as_user(shop.manager)
    native = env["survey.survey"].sudo().with_context(lang=ENGLISH)
    native = native.create(
        {
            "title": titles[0],
            "access_mode": "public",
            "questions_layout": "one_page",
            "user_id": shop.manager.id,
            "lang_ids": [(5,)],  # in each that is spoken here
        }
    )
    native.with_context(lang=PERSIAN).title = titles[1]
    surveys = env["loyalty.club.survey"].with_context(lang=ENGLISH)
    return surveys.create(
        {
            "survey_id": native.id,
            "club_id": shop.club.id,
            "points": points,
            "is_published": True,
        }
    )


def _question(survey, titles, answers=(), **values):
    questions = survey.sudo().survey_id.question_ids.with_context(lang=ENGLISH)
    question = questions.create(
        {
            "survey_id": survey.survey_id.id,
            "title": titles[0],
            "question_type": "simple_choice",
            "sequence": 10 * (1 + len(questions)),
            "suggested_answer_ids": [
                (0, 0, {"value": english}) for english, _persian in answers
            ],
            **values,
        }
    )
    question.with_context(lang=PERSIAN).title = titles[1]
    for choice, (_english, persian) in zip(
        question.suggested_answer_ids, answers, strict=True
    ):
        choice.with_context(lang=PERSIAN).value = persian
