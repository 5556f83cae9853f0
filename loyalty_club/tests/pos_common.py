from copy import deepcopy
from itertools import count

from odoo import Command, fields

from .common import ClubCommon

_SERIAL = count(1)


class PosClubCommon(ClubCommon):
    """A till, and the verbs of a cashier.

    Receipts reach the server as the browser sends them, through ``sync_from_ui``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_default_pos_receivable_account_id = cls.env[
            "account.account"
        ].create(
            {
                "code": "X1012",
                "name": "Debtors of the till",
                "account_type": "asset_receivable",
                "reconcile": True,
            }
        )
        cls.cash = cls.make_payment_method("Cash", cls.make_journal("cash", "CSHT"))
        cls.bank = cls.make_payment_method("Bank", cls.make_journal("bank", "BNKT"))
        cls.account = cls.make_payment_method("Customer Account", None)
        cls.config = cls.make_config("Shop", cls.cash | cls.bank | cls.account)
        cls.open_session(cls.config)

    # === MAKE === #

    @classmethod
    def make_journal(cls, kind, code, **values):
        return cls.env["account.journal"].create(
            {
                "name": f"{kind} {code}",
                "type": kind,
                "code": code,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def make_payment_method(cls, name, journal):
        return cls.env["pos.payment.method"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "journal_id": journal and journal.id,
                "split_transactions": not journal,
            }
        )

    @classmethod
    def make_config(cls, name, methods, **values):
        return cls.env["pos.config"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "journal_id": cls.company_data["default_journal_sale"].id,
                "invoice_journal_id": cls.company_data["default_journal_sale"].id,
                "payment_method_ids": [Command.set(methods.ids)],
                **values,
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

    @classmethod
    def open_session(cls, config):
        """Open the till. It has been open for an hour."""
        config.with_context(allowed_company_ids=config.company_id.ids).open_ui()
        session = config.current_session_id
        session.set_opening_control(0, "")
        session.start_at = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        return session

    # === VERBS === #

    def ticket(self, *lines, config=None, payments=None, **values):
        """A receipt as the browser sends it; it is paid in cash if nothing is said.

        A line is a product, or a product, a quantity and a price, or the values of a
        line.
        """
        config = config or self.config
        lines = [self._pos_line(line, config) for line in lines]
        total = sum(line["price_subtotal_incl"] for line in lines)
        untaxed = sum(line["price_subtotal"] for line in lines)
        payments = [(self.cash, total)] if payments is None else payments
        return {
            "uuid": f"receipt-{next(_SERIAL)}",
            "session_id": config.current_session_id.id,
            "company_id": config.company_id.id,
            "partner_id": self.partner.id,
            "user_id": self.env.uid,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "state": "paid",
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [
                Command.create({"payment_method_id": method.id, "amount": amount})
                for method, amount in payments
            ],
            "amount_total": total,
            "amount_tax": total - untaxed,
            "amount_paid": sum(amount for _method, amount in payments),
            "amount_return": 0,
            "to_invoice": False,
            **values,
        }

    def _pos_line(self, line, config):
        if not isinstance(line, dict):
            line = line if isinstance(line, tuple) else (line,)
            line = dict(zip(("product", "qty", "price_unit"), line, strict=False))
        product = line["product"]
        line = {"qty": 1, "price_unit": product.list_price, **line}
        del line["product"]
        taxes = product.taxes_id.filtered(
            lambda tax: tax.company_id == config.company_id
        )
        counted = taxes.compute_all(
            line["price_unit"] * (1 - line.get("discount", 0.0) / 100),
            config.currency_id,
            line["qty"],
        )
        return {
            "uuid": f"line-{next(_SERIAL)}",
            "product_id": product.id,
            "tax_ids": [Command.set(taxes.ids)],
            "price_subtotal": counted["total_excluded"],
            "price_subtotal_incl": counted["total_included"],
            **line,
        }

    def sync(self, *tickets, user=None):
        """What the browser does when a receipt is paid, and what a commit does."""
        orders = self.env["pos.order"]
        if user:
            orders = orders.with_user(user)
        orders.sync_from_ui(deepcopy(list(tickets)))
        self.settle()
        return self.env["pos.order"].search(
            [("uuid", "in", [ticket["uuid"] for ticket in tickets])], order="id"
        )

    def sell(self, *lines, **values):
        """A receipt that is paid."""
        return self.sync(self.ticket(*lines, **values))

    def refund_ticket(self, order, quantities=None, **values):
        """A refund of a receipt, or of so many of some products, as it is sent."""
        lines = []
        for line in order.lines:
            quantity = line.qty
            if quantities is not None:
                quantity = quantities.get(line.product_id, 0)
            if quantity:
                lines.append(
                    {
                        "product": line.product_id,
                        "qty": -quantity,
                        "price_unit": line.price_unit,
                        "discount": line.discount,
                        "refunded_orderline_id": line.id,
                    }
                )
        values = {
            "config": order.config_id,
            "partner_id": order.partner_id.id,
            "is_refund": True,
            **values,
        }
        return self.ticket(*lines, **values)

    def refund(self, order, quantities=None, **values):
        """Give back a receipt, or so many of some products."""
        return self.sync(self.refund_ticket(order, quantities, **values))

    def close_session(self, config=None):
        """Count the cash and close the till."""
        session = (config or self.config).current_session_id
        session.action_pos_session_closing_control()
        self.settle()
        return session
