from odoo import fields

from .pos_desk_common import PosDeskCommon


class TestPosLookUp(PosDeskCommon):
    """A till asks for one member at a time."""

    def test_cards_of_a_customer(self):
        expiry = fields.Date.add(self.club._today(), months=1)
        self.member._post("earn", 50, "test/earn", expires_on=expiry)
        (card,) = self.till.loyalty_club_look_up(self.partner.id)
        self.assertEqual(card["club"], "Saffron Club")
        self.assertEqual((card["balance"], card["expiring_points"]), (50, 50))
        self.assertEqual(card["expiring_on"], expiry)
        self.assertEqual(sum(card["bars"][-1]), 95)

    def test_tier_and_the_way_to_the_next(self):
        self.env["loyalty.club.tier"].create(
            [
                {"club_id": self.club.id, "name": name, "threshold": threshold}
                for name, threshold in (("Silver", 0), ("Gold", 100))
            ]
        )
        self.sell((self.coffee, 4))
        (card,) = self.till.loyalty_club_look_up(self.partner.id)
        self.assertEqual(card["tier"], "Silver")
        self.assertRegex(self.plain(card["tier_message"]), "60.* to Gold")

    def test_suspended_member_is_shown_as_such(self):
        self.member.state = "suspended"
        (card,) = self.till.loyalty_club_look_up(self.partner.id)
        self.assertTrue(card["is_suspended"])

    def test_who_left_has_no_card(self):
        self.member.state = "left"
        self.assertEqual(self.till.loyalty_club_look_up(self.partner.id), [])
        self.assertEqual(self.found(self.member.number), [])

    def test_contact_of_an_organisation_shows_its_card(self):
        firm = self.make_partner("Firm", is_company=True)
        member = self.club._enroll(firm)
        contact = self.make_partner("Ali", parent_id=firm.id)
        (card,) = self.till.loyalty_club_look_up(contact.id)
        self.assertEqual(card["id"], member.id)
        own = self.club._enroll(contact)
        (card,) = self.till.loyalty_club_look_up(contact.id)
        self.assertEqual(card["id"], own.id)

    def test_nonsense_finds_nobody(self):
        for forged in (None, "1", [1], True, {}, -1, 2**31 - 1):
            self.assertEqual(self.till.loyalty_club_look_up(forged), [])
            self.assertEqual(self.found(forged), [])

    def found(self, number, till=None):
        return [
            each["id"]
            for each in (till or self.till).loyalty_club_find(number)["res.partner"]
        ]

    def test_number_is_found_scanned_or_typed(self):
        number = self.member.number
        persian = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        for written in (number, self.member.display_number, persian):
            self.assertEqual(self.found(written), self.partner.ids)

    def test_unknown_number_finds_nobody(self):
        self.assertEqual(self.found("0420000000000"), [])
        self.assertEqual(self.found("%"), [])

    def test_card_of_a_merged_member_still_counts(self):
        other = self.club._enroll(self.make_partner("Mina R."))
        number = other.number
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.partner | other.partner_id).ids, self.partner
        )
        self.assertEqual(self.found(number), self.partner.ids)

    def test_members_of_other_companies_are_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_club(name="Theirs", company_id=other.id)
        member = theirs._enroll(self.partner)
        self.cashier.company_ids |= other
        till = self.till.with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertEqual(self.found(member.number, till), [])
        (card,) = till.loyalty_club_look_up(self.partner.id)
        self.assertEqual(card["id"], self.member.id)


class TestPosLoading(PosDeskCommon):
    """What a till knows when it opens."""

    def clubs(self, config=None):
        config = (config or self.config).with_user(self.cashier)
        (row,) = self.env["pos.config"]._load_pos_data_read(config, config)
        return [club["name"] for club in row["_loyalty_clubs"]]

    def test_clubs_that_people_can_join_at_a_till(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_club(name="Theirs", company_id=other.id)
        self.make_club(name="Gone", active=False)
        self.make_club(name="Invited", enrollment="invitation")
        self.make_club(name="Corporate", enrollment="corporate")
        regulars = self.make_club(name="Regulars", enrollment="closed")
        self.assertEqual(self.clubs(), ["Saffron Club", "Regulars"])
        self.config.loyalty_club_id = regulars
        self.assertEqual(self.clubs(), ["Regulars", "Saffron Club"])

    def test_opening_costs_the_same_with_ten_and_a_thousand_members(self):
        session = self.config.current_session_id.with_user(self.cashier)

        def opening():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            data = session.load_data([])
            return self.env.cr.sql_log_count - before, data

        def crowd(count, name):
            people = self.env["res.partner"].create(
                [{"name": f"{name} {number}"} for number in range(count)]
            )
            self.assertEqual(len(self.club._enroll_all(people)), count)

        limit = self.env["ir.config_parameter"]
        limit.set_param("point_of_sale.limited_customer_count", 5)
        crowd(10, "Few")
        opening()
        few, _data = opening()
        crowd(1000, "Many")
        many, data = opening()
        self.assertEqual(many, few)
        self.assertFalse([name for name in data if name.startswith("loyalty.club")])
