from .common import ClubCommon


class TestBuyer(ClubCommon):
    """Who earns for a purchase: the buyer, his organisation, or nobody."""

    def test_customer_changed_after_confirmation(self):
        other = self.club._enroll(self.make_partner("Sara"))
        order = self.confirm((self.coffee, 12))
        order.partner_id = other.partner_id
        self.settle()
        self.assertBalance(0)
        self.assertBalance(120, other)

    def test_purchase_of_a_contact_goes_to_the_organisation(self):
        company = self.make_partner("Zafaran Co.", is_company=True)
        contact = self.make_partner("Buyer", parent_id=company.id)
        organisation = self.club._enroll(company)
        order = self.confirm((self.coffee, 3), partner=contact)
        self.assertBalance(30, organisation)
        self.assertEqual(self.earning(order, organisation).partner_id, contact)

    def test_purchase_of_a_contact_goes_to_his_own_membership_first(self):
        company = self.make_partner("Zafaran Co.", is_company=True)
        contact = self.make_partner("Buyer", parent_id=company.id)
        organisation = self.club._enroll(company)
        own = self.club._enroll(contact)
        self.confirm((self.coffee, 3), partner=contact)
        self.assertBalance(0, organisation)
        self.assertBalance(30, own)

    def test_order_between_colleagues_earns_once(self):
        """Corrected from one to the other, who is then suspended."""
        company = self.make_partner("Zafaran Co.", is_company=True)
        organisation = self.club._enroll(company)
        first = self.make_partner("First", parent_id=company.id)
        second = self.make_partner("Second", parent_id=company.id)
        own = self.club._enroll(second)
        order = self.confirm(self.coffee, partner=first)
        order.partner_id = second
        self.settle()
        own.action_suspend()
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(0, organisation)
        self.assertBalance(10, own)

    def test_purchase_of_a_suspended_contact_is_nobody_s(self):
        """His membership is there: it is not that of his organisation that earns."""
        company = self.make_partner("Golestan", is_company=True)
        contact = self.make_partner("Sara", parent_id=company.id)
        organisation, own = self.club._enroll(company), self.club._enroll(contact)
        own.action_suspend()
        self.confirm(self.coffee, partner=contact)
        self.assertBalance(0, organisation)
        self.assertBalance(0, own)
        own.action_leave()
        self.confirm(self.coffee, partner=contact)
        self.assertBalance(10, organisation)

    def test_purchases_of_a_contact_and_the_organisation_settled_at_once(self):
        """What else is settled with an order makes no difference to it."""
        company = self.make_partner("Zafaran Co.", is_company=True)
        contact = self.make_partner("Buyer", parent_id=company.id)
        organisation = self.club._enroll(company)
        orders = self.order((self.coffee, 3), partner=contact)
        orders |= self.order((self.coffee, 4), partner=company)
        orders.action_confirm()
        self.settle()
        self.assertBalance(70, organisation)

    def test_who_earned_keeps_earning_when_the_contact_joins_later(self):
        company = self.make_partner("Zafaran Co.", is_company=True)
        contact = self.make_partner("Buyer", parent_id=company.id)
        organisation = self.club._enroll(company)
        order = self.confirm((self.coffee, 3), partner=contact)
        own = self.club._enroll(contact)
        order.order_line.product_uom_qty = 4
        self.settle()
        self.assertBalance(40, organisation)
        self.assertBalance(0, own)

    def test_purchase_before_joining_earns_nothing(self):
        late = self.make_partner("Late")
        order = self.confirm((self.coffee, 3), partner=late)
        order.date_order = "2020-01-01 10:00:00"
        member = self.club._enroll(late)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(0, member)

    def test_suspended_member_earns_nothing_new_but_returns_count(self):
        order = self.confirm((self.coffee, 12))
        self.member.sudo().state = "suspended"
        self.confirm((self.coffee, 5))
        self.assertBalance(120)
        order._action_cancel()
        self.settle()
        self.assertBalance(0)

    def test_two_clubs_earn_side_by_side(self):
        other = self.make_club(name="Second")
        self.make_rule(other, points=2)
        second = other._enroll(self.partner)
        self.confirm((self.coffee, 12))
        self.assertBalance(120)
        self.assertBalance(240, second)
