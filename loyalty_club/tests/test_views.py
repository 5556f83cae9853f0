from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .common import ClubCommon

ROLES = ("agent", "marketing", "finance", "auditor", "manager")
# Who finds which menu; nobody finds one that is not for him.
MENUS = {
    "members": ROLES,
    "feedback": ("agent", "marketing", "auditor", "manager"),
    "feedback_report": ("marketing", "auditor", "manager"),
    "topics": ("marketing", "auditor", "manager"),
    "entries": ("marketing", "finance", "auditor", "manager"),
    "earnings": ("marketing", "finance", "auditor", "manager"),
    "adjustments": ("finance", "auditor", "manager"),
    "backfills": ("manager",),
    "imports": ("manager",),
    "surveys": ("marketing", "finance", "auditor", "manager"),
    "survey_answers": ("marketing", "auditor", "manager"),
    "survey_invites": ("marketing", "auditor", "manager"),
    "survey_results": ("marketing", "auditor", "manager"),
    "clubs": ("marketing", "finance", "auditor", "manager"),
    "analysis": ("marketing", "finance", "auditor", "manager"),
    "tier_moves": ("marketing", "finance", "auditor", "manager"),
    "profiles": ("agent", "marketing", "auditor", "manager"),
    "occasions": ("marketing", "finance", "auditor", "manager"),
    "interests": ("marketing", "auditor", "manager"),
    "rules": ("marketing", "auditor", "manager"),
    "tiers": ("marketing", "auditor", "manager"),
    "consents": ("marketing", "auditor", "manager"),
    "audits": ("auditor", "manager"),
    "findings": ("auditor", "manager"),
}
# What a role has no business with at all.
CLOSED = {
    "agent": (
        *("adjustment", "audit", "audit.finding", "allocation", "residual"),
        *("tier.benefit", "feedback.report"),
    ),
    "marketing": (
        *("adjustment", "audit", "audit.finding", "allocation", "residual"),
        "tier.benefit",
    ),
    "finance": (
        *("audit", "audit.finding", "enroll", "feedback", "feedback.report"),
        *("profile", "interest"),
    ),
    "auditor": ("enroll", "adjust"),
}


class TestViews(ClubCommon):
    """Each role opens what is in its menu, down to the last field shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            role: cls.make_user(role, f"loyalty_club.group_{role}") for role in ROLES
        }
        cls.member._post("earn", 50, "test/earn", expires_on=fields.Date.today())
        cls.member._post("spend", -20, "test/spend")
        cls.env["loyalty.club.adjustment"].with_user(cls.staff["finance"])._request(
            cls.member, 5000, "Winner"
        )
        finding = {
            "member_id": cls.member.id,
            "check": "balance_is_sum_of_entries",
            "expected": 1,
        }
        cls.env["loyalty.club.audit"].create(
            {"state": "findings", "finding_ids": [Command.create(finding)]}
        )

    def setUp(self):
        super().setUp()
        self.confirm(self.cake)

    # === WHAT THE BROWSER DOES === #

    def open(self, action, role):
        """Load the views of an action, and the records with all that they show."""
        model = self.env[action.res_model].with_user(self.staff[role])
        modes = action.view_mode.split(",")
        loaded = model.get_views([(False, mode) for mode in (*modes, "search")])
        for mode in modes:
            arch = etree.fromstring(loaded["views"][mode]["arch"])
            if mode in ("list", "kanban", "form"):
                model.web_search_read([], self.specification(arch, model), limit=5)
        arch = etree.fromstring(loaded["views"]["search"]["arch"])
        for node in arch.iter("filter"):
            if node.get("domain"):
                domain = safe_eval(node.get("domain"), {"uid": model.env.uid})
                model.search(domain, limit=1)

    def specification(self, node, model):
        """What a view asks the server for."""
        asked = {}
        for child in node:
            if child.tag != "field":
                asked.update(self.specification(child, model))
                continue
            name = child.get("name")
            asked[name] = {}
            if model._fields[name].relational:
                comodel = model[name]
                inside = {"display_name": {}}
                for view in child:
                    inside.update(self.specification(view, comodel))
                asked[name] = {"fields": inside}
        return asked

    def menus(self, user):
        """The menus of our app that a user can reach from its root."""
        loaded = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        reached = [self.env.ref("loyalty_club.loyalty_club_menu_root").id]
        for menu_id in reached:
            reached += loaded.get(menu_id, {}).get("children", [])
        return self.env["ir.ui.menu"].browse(id_ for id_ in reached if id_ in loaded)

    # === SCENES === #

    def test_each_role_finds_its_menus_and_no_others(self):
        for role in ROLES:
            menus = self.menus(self.staff[role])
            for name, roles in MENUS.items():
                with self.subTest(role=role, menu=name):
                    menu = self.env.ref(f"loyalty_club.loyalty_club_menu_{name}")
                    self.assertEqual(menu in menus, role in roles)

    def test_each_role_opens_all_it_finds(self):
        for role in ROLES:
            actions = [
                menu.action for menu in self.menus(self.staff[role]) if menu.action
            ]
            self.assertTrue(actions)
            for action in actions:
                if action._name == "ir.actions.act_window":
                    with self.subTest(role=role, action=action.name):
                        self.open(action, role)

    def test_others_find_nothing(self):
        plain = self.make_user("plain", "base.group_user")
        self.assertFalse(self.menus(plain))
        for model in ("loyalty.club", "loyalty.club.member", "loyalty.club.entry"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(plain).search([])

    def test_each_role_is_kept_out_of_what_is_not_its_business(self):
        for role, names in CLOSED.items():
            for name in names:
                model = self.env[f"loyalty.club.{name}"].with_user(self.staff[role])
                with self.subTest(role=role, model=name):
                    with self.assertRaises(AccessError):
                        model.search([])

    def test_agent_reads_contacts_with_their_memberships(self):
        for role in ROLES:
            with self.subTest(role=role):
                model = self.partner.with_user(self.staff[role])
                views = model.get_views([(False, "form")])
                arch = etree.fromstring(views["views"]["form"]["arch"])
                [values] = model.web_read(self.specification(arch, model))
                [membership] = values["loyalty_club_member_ids"]
                self.assertEqual(membership["balance"], self.member.balance)

    def test_a_contact_is_offered_a_club_he_is_not_in_yet(self):
        partner = self.partner.with_user(self.staff["agent"])
        self.assertFalse(partner.can_join_loyalty_club)
        self.make_club(name="Night Owls")
        self.env.invalidate_all()
        self.assertTrue(partner.can_join_loyalty_club)

    def test_marketing_makes_a_club_with_a_rule(self):
        form = Form(self.env["loyalty.club"].with_user(self.staff["marketing"]))
        form.name = "Night Owls"
        with form.rule_ids.new() as rule:
            rule.name = "1 point for every 10"
            rule.per_amount = 10
        club = form.save()
        self.assertEqual(club.rule_ids.trigger, "amount")

    def test_rule_form_asks_for_what_its_trigger_needs(self):
        form = Form(
            self.env["loyalty.club.earning.rule"].with_user(self.staff["marketing"])
        )
        form.name, form.club_id = "Tenth visit", self.club
        form.trigger = "nth_order"
        form.every = 10
        with self.assertRaises(AssertionError):  # it is not shown
            form.per_amount = 5
        form.save()

    def test_figures_of_a_club_are_not_for_agents(self):
        arch = self.member.with_user(self.staff["agent"]).get_view(view_type="form")[
            "arch"
        ]
        self.assertNotIn("points_value", arch)
        self.assertNotIn("residual_ids", arch)
        self.assertNotIn("loyalty_club_adjust", arch)

    def test_manager_settles_what_failed_again(self):
        earning = self.earning(
            self.env["sale.order"].search([], order="id desc", limit=1)
        )
        earning.write({"state": "failed", "failure": "Trouble"})
        earning.with_user(self.staff["manager"]).action_settle()
        self.assertEqual(earning.state, "posted")
        self.assertFalse(earning.failure)

    def test_source_of_an_earning_opens(self):
        order = self.confirm(self.coffee)
        action = self.earning(order).action_view_source()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (order._name, order.id)
        )

    def test_audit_is_started_by_auditors_alone(self):
        audits = self.env["loyalty.club.audit"]
        audits.with_user(self.staff["auditor"]).action_start()
        with self.assertRaises(AccessError):
            audits.with_user(self.staff["agent"]).action_start()

    def test_findings_say_what_is_wrong(self):
        checks = self.env["loyalty.club.audit"]._checks([0])
        self.assertEqual(set(checks), set(self.env["loyalty.club.audit"]._wordings()))
