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
            self.organisation._agree({"contact_ids": self.partner.ids})

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
