"""The till: receipts as the browser sends them, refunds, opening and closing."""

from itertools import count

_NUMBERS = count(1)


def install(shop, name: str) -> None:
    """Put a till in a shop, with cash, cards and customer accounts."""
    for card in ("loyalty.gift_card_product_50", "loyalty.ewallet_product_50"):
        shop.env.ref(card).available_in_pos = False
    context = {"allowed_company_ids": shop.company.ids, "lang": shop.language}
    tills = shop.env(context=context)["pos.config"]
    shop.till = tills.create(
        {
            "name": name,
            "company_id": shop.company.id,
            "receipt_header": shop.company.name,
            "is_header_or_footer": True,
        }
    )


def open_up(shop) -> None:
    """Open the till in the morning."""
    sessions = shop.as_user(shop.cashier)["pos.session"]
    session = sessions.create({"config_id": shop.till.id, "user_id": shop.cashier.id})
    session.set_opening_control(session.cash_register_balance_start, "")


def close(shop) -> None:
    """Count the cash and close the till."""
    session = shop.till.current_session_id
    if not session:
        return
    if not session.order_ids:
        session.sudo().unlink()
        return
    session = session.with_env(shop.as_user(shop.cashier)).sudo()
    if session.cash_journal_id:
        session.post_closing_cash_details(session.cash_register_balance_end)
    session.update_closing_control_state_session("")
    session.close_session_from_ui()


def sell(shop, partner, basket, *, method="cash", discount=0.0):
    """A receipt. The basket says how many of what: ``{"espresso": 2}``.

    :param method: ``cash`` | ``bank`` | ``pay_later``
    """
    lines = [
        _line(shop.products[key], quantity, discount=discount)
        for key, quantity in basket.items()
    ]
    return _send(shop, partner, lines, method)


def refund(shop, order, share=1.0) -> None:
    """Take goods back: all of a receipt, or the first of its lines."""
    lines = order.lines if share == 1.0 else order.lines[:1]
    returned = [
        _line(
            line.product_id,
            -line.qty,
            discount=line.discount,
            refunded_orderline_id=line.id,
        )
        for line in lines
    ]
    _send(shop, order.partner_id, returned, "cash", is_refund=True)


def _line(product, quantity, *, discount=0.0, **values):
    price = product.list_price
    counted = product.taxes_id.compute_all(
        price * (1 - discount / 100), product.currency_id, quantity, product
    )
    return {
        "uuid": f"story-line-{next(_NUMBERS)}",
        "product_id": product.id,
        "qty": quantity,
        "price_unit": price,
        "discount": discount,
        "tax_ids": [(6, 0, product.taxes_id.ids)],
        "price_subtotal": counted["total_excluded"],
        "price_subtotal_incl": counted["total_included"],
        **values,
    }


def _send(shop, partner, lines, method, **values):
    env = shop.as_user(shop.cashier)
    session = shop.till.current_session_id
    if not session:
        open_up(shop)
        session = shop.till.current_session_id
    total = sum(line["price_subtotal_incl"] for line in lines)
    untaxed = sum(line["price_subtotal"] for line in lines)
    methods = shop.till.payment_method_ids
    uuid = f"story-receipt-{next(_NUMBERS)}"
    receipt = {
        "uuid": uuid,
        "session_id": session.id,
        "company_id": shop.company.id,
        "partner_id": partner.id,
        "user_id": shop.cashier.id,
        "date_order": env.cr.now().strftime("%Y-%m-%d %H:%M:%S"),
        "state": "paid",
        "lines": [(0, 0, line) for line in lines],
        "payment_ids": [
            (
                *(0, 0),
                {
                    "payment_method_id": methods.filtered_domain(
                        [("type", "=", method)]
                    ).id,
                    "amount": total,
                },
            )
        ],
        "amount_total": total,
        "amount_tax": total - untaxed,
        "amount_paid": total,
        "amount_return": 0,
        "to_invoice": False,
        **values,
    }
    env["pos.order"].sync_from_ui([receipt])
    return env["pos.order"].search([("uuid", "=", uuid)])
