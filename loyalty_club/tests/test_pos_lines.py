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

    def test_gift_card_top_up_earns_nothing(self):
        card = self.make_program("gift_card").rule_ids.product_ids
        self.sell((self.coffee, 10), (card, 1, 50.0))
        self.assertBalance(100)

    def test_wallet_top_up_paid_by_the_same_wallet_earns_nothing(self):
        """R6: the infinite money glitch."""
        program = self.make_program("ewallet")
        wallet = self.make_card(program, 50.0)
        top_up = program.trigger_product_ids
        self.sell((top_up, 1, 50.0), self.pay_line(wallet, 50.0), payments=[])
        self.assertBalance(0)

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

    # === GIFT CARDS AND WALLETS === #

    def make_program(self, kind):
        values = self.env["loyalty.program"]._get_template_values()
        if kind == "promotion":
            return self.env["loyalty.program"].create(
                {
                    "name": "10 off",
                    "program_type": kind,
                    "company_id": self.company.id,
                    "reward_ids": [
                        Command.create({"discount": 10, "discount_mode": "per_order"})
                    ],
                }
            )
        self.env.ref(f"loyalty.{kind}_product_50").active = True
        return self.env["loyalty.program"].create(
            {**values[kind], "name": kind, "company_id": self.company.id}
        )

    def make_card(self, program, points):
        return self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "points": points,
                "partner_id": self.partner.id,
            }
        )

    def pay_line(self, card, amount, **values):
        """The line by which a card pays."""
        reward = card.program_id.reward_ids
        return {
            "product": reward.discount_line_product_id,
            "qty": 1,
            "price_unit": -amount,
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": amount,
            **values,
        }

    def confirm_card(self, order, card, amount):
        """What the browser calls after it has sent the receipt."""
        order.confirm_coupon_programs(
            {
                str(card.id): {
                    "points": -amount,
                    "program_id": card.program_id.id,
                    "coupon_id": card.id,
                    "partner_id": self.partner.id,
                    "code": card.code,
                }
            }
        )
        self.settle()

    def test_payment_by_wallet_is_a_payment(self):
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.assertEqual(order.amount_paid, 40.0)
        self.assertBalance(100)

    def test_wallet_that_is_empty_afterwards_has_paid(self):
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.confirm_card(order, wallet, 60.0)
        self.assertEqual(wallet.points, 0.0)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(100)

    def test_payment_by_gift_card_is_a_payment(self):
        card = self.make_card(self.make_program("gift_card"), 100.0)
        order = self.sell((self.coffee, 10), self.pay_line(card, 100.0), payments=[])
        self.confirm_card(order, card, 100.0)
        self.assertBalance(100)

    def test_refund_of_a_ticket_paid_by_wallet_takes_back(self):
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.confirm_card(order, wallet, 60.0)
        self.refund(order)
        self.assertBalance(0)

    def test_card_without_money_is_a_discount(self):
        """R11: a card that holds nothing pays nothing, whatever the till says."""
        wallet = self.make_card(self.make_program("ewallet"), 0.0)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.assertBalance(40)

    def test_card_that_pays_twice_on_a_ticket_pays_once(self):
        wallet = self.make_card(self.make_program("ewallet"), 30.0)
        self.sell(
            (self.coffee, 10), self.pay_line(wallet, 30.0), self.pay_line(wallet, 30.0)
        )
        self.assertBalance(40)

    def test_discount_that_claims_to_be_a_payment_is_a_discount(self):
        """R8: a reward of a wallet on a line of something else, or without a card."""
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0, product=self.cake))
        self.assertBalance(40)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0, coupon_id=False))
        self.assertBalance(80)

    # === COMBOS === #

    def test_combo_earns_on_its_parts(self):
        item = self.env["product.combo"].create(
            {
                "name": "Drinks",
                "combo_item_ids": [Command.create({"product_id": self.coffee.id})],
            }
        )
        combo = self.make_product(
            "Menu", 30.0, type="combo", combo_ids=[Command.link(item.id)]
        )
        ticket = self.ticket((combo, 1, 0.0), (self.coffee, 1, 12.0), self.cake)
        parent = ticket["lines"][0][2]["uuid"]
        child = ticket["lines"][1][2]["uuid"]
        mapping = {"pos.order.line": {child: {"combo_parent_id": parent}}}
        order = self.sync({**ticket, "relations_uuid_mapping": mapping})
        self.assertTrue(order.lines.combo_parent_id)
        self.assertBalance(37)

    def test_rule_for_a_combo_counts_combos(self):
        item = self.env["product.combo"].create(
            {
                "name": "Drinks",
                "combo_item_ids": [Command.create({"product_id": self.coffee.id})],
            }
        )
        combo = self.make_product(
            "Menu", 30.0, type="combo", combo_ids=[Command.link(item.id)]
        )
        self.rule.write({"trigger": "quantity", "points": 5, "product_ids": combo.ids})
        self.sell((combo, 2, 0.0), (self.coffee, 2, 12.0))
        self.assertBalance(10)

    # === TAXES, CURRENCIES, COMPANIES === #

    def tax(self, is_included):
        return self.env["account.tax"].create(
            {
                "name": "20 %",
                "amount": 20.0,
                "company_id": self.company.id,
                "price_include_override": (
                    "tax_included" if is_included else "tax_excluded"
                ),
            }
        )

    def test_tax_on_top(self):
        self.coffee.taxes_id = self.tax(is_included=False)
        self.sell((self.coffee, 10))
        self.assertBalance(120)

    def test_tax_on_top_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.tax(is_included=False)
        self.sell((self.coffee, 10))
        self.assertBalance(100)

    def test_tax_in_the_price_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.tax(is_included=True)
        order = self.sell((self.coffee, 12))
        self.assertBalance(100)
        self.refund(order, {self.coffee: 6})
        self.assertBalance(50)

    def test_fiscal_position_changes_the_tax(self):
        tax = self.tax(is_included=False)
        other = tax.copy({"name": "50 %", "amount": 50.0})
        abroad = self.env["account.fiscal.position"].create(
            {"name": "Abroad", "company_id": self.company.id}
        )
        other.write(
            {
                "fiscal_position_ids": [Command.link(abroad.id)],
                "original_tax_ids": [Command.link(tax.id)],
            }
        )
        self.coffee.taxes_id = tax
        ticket = self.ticket((self.coffee, 10), payments=[(self.cash, 150.0)])
        self.sync({**ticket, "amount_total": 150.0, "fiscal_position_id": abroad.id})
        self.assertBalance(150)

    def test_till_in_another_currency_counts_in_company_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 4.0)])
        journal = self.make_journal("cash", "CSHE", currency_id=euro.id)
        sales = self.make_journal("sale", "POSE", currency_id=euro.id)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        cash = self.make_payment_method("Cash in euro", journal)
        config = self.make_config(
            "Shop abroad",
            cash,
            journal_id=sales.id,
            invoice_journal_id=sales.id,
            use_pricelist=True,
            available_pricelist_ids=[Command.set(pricelist.ids)],
            pricelist_id=pricelist.id,
        )
        self.open_session(config)
        order = self.sell(
            (self.coffee, 10, 40.0), config=config, payments=[(cash, 400.0)]
        )
        self.assertEqual(order.currency_id, euro)
        self.assertBalance(100)
        self.refund(order, {self.coffee: 4}, payments=[(cash, -160.0)])
        self.assertBalance(60)

    def test_club_of_another_company_earns_nothing(self):
        """R20: the tills of a company serve its own club."""
        other = self.setup_other_company()["company"]
        club = self.make_club(company_id=other.id, name="Other")
        self.make_rule(club)
        stranger = club._enroll(self.partner)
        self.sell((self.coffee, 12))
        self.assertBalance(120)
        self.assertBalance(0, stranger)

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
