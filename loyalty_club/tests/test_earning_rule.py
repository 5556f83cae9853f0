from freezegun import freeze_time

from odoo.exceptions import ValidationError

from .common import ClubCommon


class TestEarningRule(ClubCommon):
    """Each trigger, scope and limit of a rule."""

    def test_amount_rounds_down_once_per_purchase_never_per_line(self):
        self.rule.per_amount = 10.0
        self.confirm((self.coffee, 1, 9.0), (self.cake, 1, 9.0), (self.cake, 1, 9.0))
        self.assertBalance(2)

    def test_amount_is_exact_where_floats_are_not(self):
        """R16: 0.29 × 100 is 28.999… in binary."""
        self.rule.points = 100
        self.confirm((self.coffee, 1, 0.29))
        self.assertBalance(29)

    def test_quantity_gives_points_per_unit(self):
        self.rule.write({"trigger": "quantity", "points": 5})
        self.confirm((self.coffee, 3), (self.cake, 1))
        self.assertBalance(20)

    def test_order_gives_points_per_order(self):
        self.rule.write({"trigger": "order", "points": 7})
        self.confirm((self.coffee, 3), (self.cake, 1))
        self.confirm(self.coffee)
        self.assertBalance(14)

    def test_enrollment_gives_points_once(self):
        self.rule.write({"trigger": "enrollment", "points": 50})
        partner = self.make_partner("New")
        member = self.club._enroll(partner)
        self.club._enroll(partner)
        self.assertBalance(50, member)

    def test_joining_a_closed_club_gives_nothing(self):
        self.rule.write({"trigger": "enrollment", "points": 50})
        self.confirm(self.coffee)
        self.club.enrollment = "closed"
        partner = self.make_partner("Known")
        self.confirm(self.coffee, partner=partner)
        self.assertBalance(0, self.club._enroll(partner))

    def test_rules_add_up(self):
        self.make_rule(trigger="order", points=5)
        self.confirm((self.coffee, 2))
        self.assertBalance(25)

    def test_products(self):
        self.rule.product_ids = self.cake
        self.confirm((self.coffee, 2), (self.cake, 1))
        self.assertBalance(25)

    def test_categories_with_those_below(self):
        drinks = self.env["product.category"].create({"name": "Drinks"})
        hot = self.env["product.category"].create(
            {"name": "Hot", "parent_id": drinks.id}
        )
        self.coffee.categ_id = hot
        self.rule.category_ids = drinks
        self.confirm((self.coffee, 2), (self.cake, 1))
        self.assertBalance(20)

    def test_minimum_amount_counts_the_products_of_the_rule(self):
        self.rule.write({"min_amount": 30.0, "product_ids": [(6, 0, self.coffee.ids)]})
        order = self.confirm((self.coffee, 2), (self.cake, 4))
        self.assertBalance(0)
        self.assertIn("only from", self.earning(order).explanation)
        self.confirm((self.coffee, 3))
        self.assertBalance(30)

    def test_channels(self):
        self.rule.on_sale = False
        self.confirm((self.coffee, 2))
        self.assertBalance(0)

    def test_dates(self):
        self.rule.write({"date_from": "2026-03-01", "date_to": "2026-03-31"})
        self.member.joined_on = "2026-01-01"
        for day, balance in (
            ("2026-02-28", 0),
            ("2026-03-01", 10),
            ("2026-03-31", 20),
            ("2026-04-01", 20),
        ):
            with freeze_time(f"{day} 12:00:00"):
                self.confirm(self.coffee)
            self.assertBalance(balance)

    def test_weekdays_and_hours_on_the_clock_of_the_club(self):
        """22:30 in UTC on a Sunday is 02:00 on Monday in Tehran."""
        self.club.tz = "Asia/Tehran"
        days = ("tue", "wed", "thu", "fri", "sat", "sun")
        self.rule.write({**dict.fromkeys(days, False), "hour_from": 1, "hour_to": 3})
        self.member.joined_on = "2026-01-01"
        for moment, balance in (
            ("2026-11-15 22:30:00", 10),
            ("2026-11-15 20:30:00", 10),
            ("2026-11-16 22:30:00", 10),
        ):
            with freeze_time(moment):
                self.confirm(self.coffee)
            self.assertBalance(balance)

    def test_hours_over_midnight(self):
        self.rule.write({"hour_from": 22, "hour_to": 2})
        self.member.joined_on = "2026-01-01"
        for hour, balance in ((21, 0), (23, 10), (1, 20), (2, 20)):
            with freeze_time(f"2026-03-10 {hour:02d}:30:00"):
                self.confirm(self.coffee)
            self.assertBalance(balance)

    def test_limit_per_order(self):
        self.rule.limit_per_order = 15
        order = self.confirm((self.coffee, 9))
        self.assertBalance(15)
        self.assertIn("the most", self.earning(order).explanation)
        self.confirm((self.coffee, 9))
        self.assertBalance(30)

    def test_limit_per_member_and_month(self):
        self.rule.write({"limit_per_member": 25, "limit_period": "month"})
        self.member.joined_on = "2026-01-01"
        for day, balance in (
            ("2026-03-01", 20),
            ("2026-03-31", 25),
            ("2026-04-01", 45),
        ):
            with freeze_time(f"{day} 12:00:00"):
                self.confirm((self.coffee, 2))
            self.assertBalance(balance)

    def test_limit_per_member_altogether(self):
        self.rule.write({"limit_per_member": 25, "limit_period": "ever"})
        self.confirm((self.coffee, 2))
        self.confirm((self.coffee, 2))
        self.confirm((self.coffee, 2))
        self.assertBalance(25)

    def test_edited_rule_never_changes_the_past(self):
        order = self.confirm((self.coffee, 10))
        invoice = self.invoice(order)
        self.pay(invoice)
        self.rule.points = 3
        self.credit(invoice, {self.coffee: 4})
        self.assertBalance(60)
        self.confirm(self.coffee)
        self.assertBalance(90)

    def test_time_zone_set_right_never_changes_the_past(self):
        self.rule.hour_to = 12.0
        with freeze_time("2030-01-07 11:00:00"):
            order = self.confirm((self.coffee, 10))
            self.club.tz = "Asia/Tehran"  # half past two there
            self.env["loyalty.club.earning"]._settle(order)
            self.assertBalance(100)
            self.confirm((self.coffee, 1))
        self.assertBalance(100)

    def test_translated_rule_is_read_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.confirm(self.coffee)
        self.rule.update_field_translations("name", {"fa_IR": "هر تومان یک امتیاز"})
        order = self.confirm(self.coffee)
        line = self.earning(order).with_context(lang="fa_IR").line_ids
        self.assertEqual(line.wording, "هر تومان یک امتیاز")

    def test_deleted_rule_never_changes_the_past(self):
        order = self.confirm((self.coffee, 10))
        invoice = self.invoice(order)
        self.rule.unlink()
        self.credit(invoice, {self.coffee: 4})
        self.assertBalance(60)
        self.assertIn("1 point for each", self.earning(order).explanation)

    def test_edited_terms_never_change_the_past(self):
        order = self.confirm((self.coffee, 10))
        self.club.write({"earn_on": "payment", "hold_days": 90})
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(100)

    def test_rules_that_can_never_apply_are_refused(self):
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        with self.assertRaises(ValidationError):
            self.rule.write(dict.fromkeys(days, False))
        with self.assertRaises(ValidationError):
            self.rule.write({"on_sale": False, "on_website": False, "on_pos": False})


class TestStampCard(ClubCommon):
    """Every so many purchases give points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.write({"trigger": "nth_order", "every": 3, "points": 100})

    def buy(self, times):
        return [self.confirm(self.coffee) for _time in range(times)]

    def test_every_third_purchase_gives_points(self):
        self.buy(2)
        self.assertBalance(0)
        self.buy(1)
        self.assertBalance(100)
        self.buy(2)
        self.assertBalance(100)
        self.buy(1)
        self.assertBalance(200)

    def test_returning_the_full_purchase_takes_its_points_back(self):
        orders = self.buy(3)
        orders[2]._action_cancel()
        self.settle()
        self.assertBalance(0)

    def test_returning_an_older_purchase_takes_the_points_back(self):
        """R1: nobody keeps a reward for purchases he has returned."""
        orders = self.buy(3)
        orders[0]._action_cancel()
        self.settle()
        self.assertBalance(0)
        self.buy(1)
        self.assertBalance(100)

    def test_partly_returned_purchase_keeps_its_stamp(self):
        order = self.confirm((self.coffee, 4))
        self.buy(2)
        self.credit(self.invoice(order), {self.coffee: 2})
        self.assertBalance(100)

    def test_minimum_amount(self):
        self.rule.min_amount = 20.0
        self.buy(3)
        self.assertBalance(0)

    def test_longer_card_never_takes_back_what_a_shorter_one_gave(self):
        self.buy(3)
        self.rule.every = 10
        self.buy(1)
        self.assertBalance(100)

    def test_unpaid_purchases_are_no_stamps(self):
        self.club.earn_on = "payment"
        orders = self.buy(3)
        self.assertBalance(0)
        for order in orders:
            self.assertBalance(0)
            self.pay(self.invoice(order))
        self.assertBalance(100)
