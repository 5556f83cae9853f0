from odoo.tests import new_test_user

from .tier_common import TierCommon


class TestBenefits(TierCommon):
    """Prices and terms of a tier come with it, and go with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own, cls.cheap, cls.cheaper = cls.env["product.pricelist"].create(
            [{"name": name} for name in ("Own", "Cheap", "Cheaper")]
        )
        cls.later = cls.env["account.payment.term"].create({"name": "Later"})
        cls.silver.write({"pricelist_id": cls.cheap.id})
        cls.gold.write(
            {"pricelist_id": cls.cheaper.id, "payment_term_id": cls.later.id}
        )

    def assertPrices(self, pricelist, term=None, partner=None):
        partner = (partner or self.partner).with_company(self.company)
        none = self.env["account.payment.term"]
        self.assertEqual(partner.specific_property_product_pricelist, pricelist)
        self.assertEqual(partner.property_payment_term_id, term or none)

    def none(self):
        return self.env["product.pricelist"]

    def test_they_come_and_go_with_the_tier(self):
        silver = self.buy("2025-02-01", 10)
        self.assertPrices(self.cheap)
        gold = self.buy("2025-02-02", 20)
        self.assertPrices(self.cheaper, self.later)
        self.cancel("2025-02-03", gold)
        self.night("2025-02-04")
        self.assertPrices(self.cheap)
        self.cancel("2025-02-05", silver)
        self.night("2025-02-06")
        self.assertPrices(self.none())
        self.assertFalse(self.env["loyalty.club.tier.benefit"].search([]))

    def test_what_was_there_before_comes_back(self):
        self.partner.with_company(
            self.company
        ).specific_property_product_pricelist = self.own
        self.buy("2025-02-01", 10)
        self.assertPrices(self.cheap)
        self.buy("2025-02-02", 20)
        self.assertPrices(self.cheaper, self.later)
        self.member.action_leave()
        self.assertPrices(self.own)

    def test_what_somebody_has_changed_since_is_left_alone(self):
        order = self.buy("2025-02-01", 10)
        partner = self.partner.with_company(self.company)
        partner.specific_property_product_pricelist = self.own
        self.cancel("2025-02-02", order)
        self.night("2025-02-03")
        self.assertTier(self.bronze)
        self.assertPrices(self.own)

    def test_suspended_members_have_none(self):
        self.buy("2025-02-01", 10)
        self.member.action_suspend()
        self.assertTier(self.silver)
        self.assertPrices(self.none())
        self.member.action_reactivate()
        self.assertPrices(self.cheap)

    def test_members_follow_a_changed_tier(self):
        self.buy("2025-02-01", 10)
        self.silver.pricelist_id = self.cheaper
        self.night("2025-02-01")
        self.assertPrices(self.cheaper)
        self.silver.pricelist_id = False
        self.night("2025-02-01")
        self.assertPrices(self.none())

    def test_other_companies_are_not_touched(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.buy("2025-02-01", 10)
        self.assertFalse(
            self.partner.with_company(other).specific_property_product_pricelist
        )

    def test_of_two_clubs_the_first_in_order_decides(self):
        other = self.make_club(name="Night Owls", sequence=1)
        self.make_rule(other)
        member = other._enroll(self.partner)
        member.joined_on = "2025-01-01"
        self.make_tier("Bright", 50, other, pricelist_id=self.own.id)
        self.buy("2025-02-01", 10)
        self.assertPrices(self.own)
        self.buy("2025-02-02", 20)
        self.assertPrices(self.own, self.later)
        member.action_leave()
        self.assertPrices(self.cheaper, self.later)
        other.active = False

    def test_people_do_not_change_the_prices_of_their_organisation(self):
        organisation = self.make_partner("Sepid Ltd", is_company=True)
        person = self.make_partner("Sara", parent_id=organisation.id)
        member = self.club._enroll(person)
        member.joined_on = "2025-01-01"
        self.buy("2025-02-01", 10, partner=person)
        self.assertTier(self.silver, member)
        self.assertPrices(self.none(), partner=organisation)
        self.assertPrices(self.none(), partner=person)

    def test_organisation_shares_its_prices_with_its_people(self):
        organisation = self.make_partner("Sepid Ltd", is_company=True)
        person = self.make_partner("Sara", parent_id=organisation.id)
        member = self.club._enroll(organisation)
        member.joined_on = "2025-01-01"
        self.buy("2025-02-01", 10, partner=person)
        self.assertTier(self.silver, member)
        self.assertPrices(self.cheap, partner=organisation)
        self.assertPrices(self.cheap, partner=person)

    def test_who_merges_contacts_keeps_the_prices_of_his_tier(self):
        double = self.make_partner("Mina R.")
        self.club._enroll(double).joined_on = "2025-01-01"
        double.with_company(self.company).specific_property_product_pricelist = self.own
        self.buy("2025-02-01", 10, partner=double)
        self.assertPrices(self.cheap, partner=double)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge([double.id, self.partner.id], self.partner)
        self.assertTier(self.silver)
        self.assertPrices(self.cheap)

    def test_salesman_needs_no_rights_on_contacts(self):
        salesman = new_test_user(
            self.env,
            login="salesman",
            groups="sales_team.group_sale_salesman",
            company_id=self.company.id,
        )
        order = self.order((self.coffee, 10), user_id=salesman.id)
        order.with_user(salesman).action_confirm()
        self.settle()
        self.assertTier(self.silver)
        self.assertPrices(self.cheap)
