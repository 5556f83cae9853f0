from odoo import Command

from .pos_common import PosClubCommon


class TestPosLines(PosClubCommon):
    """What counts of a receipt, line by line."""

    # === WHAT EARNS NOTHING === #

    def test_tip_earns_nothing(self):
        tip = self.env.ref("point_of_sale.product_product_tip")
        self.config.write({"iface_tipproduct": True, "tip_product_id": tip.id})
        order = self.sell((self.coffee, 10), (tip, 1, 15.0))
        self.assertBalance(100)
        self.assertIn("Tips earn no points.", self.earning(order)._explain())

    def test_tip_added_after_payment_earns_nothing(self):
        tip = self.env.ref("point_of_sale.product_product_tip")
        self.config.write({"iface_tipproduct": True, "tip_product_id": tip.id})
        order = self.sell((self.coffee, 10))
        line = self._pos_line((tip, 1, 15.0), self.config)
        order.lines = [Command.create(line)]
        order.add_payment(
            {
                "pos_order_id": order.id,
                "payment_method_id": self.cash.id,
                "amount": 15.0,
            }
        )
        self.settle()
        self.assertBalance(100)

    def test_line_added_after_payment_earns_when_it_is_paid(self):
        order = self.sell((self.coffee, 10))
        order.lines = [Command.create(self._pos_line(self.cake, self.config))]
        self.settle()
        self.assertBalance(100)
        order.add_payment(
            {
                "pos_order_id": order.id,
                "payment_method_id": self.cash.id,
                "amount": 25.0,
            }
        )
        self.settle()
        self.assertBalance(125)

    def test_discount_added_after_payment_lowers_the_points(self):
        order = self.sell((self.coffee, 10))
        discount = self.make_product("Discount", 0.0)
        line = self._pos_line((discount, 1, -20.0), self.config)
        order.lines = [Command.create(line)]
        self.settle()
        self.assertBalance(80)

    def test_price_lowered_after_payment_lowers_the_points(self):
        order = self.sell((self.coffee, 10))
        order.lines.price_unit = 5.0
        self.settle()
        self.assertBalance(50)

    # === DISCOUNTS === #

    def test_discount_percent_lowers_the_points(self):
        self.sell({"product": self.coffee, "qty": 10, "discount": 25.0})
        self.assertBalance(75)

    def test_discount_line_is_spread_over_the_products_of_a_rule(self):
        self.rule.product_ids = self.coffee
        discount = self.make_product("Discount", 0.0)
        self.sell((self.coffee, 10), (self.cake, 4), (discount, 1, -20.0))
        self.assertBalance(90)

    def test_discount_beyond_the_goods_earns_nothing(self):
        """The rest of the discount is on a gift card, which earns nothing anyhow."""
        card = self.make_program("gift_card").rule_ids.product_ids
        discount = self.make_product("Discount", 0.0)
        self.sell((self.cake, 4))
        self.sell((self.coffee, 1), (card, 1, 50.0), (discount, 1, -20.0))
        self.assertBalance(100)

    def test_reward_line_never_adds_points(self):
        """R6: a discount from a programme of Odoo is a discount."""
        program = self.make_program("promotion")
        reward = program.reward_ids
        product = reward.discount_line_product_id
        self.sell(
            (self.coffee, 10),
            {
                "product": product,
                "qty": 1,
                "price_unit": -10.0,
                "is_reward_line": True,
                "reward_id": reward.id,
            },
        )
        self.assertBalance(90)

    # === FREE PRODUCTS === #

    def free_coffee(self, quantity=1):
        """The line by which a reward of Odoo makes coffees free."""
        program = self.env["loyalty.program"].create(
            {
                "name": "Buy some, get one",
                "program_type": "promotion",
                "trigger": "auto",
                "company_id": self.company.id,
                "reward_ids": [
                    Command.create(
                        {"reward_type": "product", "reward_product_id": self.coffee.id}
                    )
                ],
            }
        )
        return {
            "product": program.reward_ids.discount_line_product_id,
            "qty": quantity,
            "price_unit": -10.0,
            "is_reward_line": True,
            "reward_id": program.reward_ids.id,
        }

    def test_free_product_earns_nothing(self):
        self.rule.product_ids = self.coffee
        self.sell((self.coffee, 3), (self.cake, 4), self.free_coffee())
        self.assertBalance(20)

    def test_free_product_earns_no_points_per_unit(self):
        self.rule.write({"trigger": "quantity", "points": 5})
        order = self.sell((self.coffee, 1), (self.cake, 1), self.free_coffee())
        self.assertBalance(5)
        self.assertIn("What was free earns no points.", self.earning(order)._explain())

    def test_returned_free_product_takes_nothing_back(self):
        order = self.sell((self.coffee, 3), self.free_coffee())
        free = order.lines.reward_id.discount_line_product_id
        self.assertBalance(20)
        self.refund(order, {self.coffee: 1, free: 1})
        self.assertBalance(20)
        self.refund(order, {self.coffee: 1})
        self.assertBalance(10)

    # === COMBOS === #

    def make_combo(self):
        drinks = self.env["product.combo"].create(
            {
                "name": "Drinks",
                "combo_item_ids": [Command.create({"product_id": self.coffee.id})],
            }
        )
        return self.make_product(
            "Menu", 30.0, type="combo", combo_ids=[Command.link(drinks.id)]
        )

    def test_combo_earns_on_its_parts(self):
        ticket = self.ticket(
            (self.make_combo(), 1, 0.0), (self.coffee, 1, 12.0), self.cake
        )
        head, part, _cake = (line[2]["uuid"] for line in ticket["lines"])
        mapping = {"pos.order.line": {part: {"combo_parent_id": head}}}
        order = self.sync({**ticket, "relations_uuid_mapping": mapping})
        self.assertTrue(order.lines.combo_parent_id)
        self.assertBalance(37)

    def test_head_of_a_combo_is_no_unit(self):
        self.rule.write({"trigger": "quantity", "points": 5})
        self.sell((self.make_combo(), 2, 0.0), (self.coffee, 2, 12.0))
        self.assertBalance(10)

    def test_rule_for_a_combo_counts_combos(self):
        combo = self.make_combo()
        self.rule.write({"trigger": "quantity", "points": 5, "product_ids": combo.ids})
        self.sell((combo, 2, 0.0), (self.coffee, 2, 12.0))
        self.assertBalance(10)

    # === RULES === #

    def test_rule_of_a_category_counts_what_is_below_it(self):
        parent = self.env["product.category"].create({"name": "Drinks"})
        self.coffee.categ_id = self.env["product.category"].create(
            {"name": "Hot drinks", "parent_id": parent.id}
        )
        self.rule.category_ids = parent
        self.sell((self.coffee, 10), (self.cake, 4))
        self.assertBalance(100)

    def test_rule_for_another_channel_gives_nothing_at_the_till(self):
        self.rule.on_pos = False
        self.sell((self.coffee, 10))
        self.assertBalance(0)
