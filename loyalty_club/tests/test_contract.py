from odoo.exceptions import AccessError, ValidationError

from .corporate_common import CorporateCommon


class TestContract(CorporateCommon):
    """Who may agree what, and what an organisation may know."""

    def test_marketing_keeps_contracts_in_a_dialog(self):
        user = self.make_user("marketing", "loyalty_club.group_marketing")
        dialog = (
            self.env["loyalty.club.contract"]
            .with_user(user)
            .create(
                {
                    "member_id": self.organisation.id,
                    "contract_until": "2040-12-31",
                    "head_limit": 7,
                    "contact_ids": self.sara.ids,
                }
            )
        )
        dialog.action_agree()
        self.assertEqual(str(self.organisation.contract_until), "2040-12-31")
        self.assertEqual(self.organisation.head_limit, 7)
        self.assertEqual(self.organisation.contact_ids, self.sara)

    def test_agents_agree_nothing(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.organisation.with_user(agent).env["loyalty.club.contract"].create(
                {"member_id": self.organisation.id}
            )
        with self.assertRaises(AccessError):
            self.organisation.with_user(agent)._agree({"head_limit": 7})

    def test_only_organisations_have_contracts(self):
        with self.assertRefused("membership of an organisation", ValidationError):
            self.member._agree({"head_limit": 7})

    def test_strangers_see_no_totals(self):
        with self.assertRefused("not a contact of Golestan", ValidationError):
            self.organisation._agree({"contact_ids": self.partner})

    def test_totals_of_a_few_people_are_nobody_s_business(self):
        self.follow()
        totals = self.organisation._employee_totals()
        self.assertEqual(totals["employees"], 2)
        self.assertIsNone(totals["balance"])
        self.assertIsNone(totals["active"])

    def test_totals_of_many(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "parent_id": self.golestan.id} for n in range(4)]
        )
        self.follow()
        for partner in people[0] | self.sara:
            self.confirm(self.coffee, partner=partner)
        self.assertEqual(
            self.organisation._employee_totals(),
            {"employees": 6, "active": 2, "balance": 20, "lifetime": 20},
        )

    def test_contract_outlives_a_merge_of_the_contacts(self):
        self.organisation._agree(
            {
                "contract_until": "2040-12-31",
                "head_limit": 7,
                "contact_ids": self.sara,
            }
        )
        double = self.make_partner("Golestan Ltd", is_company=True)
        kept = self.club._enroll(double)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.golestan | double).ids, double, extra_checks=False
        )
        self.env.invalidate_all()
        self.assertEqual(str(kept.contract_until), "2040-12-31")
        self.assertEqual((kept.head_limit, kept.contact_ids), (7, self.sara))
        self.assertEqual(self.sara.commercial_partner_id, double)

    def test_who_was_merged_twice_is_looked_up_once(self):
        others = [self.make_partner(name) for name in ("Mina R.", "M. Rahimi")]
        second, third = (self.club_of_friends()._enroll(each) for each in others)
        first = second.club_id._enroll(self.make_partner("Mina"))
        second._absorb(first)
        third._absorb(second)
        self.assertEqual(first.merged_into_id, third)

    def club_of_friends(self):
        name = "Friends"
        clubs = self.env["loyalty.club"].search([("name", "=", name)])
        return clubs or self.make_club(name=name)
