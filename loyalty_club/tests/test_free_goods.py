from odoo import Command

from .pos_common import PosClubCommon


class TestFreeGoods(PosClubCommon):
    """What costs nothing earns nothing, whatever its rules count."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sample = cls.make_product("Sample", 0.0)
        cls.make_rule(trigger="quantity", points=5)
        cls.make_rule(trigger="order", points=50)
        cls.make_rule(trigger="nth_order", every=2, points=70)

    def test_free_product_of_an_order(self):
        for _time in range(2):
            self.confirm((self.sample, 1000))
        self.assertBalance(0)

    def test_free_product_of_an_invoice(self):
        line = {"product_id": self.sample.id, "price_unit": 0.0, "tax_ids": False}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
        self.settle()
        self.assertBalance(0)

    def test_free_product_beside_others(self):
        self.confirm((self.sample, 1000), self.coffee)
        self.assertBalance(10 + 5 + 50)

    def test_order_that_is_discounted_away(self):
        for _time in range(2):
            self.confirm(self.coffee, (self.cake, 1, -10.0))
        self.assertBalance(0)

    def test_receipt_that_is_discounted_away(self):
        for _time in range(2):
            self.sell(self.coffee, (self.cake, 1, -10.0), payments=[])
        self.assertBalance(0)


class TestUnits(PosClubCommon):
    """Rules count units of the product, not those it was sold in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.write({"trigger": "quantity", "points": 1})
        cls.gram = cls.env.ref("uom.product_uom_gram")
        kilogram = cls.env.ref("uom.product_uom_kgm")
        cls.tea = cls.make_product("Tea", 10.0, uom_id=kilogram.id)

    def test_grams_of_an_order(self):
        order = self.order((self.tea, 3000))
        order.order_line.product_uom_id = self.gram
        order.action_confirm()
        self.settle()
        self.assertBalance(3)
        self.invoice(order)
        self.assertBalance(3)

    def test_dozen_of_an_order(self):
        order = self.order(self.coffee)
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        order.action_confirm()
        self.settle()
        self.assertBalance(12)

    def test_grams_of_an_invoice(self):
        line = {"product_id": self.tea.id, "product_uom_id": self.gram.id}
        line |= {"quantity": 3000, "price_unit": 0.01, "tax_ids": False}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
        self.settle()
        self.assertBalance(3)
