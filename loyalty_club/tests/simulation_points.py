from odoo.exceptions import UserError

from .simulation_common import SimulationCase, step


class PointSteps(SimulationCase):
    """What happens to points without a purchase."""

    @step(3)
    def spend(self):
        member = self.some_member(lambda member: member.balance > 0)
        if not member:
            return
        points = self.random.randint(1, member.balance)
        key = f"simulated/{self.now}/{member.id}"
        if member.state != "active":
            with self.assertRaises(UserError):
                member._post("spend", -points, key)
            return
        for _sent_twice in range(2):
            member._post("spend", -points, key)
        self.auditor.spend(member, points, self.today)

    @step(1)
    def spend_too_much(self):
        member = self.some_member()
        with self.assertRaises(UserError):
            member._post("spend", -max(member.balance, 0) - 1, f"greedy/{self.now}")

    @step(2)
    def adjust(self):
        member = self.some_member()
        points = self.random.randint(-min(max(member.balance, 0), 50), 50)
        if points:
            adjustments = self.env["loyalty.club.adjustment"]
            request = adjustments._request(member, points, "Simulated")
            # More than the limit of a day waits for a second person.
            if request.state == "posted":
                self.auditor.adjust(member, points, self.today)


class ClubSteps(SimulationCase):
    """What happens to clubs and memberships."""

    @step(2)
    def change_rule(self):
        """What was earned before keeps its rate."""
        rule = self.random.choice(self.random.choice(self.clubs).rule_ids)
        rule.points = self.random.randint(1, 3) * (10 if rule.every else 1)

    @step(1)
    def change_terms(self):
        """Purchases keep the terms they were made at; policies hold at once."""
        club = self.random.choice(self.clubs)
        terms = self.terms[club]
        terms.earn_on = self.random.choice(["order", "payment"])
        terms.hold_days = self.random.choice([0, 7, 14])
        terms.debt_policy = self.random.choice(["debt", "forgive"])
        club.write(
            {
                "earn_on": terms.earn_on,
                "hold_days": terms.hold_days,
                "debt_policy": terms.debt_policy,
            }
        )

    @step(1)
    def suspend(self):
        # Of employees who are suspended, and leave, other tests tell.
        member = self.some_member(
            lambda member: member.state == "active" and not member.parent_id
        )
        if member and len(self.people) > 5:
            member.action_suspend()

    @step(2)
    def reactivate(self):
        member = self.some_member(lambda member: member.state == "suspended")
        if member:
            member.action_reactivate()

    @step(1)
    def merge(self):
        """Two contacts turn out to be one person."""
        club = self.random.choice(self.clubs)
        members = [member for member in self.people if member.club_id == club]
        if len(members) < 3:
            return
        kept, gone = self.random.sample(members, 2)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.people[kept] | self.people[gone]).ids,
            self.people[kept],
            extra_checks=False,
        )
        self.env.invalidate_all()
        del self.people[gone]
        self.auditor.merge(kept, gone, self.today)
        self.judge.merge(kept, gone, self.today)
        self.follow_merge(kept, gone)

    def follow_merge(self, kept, gone):
        """What else goes to who is kept."""
