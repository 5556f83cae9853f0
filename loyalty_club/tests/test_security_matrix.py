from odoo.exceptions import UserError

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
    "loyalty.club.survey": {
        **_SEEN_BY_ALL_STAFF,
        "marketing": "rwcu",
        "manager": "rwcu",
    },
    "loyalty.club.survey.answer": {"marketing": "r", "auditor": "r", "manager": "r"},
    "loyalty.club.survey.invite": {
        "marketing": "rwcu",
        "auditor": "r",
        "manager": "rwcu",
    },
    "loyalty.club.survey.result": {"marketing": "r", "auditor": "r", "manager": "r"},
    "loyalty.club.message": {
        **_SEEN_BY_ALL_STAFF,
        "marketing": "rw",
        "manager": "rw",
    },
    "loyalty.club.notice": _SEEN_BY_ALL_STAFF,
    "loyalty.club.give": {"marketing": "rwcu", "manager": "rwcu"},
    "loyalty.club.offer": _DIALOG_OF_AGENTS,
    "loyalty.club.offer.line": _DIALOG_OF_AGENTS,
    "loyalty.club.tier.move": _SEEN_BY_ALL_STAFF,
    "loyalty.club.tier.benefit": _SEEN_BY_BOOKKEEPERS,
    "loyalty.club.occasion": _SEEN_BY_ALL_STAFF,
    # What members tell of themselves is for those who serve them.
    "loyalty.club.profile": {
        **dict.fromkeys(("till", "sales", "agent", "marketing", "manager"), "rwc"),
        "auditor": "r",
    },
    "loyalty.club.interest": {
        **dict.fromkeys(("till", "sales", "agent", "auditor"), "r"),
        **dict.fromkeys(("marketing", "manager"), "rwcu"),
    },
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
        names = (
            "name",
            "reason",
            "job",
            "check",
            "reference",
            "channel",
            "points",
            "digest",
        )
        return {next((each for each in names if each in record), "create_date"): False}

    def test_models_that_hold_nothing_are_out_of_reach(self):
        for name, model in self.env.registry.items():
            if name.startswith("loyalty.club") and model._abstract:
                for role, user in self.users.items():
                    records = self.env[name].with_user(user)
                    for operation in OPERATIONS.values():
                        self.assertFalse(records.has_access(operation), (role, name))
