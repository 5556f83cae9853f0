from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..tools.join_request import JoinRequest
from .pos_desk_common import MOBILE, PosDeskCommon


class TestPosJoin(PosDeskCommon):
    """Name and mobile number, and a customer is a member."""

    # === WHO JOINS === #

    def test_somebody_new_becomes_a_customer_and_a_member(self):
        answer = self.join()
        member = self.member_of(answer)
        self.assertEqual(member.partner_id.name, "Sara Ahmadi")
        self.assertEqual(member.partner_id.phone_sanitized, "+31612345678")
        self.assertEqual((member.channel, member.state), ("pos", "active"))
        self.assertEqual(answer["partner_id"], member.partner_id.id)
        (customer,) = answer["records"]["res.partner"]
        self.assertEqual(customer["id"], member.partner_id.id)
        (card,) = answer["cards"]
        self.assertEqual(card["number"], member.number)

    def test_points_for_joining_are_there_at_once(self):
        self.make_rule(trigger="enrollment", points=20)
        (card,) = self.join()["cards"]
        self.assertEqual(card["balance"], 20)

    def test_customer_is_known_by_his_mobile_however_it_is_written(self):
        known = self.make_partner("Sara Ahmadi", phone="0612345678")
        self.assertEqual(self.join(mobile="۰۶ ۱۲۳۴ ۵۶۷۸")["partner_id"], known.id)
        self.assertEqual(self.customers("Sara Ahmadi"), known)

    def test_half_a_name_is_enough(self):
        known = self.make_partner("Sara Ahmadi", phone=MOBILE)
        self.assertEqual(self.join(name="sara")["partner_id"], known.id)

    def test_another_name_with_this_mobile_is_asked_about(self):
        """Families share a telephone, but not their points."""
        mother = self.make_partner("Leila Ahmadi", phone=MOBILE)
        answer = self.join()
        self.assertEqual([each["id"] for each in answer["choices"]], mother.ids)
        self.assertFalse(mother.loyalty_club_member_ids)
        chosen = self.join(partner_id=mother.id)
        self.assertEqual(chosen["partner_id"], mother.id)

    def test_several_with_this_mobile_are_asked_about(self):
        sisters = self.make_partner("Sara Ahmadi", phone=MOBILE)
        sisters |= self.make_partner("Sara Ahmadi-Rad", phone=MOBILE)
        answer = self.join()
        self.assertEqual({each["id"] for each in answer["choices"]}, set(sisters.ids))
        new = self.join(is_someone_new=True)
        self.assertNotIn(new["partner_id"], sisters.ids)

    def test_whom_a_visitor_has_made_is_asked_about(self):
        """He may have left a trap: the number of another beside his own address."""
        visitor = self.env(user=self.env.ref("base.public_user"), su=True)
        trap = visitor["res.partner"].create(
            {"name": "Sara Ahmadi", "phone": MOBILE, "email": "trap@example.com"}
        )
        (choice,) = self.join()["choices"]
        self.assertEqual((choice["id"], choice["detail"]), (trap.id, trap.email))
        trap._loyalty_club_confirm_mobile("+31612345678")
        self.assertEqual(self.join()["partner_id"], trap.id)
        self.assertNotEqual(self.join(is_someone_new=True)["partner_id"], trap.id)

    def test_branch_does_not_see_customers_of_another(self):
        north, south = self.env["res.company"].create(
            [
                {"name": name, "parent_id": self.company.id}
                for name in ("North", "South")
            ]
        )
        for branch in (north, south):
            self.make_partner("Sara Ahmadi", phone=MOBILE, company_id=branch.id)
        self.assertEqual(
            self.join()["partner_id"],
            self.customers("Sara Ahmadi").filtered(lambda each: not each.company_id).id,
        )

    def test_organisations_and_addresses_are_nobody_s_mobile(self):
        self.make_partner("Sara Ahmadi", phone=MOBILE, is_company=True)
        self.make_partner("Sara Ahmadi", phone=MOBILE, type="delivery")
        answer = self.join()
        self.assertEqual(len(self.customers("Sara Ahmadi")), 3)
        self.assertFalse(self.member_of(answer).partner_id.is_company)

    def test_number_that_was_missing_is_kept(self):
        known = self.make_partner("Sara Ahmadi")
        self.join(partner_id=known.id)
        self.assertEqual(known.phone_sanitized, "+31612345678")

    def test_number_is_changed_by_those_who_may_edit_contacts(self):
        """Else a cashier could pose as anybody whose number he changes."""
        known = self.make_partner("Sara Ahmadi", phone="+31 6 99999999")
        with self.assertRefused("known to us in another way"):
            self.join(partner_id=known.id)
        colleague = self.make_user("colleague", "base.group_user").partner_id
        with self.assertRefused("known to us in another way"):
            self.join(partner_id=colleague.id)
        self.cashier.group_ids |= self.env.ref("base.group_partner_manager")
        self.join(partner_id=known.id)
        self.assertEqual(known.phone_sanitized, "+31612345678")

    def test_chosen_customer_needs_no_number(self):
        known = self.make_partner("Sara Ahmadi", phone=MOBILE)
        self.assertEqual(
            self.join(partner_id=known.id, mobile="")["partner_id"], known.id
        )
        self.assertEqual(known.phone, MOBILE)

    def test_contacts_of_other_companies_are_strangers(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_partner("Sara Ahmadi", phone=MOBILE, company_id=other.id)
        self.cashier.company_ids |= other
        till = self.till.with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertNotEqual(self.join(till)["partner_id"], stranger.id)
        with self.assertRefused("This customer is gone"):
            self.join(till, partner_id=stranger.id)

    def test_member_already_is_shown_as_he_is(self):
        self.partner.phone = MOBILE
        answer = self.join(name="Mina")
        self.assertEqual(self.member_of(answer), self.member)

    # === REFUSALS === #

    def test_refusals_of_the_club_are_told(self):
        self.club.enrollment = "closed"
        with self.assertRefused("for existing customers"):
            self.join()

    def test_whom_the_club_has_sent_away_is_not_let_in_by_a_till(self):
        self.partner.phone = MOBILE
        self.member.action_leave("Rude to the staff", "staff")
        with self.assertRefused("The club has ended the membership"):
            self.join(partner_id=self.partner.id)

    def test_who_has_left_by_himself_comes_back(self):
        self.partner.phone = MOBILE
        self.member.action_leave("Moves away", "member")
        self.join(partner_id=self.partner.id)
        self.assertEqual(self.member.state, "active")

    def test_what_is_no_number_is_refused(self):
        for mobile in ("", "12", "Sara"):
            with self.assertRefused("is not a"):
                self.join(mobile=mobile)

    def test_somebody_new_has_a_name(self):
        with self.assertRefused("Write the name"):
            self.join(name="  ")

    def test_terms_are_accepted_first_in_a_version_there_is(self):
        self.club.terms = "<p>Be kind.</p>"
        version = self.club.terms_version
        for forged in (0, version + 1):
            with self.assertRefused("accept the terms"):
                self.join(terms_version=forged)
        answer = self.join(terms_version=version)
        self.assertEqual(self.member_of(answer).terms_version, version)

    def test_terms_that_changed_meanwhile_stay_those_he_accepted(self):
        """A till without a connection shows what it has."""
        self.club.terms = "<p>Be kind.</p>"
        version = self.club.terms_version
        self.club.terms = "<p>Be very kind.</p>"
        answer = self.join(terms_version=version)
        self.assertEqual(self.member_of(answer).terms_version, version)

    def test_type_is_one_of_the_club(self):
        friend = self.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": self.club.id}
        )
        foreign = friend.copy({"club_id": self.make_club(name="Another").id})
        with self.assertRefused("not a membership type"):
            self.join(type_id=foreign.id)
        answer = self.join(type_id=friend.id)
        self.assertEqual(self.member_of(answer).type_id, friend)

    # === WHO ASKS === #

    def test_only_cashiers_of_the_till_may_ask(self):
        other = self.env["res.company"].create({"name": "Other"})
        strangers = [
            self.make_user("portal-x", "base.group_portal"),
            self.make_user("public-x", "base.group_public"),
            self.make_user("internal-x", "base.group_user"),
            self.make_user("agent-x", "loyalty_club.group_agent"),
            new_test_user(
                self.env,
                login="elsewhere-x",
                groups="point_of_sale.group_pos_user",
                company_id=other.id,
                company_ids=[Command.set(other.ids)],
            ),
        ]
        for stranger in strangers:
            till = self.config.with_user(stranger)
            for asked in (
                lambda till=till: self.join(till),
                lambda till=till: till.loyalty_club_look_up(self.partner.id),
                lambda till=till: till.loyalty_club_find(self.member.number),
            ):
                with self.assertRaises(AccessError, msg=stranger.login):
                    asked()
        self.assertFalse(self.customers("Sara Ahmadi"))

    def test_forged_requests_change_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_club(name="Theirs", company_id=other.id)
        invited = self.make_club(name="Invited", enrollment="invitation")
        before = self.env["loyalty.club.member"].search_count([])
        for forged in (
            {"club_id": theirs.id},
            {"club_id": invited.id},
            {"club_id": 0},
            {"club_id": True},
            {"club_id": "1"},
            {"club_id": [self.club.id]},
            {"club_id": 2**70},
            {"uuid": ""},
            {"uuid": None},
            {"uuid": "x" * 1000},
            {"name": "x" * 100_000},
            {"name": {"html": "<b>"}},
            {"mobile": ["+31612345678"]},
            {"mobile": "9" * 10_000},
            {"partner_id": -1},
            {"partner_id": 2**31 - 1},
            {"partner_id": "1 OR 1=1"},
            {"terms_version": 1.5},
            {"is_someone_new": 1},
            {"points": 1000},
            {"state": "active"},
        ):
            with self.assertRaises(UserError, msg=str(forged)[:80]):
                self.join(**forged)
        for body in (None, [], "join", 7):
            with self.assertRaises(UserError):
                self.till.loyalty_club_join(body)
        self.assertEqual(self.env["loyalty.club.member"].search_count([]), before)

    def test_markup_in_a_name_stays_a_name(self):
        name = "<img src=x onerror=alert(1)>"
        self.assertEqual(self.member_of(self.join(name=name)).partner_id.name, name)

    # === ONCE === #

    def test_same_request_again_is_answered_alike(self):
        request = self.request(is_someone_new=True)
        first = self.till.loyalty_club_join(request)
        again = self.till.loyalty_club_join(request)
        self.assertEqual(again, first)
        self.assertEqual(len(self.customers("Sara Ahmadi")), 1)

    def test_another_till_asks_for_the_same_person(self):
        first = self.join()
        second = self.join(self.make_till())
        self.assertEqual(second["member_id"], first["member_id"])
        self.assertEqual(len(self.customers("Sara Ahmadi")), 1)

    def make_till(self):
        return self.make_config("Second", self.bank).with_user(self.cashier)


class TestJoinRequest(PosDeskCommon):
    """Names a cashier writes, and names of customers."""

    def test_names_that_may_mean_each_other(self):
        for asked, known, same in (
            ("Sara", "Sara Ahmadi", True),
            ("sara  AHMADI", "Ahmadi Sara", True),
            ("Sara Ahmadi Rad", "Sara Ahmadi", True),
            ("Sara Ahmadi", "Leila Ahmadi", False),
        ):
            request = JoinRequest.from_till({"uuid": "1", "club_id": 1, "name": asked})
            self.assertEqual(request.may_mean(known), same, (asked, known))
