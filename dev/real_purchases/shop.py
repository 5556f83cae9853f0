"""The record shop: its company, its customers, and what they have bought."""

from odoo import Command
from odoo.tools import split_every

_BATCH = 10_000
# Odoo needs a while for each order. These are seventy thousand, all alike, and long
# past: Odoo makes the first of them, and the others are copies of its rows.
_COPY_ORDERS = """
    WITH purchase AS (
        SELECT nextval('sale_order_id_seq') AS id, sold.*
          FROM unnest(%(partners)s, %(moments)s, %(units)s, %(dollars)s)
            AS sold(partner_id, moment, units, dollars)
    ), copied AS (
        INSERT INTO sale_order
        SELECT copy.*
          FROM purchase
          JOIN sale_order AS model ON model.id = %(model)s,
       LATERAL jsonb_populate_record(model, jsonb_build_object(
               'id', purchase.id,
               'name', 'CD' || lpad(purchase.id::text, 6, '0'),
               'access_token', NULL,
               'date_order', purchase.moment,
               'partner_id', purchase.partner_id,
               'partner_invoice_id', purchase.partner_id,
               'partner_shipping_id', purchase.partner_id,
               'amount_untaxed', purchase.dollars,
               'amount_total', purchase.dollars)) AS copy
    )
    INSERT INTO sale_order_line
    SELECT copy.*
      FROM purchase
      JOIN sale_order_line AS model ON model.order_id = %(model)s,
   LATERAL jsonb_populate_record(model, jsonb_build_object(
           'id', nextval('sale_order_line_id_seq'),
           'order_id', purchase.id,
           'order_partner_id', purchase.partner_id,
           'product_uom_qty', purchase.units,
           'qty_to_invoice', purchase.units,
           'price_unit', purchase.dollars / greatest(purchase.units, 1),
           'price_subtotal', purchase.dollars,
           'price_total', purchase.dollars,
           'untaxed_amount_to_invoice', purchase.dollars,
           'amount_to_invoice', purchase.dollars)) AS copy
"""


class Shop:
    """A company of its own, that sells compact discs for dollars."""

    def __init__(self, env):
        company = env["res.company"].create(
            {"name": "Compact Discs 1997", "currency_id": env.ref("base.USD").id}
        )
        env.cr.commit()  # other modules have work to do for a new company
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        self.env = env(context={"allowed_company_ids": company.ids, **quiet})
        self.company = company.with_env(self.env)
        self._show_to_managers()

    def _show_to_managers(self):
        managers = self.env.ref("loyalty_club.group_manager").all_user_ids
        managers.write({"company_ids": [Command.link(self.company.id)]})
        for user in managers.filtered(lambda user: user.login == "manager"):
            user.company_id = self.company

    def greet(self, customers: list[str]) -> dict:
        """Make the contacts, and return them by customer number."""
        contacts = {}
        for batch in split_every(1000, customers, list):
            partners = self.env["res.partner"].create(
                [
                    {"name": f"Customer {number}", "company_id": self.company.id}
                    for number in batch
                ]
            )
            contacts.update(zip(batch, partners, strict=True))
            self.env.cr.commit()
        return contacts

    def sell(self, purchases, contacts) -> None:
        """Make each purchase a confirmed order of its day."""
        model = self._model_order(next(iter(contacts.values())))
        for batch in split_every(_BATCH, purchases, list):
            self.env.cr.execute(
                _COPY_ORDERS,
                {
                    "model": model.id,
                    "partners": [contacts[each.customer].id for each in batch],
                    "moments": [each.moment for each in batch],
                    "units": [each.units for each in batch],
                    "dollars": [each.dollars for each in batch],
                },
            )
            self.env.cr.commit()
        self.env.invalidate_all()
        model._action_cancel()
        model.unlink()
        self.env.cr.commit()

    def _model_order(self, contact):
        disc = self.env["product.product"].create(
            {
                "name": "Compact Disc",
                "type": "service",
                "company_id": self.company.id,
                "taxes_id": False,
            }
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": contact.id,
                "order_line": [Command.create({"product_id": disc.id})],
            }
        )
        order.action_confirm()
        self.env.cr.commit()
        return order
