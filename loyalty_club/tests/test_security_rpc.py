from requests.exceptions import HTTPError

from odoo.tests import HttpCase, JsonRpcException
from odoo.tools import mute_logger

from .common import ClubCommon


class TestRemoteCalls(ClubCommon, HttpCase):
    """Real sessions, real requests: what the outside can't do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.make_user("portal-mina", "base.group_portal")
        cls.till = cls.make_user("till-mina", "point_of_sale.group_pos_user")
        cls.sales = cls.make_user("sales-mina", "sales_team.group_sale_salesman")
        cls.portal_member = cls.club._enroll(cls.portal.partner_id)
        cls.portal_member._post("earn", 20, "test/portal")
        cls.entry = cls.member._post("earn", 50, "test/mina")
        cls.rule = cls.club.rule_ids
        cls.earning = cls.member.earning_ids[:1]

    def setUp(self):
        super().setUp()
        # Every refusal is logged.
        self.enterContext(
            mute_logger(
                "odoo.http",
                "odoo.sql_db",
                "odoo.addons.base.models.ir_rule",
                "odoo.addons.rpc.controllers.jsonrpc",
            )
        )

    def call(self, model, method, *args, **kwargs):
        """As the web client calls."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def call_as(self, login, password, model, method, *args):
        """As a program calls from outside."""
        return self.make_jsonrpc_request(
            "/jsonrpc",
            {
                "service": "object",
                "method": "execute_kw",
                "args": [
                    *(self.env.cr.dbname, login, password, model, method),
                    list(args),
                ],
            },
        )

    def test_doors_exist(self):
        """A door that has another name by now is no test."""
        for model, method, _args in self.doors():
            self.assertTrue(callable(getattr(self.env[model], method)))

    def doors(self):
        """Private verbs, with what a forger would say."""
        mine, their = self.portal_member.ids, self.member.ids
        return [
            ("loyalty.club.member", "_post", [mine, "earn", 500, "forged"]),
            ("loyalty.club.member", "_post", [their, "spend", -50, "forged"]),
            ("loyalty.club.member", "_absorb", [mine, their]),
            ("loyalty.club.member", "_lock_accounts", [mine]),
            ("loyalty.club.member", "_keep_balances", [[], "2030-01-01"]),
            ("loyalty.club.entry", "_append", [[[mine[0], "earn", 500, "forged"]]]),
            ("loyalty.club.entry", "_insert_rows", [["points"], [[500]]]),
            ("loyalty.club.entry", "init", [[]]),
            ("loyalty.club.earning", "_settle", [[]]),
            ("loyalty.club.earning.line", "_replace_awards", [{}]),
            ("loyalty.club", "_enroll", [self.club.ids, self.till.partner_id.id]),
            ("loyalty.club.adjustment", "_request", [mine[0], 500, "forged"]),
        ]

    def attempts(self):
        """Public methods, on what somebody else must decide."""
        mine, their = self.portal_member, self.member
        values = {"member_id": mine.id, "club_id": self.club.id, "points": 500}
        entry = {**values, "kind": "earn", "key": "forged", "balance_after": 520}
        return [
            ("loyalty.club.member", "write", [mine.ids, {"balance": 500}]),
            ("loyalty.club.member", "write", [mine.ids, {"number": "1"}]),
            ("loyalty.club.member", "unlink", [their.ids]),
            ("loyalty.club.member", "action_leave", [their.ids]),
            ("loyalty.club.member", "action_suspend", [their.ids]),
            ("loyalty.club.member", "action_unblock_spending", [mine.ids]),
            ("loyalty.club.entry", "create", [[entry]]),
            ("loyalty.club.entry", "write", [self.entry.ids, {"points": 9}]),
            ("loyalty.club.entry", "unlink", [self.entry.ids]),
            ("loyalty.club.earning", "write", [self.earning.ids, {"points": 500}]),
            ("loyalty.club.earning.rule", "write", [self.rule.ids, {"points": 99}]),
            ("loyalty.club.adjustment", "create", [[{**values, "reason": "forged"}]]),
            ("loyalty.club.audit", "action_start", [[]]),
            ("loyalty.club", "write", [self.club.ids, {"adjustment_limit": 9999}]),
        ]

    def reads(self):
        """Ways to look at what one must not see."""
        for name, model in self.env.registry.items():
            if name.startswith("loyalty.club") and not model._abstract:
                yield name, "search_read", [[]]
                yield name, "web_search_read", [[], {"display_name": {}}]
                yield name, "search_count", [[]]
                yield name, "name_search", [""]
                yield name, "formatted_read_group", [[], [], ["__count"]]
        yield "loyalty.club.member", "read", [self.member.ids, ["balance"]]
        yield "loyalty.club.member", "export_data", [self.member.ids, ["balance"]]
        for owner in ("res.partner", "sale.order"):
            path = "" if owner == "res.partner" else "partner_id."
            domain = [(f"{path}loyalty_club_member_ids.balance", ">", 0)]
            yield owner, "search", [domain]
        yield "res.partner", "read", [self.partner.ids, ["loyalty_club_balance"]]

    def assertAllRefused(self, calls, *names, call=None):
        for model, method, args in calls:
            with self.assertRaises(JsonRpcException, msg=f"{model}.{method}") as caught:
                (call or self.call)(model, method, *args)
            self.assertIn(str(caught.exception).split(".")[-1], names)
        self.env.invalidate_all()
        self.assertBalance(50)
        self.assertBalance(20, self.portal_member)
        self.assertEqual(self.member.state, "active")
        self.assertEqual(self.rule.points, 1)

    def test_portal(self):
        self.authenticate("portal-mina", "portal-mina")
        self.assertEqual(
            self.call("res.partner", "read", self.portal.partner_id.ids, ["id"]),
            [{"id": self.portal.partner_id.id}],
            "the session works",
        )
        self.assertAllRefused(self.doors(), "AccessError")
        self.assertAllRefused(self.attempts(), "AccessError", "UserError")
        self.assertAllRefused(self.reads(), "AccessError", "UserError")

    def test_public(self):
        self.authenticate(None, None)
        for calls in (self.doors(), self.attempts(), self.reads()):
            self.assertAllRefused(calls, "SessionExpiredException")

    def test_staff_at_the_till_and_in_sales(self):
        for login in ("till-mina", "sales-mina"):
            self.authenticate(login, login)
            read = self.call(
                "loyalty.club.member", "read", self.member.ids, ["balance"]
            )
            self.assertEqual(read[0]["balance"], 50)
            self.assertAllRefused(self.doors(), "AccessError")
            self.assertAllRefused(self.attempts(), "AccessError", "UserError")

    def test_portal_by_a_program(self):
        for calls in (self.doors(), self.attempts(), self.reads()):
            self.assertAllRefused(
                calls,
                *("AccessError", "UserError"),
                call=lambda *args: self.call_as(self.portal.id, "portal-mina", *args),
            )

    def test_nobody_by_a_program(self):
        for login, password in ((self.portal.id, "wrong"), (1, ""), (False, False)):
            self.assertAllRefused(
                self.doors()[:2],
                *("AccessDenied", "AccessError"),
                call=lambda *args, who=(login, password): self.call_as(*who, *args),
            )

    def test_key_of_the_portal_user_opens_no_more(self):
        """The newer interface for programs, which takes keys instead of passwords."""
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.portal)
            .sudo()
            ._generate("rpc", "a program of mine", None)
        )
        headers = {"Authorization": f"Bearer {key}"}
        for model, method, arguments in (
            ("loyalty.club.member", "_post", {"ids": self.portal_member.ids}),
            ("loyalty.club.member", "search_read", {"domain": []}),
            ("loyalty.club.entry", "search_read", {"domain": []}),
            ("loyalty.club.member", "action_leave", {"ids": self.member.ids}),
        ):
            with self.assertRaises(HTTPError) as caught:
                response = self.opener.post(
                    f"{self.base_url()}/json/2/{model}/{method}",
                    json=arguments,
                    headers=headers,
                )
                response.raise_for_status()
            self.assertEqual(caught.exception.response.status_code, 403)
        self.assertEqual(self.member.state, "active")


class TestOurFields(ClubCommon):
    """What we add to Odoo's own models is seen by the staff of the club alone."""

    def test_fields_of_native_models_have_groups(self):
        open_to_all = {
            f"{name}.{field.name}"
            for name, model in self.env.registry.items()
            if not name.startswith("loyalty.club")
            for field in model._fields.values()
            if field._module == "loyalty_club" and not field.groups
        }
        settings = {name for name in open_to_all if name.startswith("res.config.")}
        # Settings are for administrators; tills know their club; and Odoo's own
        # number of a contact has an index more.
        known = {
            "pos.config.loyalty_club_id",
            "res.company.loyalty_club_writes_sms",
            "res.partner.phone_sanitized",
        }
        self.assertEqual(open_to_all - settings, known)
