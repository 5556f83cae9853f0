"""Past orders: confirmed long before anybody joined the club.

Copied by SQL from one order that Odoo has made, so that there can be many.
"""

import shop

from odoo import Command

LINES = 3


def make(env, customers, number: int):
    """Confirm so many orders of three services, in turns, over the last year."""
    services = shop.services(env, LINES)
    model = env["sale.order"].create(
        {
            "partner_id": customers[0].id,
            "order_line": [
                Command.create({"product_id": service.id, "product_uom_qty": 2})
                for service in services
            ],
        }
    )
    model.action_confirm()
    env.flush_all()
    env.cr.execute(
        """
        WITH copies AS (
            INSERT INTO sale_order
            SELECT copy.*
              FROM generate_series(1, %(number)s) AS serial
              JOIN sale_order AS model ON model.id = %(model)s,
           LATERAL jsonb_populate_record(model, jsonb_build_object(
                   'id', nextval('sale_order_id_seq'),
                   'name', 'PAST' || serial,
                   'access_token', NULL,
                   'date_order', model.date_order - serial %% 365 * interval '1 day',
                   'partner_id', (%(customers)s)[1 + serial %% %(people)s]
                   )) AS copy
         RETURNING id
        )
        INSERT INTO sale_order_line
        SELECT copy.*
          FROM copies
          JOIN sale_order_line AS line ON line.order_id = %(model)s,
       LATERAL jsonb_populate_record(line, jsonb_build_object(
               'id', nextval('sale_order_line_id_seq'),
               'order_id', copies.id
               )) AS copy
        """,
        {
            "number": number,
            "model": model.id,
            "customers": customers.ids,
            "people": len(customers),
        },
    )
    env.cr.commit()
    env.cr.execute("ANALYZE sale_order; ANALYZE sale_order_line")
    env.invalidate_all()
