from odoo import Command

from .import_common import HEADINGS, ImportCommon, sheet


class TestImportPeople(ImportCommon):
    """Whom a row is about."""

    def test_a_contact_is_found_by_telephone_or_by_mail(self):
        by_phone = self.make_partner("Sara", phone="+98 912 111 0001")
        by_mail = self.make_partner("Omid", email="omid@example.com")
        run = self.bring(
            ("A-1", "Sara K.", "۰۹۱۲۱۱۱۰۰۰۱", "", None),
            ("A-2", "Omid T.", "", "OMID@example.com", None),
        )
        self.assertEqual(self.verdicts(run), ["match", "match"])
        self.assertEqual(self.member_of("A-1").partner_id, by_phone)
        self.assertEqual(self.member_of("A-2").partner_id, by_mail)
        self.assertEqual(by_phone.name, "Sara")

    def test_number_that_a_visitor_has_written_is_nobody_s(self):
        """Else he would get the opening points of another."""
        visitor = self.env(user=self.env.ref("base.public_user"), su=True)
        trap = visitor["res.partner"].create(
            {"name": "Sara", "phone": "+98 912 111 0001", "email": "trap@example.com"}
        )
        row = ("A-1", "Sara", "09121110001", "", 40)
        self.assertEqual(self.verdicts(self.check(row)), ["new"])
        trap._loyalty_club_confirm_mobile("+989121110001")
        self.make_partner("Omid", phone="+98 912 111 0001")
        run = self.bring(row)
        self.assertEqual(self.verdicts(run), ["match"])
        self.assertEqual(self.member_of("A-1").partner_id, trap)

    def test_address_that_a_visitor_has_written_is_nobody_s(self):
        visitor = self.env(user=self.env.ref("base.public_user"), su=True)
        visitor["res.partner"].create({"name": "X", "email": "mina@example.com"})
        row = ("A-1", "Mina", "", "mina@example.com", 40)
        self.assertEqual(self.verdicts(self.check(row)), ["new"])

    def test_address_makes_nobody_the_owner_of_a_number(self):
        """A contact found by the address of one row is not matched by another's."""
        contact = self.make_partner(
            "X", phone="+98 912 111 0001", email="trap@example.com"
        )
        portal = self.env.ref("base.group_portal")
        self.env["res.users"].create(
            {
                "login": "trap",
                "partner_id": contact.id,
                "group_ids": [Command.set(portal.ids)],
            }
        )
        run = self.check(
            ("A-1", "Sara", "09121110001", "", 40),
            ("A-2", "X", "", "trap@example.com", None),
        )
        self.assertEqual(self.verdicts(run), ["new", "match"])

    def test_contacts_are_left_alone_when_that_is_wished(self):
        self.make_partner("Sara", phone="+98 912 111 0001")
        run = self.check(("A-1", "Sara", "09121110001", "", 1), match_contacts=False)
        self.assertEqual(self.verdicts(run), ["new"])

    def test_of_two_contacts_with_one_number_none_is_used(self):
        for name in ("Sara", "Omid"):
            self.make_partner(name, phone="+98 912 111 0001")
        run = self.check(("A-1", "Sara", "09121110001", "", None))
        self.assertEqual(self.verdicts(run), ["new"])
        self.assertRegex(run.row_ids.reason, "2 contacts")

    def test_contacts_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_partner("Sara", phone="+98 912 111 0001", company_id=other.id)
        archived = {"phone": "+98 912 111 0002", "active": False}
        self.make_partner("Omid", **archived)
        run = self.check(
            ("A-1", "Sara", "09121110001", "", None),
            ("A-2", "Omid", "09121110002", "", None),
        )
        self.assertEqual(self.verdicts(run), ["new", "new"])

    def test_a_family_shares_its_telephone(self):
        run = self.bring(
            ("A-1", "Sara", "09121110001", "", 1),
            ("A-2", "Omid", "09121110001", "", 2),
        )
        self.assertEqual(self.verdicts(run), ["new", "new"])
        later = self.bring(("A-3", "Mina", "09121110001", "", 3))
        self.assertEqual(self.verdicts(later), ["new"])
        self.assertBalance(3, self.member_of("A-3"))

    def test_a_member_without_a_number_gets_it_and_his_points(self):
        """Who has joined at the till meanwhile loses nothing."""
        run = self.check(("A-1", "Mina", "09121110001", "", 40))
        self.assertEqual(self.verdicts(run), ["new"])
        self.partner.phone = "09121110001"
        self.go(run)
        self.assertEqual(self.verdicts(run), ["adopt"])
        self.assertEqual(self.member.external_number, "A-1")
        self.assertBalance(40)

    def test_number_of_the_old_system_survives_a_merge(self):
        """Who was merged is still known to the same file."""
        row = ("A-1", "Sara", "", "", 40)
        double = self.member_of_imported(row)
        merge = self.env["base.partner.merge.automatic.wizard"]._merge
        merge((double.partner_id | self.partner).ids, self.partner)
        self.assertEqual(self.member.external_number, "A-1")
        self.assertEqual(self.verdicts(self.bring(row)), ["known"])
        # Of two numbers each is still known.
        second = ("A-2", "Sara", "", "", 5)
        double = self.member_of_imported(second)
        merge((double.partner_id | self.partner).ids, self.partner)
        self.assertEqual(self.member.external_number, "A-1")
        again = self.bring(row, second)
        self.assertEqual(self.verdicts(again), ["known", "known"])
        self.assertBalance(45)

    def member_of_imported(self, row):
        self.bring(row)
        return self.member_of(row[0])

    def test_who_has_left_comes_back(self):
        self.partner.email = "mina@example.com"
        self.member.action_leave()
        self.bring(("A-1", "Mina", "", "mina@example.com", 5))
        self.assertEqual(self.member.state, "active")
        self.assertBalance(5)

    def test_what_the_club_refuses_is_refused_in_its_words(self):
        self.club.accepts = "legal"
        run = self.check(("A-1", "Sara", "", "", None))
        self.assertEqual(self.verdicts(run), ["refused"])
        self.assertRegex(run.row_ids.reason, "for organisations, and Sara is a person")

    def test_conditions_of_the_club_hold_for_contacts_that_do_not_exist_yet(self):
        self.club.eligibility_domain = "[('email', 'ilike', 'example.com')]"
        run = self.check(
            ("A-1", "Sara", "", "sara@example.com", None),
            ("A-2", "Omid", "", "omid@elsewhere.com", None),
        )
        self.assertEqual(self.verdicts(run), ["new", "refused"])
        self.assertRegex(run.row_ids[1].reason, "does not meet the conditions")

    def test_suspended_members_stay_so(self):
        self.partner.email = "mina@example.com"
        self.member.action_suspend()
        run = self.check(("A-1", "Mina", "", "mina@example.com", 5))
        self.assertRegex(run.row_ids.reason, "is suspended")

    def test_nobody_imports_his_own_points(self):
        self.manager.partner_id.email = "manager@example.com"
        run = self.check(
            ("A-1", "Me", "", "manager@example.com", 5),
        )
        self.assertRegex(run.row_ids.reason, "Somebody else")

    def test_organisations_bring_their_people(self):
        headings = (*HEADINGS, "Person or Organisation", "Organisation")
        run = self.bring(
            ("A-1", "Sara", "", "", 1, "", "O-1"),
            ("A-2", "Omid", "", "", 2, "", "golestan"),
            ("A-3", "Reza", "", "", 3, "person", "Elsewhere"),
            ("O-1", "Golestan", "", "", 4, "organisation", ""),
            headings=headings,
        )
        self.assertEqual(self.verdicts(run), ["new", "refused", "refused", "new"])
        golestan, sara = self.member_of("O-1"), self.member_of("A-1")
        self.assertEqual(golestan.kind, "legal")
        self.assertEqual(sara.parent_id, golestan)
        self.assertEqual(sara.partner_id.parent_id, golestan.partner_id)
        again = self.bring(
            ("A-2", "Omid", "", "", 2, "", "Golestan"), headings=headings
        )
        self.assertEqual(self.verdicts(again), ["new"])
        self.assertEqual(self.member_of("A-2").parent_id, golestan)

    def test_nobody_joins_with_an_organisation_he_does_not_belong_to(self):
        golestan = self.make_partner("Golestan", is_company=True, vat="GOL-1")
        self.club._enroll(golestan)
        hers = {"email": "sara@example.com", "parent_id": golestan.id}
        sara = self.make_partner("Sara", **hers)
        self.make_partner("Omid", email="omid@example.com")
        run = self.bring(
            ("A-1", "Sara", "", "sara@example.com", 1, "GOL-1"),
            ("A-2", "Omid", "", "omid@example.com", 2, "GOL-1"),
            headings=(*HEADINGS, "Organisation"),
        )
        self.assertEqual(self.verdicts(run), ["match", "refused"])
        self.assertRegex(run.row_ids[1].reason, "is not a contact of this organisation")
        self.assertEqual(self.member_of("A-1").partner_id, sara)

    def test_people_of_an_organisation_that_failed_do_not_join(self):
        run = self.check(
            ("A-1", "Sara", "", "", 1, "", "O-1"),
            ("O-1", "Golestan", "", "", 4, "organisation", ""),
            headings=(*HEADINGS, "Person or Organisation", "Organisation"),
        )
        self.assertEqual(self.verdicts(run), ["new", "new"])
        self.club.accepts = "individual"
        self.go(run)
        self.assertEqual(self.verdicts(run), ["refused", "refused"])

    def test_ten_rows_cost_the_queries_of_a_hundred(self):
        def cost(name, count):
            rows = (
                (f"{name}-{n}", f"{name} {n}", f"0912{name}{n:03}", "", 10)
                for n in range(count)
            )
            run = self.check(*rows)
            run.action_run()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run.sudo()._as_worker()._admit_next()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost("1110", 5)
        few, many = cost("1111", 10), cost("1112", 100)
        self.assertLessEqual(many, few + 5)

    def test_checking_ten_rows_costs_the_queries_of_a_hundred(self):
        def cost(name, count):
            rows = ((f"{name}-{n}", name, f"0912{name}{n:03}") for n in range(count))
            run = self.make_import(sheet(*rows))
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run.action_check()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost("1110", 5)
        self.assertLessEqual(cost("1112", 100), cost("1111", 10) + 3)
