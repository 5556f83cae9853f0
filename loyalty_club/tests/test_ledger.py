from datetime import date

from psycopg2.errors import CheckViolation, NotNullViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ..tools.posting import Posting
from .common import ClubCommon


class TestPost(ClubCommon):
    """The contract of the only door into the ledger."""

    def post(self, kind, points, key, **details):
        return self.member._post(kind, points, key, **details)

    def left(self, entry):
        """What is left open of an entry."""
        residual = self.env["loyalty.club.residual"].search(
            [("entry_id", "=", entry.id)]
        )
        return residual.points

    def test_entry_says_what_happened(self):
        entry = self.post(
            "adjust", 50, "test/1", expires_on=date(2099, 5, 1), reason="A gift"
        )
        self.assertRecordValues(
            entry,
            [
                {
                    "member_id": self.member.id,
                    "club_id": self.club.id,
                    "company_id": self.company.id,
                    "kind": "adjust",
                    "points": 50,
                    "balance_after": 50,
                    "key": "test/1",
                    "expires_on": date(2099, 5, 1),
                    "reason": "A gift",
                    "user_id": self.env.uid,
                }
            ],
        )
        self.assertTrue(entry.posted_at)
        self.assertBalance(50)

    def test_repeated_key_returns_the_first_entry(self):
        first = self.post("earn", 50, "test/1", reason="As it was")
        again = self.post("earn", 50, "test/1", reason="Said otherwise")
        self.assertEqual(again, first)
        self.assertEqual(self.member.entry_ids, first)
        self.assertEqual(first.reason, "As it was")
        self.assertBalance(50)

    def test_repeated_key_in_one_batch(self):
        posting = Posting(self.member.id, "earn", 50, "test/1")
        first, again = self.env["loyalty.club.entry"]._append([posting, posting])
        self.assertEqual(first, again)
        self.assertBalance(50)

    def test_known_key_with_other_content_is_refused(self):
        other = self.club._enroll(self.make_partner("Sara"))
        self.post("adjust", 50, "test/1")
        for member, kind, points in (
            (self.member, "adjust", 51),
            (self.member, "earn", 50),
            (other, "adjust", 50),
        ):
            with self.assertRefused("test/1", ValidationError):
                member._post(kind, points, "test/1")
        with self.assertRaises(ValidationError):
            self.env["loyalty.club.entry"]._append(
                [
                    Posting(self.member.id, "earn", 5, "test/2"),
                    Posting(self.member.id, "earn", 6, "test/2"),
                ]
            )
        self.assertBalance(50)
        self.assertBalance(0, other)

    def test_repeated_spend_is_answered_after_the_points_are_gone(self):
        """A request that is sent again gets its answer, whatever happened since."""
        self.post("earn", 50, "test/1")
        first = self.post("spend", -50, "test/2")
        self.member.write({"state": "suspended", "is_spending_blocked": True})
        self.assertEqual(self.post("spend", -50, "test/2"), first)
        self.assertBalance(0)

    def test_more_than_the_balance_is_refused(self):
        self.post("earn", 50, "test/1")
        for kind in ("spend", "adjust", "expire"):
            with self.assertRefused("51 points are needed.* is 50"):
                self.post(kind, -51, "test/2")
        self.post("spend", -50, "test/3")
        self.assertBalance(0)

    def test_batch_is_refused_as_a_whole(self):
        with self.assertRaises(UserError):
            self.env["loyalty.club.entry"]._append(
                [
                    Posting(self.member.id, "earn", 50, "test/1"),
                    Posting(self.member.id, "spend", -60, "test/2"),
                    Posting(self.member.id, "earn", 50, "test/3"),
                ]
            )
        self.assertFalse(self.member.entry_ids)

    def test_running_balance(self):
        for number, points in enumerate((50, -20, 5, -35, 7)):
            self.post("adjust", points, f"test/{number}")
        entries = self.member.entry_ids.sorted("id")
        self.assertEqual(entries.mapped("balance_after"), [50, 30, 35, 0, 7])
        self.assertBalance(7)

    def test_soonest_expiry_is_spent_first_and_never_last(self):
        never = self.post("earn", 10, "test/never")
        late = self.post("earn", 10, "test/late", expires_on=date(2099, 2, 1))
        soon = self.post("earn", 10, "test/soon", expires_on=date(2099, 1, 1))
        self.post("spend", -15, "test/spend")
        self.assertEqual([self.left(each) for each in (soon, late, never)], [0, 5, 10])
        self.post("spend", -10, "test/spend-more")
        self.assertEqual([self.left(each) for each in (soon, late, never)], [0, 0, 5])
        self.assertBalance(5)

    def test_debt_is_paid_by_the_next_lot(self):
        self.post("earn", 10, "test/1")
        debt = self.post("take_back", -30, "test/2")
        self.assertBalance(-20)
        self.assertEqual(self.left(debt), -20)
        with self.assertRaises(UserError):
            self.post("spend", -1, "test/3")
        lot = self.post("earn", 50, "test/4", expires_on=date(2099, 1, 1))
        self.assertEqual(self.left(debt), 0)
        self.assertEqual(self.left(lot), 30)
        self.assertBalance(30)

    def test_oldest_debt_is_paid_first(self):
        first = self.post("take_back", -10, "test/1")
        second = self.post("take_back", -10, "test/2")
        self.post("earn", 15, "test/3")
        self.assertEqual([self.left(first), self.left(second)], [0, -5])
        self.assertBalance(-5)

    def test_members_do_not_touch_each_other(self):
        other = self.club._enroll(self.make_partner("Sara"))
        self.post("take_back", -10, "test/1")
        other._post("earn", 50, "test/2")
        self.post("earn", 5, "test/3")
        self.assertBalance(-5)
        self.assertBalance(50, other)

    def test_more_lots_than_are_read_at_once(self):
        self.patch(type(self.env["loyalty.club.residual"]), "_LOTS_READ_AT_ONCE", 3)
        for day in range(1, 11):
            self.post("earn", 10, f"test/{day}", expires_on=date(2099, 1, day))
        self.post("spend", -75, "test/spend")
        self.assertBalance(25)
        self.assertEqual(self.member.expiring_on, date(2099, 1, 8))
        self.assertEqual(self.member.expiring_points, 5)

    def test_lifetime_counts_what_was_earned(self):
        self.post("earn", 100, "test/1")
        self.post("spend", -30, "test/2")
        self.post("take_back", -20, "test/3")
        self.post("adjust", 500, "test/4")
        self.assertEqual(self.member.lifetime_points, 80)

    def test_nothing_to_append(self):
        self.assertFalse(self.env["loyalty.club.entry"]._append([]))

    @mute_logger("odoo.sql_db")
    def test_database_refuses_what_makes_no_sense(self):
        """A kind points the way it says, and an event has a name."""
        self.post("earn", 100, "test/1")
        for kind, points, key in (
            ("adjust", 0, "test/2"),
            ("spend", 10, "test/2"),
            ("expire", 10, "test/2"),
            ("take_back", 10, "test/2"),
            ("earn", -10, "test/2"),
            ("give_back", -10, "test/2"),
            ("present", 10, "test/2"),
            ("earn", 10, ""),
        ):
            with self.assertRaises(CheckViolation):
                self.post(kind, points, key)
        with self.assertRaises(CheckViolation):
            self.post("spend", -10, "test/2", expires_on=date(2099, 1, 1))
        with self.assertRaises(NotNullViolation):
            self.post("earn", 10, None)
        self.assertBalance(100)


class TestSpending(ClubCommon):
    """Who may spend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member._post("earn", 100, "test/earn")

    def test_only_active_members_spend(self):
        for state in ("suspended", "left"):
            self.member.state = state
            with self.assertRefused("not active"):
                self.member._post("spend", -10, f"test/{state}")
        self.member.state = "active"
        self.member._post("spend", -10, "test/active")
        self.assertBalance(90)

    def test_blocked_members_do_not_spend(self):
        self.member.is_spending_blocked = True
        with self.assertRefused("being checked"):
            self.member._post("spend", -10, "test/1")
        self.member.action_unblock_spending()
        self.member._post("spend", -10, "test/1")
        self.assertBalance(90)

    def test_one_who_may_not_stops_a_batch(self):
        other = self.club._enroll(self.make_partner("Sara"))
        other._post("earn", 100, "test/other")
        other.state = "suspended"
        with self.assertRaises(UserError):
            self.env["loyalty.club.entry"]._append(
                [
                    Posting(member.id, "spend", -10, f"test/{member.id}")
                    for member in (self.member, other)
                ]
            )

    def test_returns_expiry_and_corrections_go_on(self):
        self.member.write({"state": "left", "is_spending_blocked": True})
        self.member._post("take_back", -10, "test/1")
        self.member._post("expire", -10, "test/2")
        self.member._post("adjust", -10, "test/3")
        self.member._post("give_back", 5, "test/4")
        self.assertBalance(75)
