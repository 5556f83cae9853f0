from datetime import timedelta

from freezegun import freeze_time

from odoo.tools import mute_logger

from .message_common import MessageCommon
from .survey_common import SurveyCommon


class TestMessageOccasions(MessageCommon, SurveyCommon):
    """What members are told of, each time it happens and not once more."""

    def test_newcomers_are_welcomed(self):
        self.switch_on("welcome")
        newcomer = self.make_partner("Newcomer", email="new@example.com")
        member = self.club._enroll(newcomer)
        self.allow("email", member=member)
        self.tell()
        self.assertEqual(self.notices("welcome").member_id, self.member | member)
        self.assertIn(member.display_number, self.mails()[-1].body_html)

    def test_a_new_tier_is_told(self):
        self.switch_on("tier")
        self.env["loyalty.club.tier"].create(
            [
                {"name": name, "threshold": threshold, "club_id": self.club.id}
                for name, threshold in (("Silver", 0), ("Gold", 20))
            ]
        )
        self.member._review_next()
        self.assertEqual(self.member.tier_id.name, "Silver")
        self.tell()
        self.assertFalse(self.mails(), "everybody starts somewhere")
        self.confirm(self.cake)
        self.tell()
        self.assertEqual(self.mails().mapped("subject"), ["You are Gold now"])

    def test_points_about_to_expire_are_told_three_times(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        self.switch_on("points_expire")
        self.confirm(self.cake)
        last_day = self.member.expiring_on
        told = []
        for days in range(35, -2, -1):
            with freeze_time(f"{last_day - timedelta(days=days)} 12:00:00"):
                self.tell()
            told += [days] * (len(self.mails()) - len(told))
        self.assertEqual(told, [30, 7, 1])

    def test_points_spent_meanwhile_are_not_told_of(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        message = self.switch_on("points_expire")
        self.confirm(self.cake)
        with freeze_time(f"{self.member.expiring_on - timedelta(days=7)} 12:00"):
            self.assertTrue(message._note_news())
            self.member._post("spend", -25, "test/all")
            self.tell()
        self.assertFalse(self.mails())

    def test_points_that_rest_too_long_are_told(self):
        self.club.write({"expiry_policy": "inactivity", "expiry_months": 1})
        self.switch_on("points_expire")
        self.confirm(self.cake)
        with freeze_time("2026-04-09 12:00:00"):
            self.tell()
        self.assertEqual(self.notices("points_expire").step, 1)

    def test_a_coupon_about_to_expire_is_told(self):
        self.switch_on("coupon_expire")
        coupon = self.member._present(self.coffee_free, "manual", "test")
        coupon.expires_on = "2026-03-17"
        self.tell()
        self.assertIn(coupon.reward_id.name, self.mails().subject)
        self.assertIn(coupon.display_code, self.mails().body_html)
        with freeze_time("2026-03-16 12:00:00"):
            self.tell()
        self.assertEqual(self.notices("coupon_expire").mapped("step"), [1, 7])

    def test_birthdays_are_congratulated_without_a_rule(self):
        self.switch_on("birthday")
        self.member.joined_on = "2026-01-01"
        self.member._tell({"birth_date": "1990-03-10"}, channel="backend")
        self.env["loyalty.club.occasion"]._birthdays_next(self.club)
        self.assertIn(self.club, self.env["loyalty.club.occasion"]._congratulating())
        self.tell()
        name = self.partner.name
        self.assertEqual(self.mails().subject, f"Happy birthday, {name}!")

    def test_open_surveys_are_told_to_who_is_asked(self):
        self.switch_on("survey")
        self.tell()
        self.assertIn("20 points for your answers", self.mails().subject)
        self.assertIn(self.survey.name, self.mails().subject)
        self.tell()
        self.assertEqual(len(self.mails()), 1)

    def test_surveys_answered_meanwhile_are_not_told_of(self):
        message = self.switch_on("survey")
        self.assertTrue(message._note_news())
        self.answer()
        self.tell()
        self.assertFalse(self.mails())

    def test_surveys_closed_meanwhile_are_not_told_of(self):
        message = self.switch_on("survey")
        self.assertTrue(message._note_news())
        self.survey.is_published = False
        self.tell()
        self.assertFalse(self.mails())

    @mute_logger(
        "odoo.addons.loyalty_club.models.club.loyalty_club_message",
        "odoo.addons.loyalty_club.models.channel.loyalty_club_survey_audience",
    )
    def test_one_that_can_not_be_told_stops_no_others(self):
        asking = self.switch_on("survey")
        asking._note_news()
        self.switch_on("earned")
        self.confirm(self.cake)
        self.forget_field(self.survey)
        self.run_job("tell")
        self.assertEqual(self.notices("earned").state, "sent")
        self.assertEqual(self.notices("survey").state, "dropped")
