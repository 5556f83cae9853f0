"""The office: quotations, orders, invoices, payments and credit notes."""


def order(shop, partner, basket, **values):
    """A confirmed order of Sales."""
    made = quotation(shop, partner, basket, **values)
    made.action_confirm()
    return made


def quotation(shop, partner, basket, **values):
    """A quotation. The basket says how many of what: ``{"saadi": 2}``."""
    lines = [
        (0, 0, {"product_id": shop.products[key].id, "product_uom_qty": quantity})
        for key, quantity in basket.items()
    ]
    orders = shop.as_user(shop.manager)["sale.order"]
    return orders.create(
        {
            "partner_id": partner.id,
            "company_id": shop.company.id,
            "user_id": shop.cashier.id,
            "order_line": lines,
            **values,
        }
    )


def cancel(order) -> None:
    """The customer has changed his mind."""
    order._action_cancel()


def invoice(order):
    """Invoice an order."""
    moves = order._create_invoices()
    moves.action_post()
    return moves


def direct_invoice(shop, partner, basket):
    """An invoice without an order."""
    move = shop.as_user(shop.manager)["account.move"].create(
        {
            "move_type": "out_invoice",
            "company_id": shop.company.id,
            "partner_id": partner.id,
            "invoice_line_ids": [
                (0, 0, {"product_id": shop.products[key].id, "quantity": quantity})
                for key, quantity in basket.items()
            ],
        }
    )
    move.action_post()
    return move


def pay(move, share=1.0) -> None:
    """Money for an invoice, or for a credit note: all of it or a part."""
    if not move.amount_residual:
        return
    amount = move.currency_id.round(move.amount_residual * share)
    registers = move.env["account.payment.register"].with_context(
        active_model="account.move", active_ids=move.ids
    )
    registers.create({"amount": amount})._create_payments()


def credit(move, key=None, quantity=1):
    """A credit note: for a whole invoice, or for so many of one product."""
    reversal = move.env["account.move.reversal"].with_context(
        active_model="account.move", active_ids=move.ids
    )
    reversal = reversal.create(
        {"journal_id": move.journal_id.id, "reason": "Brought back"}
    )
    reversal.reverse_moves()
    note = reversal.new_move_ids
    if key:
        for line in note.invoice_line_ids:
            is_returned = line.product_id == key
            line.quantity = quantity if is_returned else 0
    note.action_post()
    return note
