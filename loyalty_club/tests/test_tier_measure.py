from freezegun import freeze_time

from .tier_common import TierCommon


class TestMeasures(TierCommon):
    """What counts is what the club says: points, money or purchases."""

    def test_money_counts_also_where_no_rule_gives_points(self):
        self.rule.active = False
        self.club.tier_measure = "amount"
        order = self.buy("2025-02-01", 12)
        self.assertTier(self.silver)
        self.assertEqual(self.member.tier_value, 120)
        self.assertBalance(0)
        self.assertIn("Silver", self.member.tier_move_ids[0].display_name)
        with freeze_time("2025-02-02 12:00:00"):
            self.credit(self.invoice(order), {self.coffee: 3})
        self.assertEqual(self.member.tier_value, 90)
        self.night("2025-02-03")
        self.assertTier(self.bronze)

    def test_money_counts_when_it_is_paid(self):
        self.club.write({"tier_measure": "amount", "earn_on": "payment"})
        order = self.buy("2025-02-01", 20)
        self.assertTier(self.bronze)
        with freeze_time("2025-02-02 12:00:00"):
            invoice = self.invoice(order)
            self.pay(invoice, 90)
            self.assertEqual(self.member.tier_value, 90)
            self.pay(invoice, 110)
        self.assertEqual(self.member.tier_value, 200)
        self.assertTier(self.silver)

    def test_money_counts_without_the_taxes_where_points_do(self):
        self.club.write({"tier_measure": "amount", "basis": "tax_excluded"})
        tax = self.env["account.tax"].create(
            {"name": "Half", "amount": 50, "price_include_override": "tax_excluded"}
        )
        self.coffee.taxes_id = tax
        self.buy("2025-02-01", 9)
        self.assertEqual(self.member.tier_value, 90)

    def test_purchases_count_one_by_one(self):
        self.club.tier_measure = "orders"
        self.silver.threshold, self.gold.threshold = 2, 3
        self.night("2025-01-02")
        first = self.buy("2025-02-01")
        self.assertTier(self.bronze)
        self.assertEqual(self.member.tier_message, "1 purchase to Silver")
        self.buy("2025-02-02")
        self.assertTier(self.silver)
        self.cancel("2025-02-03", first)
        self.assertEqual(self.member.tier_value, 1)
        self.night("2025-02-04")
        self.assertTier(self.bronze)

    def test_what_is_older_than_the_window_counts_no_more(self):
        self.buy("2025-02-10", 10)
        self.buy("2025-06-10", 1)
        self.night("2026-02-10")
        self.assertTier(self.silver)
        self.night("2026-02-11")
        self.assertEqual(self.member.tier_value, 10)
        self.assertTier(self.bronze)

    def test_window_of_purchases_is_on_the_calendar_of_the_club(self):
        """20:30 in UTC is the next day in Tehran."""
        self.club.write({"tier_measure": "amount", "tz": "Asia/Tehran"})
        with freeze_time("2025-02-10 20:31:00"):
            self.confirm((self.coffee, 10))
        self.night("2026-02-11")
        self.assertTier(self.silver)
        self.night("2026-02-12")
        self.assertTier(self.bronze)

    def test_lifetime_forgets_nothing(self):
        for measure in ("points", "amount"):
            self.club.write({"tier_measure": measure, "tier_window_months": 0})
            self.buy("2025-02-10", 10)
            self.night("2045-02-10")
            self.assertTier(self.silver)

    def test_measure_at_once_is_the_measure_at_night(self):
        for measure in ("points", "amount", "orders"):
            self.club.tier_measure = measure
            order = self.buy("2025-02-01", 7)
            self.buy("2025-02-02", 5)
            with freeze_time("2025-02-03 12:00:00"):
                self.credit(self.invoice(order), {self.coffee: 2})
            at_once = self.member.tier_value
            self.member.env.cr.execute("UPDATE loyalty_club_member SET tier_value = -1")
            self.env.invalidate_all()
            self.club._review_tiers_again()
            self.night("2025-02-03")
            self.assertEqual(self.member.tier_value, at_once)
            self.assertGreater(at_once, 0)
