from .area_common import AreaCase
from .feedback_common import FeedbackCommon
from .occasion_common import OccasionCommon
from .phone_common import OnAPhone
from .survey_common import AskingCommon

_LONG = "A very long line that goes on and on " * 3


class ToldOnAPhone(OnAPhone, AreaCase, OccasionCommon, FeedbackCommon, AskingCommon):
    """A member who is asked things, may bring friends, and writes to his club."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.is_published = True


class TestMemberToldTour(ToldOnAPhone):
    """A member tells, invites, answers, writes and allows, in a real browser."""

    def assertTold(self, birth_date):
        self.env.invalidate_all()
        profile = self.member._profiles()
        self.assertEqual((str(profile.birth_date), profile.is_complete), birth_date)
        self.assertTrue(self.member.shows_first_name)
        self.assertEqual(self.survey.answer_count, 1)
        # A second click on the button of the first form has sent nothing.
        [feedback] = self.member.feedback_ids
        self.assertEqual(feedback.attachment_ids.mapped("name"), ["bench.png"])
        self.assertEqual(len(feedback._conversation()), 1)
        self.assertEqual(self.member._consents()[self.member], {"profile", "email"})
        self.assertBalance(1050)

    def test_told(self):
        self.start_tour("/my/club", "loyalty_club_told", login="mina")
        self.assertTold(("1990-02-17", True))

    def test_told_in_persian(self):
        self.mina.lang = "fa_IR"
        self.start_tour("/fa/my/club", "loyalty_club_told_fa", login="mina")
        self.assertTold(("1990-05-07", True))


class TestMemberToldForEverybody(ToldOnAPhone):
    """Who does not see well, or uses no mouse, can use each page: axe-core says so."""

    def setUp(self):
        super().setUp()
        self.tell()
        self.bring()
        self.make_survey(self.make_questions(_LONG))
        answered = self.message(name=_LONG[:110], files=[("cup.png", self.picture())])
        self.answer(answered)
        self.message()
        self.conversation = answered._portal_path()

    def pages(self):
        pages = ("/profile", "/invite", "/surveys", "/messages/new", "/consents")
        return [
            *(f"{self.home}{page}" for page in (*pages, "/messages")),
            self.conversation,
        ]

    def test_pages(self):
        self.assertUsable(self.pages())

    def test_pages_in_persian(self):
        self.mina.lang = "fa_IR"
        self.assertUsable(self.pages(), prefix="/fa")

    def test_doors_of_visitors(self):
        link = f"/club/r/{self.member._referral_code()}"
        self.become(None)
        paths = ("/club", link, self.survey._path())
        self.assertUsable([*paths, *(f"/fa{path}" for path in paths)], login=None)
