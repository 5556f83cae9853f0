from .occasion_common import OccasionCommon


class TestReferral(OccasionCommon):
    """A friend who comes and buys brings points to both; nobody brings himself."""

    def test_both_earn_when_the_first_purchase_is_paid(self):
        newcomer = self.bring()
        self.assertBalance(0)
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200)
        self.assertBalance(110, newcomer)
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200)
        self.assertBalance(120, newcomer)

    def test_points_wait_for_the_payment(self):
        self.club.earn_on = "payment"
        newcomer = self.bring()
        order = self.confirm((self.coffee, 10), partner=newcomer.partner_id)
        move = self.invoice(order)
        self.assertBalance(0)
        self.pay(move, 40)
        self.assertBalance(0)
        self.pay(move)
        self.assertBalance(200)
        self.assertBalance(200, newcomer)

    def test_points_go_with_what_is_returned_and_come_with_the_next(self):
        newcomer = self.bring()
        order = self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200)
        self.credit(self.invoice(order))
        self.assertBalance(0)
        self.assertBalance(0, newcomer)
        self.confirm(self.cake, partner=newcomer.partner_id)
        self.assertBalance(200)
        self.assertBalance(125, newcomer)
        self.assertEqual(len(self.occasions()), 1)

    def test_part_of_a_return_takes_nothing_back(self):
        newcomer = self.bring()
        order = self.confirm(self.coffee, self.cake, partner=newcomer.partner_id)
        self.credit(self.invoice(order), {self.coffee: 1, self.cake: 0})
        self.assertBalance(200)

    def test_another_purchase_keeps_what_one_gave(self):
        newcomer = self.bring()
        order = self.confirm(self.coffee, partner=newcomer.partner_id)
        self.confirm(self.cake, partner=newcomer.partner_id)
        order._action_cancel()
        self.settle()
        self.assertBalance(200)

    def test_a_gift_is_no_purchase(self):
        newcomer = self.bring()
        self.confirm((self.coffee, 1, 0.0), partner=newcomer.partner_id)
        self.assertBalance(0)
        self.assertFalse(self.occasions())

    def test_the_return_window_holds_them_as_it_does_the_purchase(self):
        self.club.hold_days = 14
        newcomer = self.bring()
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 200)

    def test_what_was_bought_before_joining_thanks_nobody(self):
        partner = self.make_partner("Kaveh")
        order = self.confirm(self.coffee, partner=partner)
        newcomer = self.club._enroll(partner, referrer=self.member)
        self.env["loyalty.club.earning"]._settle(order, backfill=self.club)
        self.assertBalance(10, newcomer)
        self.assertFalse(self.occasions())
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200)

    def test_a_limit_of_the_rule_holds_for_who_brings_many(self):
        self.friends.write({"limit_per_member": 500, "limit_period": "month"})
        for name in ("Ali", "Sara", "Reza", "Nima"):
            newcomer = self.bring(name)
            self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(500)
        self.assertEqual(self.member.referral_count, 4)

    def test_it_says_who_came_by_his_first_name_alone(self):
        newcomer = self.bring("Kaveh Ahmadi")
        self.confirm(self.coffee, partner=newcomer.partner_id)
        [earning] = self.member.earning_ids.filtered("points")
        words = self.plain(" ".join(earning._explain()))
        self.assertIn("Kaveh came by invitation", words)
        self.assertNotIn("Ahmadi", words)
        self.assertNotIn(newcomer.number, earning.reference)

    def test_members_without_a_referrer_cost_no_query(self):
        buyer = self.club._enroll(self.make_partner("Alone"))
        occasions = self.registry["loyalty.club.occasion"]
        asked = []
        self.patch(occasions, "_note_referrals", lambda *args: asked.append(args))
        self.confirm(self.coffee, partner=buyer.partner_id)
        self.assertFalse(asked)

    def test_a_suspended_referrer_gets_nothing(self):
        newcomer = self.bring()
        self.member.action_suspend()
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(0)
        self.assertBalance(110, newcomer)

    # === CHEATING === #

    def assertRefusedReferral(self, newcomer, reason):
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertFalse(newcomer.referrer_id)
        self.assertEqual(newcomer.refused_referrer_id, self.member)
        self.assertEqual(newcomer.referral_refusal, reason)
        for member in (newcomer, self.member):
            self.assertIn("does not count", member.message_ids[0].body)
        self.assertBalance(0)
        self.assertBalance(10, newcomer)

    def test_the_same_telephone_is_the_same_person(self):
        self.company.country_id = self.env.ref("base.nl")
        self.partner.phone = "06 12345678"
        newcomer = self.bring(phone="+31 6 1234 5678")
        self.assertFalse(newcomer.referrer_id)
        self.assertRefusedReferral(newcomer, "phone")

    def test_the_same_email_is_the_same_person(self):
        self.partner.email = "Mina@home.example"
        self.assertRefusedReferral(self.bring(email="mina@HOME.example"), "email")

    def test_another_name_of_the_same_mailbox_is_the_same_person(self):
        for mine, theirs in (
            ("mina@example.com", "mina+friend@example.com"),
            ("mina.rahimi@gmail.com", "minarahimi+2@googlemail.com"),
        ):
            self.partner.email = mine
            newcomer = self.bring(theirs, email=theirs)
            self.assertFalse(newcomer.referrer_id, theirs)
            self.assertEqual(newcomer.referral_refusal, "email")

    def test_dots_make_another_mailbox_where_they_count(self):
        self.partner.email = "mina.rahimi@example.com"
        newcomer = self.bring(email="minarahimi@example.com")
        self.assertEqual(newcomer.referrer_id, self.member)

    def test_the_login_of_an_account_is_an_email_too(self):
        self.make_user(
            "mina@home.example", "base.group_portal"
        ).partner_id = self.partner
        self.assertRefusedReferral(self.bring(email="mina@home.example"), "email")

    def test_the_same_address_is_the_same_household(self):
        self.partner.write({"street": "Dam 1", "zip": "1012 JS", "city": "Amsterdam"})
        newcomer = self.bring(street="dam 1 ", zip="1012JS", city="AMSTERDAM")
        self.assertRefusedReferral(newcomer, "address")

    def test_contacts_without_an_address_do_not_live_together(self):
        self.assertEqual(self.bring(city="Amsterdam").referrer_id, self.member)

    def test_one_organisation_brings_nobody_of_its_own(self):
        firm = self.make_partner("Firm", is_company=True)
        self.partner.parent_id = firm
        self.assertRefusedReferral(self.bring(parent_id=firm.id), "organisation")

    def test_who_changes_his_number_before_he_buys_is_seen_again(self):
        self.partner.email = "mina@home.example"
        newcomer = self.bring()
        self.assertEqual(newcomer.referrer_id, self.member)
        newcomer.partner_id.email = "mina@home.example"
        self.assertRefusedReferral(newcomer, "email")

    def test_nobody_comes_again_by_a_friend(self):
        newcomer = self.club._enroll(self.make_partner("Kaveh"))
        newcomer.action_leave()
        again = self.club._enroll(newcomer.partner_id, referrer=self.member)
        self.assertEqual(again, newcomer)
        self.assertFalse(again.referrer_id)

    # === MERGE === #

    def test_a_friend_who_was_the_member_himself_is_taken_back(self):
        newcomer = self.bring()
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200)
        self.member._absorb(newcomer)
        self.settle()
        self.assertBalance(10)

    def test_the_member_merged_into_his_friend_is_taken_back_too(self):
        newcomer = self.bring()
        self.confirm(self.coffee, partner=newcomer.partner_id)
        newcomer._absorb(self.member)
        self.settle()
        self.assertBalance(10, newcomer)
        self.assertFalse(newcomer.referrer_id)

    def test_two_friends_who_were_one_count_once(self):
        one, two = self.bring("Kaveh"), self.bring("Kaveh A.")
        for each in (one, two):
            self.confirm(self.coffee, partner=each.partner_id)
        self.assertBalance(400)
        one._absorb(two)
        self.settle()
        self.assertBalance(200)
        self.assertBalance(120, one)

    def test_who_is_merged_into_another_brings_on(self):
        newcomer = self.bring()
        other = self.club._enroll(self.make_partner("Mina R."))
        other._absorb(self.member)
        self.settle()
        self.confirm(self.coffee, partner=newcomer.partner_id)
        self.assertBalance(200, other)

    def test_a_newcomer_merged_into_another_still_returns(self):
        newcomer = self.bring()
        order = self.confirm(self.coffee, partner=newcomer.partner_id)
        other = self.club._enroll(self.make_partner("Kaveh A."))
        other._absorb(newcomer)
        self.settle()
        self.assertBalance(200)
        order._action_cancel()
        self.settle()
        self.assertBalance(0)

    def test_a_circle_made_by_merging_brings_nobody(self):
        friend = self.bring("Kaveh")
        second = self.bring("Mina again", referrer=friend)
        self.confirm(self.coffee, partner=second.partner_id)
        self.assertBalance(200, friend)
        self.member._absorb(second)
        self.settle()
        self.assertBalance(0, friend)

    # === CODES === #

    def test_a_code_is_his_own_however_it_is_typed(self):
        code = self.member._referral_code()
        self.assertEqual(self.member._referral_code(), code)
        members = self.env["loyalty.club.member"]
        typed = f" {code[:4].lower()}-{code[4:]} "
        self.assertEqual(members._by_referral_code(typed), self.member)
        self.assertNotIn(code, self.member.number)

    def test_a_wrong_code_is_nobodys(self):
        members = self.env["loyalty.club.member"]
        code = self.member._referral_code()
        for typed in ("", None, "۱۲۳", "%", code[:-1], code + "A", "NOBODY22"):
            self.assertFalse(members._by_referral_code(typed), typed)
        self.member.action_suspend()
        self.assertFalse(members._by_referral_code(code))

    def test_many_newcomers_cost_as_many_queries_as_one(self):
        occasions = self.env["loyalty.club.occasion"]

        def cost(count):
            newcomers = self.env["loyalty.club.member"]
            for index in range(count):
                newcomers |= self.bring(f"Guest {count} {index}")
            for each in newcomers:
                self.confirm(self.coffee, partner=each.partner_id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            occasions._note_referrals(newcomers)
            self.settle()
            return self.env.cr.sql_log_count - before

        cost(1)
        few, many = cost(1), cost(20)
        self.assertLessEqual(many, few + 5)
