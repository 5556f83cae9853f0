from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .security_common import FullClub

# What is about all clubs, or about none, and has roles of its own.
_OF_NO_CLUB = (
    *("loyalty.club.audit", "loyalty.club.code", "loyalty.club.guess"),
    "loyalty.club.sms",
    "loyalty.club.turn",
)


class TestCompanies(FullClub):
    """A company and its branches share their clubs; nobody else sees them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.branch = cls.env["res.company"].create(
            {"name": "Branch", "parent_id": cls.company.id}
        )
        groups = "loyalty_club.group_manager,sales_team.group_sale_manager"
        cls.stranger = cls.staff(cls.other, "stranger", groups)
        cls.branch_manager = cls.staff(cls.branch, "branch", groups)
        cls.their_club = cls.make_club(name="Theirs", company_id=cls.other.id)

    @classmethod
    def staff(cls, company, login, groups):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.fill_every_model()

    def ours(self):
        """Models that hold something of a club."""
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith("loyalty.club")
            and not (model._abstract or model._transient)
            and name not in _OF_NO_CLUB
        ]

    def held(self, name):
        """What the company has of a model: all there is, but for their club."""
        records = self.env[name].search([])
        match name:
            case "loyalty.club":
                return records - self.their_club
            case "loyalty.club.message":
                return records - self.their_club.member_message_ids
        return records

    def test_every_model_has_something_to_hide(self):
        for name in self.ours():
            self.assertTrue(self.env[name].search_count([]), name)

    def test_other_companies_see_nothing(self):
        for name in self.ours():
            records = self.held(name)
            theirs = records.with_user(self.stranger)
            self.assertFalse(theirs.search([]) & theirs, name)
            for record in records[:1]:
                with self.assertRaises(AccessError, msg=name):
                    record.with_user(self.stranger).read(["id", "display_name"])

    def test_branches_see_the_club_of_their_company(self):
        for name in self.ours():
            records = self.held(name)
            mine = records.with_user(self.branch_manager)
            self.assertEqual(mine.search([]), records, name)
        member = self.member.with_user(self.branch_manager)
        self.assertEqual(member.balance, 100)
        self.assertTrue(member.entry_ids.mapped("description"))

    def test_branches_earn_for_the_club_of_their_company(self):
        """R20: the branch can write the history of the parent's club."""
        self.coffee.company_id = False
        order = (
            self.env["sale.order"]
            .with_user(self.branch_manager)
            .create(
                {
                    "partner_id": self.partner.id,
                    "company_id": self.branch.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.coffee.id, "price_unit": 30.0}
                        )
                    ],
                }
            )
        )
        order.order_line.tax_ids = False
        order.action_confirm()
        self.settle()
        self.assertBalance(130)

    def test_orders_of_other_companies_earn_nothing_here(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "company_id": self.other.id,
                "order_line": [Command.create({"product_id": self.coffee.id})],
            }
        )
        order.action_confirm()
        self.settle()
        self.assertBalance(100)

    def test_strangers_decide_nothing_here(self):
        member = self.member.with_user(self.stranger)
        for action in (member.action_suspend, member.action_leave):
            with self.assertRaises(AccessError):
                action()
        with self.assertRaises(AccessError):
            self.env["loyalty.club.adjustment"].with_user(self.stranger)._request(
                member, 5, "From outside"
            )
        with self.assertRaises(AccessError):
            self.earning(self.sold).with_user(self.stranger).action_settle()

    def test_nothing_of_theirs_is_moved_here(self):
        """Own records can't be hung on clubs of others."""
        strangers = self.env(user=self.stranger)
        club = strangers["loyalty.club"].browse(self.their_club.id)
        rule = strangers["loyalty.club.earning.rule"].create(
            {"name": "Theirs", "club_id": club.id}
        )
        with self.assertRaises(UserError):
            rule.club_id = self.club.id
        with self.assertRaises(AccessError):
            club.company_id = self.company.id
        backfill = strangers["loyalty.club.backfill"].create({"club_id": club.id})
        with self.assertRaises(AccessError):
            backfill.write({"club_id": self.club.id, "state": "running"})
        for model, values in (
            ("loyalty.club", {"name": "Mine", "company_id": self.company.id}),
            ("loyalty.club.earning.rule", {"name": "Mine", "club_id": self.club.id}),
            ("loyalty.club.backfill", {"club_id": self.club.id}),
        ):
            with self.assertRaises(AccessError):
                strangers[model].create(values)

    def test_strangers_enrol_nobody_here(self):
        wizard = (
            self.env["loyalty.club.enroll"]
            .with_user(self.stranger)
            .create(
                {
                    "club_id": self.their_club.id,
                    "partner_ids": self.stranger.partner_id.ids,
                }
            )
        )
        with self.assertRaises(AccessError):
            wizard.club_id = self.club
            wizard.action_enroll()
