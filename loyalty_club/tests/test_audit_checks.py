from odoo.tools import SQL

from .common import ClubCommon


class TestAuditChecks(ClubCommon):
    """Each named check finds the corruption it is about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.club._enroll(cls.make_partner("Sara"))
        cls.other._post("adjust", 40, "test/other")

    def setUp(self):
        super().setUp()
        self.sold = self.confirm((self.coffee, 10))
        self.gift = self.member._post("adjust", 50, "test/gift")
        self.spent = self.member._post("spend", -30, "test/spend")
        self.assertLedgerAgrees(self.member | self.other)

    def corrupt(self, statement, *arguments):
        """Change the database behind everybody's back."""
        self.env.flush_all()
        tables = ("loyalty_club_entry", "loyalty_club_allocation")
        for table in tables:
            self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.env.cr.execute(SQL(statement, *arguments))
        for table in tables:
            self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def assertFound(self, *checks):
        """Exactly these checks fail, for the member and for nobody else."""
        members = self.member | self.other
        found = self.env["loyalty.club.audit"]._find(members.ids)
        self.assertEqual({each["check"] for each in found}, set(checks))
        self.assertEqual({each["member_id"] for each in found}, {self.member.id})

    def test_balance_that_was_written(self):
        self.corrupt(
            "UPDATE loyalty_club_member SET balance = 999 WHERE id = %s", self.member.id
        )
        self.assertFound("balance_is_sum_of_entries", "balance_is_lots_less_debts")

    def test_lot_that_was_enlarged(self):
        self.corrupt(
            "UPDATE loyalty_club_residual SET points = points + 5 WHERE entry_id = %s",
            self.gift.id,
        )
        self.assertFound("balance_is_lots_less_debts", "lots_and_debts_are_matched")

    def test_points_moved_from_lot_to_lot(self):
        """The sum is right; which points run out when is not."""
        earned = self.earning(self.sold).entry_ids
        self.corrupt(
            """
            UPDATE loyalty_club_residual
               SET points = points + CASE WHEN entry_id = %s THEN 5 ELSE -5 END
             WHERE entry_id IN (%s, %s)
            """,
            *(self.gift.id, self.gift.id, earned.id),
        )
        self.assertFound("lots_and_debts_are_matched")

    def test_lot_that_was_used_too_much(self):
        self.corrupt(
            """
            INSERT INTO loyalty_club_allocation (lot_id, entry_id, points)
                 VALUES (%s, %s, 60)
            """,
            *(self.gift.id, self.spent.id),
        )
        self.assertFound("lots_are_not_overused", "lots_and_debts_are_matched")

    def test_lot_of_another_member(self):
        lot = self.other.entry_ids
        self.corrupt(
            """
            UPDATE loyalty_club_allocation SET lot_id = %s WHERE entry_id = %s;
            UPDATE loyalty_club_residual SET points = points - 30 WHERE entry_id = %s;
            UPDATE loyalty_club_residual SET points = points + 30 WHERE entry_id = %s;
            UPDATE loyalty_club_member SET balance = balance - 30 WHERE id = %s;
            UPDATE loyalty_club_member SET balance = balance + 30 WHERE id = %s
            """,
            *(lot.id, self.spent.id, lot.id, self.earning(self.sold).entry_ids.id),
            *(self.other.id, self.member.id),
        )
        found = self.env["loyalty.club.audit"]._find(self.member.ids)
        self.assertIn("uses_stay_with_the_member", {each["check"] for each in found})

    def test_entry_that_was_edited(self):
        self.corrupt(
            "UPDATE loyalty_club_entry SET points = 60 WHERE id = %s", self.gift.id
        )
        self.assertFound(
            "balance_is_sum_of_entries",
            "lots_and_debts_are_matched",
            "running_balance_is_unbroken",
        )

    def test_entry_that_was_deleted(self):
        self.corrupt(
            """
            DELETE FROM loyalty_club_allocation WHERE entry_id = %s;
            DELETE FROM loyalty_club_entry WHERE id = %s
            """,
            *(self.spent.id, self.spent.id),
        )
        self.assertFound("balance_is_sum_of_entries", "lots_and_debts_are_matched")

    def test_entry_that_was_inserted(self):
        self.corrupt(
            """
            INSERT INTO loyalty_club_entry (member_id, club_id, company_id, kind,
                        points, balance_after, key, posted_at)
                 VALUES (%s, %s, %s, 'adjust', 500, 620, 'forged', now())
            """,
            *(self.member.id, self.club.id, self.company.id),
        )
        self.assertFound("balance_is_sum_of_entries", "lots_and_debts_are_matched")

    def test_running_balance_that_was_edited(self):
        self.corrupt(
            "UPDATE loyalty_club_entry SET balance_after = 1 WHERE id = %s",
            self.gift.id,
        )
        self.assertFound("running_balance_is_unbroken")

    def test_earning_whose_posted_points_were_written(self):
        self.corrupt(
            """
            UPDATE loyalty_club_earning SET posted_points = 90, points = 90
             WHERE id = %s
            """,
            self.earning(self.sold).id,
        )
        self.assertFound("posted_is_sum_of_entries", "points_are_those_of_rules")

    def test_earning_that_was_not_brought_to_its_target(self):
        self.corrupt(
            "UPDATE loyalty_club_earning SET points = 90 WHERE id = %s",
            self.earning(self.sold).id,
        )
        self.assertFound("posted_is_due", "points_are_those_of_rules")

    def test_earning_that_posted_before_it_was_paid(self):
        self.corrupt(
            "UPDATE loyalty_club_earning SET points = 90, state = 'pending'"
            " WHERE id = %s",
            self.earning(self.sold).id,
        )
        self.assertFound("posted_is_due", "points_are_those_of_rules")

    def test_points_ever_earned_that_were_written(self):
        self.corrupt(
            "UPDATE loyalty_club_member SET lifetime_points = 999999 WHERE id = %s",
            self.member.id,
        )
        self.assertFound("lifetime_is_what_was_earned")

    def test_lot_that_runs_out_on_another_day(self):
        self.corrupt(
            "UPDATE loyalty_club_residual SET expires_on = '2001-01-01'"
            " WHERE entry_id = %s",
            self.gift.id,
        )
        self.assertFound("lots_are_those_of_entries")

    def test_entry_whose_last_day_was_edited(self):
        self.corrupt(
            "UPDATE loyalty_club_entry SET expires_on = '2001-01-01' WHERE id = %s",
            self.gift.id,
        )
        self.assertFound("lots_are_those_of_entries")

    def test_lot_that_was_given_to_somebody_else(self):
        self.corrupt(
            "UPDATE loyalty_club_residual SET member_id = %s WHERE entry_id = %s",
            *(self.other.id, self.gift.id),
        )
        found = self.env["loyalty.club.audit"]._find(self.member.ids)
        self.assertIn("lots_are_those_of_entries", {each["check"] for each in found})

    def test_earning_line_that_was_edited(self):
        self.corrupt(
            "UPDATE loyalty_club_earning_line SET points = points + 7"
            " WHERE earning_id = %s",
            self.earning(self.sold).id,
        )
        self.assertFound("points_are_those_of_rules")

    def test_merged_member_who_was_given_points(self):
        merged = self.club._enroll(self.make_partner("Mina R."))
        self.member._absorb(merged)
        self.assertLedgerAgrees(self.member | merged)
        merged._post("earn", 5, "test/late")
        found = self.env["loyalty.club.audit"]._find(merged.ids)
        self.assertIn("merged_hold_nothing", {each["check"] for each in found})

    def test_figures_larger_than_any_are_found(self):
        self.corrupt(
            "UPDATE loyalty_club_residual SET points = 2000000000 WHERE member_id = %s",
            self.member.id,
        )
        self.corrupt(
            """
            UPDATE loyalty_club_earning
               SET posted_points = 2000000000, forgiven_points = -2000000000
             WHERE member_id = %s
            """,
            self.member.id,
        )
        self.run_job("audit")
        self.assertTrue(self.member.is_spending_blocked)
        self.assertFalse(self.other.is_spending_blocked)

    def test_every_check_says_what_is_wrong(self):
        audit = self.env["loyalty.club.audit"]
        self.assertEqual(set(audit._checks([])), set(audit._wordings()))
