from datetime import datetime, time
from decimal import Decimal

from odoo import Command

from .simulation_common import SimulationCase, step


class SaleSteps(SimulationCase):
    """Orders and invoices, from the quotation to the last credit note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notes = []

    def bill(self, document):
        """The invoice of a sale. The till has its own ways."""
        if document._name == "pos.order":
            return self.env["account.move"]
        if document._name == "account.move":
            return document
        return document.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        )

    def is_open_order(self, sale, document):
        """Nothing has been invoiced, settled or paid of it yet."""
        return (
            document._name == "sale.order"
            and document.state == "sale"
            and sale.lines
            and not document.invoice_ids
            and not document.transaction_ids
            and not document.order_line.filtered("is_downpayment")
        )

    def is_plain_order(self, sale, document):
        """An open order that nobody has used a coupon on."""
        return self.is_open_order(sale, document) and not sale.coupons

    @step(8)
    def buy(self):
        member, lines = self.some_member(), self.some_goods()
        order = self.confirm(
            *((line.product, line.quantity, float(line.price)) for line in lines),
            partner=self.people[member],
        )
        sale = self.new_sale(member, order, lines, tolerance=self.cents(lines))
        if sale:
            self.auditor.settle(sale, self.today)

    @step(3)
    def buy_by_invoice(self):
        member, lines = self.some_member(), self.some_goods()
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.people[member].id,
                "invoice_date": self.today,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": line.product.id,
                            "quantity": line.quantity,
                            "price_unit": float(line.price),
                            "tax_ids": False,
                        }
                    )
                    for line in lines
                ],
            }
        )
        move.action_post()
        self.settle()
        noon = datetime.combine(self.today, time(12))
        sale = self.new_sale(member, move, lines, moment=noon)
        if sale:
            self.auditor.settle(sale, self.today)

    @step(6)
    def invoice_order(self):
        _sale, order = self.some_sale(self.is_open_order)
        if order:
            self.invoice(order)

    @step(7)
    def pay_invoice(self):
        sale, document = self.some_sale(
            lambda sale, document: (
                self.bill(document).state == "posted"
                and self.bill(document).amount_residual > 0.01
            )
        )
        if not sale:
            return
        residual = Decimal(str(round(self.bill(document).amount_residual, 2)))
        amount = residual
        if self.random.random() < 0.4 and residual > 2:
            amount = round(residual * Decimal("0.37"), 2)
        self.pay(self.bill(document), float(amount))
        sale.received += amount
        self.auditor.settle(sale, self.today)

    @step(2)
    def undo_payments(self):
        sale, document = self.some_sale(
            lambda sale, document: sale.received > 0 and self.bill(document)
        )
        if sale:
            self.bill(document).line_ids.remove_move_reconcile()
            self.settle()
            given_back = sum(
                note["paid"] for note in self.notes if note["sale"] is sale
            )
            sale.received = -given_back
            self.auditor.settle(sale, self.today)

    @step(3)
    def return_goods(self):
        sale, document = self.some_sale(
            lambda sale, document: (
                self.bill(document).state == "posted"
                and any(line.kept for line in sale.lines)
            )
        )
        if not sale:
            return
        line = self.random.choice([line for line in sale.lines if line.kept])
        quantity = self.random.randint(1, line.kept)
        self.return_some(sale, document, line, quantity)

    def return_some(self, sale, document, line, quantity):
        """Credit goods, with their share of what coupons have taken off."""
        quantities = {each.product: 0 for each in sale.lines} | {line.product: quantity}
        note = self.credit(self.bill(document), quantities, post=False)
        line.returned += quantity
        share, discounts = line.price * quantity / sale.bought(), {}
        for each in note.invoice_line_ids:
            if each.price_unit < 0:
                whole = Decimal(str(round(-each.price_unit, 2)))
                discounts[each.product_id] = left = whole - sum(
                    other["discounts"].get(each.product_id, 0)
                    for other in self.notes
                    if other["sale"] is sale
                )
                if sale.kept():
                    discounts[each.product_id] = min(round(whole * share, 2), left)
                each.price_unit = -float(discounts[each.product_id])
        note.action_post()
        self.settle()
        sale.discount_back += sum(discounts.values())
        self.notes.append(
            {
                **{"move": note, "sale": sale, "line": line, "quantity": quantity},
                **{"paid": 0, "discounts": discounts},
            }
        )
        self.settle_sale(sale)

    @step(2)
    def give_money_back(self):
        """Pay a credit note out, as far as it is not set off against the invoice."""
        fitting = [
            note
            for note in self.notes
            if note["move"].state == "posted" and note["move"].amount_residual > 0.01
        ]
        if fitting:
            note = self.random.choice(fitting)
            amount = Decimal(str(round(note["move"].amount_residual, 2)))
            self.pay(note["move"])
            note["paid"] += amount
            note["sale"].received -= amount
            self.auditor.settle(note["sale"], self.today)

    @step(1)
    def withdraw_return(self):
        """A credit note was a mistake."""
        if not self.notes:
            return
        note = self.random.choice(self.notes)
        self.notes.remove(note)
        note["move"].button_draft()
        note["move"].button_cancel()
        self.settle()
        note["line"].returned -= note["quantity"]
        note["sale"].discount_back -= sum(note["discounts"].values())
        note["sale"].received += note["paid"]
        self.settle_sale(note["sale"])

    @step(3)
    def edit_order(self):
        sale, order = self.some_sale(self.is_plain_order)
        if sale:
            index = self.random.randrange(len(sale.lines))
            line = sale.lines[index]
            line.quantity = self.random.randint(1, 6)
            order.order_line[index].write(
                {"product_uom_qty": line.quantity, "price_unit": float(line.price)}
            )
            self.settle()
            self.auditor.settle(sale, self.today)

    @step(2)
    def cancel_order(self):
        sale, order = self.some_sale(self.is_open_order)
        if sale:
            order._action_cancel()
            self.settle()
            sale.cancel()
            self.settle_sale(sale)

    @step(1)
    def confirm_again(self):
        """A cancelled order is a new purchase; who is suspended makes none."""
        sale, order = self.some_sale(
            lambda sale, document: (
                document._name == "sale.order" and document.state == "cancel"
            )
        )
        if not sale:
            return
        order.action_draft()
        order.action_confirm()
        self.settle()
        club = sale.member.club_id
        if sale.member.state == "active":
            sale.confirm_again(
                self.now,
                self.terms_of(club),
                self.rules_of(club),
                self.judge.factor(sale.member),
            )
            self.auditor.settle(sale, self.today)
        else:
            # What somebody else may count from now on is not this story.
            del self.documents[sale]

    @step(1)
    def correct_invoice(self):
        """Reset an invoice to draft and post it again, as it was: it stays paid."""
        sale, move = self.some_sale(
            lambda sale, document: (
                document._name == "account.move"
                and document.state == "posted"
                and not document.reversal_move_ids
            )
        )
        if not sale:
            return
        move.button_draft()
        self.settle()
        sale.cancel()
        self.auditor.settle(sale, self.today)
        move.action_post()
        self.settle()
        sale.is_cancelled = False
        self.auditor.settle(sale, self.today)

    @step(3)
    def replay(self):
        """Settling old documents again changes nothing."""
        for sale, document in [self.some_sale() for _number in range(3)]:
            if sale:
                self.env["loyalty.club.earning"]._settle(document)
                if document._name != "account.move":
                    document._loyalty_club_bear()
                self.follow_coupons(sale)
