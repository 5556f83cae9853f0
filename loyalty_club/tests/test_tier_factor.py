from freezegun import freeze_time

from .tier_common import TierCommon


class TestFactor(TierCommon):
    """A tier multiplies what is earned after it was reached."""

    def setUp(self):
        super().setUp()
        self.silver.factor = 1.5
        self.gold.factor = 2

    def test_purchase_that_leads_to_a_tier_earns_as_before(self):
        first = self.buy("2025-02-01", 10)
        self.assertBalance(100)
        self.assertTier(self.silver)
        self.assertEqual(self.earning(first).tier_id, self.bronze)
        second = self.buy("2025-02-02", 10)
        self.assertBalance(250)
        self.assertEqual(self.earning(second).tier_id, self.silver)
        self.assertEqual(self.earning(second).factor, 1.5)

    def test_return_takes_back_at_the_factor_of_the_purchase(self):
        self.buy("2025-02-01", 10)
        order = self.buy("2025-02-02", 14)
        self.assertBalance(310)
        self.assertTier(self.gold)
        with freeze_time("2025-02-03 12:00:00"):
            self.credit(self.invoice(order), {self.coffee: 7})
        self.assertBalance(205)

    def test_tier_and_type_multiply(self):
        graduate = self.env["loyalty.club.member.type"].create(
            {"name": "Graduate", "club_id": self.club.id, "factor": 1.1}
        )
        self.buy("2025-02-01", 10)
        self.member.type_id = graduate
        order = self.buy("2025-02-02", 10)
        self.assertEqual(self.earning(order).points, 165)
        explained = self.plain("\n".join(self.earning(order)._explain()))
        self.assertIn("× 1.65: Silver · Graduate", explained)
        entry = self.member.entry_ids[0]
        self.assertIn("× 1.65: Silver · Graduate", self.plain(entry.description))

    def test_factor_is_not_explained_where_there_is_none(self):
        order = self.buy("2025-02-01", 1)
        self.assertNotIn("×", "\n".join(self.earning(order)._explain()))

    def test_rule_for_a_tier_gives_to_those_who_are_in_it(self):
        self.make_rule(trigger="order", points=7, tier_ids=self.silver.ids)
        self.buy("2025-02-01", 10)
        self.assertBalance(100)
        order = self.buy("2025-02-02", 1)
        self.assertBalance(125)
        # Counted again when he is in another tier, it is worth what it was.
        self.buy("2025-02-03", 20)
        self.assertTier(self.gold)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertEqual(self.earning(order).points, 25)

    def test_purchases_made_before_the_tier_was_changed_keep_its_factor(self):
        self.buy("2025-02-01", 10)
        order = self.buy("2025-02-02", 2)
        self.silver.factor = 3
        with freeze_time("2025-02-03 12:00:00"):
            self.credit(self.invoice(order), {self.coffee: 1})
        self.assertEqual(self.earning(order).points, 15)
