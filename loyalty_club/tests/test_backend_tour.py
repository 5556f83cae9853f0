from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import ClubCommon


@tagged("post_install", "-at_install")
class TestBackendTour(ClubCommon, HttpCase):
    """Staff at their screens, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user(
            "manager", "loyalty_club.group_manager,base.group_partner_manager"
        )

    def test_manager_enrols_adjusts_and_suspends(self):
        newcomer = self.make_partner("Kaveh Ahmadi")
        self.start_tour(
            "/odoo/customer-club-members",
            "loyalty_club_backend_member",
            login="manager",
        )
        member = newcomer.loyalty_club_member_ids
        self.assertEqual(member.state, "suspended")
        self.assertBalance(50, member)

    def test_everything_in_the_menu_opens(self):
        self.confirm(self.cake)
        self.env["loyalty.club.adjustment"].with_user(self.manager)._request(
            self.member, 5000, "Winner"
        )
        finding = {"member_id": self.member.id, "check": "no_such_check"}
        self.env["loyalty.club.audit"].create(
            {"state": "findings", "finding_ids": [Command.create(finding)]}
        )
        self.start_tour(
            "/odoo/customer-club-members", "loyalty_club_backend_menus", login="manager"
        )
