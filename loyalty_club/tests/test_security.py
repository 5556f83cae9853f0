from odoo import Command, fields
from odoo.exceptions import AccessError, UserError

from .common import ClubCommon


class TestForging(ClubCommon):
    """Staff who try more than their work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till = cls.make_user("till", "point_of_sale.group_pos_user")
        cls.sales = cls.make_user("sales", "sales_team.group_sale_salesman")
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")
        cls.finance = cls.make_user("finance", "loyalty_club.group_finance")
        cls.auditor = cls.make_user("auditor", "loyalty_club.group_auditor")
        cls.manager = cls.make_user("manager", "loyalty_club.group_manager")
        cls.portal = cls.make_user("portal", "base.group_portal")
        cls.public = cls.env.ref("base.public_user")
        cls.employee = cls.make_user("employee", "base.group_user")

    def setUp(self):
        super().setUp()
        self.sold = self.confirm((self.coffee, 10))
        self.entry = self.member.entry_ids

    def nobody_of(self, *allowed):
        """Everybody but these."""
        everybody = (
            *(self.till, self.sales, self.marketing, self.finance, self.auditor),
            *(self.manager, self.portal, self.public, self.employee),
        )
        return [user for user in everybody if user not in allowed]

    def test_who_serves_members_sees_them_and_changes_nothing(self):
        for user in (self.till, self.sales):
            member = self.member.with_user(user)
            self.assertEqual(member.balance, 100)
            self.assertEqual(member.entry_ids.points, 100)
            self.assertTrue(member.entry_ids.description)
            self.assertTrue(self.earning(self.sold).with_user(user).explanation)
            for vals in ({"state": "left"}, {"partner_id": user.partner_id.id}):
                with self.assertRaises(AccessError):
                    member.write(vals)

    def test_till_and_sales_can_not_make_themselves_members(self):
        for user in (self.till, self.sales):
            with self.assertRaises(AccessError):
                self.env["loyalty.club.member"].with_user(user).create(
                    {"club_id": self.club.id, "partner_id": user.partner_id.id}
                )

    def test_auditor_reads_everything_and_changes_nothing(self):
        models = [
            self.env[name].with_user(self.auditor)
            for name, model in self.env.registry.items()
            if name.startswith("loyalty.club")
            and not (model._abstract or model._transient)
            # Codes, and messages that hold some, are nobody's to read.
            and name
            not in (
                *("loyalty.club.code", "loyalty.club.guess", "loyalty.club.sms"),
                "loyalty.club.turn",
            )
        ]
        for records in models:
            found = records.search([], limit=1)
            hidden = {
                name
                for name, field in found._fields.items()
                if field.groups == fields.NO_ACCESS
            }
            found.read(set(found._fields) - hidden)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(records.has_access(operation), records._name)

    def test_marketing_edits_rules_not_points(self):
        rule = self.rule.with_user(self.marketing)
        rule.points = 2
        self.confirm((self.coffee, 1))
        self.assertBalance(120)
        for record in (self.member, self.entry, self.earning(self.sold)):
            with self.assertRaises(UserError):
                record.with_user(self.marketing).write({"points": 9})
        with self.assertRaises(AccessError):
            self.env["loyalty.club.adjustment"].with_user(self.marketing)._request(
                self.member, 5, "For me"
            )

    def test_members_can_not_be_changed_through_their_club(self):
        club = self.club.with_user(self.marketing)
        for commands in (
            [Command.update(self.member.id, {"state": "left"})],
            [Command.create({"partner_id": self.marketing.partner_id.id})],
            [Command.delete(self.member.id)],
        ):
            with self.assertRaises(AccessError):
                club.member_ids = commands

    def test_history_can_not_be_changed_through_contact_or_member(self):
        for user in (self.sales, self.finance, self.manager):
            partner = self.partner.with_user(user)
            with self.assertRaises(UserError):
                partner.loyalty_club_member_ids = [
                    Command.update(self.member.id, {"balance": 9})
                ]

    def test_rulebook_is_chosen_by_nobody(self):
        old = self.club._current_rulebook()
        self.rule.points = 5
        for user in (self.marketing, self.manager):
            club = self.club.with_user(user)
            with self.assertRaises(AccessError):
                club.rulebook_id = old
            with self.assertRaises(AccessError):
                club.with_context(default_rulebook_id=old.id).create({"name": "Mine"})
        self.confirm((self.coffee, 1))
        self.assertBalance(150)

    def test_decisions_on_members_are_the_managers(self):
        for user in self.nobody_of(self.manager):
            member = self.member.with_user(user)
            for action in (
                member.action_suspend,
                member.action_leave,
                member.action_reactivate,
                member.action_unblock_spending,
            ):
                with self.assertRaises(AccessError):
                    action()
        self.assertEqual(self.member.state, "active")

    def test_decisions_on_adjustments_are_for_finance(self):
        self.club.adjustment_limit = 0
        adjustment = (
            self.env["loyalty.club.adjustment"]
            .with_user(self.finance)
            ._request(self.member, 5, "A gift")
        )
        self.assertEqual(adjustment.state, "waiting")
        for user in self.nobody_of(self.manager):
            mine = adjustment.with_user(user)
            for action in (mine.action_approve, mine.action_refuse):
                # The finance user has asked for it: he may not decide, either.
                with self.assertRaises(UserError):
                    action()
            with self.assertRaises(AccessError):
                mine.write({"state": "posted", "points": 500})
        self.assertBalance(100)
        adjustment.with_user(self.manager).action_approve()
        self.assertBalance(105)

    def test_settling_again_is_for_those_who_see_it_and_gives_nothing(self):
        earning = self.earning(self.sold)
        for user in (self.portal, self.public, self.employee):
            with self.assertRaises(AccessError):
                earning.with_user(user).action_settle()
        earning.with_user(self.till).action_settle()
        self.assertBalance(100)

    def test_backfill_is_for_managers(self):
        backfills = self.env["loyalty.club.backfill"]
        backfill = backfills.create({"club_id": self.club.id})
        for user in self.nobody_of(self.manager):
            mine = backfill.with_user(user)
            with self.assertRaises(AccessError):
                mine.create({"club_id": self.club.id})
            for action in (mine.action_count, mine.action_run, mine.action_stop):
                with self.assertRaises(UserError):
                    action()
        self.assertEqual(backfill.state, "draft")

    def test_nobody_forges_the_preview_of_a_backfill(self):
        backfills = self.env["loyalty.club.backfill"].with_user(self.manager)
        values = {"club_id": self.club.id}
        mine = backfills.with_context(
            default_state="counted", default_expected_points=1
        ).create(values)
        self.assertEqual((mine.state, mine.expected_points), ("draft", 0))
        for forged in ({"state": "done"}, {"expected_points": 1}, {"done_count": 1}):
            with self.assertRaises(AccessError):
                mine.create({**values, **forged})
            with self.assertRaises(AccessError):
                mine.write(forged)
        mine.date_from = "2020-01-01"
        mine.action_count()
        self.assertEqual(mine.state, "counted")
        mine.action_run()
        self.assertEqual(mine.state, "running")
        mine.action_stop()
        self.assertEqual(mine.state, "draft")

    def test_portal_and_public_see_nothing(self):
        for user in (self.portal, self.public):
            for name, model in self.env.registry.items():
                if name.startswith("loyalty.club") and not model._abstract:
                    with self.assertRaises(AccessError):
                        self.env[name].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.partner.with_user(user).read(["loyalty_club_balance"])

    def test_employee_without_a_role_sees_no_points(self):
        partner = self.partner.with_user(self.employee)
        for name in ("loyalty_club_balance", "loyalty_club_member_ids"):
            with self.assertRaises(AccessError):
                partner.read([name])
        with self.assertRaises(AccessError):
            partner.search([("loyalty_club_ids", "!=", False)])

    def test_defaults_of_a_request_never_become_points(self):
        salesperson = self.sales
        order = self.order((self.coffee, 1), user_id=salesperson.id)
        order.with_user(salesperson).with_context(
            default_points=5000,
            default_posted_points=-5000,
            default_forgiven_points=-5000,
            default_factor=50,
            default_state="posted",
            default_available_on="2000-01-01",
            default_is_backfill=True,
            default_member_id=self.club._enroll(salesperson.partner_id).id,
        ).action_confirm()
        self.settle()
        self.assertBalance(110)
        self.assertEqual(self.earning(order).factor, 1)
