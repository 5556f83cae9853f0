from ast import literal_eval

from odoo.tests import TransactionCase, tagged

from ..hooks import uninstall_hook


@tagged("post_install", "-at_install")
class TestUninstall(TransactionCase):
    """Odoo goes on as before when the club is gone."""

    def test_the_list_of_programmes_asks_for_no_field_of_ours(self):
        action = self.env.ref("loyalty.loyalty_program_discount_loyalty_action")
        self.assertIn("loyalty_club_reward_id", action.domain)
        uninstall_hook(self.env)
        domain = literal_eval(action.domain)
        self.assertEqual(domain, [("program_type", "not in", ("gift_card", "ewallet"))])
