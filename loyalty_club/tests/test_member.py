from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import ClubCommon


class TestMember(ClubCommon):
    """What staff may do with a membership."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            role: cls.make_user(role, f"loyalty_club.group_{role}")
            for role in ("agent", "marketing", "finance", "auditor", "manager")
        }

    def member_as(self, role):
        return self.member.with_user(self.staff[role])

    # === STATES === #

    def test_manager_suspends_and_reactivates(self):
        member = self.member_as("manager")
        member.action_suspend()
        self.assertEqual(member.state, "suspended")
        self.confirm(self.cake)
        self.assertBalance(0)
        member.action_reactivate()
        self.assertEqual(member.state, "active")
        self.confirm(self.cake)
        self.assertBalance(25)

    def test_manager_ends_a_membership(self):
        self.confirm(self.cake)
        self.member_as("manager").action_leave()
        self.assertEqual(self.member.state, "left")
        self.assertEqual(self.member.left_on, self.club._today())
        self.assertBalance(25)

    def test_manager_allows_spending_again(self):
        self.member.is_spending_blocked = True
        self.member_as("manager").action_unblock_spending()
        self.assertFalse(self.member.is_spending_blocked)

    def test_only_managers_decide_on_memberships(self):
        verbs = (
            "action_suspend",
            "action_reactivate",
            "action_leave",
            "action_unblock_spending",
        )
        for role in ("agent", "marketing", "finance", "auditor"):
            for verb in verbs:
                with self.subTest(role=role, verb=verb):
                    with self.assertRefused("Only a manager", AccessError):
                        getattr(self.member_as(role), verb)()
        self.assertEqual(self.member.state, "active")

    def test_manager_of_another_company_does_not(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        club = self.make_club(name="Theirs", company_id=company.id)
        member = club._enroll(self.make_partner("Somebody"))
        with self.assertRaises(AccessError):
            member.with_user(self.staff["manager"]).action_suspend()

    def test_nobody_writes_a_member(self):
        values = {"club_id": self.club.id, "partner_id": self.make_partner("New").id}
        for role in self.staff:
            member = self.member_as(role)
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    member.write({"state": "suspended"})
                with self.assertRaises(AccessError):
                    member.create(values)
                with self.assertRaises(AccessError):
                    member.unlink()

    def test_changes_are_tracked(self):
        self.settle()  # what happens in the transaction of the enrolment is not
        member = self.member_as("manager").with_context(
            tracking_disable=False, mail_notrack=False
        )
        member.action_suspend()
        self.settle()
        message = self.member.message_ids[0]
        self.assertEqual(message.author_id, self.staff["manager"].partner_id)
        self.assertEqual(message.sudo().tracking_value_ids.new_value_char, "Suspended")

    def test_staff_talk_about_members(self):
        for role in self.staff:
            with self.subTest(role=role):
                message = self.member_as(role).message_post(body="Called today.")
                self.assertEqual(message.author_id, self.staff[role].partner_id)

    def test_member_with_a_history_is_not_deleted(self):
        self.confirm(self.cake)
        with self.assertRaises(UserError):
            self.member.unlink()

    # === LOOKING UP === #

    def test_found_by_the_number_as_it_is_printed_or_scanned(self):
        members = self.env["loyalty.club.member"]
        for number in (self.member.display_number, self.member.number):
            with self.subTest(number=number):
                found = members.search([("display_number", "ilike", number)])
                self.assertEqual(found, self.member)
                found = members.search([("display_number", "=", number)])
                self.assertEqual(found, self.member)
        self.assertFalse(members.search([("display_number", "=", "no such")]))
        others = members.search([("display_number", "not in", [self.member.number])])
        self.assertEqual(others, members.search([]) - self.member)

    def test_found_by_the_day_points_run_out(self):
        members = self.env["loyalty.club.member"]
        mine = [("id", "=", self.member.id)]
        self.assertFalse(members.search([*mine, ("expiring_on", "!=", False)]))
        self.assertTrue(members.search([*mine, ("expiring_on", "=", False)]))
        self.member._post("earn", 5, "test/1", expires_on=date(2099, 5, 31))
        self.member._post("earn", 5, "test/2", expires_on=date(2098, 5, 31))
        self.assertEqual(self.member.expiring_on, date(2098, 5, 31))
        found = {
            ("<=", "2098-05-31"),
            ("<", "2098-06-01"),
            (">=", "2098-05-31"),
            (">", "2098-05-30"),
            ("!=", False),
        }
        missed = {
            ("<", "2098-05-31"),
            (">", "2098-05-31"),
            ("<=", "today"),
            ("=", False),
        }
        for operator, day in found | missed:
            with self.subTest(operator=operator, day=day):
                members_then = members.search([*mine, ("expiring_on", operator, day)])
                self.assertEqual(bool(members_then), (operator, day) in found)

    def test_found_by_the_day_inactivity_takes_the_points(self):
        self.club.write({"expiry_policy": "inactivity", "expiry_months": 6})
        self.confirm(self.cake)
        last_day = self.member.expiring_on
        members = self.env["loyalty.club.member"]
        mine = [("id", "=", self.member.id)]
        self.assertTrue(members.search([*mine, ("expiring_on", "<=", last_day)]))
        self.assertFalse(members.search([*mine, ("expiring_on", "<", last_day)]))

    # === CONTACTS === #

    def test_contact_shows_the_balance_in_the_one_club(self):
        self.confirm(self.cake)
        partner = self.partner.with_user(self.staff["agent"])
        self.assertEqual(partner.loyalty_club_member_count, 1)
        self.assertEqual(partner.loyalty_club_balance, 25)
        action = partner.action_view_loyalty_club_members()
        self.assertEqual(action["res_id"], self.member.id)

    def test_figures_follow_a_posting_at_once(self):
        self.club.write(
            {"point_value": 0.5, "expiry_policy": "rolling", "expiry_months": 1}
        )
        figures = ("balance", "points_value", "expiring_points", "pending_points")
        self.assertEqual([self.member[name] for name in figures], [0, 0, 0, 0])
        self.assertEqual(self.partner.loyalty_club_balance, 0)
        self.confirm(self.cake)
        self.assertEqual([self.member[name] for name in figures], [25, 12.5, 25, 0])
        self.assertEqual(self.partner.loyalty_club_balance, 25)

    def test_club_with_archived_members_is_not_deleted(self):
        self.partner.action_archive()
        with self.assertRefused("Archive the club"):
            self.club.unlink()

    def test_contact_shows_all_memberships(self):
        self.make_club(name="Night Owls")._enroll(self.partner)
        self.assertEqual(self.partner.loyalty_club_member_count, 2)
        self.assertEqual(self.partner.loyalty_club_balance, 0)
        action = self.partner.action_view_loyalty_club_members()
        members = self.env["loyalty.club.member"].search(action["domain"])
        self.assertEqual(members, self.partner.loyalty_club_member_ids)

    def test_contacts_are_found_by_club(self):
        partners = self.env["res.partner"].with_user(self.staff["agent"])
        other = self.make_partner("Kaveh")
        us = [("id", "in", (self.partner | other).ids)]

        def found(*condition):
            return partners.search([*us, condition])

        self.assertEqual(found("loyalty_club_ids", "in", self.club.ids), self.partner)
        self.assertEqual(found("loyalty_club_ids", "ilike", "saffron"), self.partner)
        self.assertEqual(found("loyalty_club_ids", "!=", False), self.partner)
        self.assertEqual(found("loyalty_club_ids", "=", False), other)
        self.assertEqual(found("loyalty_club_ids", "not in", self.club.ids), other)
        self.member.action_leave()
        self.assertEqual(found("loyalty_club_ids", "=", False), self.partner | other)

    def test_staff_without_the_club_open_contacts(self):
        user = self.make_user("plain", "base.group_user,base.group_partner_manager")
        with Form(self.partner.with_user(user)) as form:
            form.city = "Shiraz"
        self.assertEqual(self.partner.city, "Shiraz")


class TestEntryDescription(ClubCommon):
    """Each line of the history says why."""

    def entry(self, kind):
        return self.member.entry_ids.filtered(lambda entry: entry.kind == kind)[:1]

    def why(self, kind):
        return self.plain(self.entry(kind).description)

    def test_earned_names_document_and_rule(self):
        order = self.confirm(self.cake)
        self.assertIn(
            f"{order.name}: 1 point for each unit of money: 25 points for",
            self.why("earn"),
        )

    def test_names_and_amounts_keep_their_direction(self):
        order = self.confirm(self.cake)
        description = self.entry("earn").description
        for part in (order.name, self.rule.name):
            self.assertIn(f"\u2068{part}\u2069: ", description)
        self.assertTrue(description.endswith("\u2069"), "the amount is isolated")

    def test_units_are_explained_with_units(self):
        self.rule.write({"trigger": "quantity", "points": 15})
        self.confirm((self.cake, 3))
        self.assertIn("45 points for 3 pieces", self.why("earn"))
        self.confirm((self.cake, 1))
        self.assertIn("15 points for one piece", self.why("earn"))

    def test_figures_of_a_sentence_are_grouped_in_the_digits_of_its_reader(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.confirm((self.cake, 400))
        self.assertIn("10,000 points", self.why("earn"))
        self.env.invalidate_all()
        entry = self.entry("earn").with_context(lang="fa_IR")
        self.assertIn("۱۰٬۰۰۰ ", self.plain(entry.description))

    def test_joining_names_no_document(self):
        self.make_rule(trigger="enrollment", points=100, name="Welcome")
        member = self.club._enroll(self.make_partner("New"))
        self.settle()
        self.assertEqual(
            self.plain(member.entry_ids.description), "Welcome: 100 points"
        )

    def test_joining_without_a_rule_says_so(self):
        self.settle()
        earning = self.member.earning_ids
        self.assertEqual(earning._explain(), ["No rule rewards joining."])

    def test_what_was_earned_stays_true_after_a_return(self):
        order = self.confirm((self.cake, 2))
        invoice = self.invoice(order)
        self.credit(invoice, {self.cake: 1})
        self.assertBalance(25)
        self.assertEqual(
            self.why("earn"),
            f"{order.name}: {self.rule.name}: 50 points then, 25 now",
        )
        self.assertEqual(
            self.why("take_back"),
            f"{order.name}: Taken back after a return; what was kept is worth "
            "25 points",
        )

    def test_a_cancellation_is_told_by_its_document(self):
        order = self.confirm(self.cake)
        order._action_cancel()
        self.settle()
        self.assertEqual(
            self.why("take_back"),
            f"{order.name}: Taken back after a return or a cancellation",
        )

    def test_kind_is_said_when_there_is_no_more_to_say(self):
        self.member._post("earn", 5, "test/earn")
        self.assertEqual(self.entry("earn").description, "Points earned")

    def test_long_history_costs_no_query_per_line(self):
        for _number in range(12):
            self.confirm(self.cake)
        costs = []
        for limit in (1, 3, 12):  # the first one fills caches that are shared
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            entries = self.member.entry_ids.search([], limit=limit)
            self.assertEqual(len(entries.read(["description", "display_name"])), limit)
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[1], costs[2])
