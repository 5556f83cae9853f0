from datetime import timedelta

from odoo import fields

from .pos_common import PosClubCommon


class TestPosOrder(PosClubCommon):
    """Points follow a receipt from the moment it is paid."""

    def test_paid_ticket_earns(self):
        order = self.sell((self.coffee, 12))
        self.assertBalance(120)
        earning = self.earning(order)
        self.assertEqual(earning.state, "posted")
        self.assertEqual(earning.channel, "pos")
        self.assertEqual(earning.reference, order.pos_reference)

    def test_points_are_there_before_the_receipt_is_printed(self):
        self.env["pos.order"].sync_from_ui([self.ticket((self.coffee, 12))])
        self.assertBalance(120)

    def test_open_ticket_earns_nothing(self):
        """R4: a table that has not paid yet is no purchase."""
        ticket = self.ticket((self.coffee, 12), payments=[], state="draft")
        order = self.sync(ticket)
        self.assertEqual(order.state, "draft")
        self.assertBalance(0)

    def test_open_ticket_earns_when_it_is_paid(self):
        ticket = self.ticket((self.coffee, 12), payments=[], state="draft")
        order = self.sync(ticket)
        paid = self.ticket((self.coffee, 12), uuid=ticket["uuid"])
        paid["lines"] = []
        self.sync({**paid, "access_token": order.access_token})
        self.assertEqual(order.state, "paid")
        self.assertBalance(120)

    def test_cancelled_ticket_earns_nothing(self):
        """R6: a voided ticket was never charged."""
        order = self.sync(self.ticket((self.coffee, 12), payments=[], state="draft"))
        order.action_pos_order_cancel()
        self.settle()
        self.assertBalance(0)

    def test_resent_ticket_earns_once(self):
        """R5: a bad network sends the same receipt again and again."""
        ticket = self.ticket((self.coffee, 12))
        for _time in range(3):
            self.sync(ticket)
        self.assertBalance(120)
        self.assertEqual(len(self.member.entry_ids), 1)

    def test_resent_ticket_with_more_goods_earns_what_was_paid_first(self):
        """R8: who replays a receipt can't add to it."""
        ticket = self.ticket((self.coffee, 12))
        self.sync(ticket)
        self.sync({**self.ticket((self.coffee, 500)), "uuid": ticket["uuid"]})
        self.assertBalance(120)

    def test_tickets_sent_together_earn_each(self):
        """R12: a till that was offline sends what it has sold."""
        self.sync(
            self.ticket((self.coffee, 1)),
            self.ticket((self.coffee, 2)),
            self.ticket((self.cake, 1)),
        )
        self.assertBalance(55)

    def test_ticket_paid_in_the_back_office_earns(self):
        order = self.sync(self.ticket((self.coffee, 12), payments=[], state="draft"))
        self.env["pos.make.payment"].with_context(active_id=order.id).create(
            {"payment_method_id": self.cash.id, "amount": 120.0}
        ).check()
        self.assertBalance(120)

    def test_settling_again_changes_nothing(self):
        order = self.sell((self.coffee, 12))
        entries = self.member.entry_ids
        for _time in range(3):
            self.env["loyalty.club.earning"]._settle(order)
        self.assertEqual(self.member.entry_ids, entries)
        self.assertBalance(120)

    # === CUSTOMERS === #

    def test_ticket_without_a_customer_earns_nobody(self):
        order = self.sell((self.coffee, 12), partner_id=False)
        self.assertFalse(
            self.env["loyalty.club.earning"]._of_sources(order),
        )

    def test_customer_set_after_payment_earns(self):
        order = self.sell((self.coffee, 12), partner_id=False)
        order.partner_id = self.partner
        self.settle()
        self.assertBalance(120)

    def test_customer_changed_after_payment_moves_the_points(self):
        other = self.club._enroll(self.make_partner("Sara"))
        order = self.sell((self.coffee, 12))
        order.partner_id = other.partner_id
        self.settle()
        self.assertBalance(0)
        self.assertBalance(120, other)

    def test_customer_of_an_open_ticket_earns_nothing_yet(self):
        ticket = self.ticket((self.coffee, 12), payments=[], state="draft")
        order = self.sync({**ticket, "partner_id": False})
        order.partner_id = self.partner
        self.settle()
        self.assertBalance(0)

    def test_contact_at_the_till_earns_for_the_organisation(self):
        company = self.make_partner("Zafaran Co.", is_company=True)
        contact = self.make_partner("Buyer", parent_id=company.id)
        organisation = self.club._enroll(company)
        self.sell((self.coffee, 3), partner_id=contact.id)
        self.assertBalance(30, organisation)

    # === RIGHTS === #

    def test_cashier_without_other_rights_sells_to_members(self):
        """Who stands at the till sees no earnings, and his sales earn all the same."""
        cashier = self.make_user("cashier", "point_of_sale.group_pos_user")
        ticket = self.ticket((self.coffee, 12), user_id=cashier.id)
        order = self.sync(ticket, user=cashier)
        self.assertBalance(120)
        self.sync(self.refund_ticket(order, {self.coffee: 2}), user=cashier)
        self.assertBalance(100)

    def test_cashier_invoices_on_account(self):
        cashier = self.make_user("cashier", "point_of_sale.group_pos_user")
        ticket = self.ticket(
            (self.coffee, 12), payments=[(self.account, 120.0)], to_invoice=True
        )
        self.sync(ticket, user=cashier)
        self.assertBalance(120)

    # === TIME === #

    def test_ticket_of_an_offline_till_counts_on_the_day_of_the_sale(self):
        session = self.config.current_session_id
        session.start_at -= timedelta(days=2)
        self.member.joined_on = "2020-01-01"
        sold_at = session.start_at + timedelta(hours=3)
        order = self.sell(
            (self.coffee, 12), date_order=fields.Datetime.to_string(sold_at)
        )
        self.assertEqual(self.earning(order).occurred_at, sold_at)

    def test_date_before_the_session_is_the_start_of_the_session(self):
        """R8: a till can't move a sale into the happy hour of last week."""
        self.rule.date_to = fields.Date.subtract(fields.Date.today(), days=30)
        self.member.joined_on = "2020-01-01"
        order = self.sell((self.coffee, 12), date_order="2021-01-01 10:00:00")
        session = self.config.current_session_id
        self.assertEqual(self.earning(order).occurred_at, session.start_at)
        self.assertBalance(0)

    def test_date_in_the_future_is_the_time_of_payment(self):
        """R8: nor into a campaign that starts tomorrow, not even by a refund later."""
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        self.rule.date_from = tomorrow
        order = self.sell((self.coffee, 12), date_order=f"{tomorrow} 10:00:00")
        self.assertBalance(0)
        self.refund(order, {self.coffee: 1})
        self.assertEqual(self.earning(order).occurred_at.date(), fields.Date.today())
        self.assertBalance(0)

    # === FORGED RECEIPTS === #

    def test_forged_subtotals_are_not_read(self):
        """R8: money is not moved to the product that earns double."""
        self.rule.product_ids = self.coffee
        self.sell(
            {"product": self.coffee, "price_subtotal": 100, "price_subtotal_incl": 100},
            {
                "product": self.cake,
                "qty": 4,
                "price_subtotal": 10,
                "price_subtotal_incl": 10,
            },
        )
        self.assertBalance(10)

    def test_forged_sum_of_the_ticket_is_not_read(self):
        """R8: prices, quantities and taxes count, not what a browser makes of them."""
        forged = {"price_subtotal": 9999.0, "price_subtotal_incl": 9999.0}
        self.sell({"product": self.coffee, **forged})
        self.assertBalance(10)

    def test_forged_total_earns_only_what_was_paid(self):
        """R8: goods for 1000, but the receipt says 10, and 10 were paid."""
        ticket = self.ticket((self.coffee, 100), payments=[(self.cash, 10.0)])
        order = self.sync({**ticket, "amount_total": 10.0})
        self.assertEqual(order.state, "paid")
        self.assertBalance(10)

    def test_forged_negative_total_does_not_turn_goods_into_a_return(self):
        ticket = self.ticket((self.coffee, 10), payments=[(self.cash, -5.0)])
        self.sync({**ticket, "amount_total": -5.0})
        self.assertBalance(0)

    def test_forged_tax_details_earn_no_more_than_was_paid(self):
        """R8: a net price of 9999 with taxes of -9989 is still a price of 10."""
        self.club.basis = "tax_excluded"
        tax = self.env["account.tax"].create(
            {"name": "20 %", "amount": 20.0, "company_id": self.company.id}
        )
        self.coffee.taxes_id = tax
        forged = {
            "currency_id": self.company.currency_id.id,
            "price_unit": 10.0,
            "discount": 0.0,
            "quantity": 1.0,
            "rate": 1.0,
            "manual_total_excluded_currency": 9999.0,
            "manual_total_excluded": 9999.0,
            "manual_tax_amounts": {
                str(tax.id): {
                    "tax_amount_currency": -9987.0,
                    "tax_amount": -9987.0,
                    "base_amount_currency": 9999.0,
                    "base_amount": 9999.0,
                }
            },
        }
        self.sell({"product": self.coffee, "qty": 1, "extra_tax_data": forged})
        self.assertLessEqual(self.member.balance, 12)

    def test_forged_quantity_that_costs_nothing_earns_nothing(self):
        """R8: a thousand free coffees fill no stamp card."""
        self.rule.write({"trigger": "quantity", "points": 5})
        self.sell(
            {"product": self.coffee, "qty": 1000, "discount": 100.0}, (self.cake, 1)
        )
        self.assertBalance(5)

    def test_goods_taken_back_on_the_same_ticket_earn_nothing(self):
        """R6: ten coffees keyed in and voided are no coffees."""
        self.rule.write({"trigger": "quantity", "points": 5})
        self.sell((self.coffee, 10), (self.coffee, -10), (self.cake, 1))
        self.assertBalance(5)

    def test_price_edited_after_payment_earns_no_more_than_was_paid(self):
        """R9: a cashier who raises the price afterwards raises no points."""
        order = self.sell((self.coffee, 12))
        order.lines.price_unit = 100.0
        self.settle()
        self.assertBalance(120)

    def test_payment_moved_to_the_account_waits(self):
        self.club.earn_on = "payment"
        order = self.sell((self.coffee, 12))
        self.assertBalance(120)
        order.payment_ids.payment_method_id = self.account
        self.settle()
        self.assertBalance(0)
