"""The web shop: carts, and the card that pays for them."""


def buy(shop, partner, basket):
    """A cart that is paid with the demonstration card."""
    cart = fill_cart(shop, partner, basket)
    provider = shop.env["payment.provider"].search(
        [("company_id", "=", shop.company.id), ("code", "=", "demo")]
    )
    transactions = cart.env["payment.transaction"]
    transaction = transactions.create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "reference": cart.name,
            "amount": cart.amount_total,
            "currency_id": cart.currency_id.id,
            "partner_id": partner.id,
            "operation": "online_direct",
            "sale_order_ids": [(6, 0, cart.ids)],
        }
    )
    transaction.action_demo_set_done()
    transaction._post_process()
    return cart


def fill_cart(shop, partner, basket):
    """A cart that nobody has paid yet."""
    lines = [
        (0, 0, {"product_id": shop.products[key].id, "product_uom_qty": quantity})
        for key, quantity in basket.items()
    ]
    context = {
        "allowed_company_ids": shop.company.ids,
        "tracking_disable": True,
        "mail_auto_subscribe_no_notify": True,
    }
    return shop.env(context=context)["sale.order"].create(
        {
            "partner_id": partner.id,
            "company_id": shop.company.id,
            "website_id": shop.website.id,
            "order_line": lines,
        }
    )


def refund(order) -> None:
    """Send the money back by the way it came, and the goods with it."""
    paid = order.transaction_ids.filtered(lambda each: each.state == "done")
    refunded = paid._create_child_transaction(paid.amount, is_refund=True)
    refunded.action_demo_set_done()
