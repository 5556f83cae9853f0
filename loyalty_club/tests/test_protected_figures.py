from odoo import Command
from odoo.exceptions import UserError

from .common import ClubCommon


class TestProtectedFigures(ClubCommon):
    """Sums, numbers and clubs of members are nobody's to write."""

    facts = {
        "balance": 999,
        "lifetime_points": 999,
        "last_activity_on": "2030-01-01",
        "number": "0420000000000",
    }

    def test_nobody_writes_them(self):
        for name, value in self.facts.items():
            with self.assertRaises(UserError):
                self.member.write({name: value})
        with self.assertRaises(UserError):
            self.member.club_id = self.make_club(name="Other")
        with self.assertRaises(UserError):
            self.member.entry_ids = [Command.create({"points": 5})]
        self.assertBalance(0)

    def test_nobody_creates_them(self):
        values = {"club_id": self.club.id, "partner_id": self.make_partner("Sara").id}
        for name in ("balance", "lifetime_points", "last_activity_on"):
            with self.assertRaises(UserError):
                self.env["loyalty.club.member"].create(
                    {**values, name: self.facts[name]}
                )
        member = self.env["loyalty.club.member"].create(
            {**values, "number": self.facts["number"]}
        )
        self.assertNotEqual(member.number, self.facts["number"])

    def test_defaults_of_a_request_never_reach_them(self):
        defaults = {f"default_{name}": value for name, value in self.facts.items()}
        partners = [self.make_partner("Sara"), self.make_partner("Reza")]
        club = self.club.with_context(**defaults)
        members = self.env["loyalty.club.member"].union(*map(club._enroll, partners))
        self.assertEqual(members.mapped("balance"), [0, 0])
        self.assertEqual(members.mapped("lifetime_points"), [0, 0])
        self.assertFalse(any(members.mapped("last_activity_on")))
        self.assertNotIn(self.facts["number"], members.mapped("number"))
        self.assertEqual(len(set(members.mapped("number"))), 2)

    def test_default_entries_are_refused(self):
        defaults = {
            "default_entry_ids": [
                Command.create({"kind": "earn", "points": 5, "key": "forged"})
            ]
        }
        with self.assertRaises(UserError):
            self.club.with_context(**defaults)._enroll(self.make_partner("Sara"))

    def test_member_with_a_history_is_kept(self):
        self.member._post("earn", 5, "test/1")
        with self.assertRefused("can't be deleted"):
            self.member.unlink()

    def test_club_with_members_stays_in_its_company(self):
        branch = self.env["res.company"].create({"name": "Other"})
        with self.assertRefused("stays in its company"):
            self.club.company_id = branch
        empty = self.make_club(name="Empty")
        empty.company_id = branch
        self.assertEqual(empty.company_id, branch)
