from odoo.exceptions import AccessError

from .common import ClubCommon


class TestDecide(ClubCommon):
    """A manager suspends, reactivates and ends memberships, and says why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("manager", "loyalty_club.group_manager")

    def decide(self, decision, reason="A reason", user=None, **values):
        dialog = self.env["loyalty.club.decide"].with_user(user or self.manager)
        dialog.create(
            {
                "member_ids": self.member.ids,
                "decision": decision,
                "reason": reason,
                **values,
            }
        ).action_decide()

    def test_suspended_for_a_reason_and_reactivated(self):
        self.decide("suspend", "Points were <b>sold</b>")
        self.assertEqual(self.member.state, "suspended")
        self.assertIn(
            "Points were &lt;b&gt;sold&lt;/b&gt;", self.member.message_ids[0].body
        )
        self.decide("reactivate", "It was his brother")
        self.assertEqual(self.member.state, "active")

    def test_who_wished_to_leave(self):
        self.decide("leave", because="member")
        self.assertEqual(self.member.state, "left")
        self.assertEqual(self.member.left_because, "member")
        self.assertEqual(self.member.left_on, self.club._today())

    def test_whom_the_club_shows_the_door(self):
        self.decide("leave", because="staff")
        self.assertEqual(self.member.left_because, "staff")

    def test_reason_is_required(self):
        with self.assertRefused("Say why"):
            self.decide("leave", "   ")
        self.assertEqual(self.member.state, "active")

    def test_decision_leaves_alone_whom_it_does_not_concern(self):
        self.decide("reactivate")
        self.assertEqual(self.member.state, "active")

    def test_agents_decide_nothing(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.decide("suspend", user=agent)
        with self.assertRaises(AccessError):
            self.member.with_user(agent).action_suspend("x")
        self.assertEqual(self.member.state, "active")

    def test_manager_makes_an_employee_a_manager(self):
        types = self.env["loyalty.club.member.type"]
        boss = types.create({"name": "Boss", "club_id": self.club.id, "factor": 2})
        self.confirm(self.coffee)
        self.decide("type", "He was promoted", type_id=boss.id)
        self.confirm(self.coffee)
        self.assertBalance(30)
        self.decide("type", "Not any more", type_id=False)
        self.assertFalse(self.member.type_id)

    def test_type_must_fit_the_member_and_his_club(self):
        types = self.env["loyalty.club.member.type"]
        firm = types.create(
            {"name": "Firm", "club_id": self.club.id, "accepts": "legal"}
        )
        with self.assertRefused("can't be “Firm”"):
            self.decide("type", type_id=firm.id)
        other = self.make_club(name="Night Owls")
        owl = types.create({"name": "Owl", "club_id": other.id})
        with self.assertRefused("not a membership type of"):
            self.decide("type", type_id=owl.id)
        with self.assertRefused("stays in its club"):
            owl.club_id = self.club
        self.assertFalse(self.member.type_id)
