from odoo import Command, fields

from .pos_desk_common import PosDeskCommon
from .site_common import SiteCase
from .test_query_count import QueryCount


class TestMemberCard(PosDeskCommon, QueryCount):
    """One card of a member, wherever it is shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.tier_ids = [
            Command.create({"name": name, "threshold": threshold})
            for name, threshold in (("Silver", 0), ("Gold", 100))
        ]

    def test_card_tells_what_a_member_asks(self):
        self.club.hold_days = 14
        expiry = fields.Date.add(self.club._today(), months=1)
        self.member._post("earn", 50, "test/earn", expires_on=expiry)
        self.sell((self.coffee, 4))
        card = self.member._card()
        self.assertEqual(card["name"], self.partner.name)
        self.assertEqual(card["number"], self.member.number)
        self.assertEqual((card["balance"], card["pending_points"]), (50, 40))
        self.assertEqual((card["expiring_points"], card["expiring_on"]), (50, expiry))
        self.assertEqual((card["tier"], card["tier_percent"]), ("Silver", 50))
        self.assertRegex(self.plain(card["tier_message"]), "50 points to Gold")

    def test_till_and_receipt_show_the_same_card(self):
        order = self.sell((self.coffee, 4))
        (shown,) = self.till.loyalty_club_look_up(self.partner.id)
        answer = order.with_user(self.cashier).read_pos_data([], self.config)
        (printed,) = answer["pos.order"][0]["_loyalty_club_cards"]
        bought = {"earned": 40, "pending": 0, "used": 0, "received": []}
        self.assertEqual(printed, {**shown, **bought})

    def test_many_cards_cost_as_many_queries_as_few(self):
        people = self.env["res.partner"].create(
            [{"name": f"Person {number}"} for number in range(20)]
        )
        members = self.club._enroll_all(people)
        for number, member in enumerate(members):
            member._post("earn", 10, f"test/{number}", expires_on="2090-01-01")
        members._cards()
        few, many = (self.queries(some._cards) for some in (members[:2], members))
        self.assertEqual(few, many)


class TestWelcomeCard(SiteCase):
    """The card that somebody has just got at the website."""

    def test_newcomer_sees_his_tier(self):
        self.club.tier_ids = [
            Command.create({"name": name, "threshold": threshold})
            for name, threshold in (("Silver", 0), ("Gold", 100))
        ]
        answer = self.join()
        self.assertRegex(self.said(answer), "Silver .*100.* to Gold")
