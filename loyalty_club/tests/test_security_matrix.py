import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method

from .common import ClubCommon
from .security_common import FullClub

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}

ROLES = {
    "public": "base.group_public",
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "till": "point_of_sale.group_pos_user",
    "sales": "sales_team.group_sale_salesman",
    "agent": "loyalty_club.group_agent",
    "marketing": "loyalty_club.group_marketing",
    "finance": "loyalty_club.group_finance",
    "auditor": "loyalty_club.group_auditor",
    "manager": "loyalty_club.group_manager",
    "system": "base.group_system",
}

# Who serves members sees them, who keeps the books sees the books, and nobody writes
# what only verbs may write. What is not named here, nobody may do.
_SEEN_BY_ALL_STAFF = {
    **dict.fromkeys(("till", "sales", "agent", "marketing"), "r"),
    **dict.fromkeys(("finance", "auditor", "manager"), "r"),
}
_MADE_BY_MARKETING = {**_SEEN_BY_ALL_STAFF, "marketing": "rwcu", "manager": "rwcu"}
_SEEN_BY_BOOKKEEPERS = dict.fromkeys(("finance", "auditor", "manager"), "r")
_DIALOG_OF_AGENTS = dict.fromkeys(
    ("till", "sales", "agent", "marketing", "manager"), "rwcu"
)
MATRIX = {
    "loyalty.club": {**_SEEN_BY_ALL_STAFF, "marketing": "rwc", "manager": "rwcu"},
    "loyalty.club.member": _SEEN_BY_ALL_STAFF,
    "loyalty.club.entry": _SEEN_BY_ALL_STAFF,
    "loyalty.club.allocation": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.residual": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.earning": _SEEN_BY_ALL_STAFF,
    "loyalty.club.earning.line": _SEEN_BY_ALL_STAFF,
    "loyalty.club.earning.rule": _MADE_BY_MARKETING,
    "loyalty.club.member.type": _MADE_BY_MARKETING,
    "loyalty.club.tier": _MADE_BY_MARKETING,
    "loyalty.club.reward": _MADE_BY_MARKETING,
    "loyalty.club.coupon": _SEEN_BY_ALL_STAFF,
    "loyalty.club.campaign": {"marketing": "rwcu", "auditor": "r", "manager": "rwcu"},
    "loyalty.club.give": {"marketing": "rwcu", "manager": "rwcu"},
    "loyalty.club.offer": _DIALOG_OF_AGENTS,
    "loyalty.club.offer.line": _DIALOG_OF_AGENTS,
    "loyalty.club.tier.move": _SEEN_BY_ALL_STAFF,
    "loyalty.club.tier.benefit": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.rulebook": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.adjustment": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.audit": {"auditor": "r", "manager": "r"},
    "loyalty.club.audit.finding": {"auditor": "r", "manager": "r"},
    "loyalty.club.backfill": {"auditor": "r", "manager": "rwcu"},
    "loyalty.club.backfill.document": {"auditor": "r", "manager": "r"},
    "loyalty.club.consent": {
        role: "r" for role in _SEEN_BY_ALL_STAFF if role != "finance"
    },
    "loyalty.club.feedback": {
        **dict.fromkeys(("till", "sales", "agent"), "rw"),
        **{"marketing": "rwc", "auditor": "r", "manager": "rwcu"},
    },
    "loyalty.club.feedback.topic": _MADE_BY_MARKETING,
    "loyalty.club.feedback.report": dict.fromkeys(
        ("marketing", "auditor", "manager"), "r"
    ),
    "loyalty.club.code": {},
    "loyalty.club.guess": {},
    "loyalty.club.tier.review": {"auditor": "r", "manager": "r"},
    "loyalty.club.turn": {},
    "loyalty.club.sms": {"system": "ru"},
    "loyalty.club.import": {"auditor": "r", "manager": "rwcu"},
    "loyalty.club.import.row": {"auditor": "r", "manager": "r"},
    "loyalty.club.enroll": _DIALOG_OF_AGENTS,
    "loyalty.club.enroll.line": _DIALOG_OF_AGENTS,
    "loyalty.club.adjust": {"finance": "rwcu", "manager": "rwcu"},
    "loyalty.club.contract": {"marketing": "rwcu", "manager": "rwcu"},
    "loyalty.club.decide": {"manager": "rwcu"},
    "loyalty.club.invitation": {
        "marketing": "rwcu",
        "auditor": "r",
        "manager": "rwcu",
    },
    "loyalty.club.setup": {"marketing": "rwcu", "manager": "rwcu"},
    "loyalty.club.invite": {"marketing": "rwcu", "manager": "rwcu"},
}

# What may be called from outside, beside what Odoo itself offers on every model. Each
# of these checks for itself who calls it.
ACTIONS = {
    "loyalty.club": {"action_open_website", "action_start", "action_view_members"},
    "loyalty.club.member": {
        "action_confirm_mobile",
        "action_edit_contract",
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
    "loyalty.club.tier": {"action_view_members"},
    "loyalty.club.reward": {"action_view_coupons"},
    "loyalty.club.coupon": {"action_cancel", "action_hand_over", "action_send"},
    "loyalty.club.campaign": {"action_start", "action_stop", "action_view_coupons"},
    "loyalty.club.give": {"action_give"},
    "loyalty.club.offer": {"action_enroll"},
    "loyalty.club.offer.line": {"action_get", "action_use"},
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


class TestAccessMatrix(FullClub):
    """Every model, every role, every operation, as decided above and no other way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.make_user(f"role-{role}", group) for role, group in ROLES.items()
        }

    def ours(self):
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith("loyalty.club") and not model._abstract
        )

    def test_every_model_is_decided_on(self):
        self.assertEqual(sorted(MATRIX), self.ours())

    def test_no_model_is_left_without_a_word_on_access(self):
        """Odoo warns of those at each installation."""
        lines = self.env["ir.model.access"].sudo().search([])
        self.assertLessEqual(set(MATRIX), set(lines.model_id.mapped("model")))

    def test_every_operation_of_every_role(self):
        for model, allowed in MATRIX.items():
            for role, user in self.users.items():
                records = self.env[model].with_user(user)
                found = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if records.has_access(operation)
                )
                self.assertEqual(found, allowed.get(role, ""), f"{role} on {model}")

    def test_every_attempt_is_really_refused(self):
        """Not only said to be: by the methods themselves, on real rows."""
        self.fill_every_model()
        for model, allowed in MATRIX.items():
            if self.env[model]._transient:
                continue
            record = self.env[model].search([], limit=1)
            self.assertTrue(record, model)
            for role, user in self.users.items():
                rights = allowed.get(role, "")
                mine = record.with_user(user)
                for letter, attempt in (
                    ("r", lambda mine=mine: mine.read(["display_name"])),
                    ("r", lambda mine=mine: mine.search([])),
                    ("w", lambda mine=mine: mine.write(self.a_value(mine))),
                    ("c", lambda mine=mine: mine.create({})),
                    ("u", lambda mine=mine: mine.unlink()),
                ):
                    if letter not in rights:
                        # The ledger refuses even before it asks who it is.
                        with self.assertRaises(UserError, msg=f"{role} on {model}"):
                            attempt()

    def a_value(self, record):
        """Something that could be written, if one might."""
        names = ("name", "reason", "check", "reference", "channel", "points", "digest")
        return {next((each for each in names if each in record), "create_date"): False}

    def test_models_that_hold_nothing_are_out_of_reach(self):
        for name, model in self.env.registry.items():
            if name.startswith("loyalty.club") and model._abstract:
                for role, user in self.users.items():
                    records = self.env[name].with_user(user)
                    for operation in OPERATIONS.values():
                        self.assertFalse(records.has_access(operation), (role, name))


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

    def test_doors_of_the_ledger_can_not_be_called(self):
        for model, method in (
            ("loyalty.club.member", "_post"),
            ("loyalty.club.member", "_lock_accounts"),
            ("loyalty.club.member", "_absorb"),
            ("loyalty.club.member", "_expire_due"),
            ("loyalty.club.member", "_take_steps"),
            ("loyalty.club.tier.move", "_append"),
            ("loyalty.club.tier.benefit", "_settle"),
            ("loyalty.club.entry", "_append"),
            ("loyalty.club.entry", "_insert_rows"),
            ("loyalty.club.entry", "init"),
            ("loyalty.club.residual", "_keep"),
            ("loyalty.club.earning", "_settle"),
            ("loyalty.club.earning", "_release_due"),
            ("loyalty.club.earning.line", "_replace_awards"),
            ("loyalty.club", "_enroll"),
            ("loyalty.club", "_join_by_mobile"),
            ("loyalty.club.code", "_issue"),
            ("loyalty.club.code", "_verify"),
            ("loyalty.club.guess", "_note"),
            ("loyalty.club.turn", "_take"),
            ("loyalty.club.consent", "_record"),
            ("loyalty.club.member", "_write_feedback"),
            ("loyalty.club.feedback", "_reply"),
            ("loyalty.club.feedback", "_rate"),
            ("res.partner", "_loyalty_club_confirm_mobile"),
            ("res.users", "_loyalty_club_credential"),
            ("loyalty.club.adjustment", "_request"),
            ("loyalty.club.adjustment", "_post_entry"),
        ):
            self.assertTrue(callable(getattr(self.env[model], method)))
            with self.assertRefused("cannot be called remotely", AccessError):
                get_public_method(self.env[model], method)
