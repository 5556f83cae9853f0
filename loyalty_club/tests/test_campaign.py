from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .reward_common import RewardCommon


class TestCampaign(RewardCommon):
    """Each of many members gets one coupon, however often the job runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")
        partners = cls.env["res.partner"].create(
            [
                {"name": f"Guest {index}", "email": f"{index}@x.org"}
                for index in range(5)
            ]
        )
        cls.guests = cls.club._enroll_all(partners)
        cls.campaign = (
            cls.env["loyalty.club.campaign"]
            .with_user(cls.marketing)
            .create(
                {
                    "name": "Spring",
                    "club_id": cls.club.id,
                    "reward_id": cls.coffee_free.id,
                    "member_domain": "[('partner_id.name', 'like', 'Guest')]",
                }
            )
        )

    def work(self):
        while self.campaign.sudo()._serve_next():
            pass

    def test_all_who_match_get_one(self):
        self.assertEqual(self.campaign.member_count, 5)
        self.campaign.action_start()
        self.patch(type(self.campaign), "_BATCH", 2)
        self.campaign.sudo()._serve_next()
        self.assertEqual(self.campaign.issued_count, 2)
        self.work()
        self.assertEqual(self.campaign.state, "done")
        self.assertEqual(self.guests.mapped("open_coupon_count"), [1] * 5)
        self.assertFalse(self.member.coupon_ids)
        self.assertEqual(len(self.campaign.coupon_ids), 5)

    def test_a_run_that_lost_its_place_gives_nothing_twice(self):
        self.campaign.action_start()
        self.work()
        self.campaign.sudo().write({"state": "running", "last_member_id": 0})
        self.work()
        self.assertEqual(self.guests.mapped("open_coupon_count"), [1] * 5)

    def test_no_more_is_promised_than_is_in_stock(self):
        self.coffee_free.write({"has_stock": True, "stock": 3})
        with self.assertRefused("There are 3 of Free coffee left, and 5 members"):
            self.campaign.action_start()
        self.coffee_free.stock = 5
        self.campaign.action_start()
        # Somebody buys one meanwhile.
        self.member._redeem(self.coffee_free)
        self.work()
        self.assertEqual(sum(self.guests.mapped("open_coupon_count")), 4)
        self.assertEqual(self.coffee_free.stock_left, 0)

    def test_mails_go_to_who_agreed_and_wait_in_the_queue(self):
        consents = self.env["loyalty.club.consent"]
        consents._record(self.guests[0], ["email"], is_given=True, channel="backend")
        self.campaign.is_mailed = True
        self.campaign.action_start()
        self.work()
        mails = self.env["mail.mail"].search([("model", "=", "loyalty.club.coupon")])
        self.assertEqual(mails.mapped("state"), ["outgoing"])
        self.assertEqual(mails.recipient_ids, self.guests[0].partner_id)

    @mute_logger("odoo.addons.loyalty_club.models.ledger.loyalty_club_batch")
    def test_mails_that_can_not_be_sent_stop_no_coupons(self):
        consents = self.env["loyalty.club.consent"]
        consents._record(self.guests[:3], ["email"], is_given=True, channel="backend")
        self.env["mail.blacklist"]._add("0@x.org")
        self.env.ref(
            "loyalty_club.mail_template_coupon"
        ).subject = f"{{{{ 1 / (object.member_id.id - {self.guests[1].id}) }}}}"
        self.campaign.is_mailed = True
        self.campaign.action_start()
        self.work()
        self.assertEqual(self.guests.mapped("open_coupon_count"), [1] * 5)
        mails = self.env["mail.mail"].search([("model", "=", "loyalty.club.coupon")])
        self.assertEqual(mails.recipient_ids, self.guests[2].partner_id)

    def test_a_condition_that_can_not_be_understood(self):
        with self.assertRefused("can't be understood"):
            self.campaign.member_domain = "[('nothing', '=', 1)]"

    def test_conditions_are_tried_with_the_rights_of_who_writes_them(self):
        """Else the count would say by who matches what he may not read."""
        hidden = "[('partner_id.signup_type', '=', 'x')]"
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.marketing).member_domain = hidden
        with self.assertRaises(AccessError):
            self.club.with_user(
                self.marketing
            ).eligibility_domain = "[('signup_type', '=', 'x')]"

    def test_points_and_credit_are_not_given_away(self):
        for reward in (self.points_off, self.cash):
            with self.assertRefused("another reward"):
                self.campaign.reward_id = reward

    def test_only_who_runs_the_club_gives(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.campaign.with_user(agent).action_start()
        with self.assertRefused("Only the run itself", AccessError):
            self.campaign.issued_count = 100


class TestGive(RewardCommon):
    """A present from staff has a reason, and comes once."""

    def test_a_present_with_its_reason(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        give = (
            self.env["loyalty.club.give"]
            .with_user(marketing)
            .create(
                {
                    "member_ids": self.member.ids,
                    "reward_id": self.coffee_free.id,
                    "reason": "Sorry for the wait",
                }
            )
        )
        give.action_give()
        give.action_give()
        coupon = self.member.coupon_ids
        self.assertEqual((coupon.origin, coupon.points), ("manual", 0))
        self.assertIn("Sorry for the wait", coupon.message_ids[0].body)
        give.reason = "  "
        with self.assertRefused("Say why"):
            give.action_give()

    def test_cashiers_give_nothing(self):
        agent = self.make_user("agent", "point_of_sale.group_pos_user")
        with self.assertRaises(AccessError):
            self.env["loyalty.club.give"].with_user(agent).create(
                {
                    "member_ids": self.member.ids,
                    "reward_id": self.coffee_free.id,
                    "reason": "For me",
                }
            )
