import inspect

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .common import ClubCommon

# What may be called from outside, beside what Odoo itself offers on every model. Each
# of these checks for itself who calls it.
ACTIONS = {
    "loyalty.club": {"action_open_website", "action_start", "action_view_members"},
    "loyalty.club.member": {
        "action_confirm_mobile",
        "action_edit_contract",
        "action_edit_profile",
        "action_enroll",
        "action_leave",
        "action_offer",
        "action_reactivate",
        "action_suspend",
        "action_unblock_spending",
        "action_view_adjustments",
        "action_view_coupons",
        "action_view_employees",
        "action_view_entries",
        "action_view_feedback",
        "action_view_partner",
        "action_withdraw_consents",
    },
    # What campaigns and invitations share; each with its own rights.
    "loyalty.club.member.run": {"action_stop"},
    "loyalty.club.tier": {"action_view_members"},
    "loyalty.club.reward": {"action_view_coupons"},
    "loyalty.club.coupon": {"action_cancel", "action_hand_over", "action_send"},
    "loyalty.club.campaign": {"action_start", "action_stop", "action_view_coupons"},
    "loyalty.club.survey": {
        "action_invite",
        "action_open_website",
        "action_view_answers",
        "action_view_results",
    },
    "loyalty.club.survey.invite": {"action_start", "action_stop"},
    "loyalty.club.give": {"action_give"},
    "loyalty.club.offer": {"action_enroll"},
    "loyalty.club.offer.line": {"action_get", "action_hand_over", "action_use"},
    "sale.order": {"action_loyalty_club_offer"},
    "loyalty.club.adjustment": {"action_approve", "action_refuse"},
    "loyalty.club.audit": {"action_start"},
    "loyalty.club.backfill": {"action_count", "action_run", "action_stop"},
    "loyalty.club.import": {
        "action_check",
        "action_download_refused",
        "action_download_template",
        "action_run",
        "action_stop",
        "action_view_rows",
    },
    "loyalty.club.earning": {"action_settle", "action_view_source"},
    "loyalty.club.enroll": {"action_enroll"},
    "loyalty.club.adjust": {"action_adjust"},
    "loyalty.club.contract": {"action_agree"},
    "loyalty.club.decide": {"action_decide"},
    "loyalty.club.invitation": {"action_withdraw"},
    "loyalty.club.invite": {"action_invite"},
    "loyalty.club.setup": {"action_create", "action_enroll", "action_open_club"},
    # Each asks whether it is a cashier of the till.
    "pos.config": {
        "loyalty_club_apply",
        "loyalty_club_find",
        "loyalty_club_hand_over",
        "loyalty_club_join",
        "loyalty_club_keep",
        "loyalty_club_look_up",
        "loyalty_club_offer",
        "loyalty_club_redeem",
        "loyalty_club_release",
    },
    "res.partner": {"action_view_loyalty_club_members"},
}


class TestReachableMethods(ClubCommon):
    """What a remote call can reach, by looking at every method there is."""

    def methods(self):
        """Our methods that do not exist in Odoo: model and name."""
        for name, model in self.env.registry.items():
            for method, _function in inspect.getmembers(model, callable):
                definers = [each for each in model.mro() if method in each.__dict__]
                if definers and all(
                    each.__module__.startswith("odoo.addons.loyalty_club.")
                    for each in definers
                ):
                    yield name, method

    def test_only_actions_can_be_called(self):
        reachable = {}
        for model, method in self.methods():
            try:
                get_public_method(self.env[model], method)
            except AccessError:
                continue
            reachable.setdefault(model, set()).add(method)
        self.assertEqual(reachable, ACTIONS)
