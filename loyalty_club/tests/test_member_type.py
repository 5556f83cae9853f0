from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common import ClubCommon


class TestMemberType(ClubCommon):
    """Members of a type earn with its factor, and by the rules that are for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.types = cls.env["loyalty.club.member.type"]
        cls.graduate = cls.make_type("Graduate", factor=1.5)
        cls.newcomer = cls.make_partner("Kaveh Ahmadi")

    @classmethod
    def make_type(cls, name, club=None, **values):
        return cls.types.create(
            {"name": name, "club_id": (club or cls.club).id, **values}
        )

    def test_member_earns_with_the_factor_of_his_type(self):
        member = self.club._enroll(self.newcomer, member_type=self.graduate)
        order = self.confirm((self.coffee, 1, 10.30), partner=self.newcomer)
        self.assertBalance(15, member)
        self.assertEqual(self.earning(order, member).factor, 1.5)

    def test_purchase_keeps_the_factor_it_was_counted_with(self):
        member = self.club._enroll(self.newcomer, member_type=self.graduate)
        order = self.confirm((self.coffee, 2), partner=self.newcomer)
        self.graduate.factor = 3
        invoice = self.invoice(order)
        self.credit(invoice, {self.coffee: 1})
        self.assertBalance(15, member)
        self.confirm(self.coffee, partner=self.newcomer)
        self.assertBalance(45, member)

    def test_rule_for_a_type_gives_to_members_of_it_alone(self):
        self.rule.type_ids = self.graduate
        member = self.club._enroll(self.newcomer, member_type=self.graduate)
        self.confirm(self.coffee)
        self.confirm(self.coffee, partner=self.newcomer)
        self.assertBalance(0)
        self.assertBalance(15, member)

    def test_rule_for_a_type_follows_the_member_as_he_was(self):
        self.rule.type_ids = self.graduate
        member = self.club._enroll(self.newcomer, member_type=self.graduate)
        order = self.confirm((self.coffee, 2), partner=self.newcomer)
        member.type_id = False
        self.credit(self.invoice(order), {self.coffee: 1})
        self.assertBalance(15, member)

    def test_type_of_another_club_is_refused(self):
        theirs = self.make_type("Owl", self.make_club(name="Night Owls"))
        with self.assertRefused("not a membership type of Saffron Club"):
            self.club._enroll(self.newcomer, member_type=theirs)

    def test_type_for_organisations_is_refused_to_a_person(self):
        partner = self.make_type("Partner", accepts="legal")
        with self.assertRefused("can't be “Partner”"):
            self.club._enroll(self.newcomer, member_type=partner)

    def test_nobody_makes_himself_a_manager_at_the_website(self):
        with self.assertRefused("given by the staff"):
            self.club._enroll(
                self.newcomer, member_type=self.graduate, channel="website"
            )
        self.graduate.is_self_service = True
        member = self.club._enroll(
            self.newcomer, member_type=self.graduate, channel="website"
        )
        self.assertEqual(member.type_id, self.graduate)

    def test_who_comes_back_keeps_his_type_unless_he_chooses_another(self):
        member = self.club._enroll(self.newcomer, member_type=self.graduate)
        member.action_leave()
        self.club._enroll(self.newcomer)
        self.assertEqual(member.type_id, self.graduate)

    @mute_logger("odoo.sql_db")
    def test_factor_is_a_sensible_number(self):
        for factor in (0, -1, 101):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.graduate.factor = factor
                self.graduate.flush_recordset()

    def test_agents_see_types_and_change_none(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        theirs = self.graduate.with_user(agent)
        self.assertEqual(theirs.name, "Graduate")
        with self.assertRaises(AccessError):
            theirs.factor = 100
