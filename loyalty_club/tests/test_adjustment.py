from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .common import ClubCommon


class TestAdjustment(ClubCommon):
    """Points given or taken by hand: always with a reason, above a limit by two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.adjustment_limit = 100
        cls.finance = cls.make_user("finance", "loyalty_club.group_finance")
        cls.second = cls.make_user("second", "loyalty_club.group_finance")
        cls.agent = cls.make_user("agent", "loyalty_club.group_agent")
        cls.manager = cls.make_user("manager", "loyalty_club.group_manager")

    def adjust(self, points, reason="Sorry for the wait", user=None, member=None):
        user = user or self.finance
        adjustments = self.env["loyalty.club.adjustment"].with_user(user)
        return adjustments._request(
            (member or self.member).with_user(user), points, reason
        )

    # === ALONE === #

    def test_up_to_the_limit_it_is_posted_at_once(self):
        adjustment = self.adjust(100)
        self.assertEqual(adjustment.state, "posted")
        self.assertEqual(adjustment.requested_by_id, self.finance)
        self.assertEqual(adjustment.entry_id.points, 100)
        self.assertBalance(100)

    def test_the_member_reads_the_reason(self):
        entry = self.adjust(10, "Sorry for the wait").entry_id
        self.assertEqual(entry.kind, "adjust")
        self.assertEqual(entry.reason, "Sorry for the wait")
        self.assertEqual(entry.description, "Sorry for the wait")
        self.assertEqual(entry.user_id, self.finance)

    def test_points_can_be_taken(self):
        self.adjust(50)
        self.adjust(-20, "Counted twice")
        self.assertBalance(30)

    def test_a_reason_is_required(self):
        for reason in (False, "", "   "):
            with self.subTest(reason=reason), self.assertRefused("the reason"):
                self.adjust(10, reason)

    def test_points_are_required(self):
        with self.assertRefused("how many points"):
            self.adjust(0)

    def test_the_dialog_says_how_many_can_be_taken(self):
        self.adjust(10)
        dialog = self.env["loyalty.club.adjust"].with_user(self.finance)
        dialog = dialog.new({"member_id": self.member.id, "points": -11})
        self.assertEqual(dialog.shortage, "At most 10 points can be taken.")
        dialog.points = -10
        self.assertFalse(dialog.shortage)

    def test_no_more_is_taken_than_there_is(self):
        self.adjust(10)
        with self.assertRefused("has 10 points; you can't take 11"):
            self.adjust(-11)

    def test_a_debt_can_be_adjusted_away(self):
        self.member._post("earn", 5, "test/earn")
        self.member._post("take_back", -30, "test/back")
        self.adjust(25)
        self.assertBalance(0)

    def test_only_finance_adjusts(self):
        for user in (
            self.agent,
            self.make_user("auditor", "loyalty_club.group_auditor"),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.adjust(10, user=user)

    def test_a_member_of_another_company_is_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        club = self.make_club(name="Theirs", company_id=company.id)
        member = club._enroll(self.make_partner("Somebody"))
        with self.assertRaises(AccessError):
            self.adjust(10, member=member)

    # === TOGETHER === #

    def test_above_the_limit_it_waits_for_a_second_person(self):
        adjustment = self.adjust(101)
        self.assertEqual(adjustment.state, "waiting")
        self.assertFalse(adjustment.entry_id)
        self.assertBalance(0)

    def test_taking_counts_like_giving(self):
        self.member._post("earn", 500, "test/earn")
        self.assertEqual(self.adjust(-101).state, "waiting")

    def test_small_steps_on_one_day_count_together(self):
        self.assertEqual(self.adjust(60).state, "posted")
        self.assertEqual(self.adjust(41).state, "waiting")

    def test_what_another_person_adjusted_does_not_count(self):
        self.adjust(60)
        self.assertEqual(self.adjust(60, user=self.second).state, "posted")

    def test_what_was_long_ago_does_not_count(self):
        old = self.adjust(60)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE loyalty_club_adjustment SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=2), old.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.adjust(60).state, "posted")

    def test_own_points_always_wait(self):
        own = self.club._enroll(self.finance.partner_id)
        adjustment = self.adjust(1, member=own)
        self.assertEqual(adjustment.state, "waiting")
        self.assertBalance(0, own)

    def test_second_person_is_told(self):
        adjustment = self.adjust(500)
        self.assertIn(self.second, adjustment.activity_ids.user_id)
        self.assertNotIn(self.finance, adjustment.activity_ids.user_id)

    def test_second_person_approves(self):
        adjustment = self.adjust(500)
        adjustment.with_user(self.second).action_approve()
        self.assertEqual(adjustment.state, "posted")
        self.assertEqual(adjustment.decided_by_id, self.second)
        self.assertFalse(adjustment.activity_ids)
        self.assertBalance(500)

    def test_second_person_refuses(self):
        adjustment = self.adjust(500)
        adjustment.with_user(self.second).action_refuse()
        self.assertEqual(adjustment.state, "refused")
        self.assertBalance(0)
        adjustment.with_user(self.second).action_approve()
        self.assertEqual(adjustment.state, "refused")
        self.assertBalance(0)

    def test_approved_twice_is_posted_once(self):
        adjustment = self.adjust(500)
        adjustment.with_user(self.second).action_approve()
        adjustment.with_user(self.manager).action_approve()
        self.assertBalance(500)

    def test_nobody_decides_on_his_own_request(self):
        for user in (self.finance, self.manager):
            adjustment = self.adjust(500, user=user)
            for decide in ("action_approve", "action_refuse"):
                with self.subTest(user=user.login, decide=decide):
                    with self.assertRefused("Somebody else has to decide"):
                        getattr(adjustment.with_user(user), decide)()
        self.assertBalance(0)

    def test_nobody_decides_on_his_own_points(self):
        own = self.club._enroll(self.second.partner_id)
        adjustment = self.adjust(500, member=own)
        with self.assertRefused("Somebody else has to decide"):
            adjustment.with_user(self.second).action_approve()
        self.assertBalance(0, own)

    def test_only_finance_decides(self):
        adjustment = self.adjust(500)
        auditor = self.make_user("auditor", "loyalty_club.group_auditor")
        for user in (self.agent, auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                adjustment.with_user(user).action_approve()

    def test_what_is_gone_by_then_is_not_taken(self):
        self.member._post("earn", 500, "test/earn")
        adjustment = self.adjust(-500)
        self.member._post("spend", -100, "test/spend")
        with self.assertRefused("500 points are needed"):
            adjustment.with_user(self.second).action_approve()

    # === FORGERY === #

    def test_nobody_creates_writes_or_deletes_one(self):
        adjustment = self.adjust(500)
        values = {
            "member_id": self.member.id,
            "points": 5,
            "reason": "For me",
            "state": "posted",
            "requested_by_id": self.second.id,
        }
        for user in (self.finance, self.manager):
            mine = adjustment.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    mine.create(values)
                with self.assertRaises(AccessError):
                    mine.write({"state": "posted"})
                with self.assertRaises(AccessError):
                    mine.unlink()

    def test_defaults_of_the_context_decide_nothing(self):
        adjustments = self.env["loyalty.club.adjustment"].with_user(self.finance)
        adjustment = adjustments.with_context(
            default_state="posted",
            default_requested_by_id=self.second.id,
            default_decided_by_id=self.second.id,
        )._request(self.member, 500, "Because")
        self.assertEqual(adjustment.state, "waiting")
        self.assertEqual(adjustment.requested_by_id, self.finance)
        self.assertFalse(adjustment.decided_by_id)
        self.assertBalance(0)

    def test_requests_can_be_discussed(self):
        adjustment = self.adjust(500)
        message = adjustment.with_user(self.second).message_post(body="Why so many?")
        self.assertEqual(message.author_id, self.second.partner_id)


class TestAdjustWizard(ClubCommon):
    """The dialog says what will happen before it does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.adjustment_limit = 100
        cls.finance = cls.make_user("finance", "loyalty_club.group_finance")

    def wizard(self, points, user=None, member=None, reason="Sorry"):
        member = member or self.member
        return (
            self.env["loyalty.club.adjust"]
            .with_user(user or self.finance)
            .create({"member_id": member.id, "points": points, "reason": reason})
        )

    def test_adjusts_and_says_so(self):
        self.member._post("earn", 40, "test/earn")
        wizard = self.wizard(60)
        self.assertEqual((wizard.balance, wizard.balance_after), (40, 100))
        self.assertFalse(wizard.must_wait)
        action = wizard.action_adjust()
        self.assertIn("has 100 points now", action["params"]["message"])
        self.assertBalance(100)

    def test_tells_that_it_waits(self):
        wizard = self.wizard(101)
        self.assertTrue(wizard.must_wait)
        action = wizard.action_adjust()
        self.assertIn("waits for a second person", action["params"]["message"])
        self.assertBalance(0)

    def test_tells_about_own_points(self):
        own = self.club._enroll(self.finance.partner_id)
        wizard = self.wizard(1, member=own)
        self.assertTrue(wizard.is_own)
        self.assertTrue(wizard.must_wait)

    def test_tells_what_can_not_be_taken(self):
        wizard = self.wizard(-1)
        self.assertFalse(wizard.is_covered)
        with self.assertRaises(UserError):
            wizard.action_adjust()

    def test_tells_nothing_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        club = self.make_club(name="Theirs", company_id=company.id)
        stranger = club._enroll(self.make_partner("Secret"))
        stranger._post("earn", 777, "test/earn")
        for name in ("balance", "adjustment_limit", "balance_after"):
            self.env.invalidate_all()
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.wizard(1, member=stranger).read([name])
        self.env.invalidate_all()
        wizards = self.env["loyalty.club.adjust"].with_user(self.finance)
        with self.assertRaises(AccessError):
            wizards.onchange(
                {"member_id": stranger.id, "points": 1},
                ["member_id"],
                {"member_id": {}, "balance": {}, "balance_after": {}},
            )

    def test_only_finance_opens_it(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.wizard(1, user=agent)
