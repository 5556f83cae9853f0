from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError

from .simulation_common import SimulationCase, step
from .simulation_facts import Terms
from .simulation_tiers import Ladder

_GRACE = 20
_ONE_TIER = Ladder("points", 0, "never", 0, ((0, 1.0),))


class MembershipSteps(SimulationCase):
    """People join, leave and come back."""

    @step(1)
    def join(self):
        club = self.random.choice(self.clubs)
        partner = self.make_partner(f"Newcomer of {self.today}")
        self.follow(club._enroll(partner), partner, self.today)

    @step(1)
    def leave(self):
        """Nothing is earned or spent any more, and nothing is lost."""
        member = self.some_member(lambda each: each.state == "active")
        if member and not member.parent_id:
            member.action_leave("Simulated")

    @step(2)
    def come_back(self):
        member = self.some_member(
            lambda each: each.state in ("left", "suspended") and not each.parent_id
        )
        if not member:
            return
        if member.state == "suspended":
            with self.assertRaises(UserError):
                member.club_id._enroll(self.people[member])
            return
        self.assertEqual(member.club_id._enroll(self.people[member]), member)
        self.judge.join(member, self.ladders[member.club_id], self.today)


class EmployeeSteps(SimulationCase):
    """Two organisations have a contract, and people come and go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(cls.now):
            cls.corporate = cls.simulated_club(
                Terms(expiry="rolling", months=12),
                {"trigger": "order", "points": 5},
                _ONE_TIER,
                enrollment="corporate",
                leaver_points="lose",
                leaver_grace_days=_GRACE,
            )
            cls.employers = cls.env["res.partner"].create(
                [
                    {
                        "name": name,
                        "is_company": True,
                        "child_ids": [Command.create({"name": f"First of {name}"})],
                    }
                    for name in ("Golestan", "Laleh")
                ]
            )
            cls.corporate._enroll_all(cls.employers)
        # The day on which somebody leaves the club, once he has left his employer.
        cls.leaving = {}

    @step(1)
    def hire(self):
        employer = self.random.choice(self.employers)
        self.make_partner(f"Hired on {self.today}", parent_id=employer.id)

    @step(2)
    def resign(self):
        partner = self.some_employee(lambda each: each.parent_id)
        if partner:
            partner.parent_id = False

    @step(2)
    def change_employer(self):
        """Or come back to one."""
        partner = self.some_employee()
        if partner:
            partner.parent_id = self.random.choice(self.employers)

    def some_employee(self, condition=lambda partner: True):
        """Somebody who is, or was, a member through his employer."""
        members = [each for each in self.people if each.club_id == self.corporate]
        partners = [self.people[each] for each in members]
        fitting = [partner for partner in partners if condition(partner)]
        return self.random.choice(fitting) if fitting else None

    # === THE TIME BETWEEN === #

    def follow_employers(self):
        """What the job does in batches, and who must be a member after it."""
        members = self.env["loyalty.club.member"]
        members._withdraw_notices()
        members._change_organisations()
        list(members._pages_of_candidates())
        members._give_notices()
        members._close_due()
        while members._part_with_points():
            pass
        for partner in self.employers.child_ids:
            self.expect_membership(partner)
        for member, partner in list(self.people.items()):
            if member.club_id == self.corporate:
                self.expect_leaving(member, partner)

    def expect_membership(self, partner):
        member = self.corporate._memberships(partner)
        self.assertIn(member.state, ("active", "suspended"), partner.name)
        self.assertEqual(member.parent_id.partner_id, partner.parent_id)
        has_been_away = self.leaving.pop(partner, False) is None
        if member not in self.people:
            self.follow(member, partner, self.today)
        elif has_been_away:
            self.judge.join(member, _ONE_TIER, self.today)

    def expect_leaving(self, member, partner):
        if partner.parent_id:
            return
        day = self.leaving.setdefault(partner, self.today + timedelta(days=_GRACE))
        if day and day <= self.today:
            self.leaving[partner] = None  # gone
        if not self.leaving[partner]:
            self.auditor.lose(member)
        is_here = member.state in ("active", "suspended")
        self.assertEqual(is_here, bool(self.leaving[partner]), partner.name)
