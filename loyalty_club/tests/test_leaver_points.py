from datetime import date

from odoo.exceptions import ValidationError

from .corporate_common import LeavingCommon


class TestLeaverPoints(LeavingCommon):
    """What becomes of the points of who has left is what he was told."""

    def test_points_are_lost_after_a_notice(self):
        self.club.leaver_points = "lose"
        self.sara.email = "sara@example.com"
        self.sara.parent_id = False
        self.follow()
        [mail] = self.env["mail.mail"].search([("recipient_ids", "in", self.sara.ids)])
        self.assertIn("120", mail.body_html)
        self.assertIn("lost", mail.body_html)
        self.assertBalance(120, self.member_of_sara)
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.assertBalance(0, self.member_of_sara)

    def test_notice_to_a_persian_has_persian_figures_and_days(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.club.leaver_points = "lose"
        self.sara.write({"email": "sara@example.com", "lang": "fa_IR"})
        self.sara.parent_id = False
        self.follow()
        [mail] = self.env["mail.mail"].search([("recipient_ids", "in", self.sara.ids)])
        self.assertIn("۱۲۰", mail.body_html)
        self.assertIn("۱۲ بهمن ۱۴۰۸", mail.body_html)

    def test_points_are_never_lost_without_a_notice(self):
        with self.assertRaisesRegex(Exception, "leavers_are_warned"):
            self.club.write({"leaver_points": "lose", "leaver_grace_days": 0})
            self.club.flush_recordset()

    def test_points_move_to_another_membership(self):
        friends = self.make_club(name="Friends", tz="UTC")
        self.club.write({"leaver_points": "move", "leaver_club_id": friends.id})
        friend = friends._enroll(self.sara)
        self.member_of_sara._post(
            "earn", 30, "test/lot", expires_on=date(2031, 1, 1), reason="x"
        )
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.assertBalance(0, self.member_of_sara)
        self.assertBalance(150, friend)
        self.assertEqual(str(friend.expiring_on), "2031-01-01")
        self.assertEqual(friend.expiring_points, 30)

    def test_points_of_who_is_no_member_elsewhere_are_kept(self):
        friends = self.make_club(name="Friends")
        self.club.write({"leaver_points": "move", "leaver_club_id": friends.id})
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.assertBalance(120, self.member_of_sara)

    def test_points_move_to_another_club_of_the_company_alone(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.make_club(name="Theirs", company_id=company.id)
        for club in (self.club, theirs, self.env["loyalty.club"]):
            with self.assertRefused("another club of", ValidationError):
                self.club.write({"leaver_points": "move", "leaver_club_id": club.id})

    def test_purchases_that_come_back_later_are_taken_from_where_the_points_are(self):
        friends = self.make_club(name="Friends", tz="UTC")
        self.club.write({"leaver_points": "move", "leaver_club_id": friends.id})
        friend = friends._enroll(self.sara)
        order = self.confirm((self.coffee, 10), partner=self.sara)
        friends_share = friend.balance
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.assertBalance(220 + friends_share, friend)
        order._action_cancel()
        self.settle()
        self.follow()
        self.assertBalance(0, self.member_of_sara)
        self.assertBalance(120, friend)

    def test_who_leaves_twice_on_a_day_loses_his_points_twice(self):
        self.club.write({"leaver_points": "lose", "leaver_grace_days": 1})
        for points in (120, 30):
            self.sara.parent_id = False
            self.follow()
            self.member_of_sara.leaves_on = self.club._today()
            self.follow()
            self.assertBalance(0, self.member_of_sara)
            self.sara.parent_id = self.golestan
            self.follow()
            key = f"test/again/{points}"
            self.member_of_sara._post("adjust", 30, key, reason="Welcome back")
        self.assertBalance(30, self.member_of_sara)

    def redeem_gifts(self):
        """Two presents that cost 20 points each."""
        gift = self.env["loyalty.club.reward"].create(
            {"name": "A mug", "club_id": self.club.id, "kind": "gift", "points": 20}
        )
        return [self.member_of_sara._redeem(gift) for _each in range(2)]

    def test_points_that_come_back_after_leaving_are_lost_each_time(self):
        self.club.leaver_points = "lose"
        gifts = self.redeem_gifts()
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        for gift in gifts:
            gift.action_cancel()
            self.assertBalance(20, self.member_of_sara)
            self.follow()
            self.assertBalance(0, self.member_of_sara)

    def test_points_that_come_back_after_leaving_move_each_time(self):
        friends = self.make_club(name="Friends", tz="UTC")
        self.club.write({"leaver_points": "move", "leaver_club_id": friends.id})
        friend = friends._enroll(self.sara)
        gifts = self.redeem_gifts()
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        for gift, points in zip(gifts, (100, 120), strict=True):
            gift.action_cancel()
            self.follow()
            self.assertBalance(0, self.member_of_sara)
            self.assertBalance(points, friend)

    def test_promise_holds_when_the_policy_changes(self):
        self.sara.parent_id = False
        self.follow()
        self.club.write({"leaver_points": "lose", "leaver_grace_days": 30})
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.follow()
        self.assertBalance(120, self.member_of_sara)
