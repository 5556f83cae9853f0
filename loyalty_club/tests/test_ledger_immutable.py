from unittest.mock import patch

from psycopg2.errors import RestrictViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.orm.table_objects import Constraint, Index
from odoo.tools import SQL, mute_logger

from .common import ClubCommon

APPEND_ONLY = (
    *("loyalty.club.entry", "loyalty.club.allocation"),
    *("loyalty.club.tier.move", "loyalty.club.consent", "loyalty.club.occasion"),
)


class TestImmutable(ClubCommon):
    """The past can't be changed: not by the ORM, whoever asks, and not by SQL."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls.member._post("earn", 50, "test/earn")
        cls.spend = cls.member._post("spend", -20, "test/spend")
        cls.allocation = cls.env["loyalty.club.allocation"].search(
            [("entry_id", "=", cls.spend.id)]
        )
        cls.manager = cls.make_user("manager", "loyalty_club.group_manager")

    def records(self):
        return [self.entry, self.allocation]

    def values(self, record):
        copied = record.copy_data()[0]
        return {**copied, "key": "forged"} if "key" in record else copied

    def test_superuser_is_refused_by_the_orm(self):
        for record in self.records():
            self.assertEqual(len(record), 1)
            for attempt in (
                lambda record=record: record.write({"points": 7}),
                lambda record=record: record.unlink(),
                lambda record=record: record.create(self.values(record)),
                lambda record=record: record.copy({"points": 1}),
            ):
                with self.assertRefused("never edited"):
                    attempt()

    def test_context_and_sudo_open_no_door(self):
        for record in self.records():
            forced = record.sudo().with_context(
                force_delete=True, tracking_disable=True, install_mode=True
            )
            with self.assertRaises(UserError):
                forced.unlink()
            with self.assertRaises(UserError):
                forced.write({"points": 7})

    def test_manager_is_refused(self):
        for record in self.records():
            mine = record.with_user(self.manager)
            self.assertEqual(mine.points, record.points)
            for attempt in (
                lambda mine=mine: mine.write({"points": 7}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine, record=record: mine.create(self.values(record)),
            ):
                with self.assertRaises(UserError):
                    attempt()

    def test_import_is_refused(self):
        result = self.env["loyalty.club.entry"].load(
            ["member_id/.id", "kind", "points", "key"],
            [[str(self.member.id), "earn", "500", "imported"]],
        )
        self.assertFalse(result["ids"])
        self.assertBalance(30)

    @mute_logger("odoo.sql_db")
    def test_database_refuses_every_change(self):
        for record in self.records():
            table = SQL.identifier(record._table)
            for statement in (
                SQL("UPDATE %s SET points = 7 WHERE id = %s", table, record.id),
                SQL("UPDATE %s SET points = points WHERE id = %s", table, record.id),
                SQL("DELETE FROM %s WHERE id = %s", table, record.id),
                SQL("TRUNCATE %s CASCADE", table),
            ):
                with self.assertRefused(record._table, RestrictViolation):
                    self.env.cr.execute(statement)
        self.assertBalance(30)

    @mute_logger("odoo.sql_db")
    def test_a_module_can_add_a_column_with_a_default(self):
        entries = self.env["loyalty.club.entry"]
        extra = fields.Integer()
        extra.default = lambda records: 7
        self.env.cr.execute("ALTER TABLE loyalty_club_entry ADD COLUMN extra integer")
        with patch.dict(type(entries)._fields__, extra=extra):
            entries._init_column("extra")
        self.env.cr.execute("SELECT DISTINCT extra FROM loyalty_club_entry")
        self.assertEqual(self.env.cr.fetchall(), [(7,)])
        with self.assertRefused("never changed", RestrictViolation):
            self.env.cr.execute("UPDATE loyalty_club_entry SET extra = 8")

    @mute_logger("odoo.sql_db")
    def test_history_holds_what_it_names(self):
        """Members and clubs of entries can't be deleted under them."""
        for record in (self.member, self.club):
            with self.assertRaises(Exception) as caught:
                self.env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE id = %s",
                        SQL.identifier(record._table),
                        record.id,
                    )
                )
            self.assertEqual(caught.exception.pgcode[:2], "23")


class TestSchema(ClubCommon):
    """What the database must refuse is really there: Odoo only logs when it is not."""

    def ours(self):
        return [
            self.env[name]
            for name in self.env.registry
            if name.startswith("loyalty.club") and not self.env[name]._abstract
        ]

    def names(self, query):
        return {row[0] for row in self.env.execute_query(SQL(query))}

    def test_every_constraint_exists(self):
        existing = self.names("SELECT conname FROM pg_constraint WHERE convalidated")
        declared = {
            table_object.full_name(model)
            for model in self.ours()
            for table_object in model._table_objects.values()
            if isinstance(table_object, Constraint)
        }
        self.assertLessEqual(
            {
                "loyalty_club_entry_key_unique",
                "loyalty_club_entry_direction_of_kind",
                "loyalty_club_residual_entry_unique",
                "loyalty_club_member_number_unique",
                "loyalty_club_member_partner_unique",
                "loyalty_club_earning_cause_unique",
            },
            declared,
        )
        self.assertFalse(declared - existing)

    def test_every_index_exists(self):
        declared = {
            table_object.full_name(model)
            for model in self.ours()
            for table_object in model._table_objects.values()
            if isinstance(table_object, Index)
        }
        self.assertTrue(declared)
        self.assertFalse(declared - self.names("SELECT relname FROM pg_class"))

    def test_every_required_column_is_not_null(self):
        nullable = {
            (row[0], row[1])
            for row in self.env.execute_query(
                SQL(
                    "SELECT table_name, column_name FROM information_schema.columns"
                    " WHERE is_nullable = 'YES' AND table_name LIKE 'loyalty_club%%'"
                )
            )
        }
        required = {
            (model._table, name)
            for model in self.ours()
            for name, field in model._fields.items()
            if field.store and field.required and field.column_type
        }
        self.assertTrue(required)
        self.assertFalse(required & nullable)

    def test_every_append_only_table_has_its_triggers(self):
        found = self.env.execute_query(
            SQL(
                """
                SELECT class.relname, trigger.tgname, trigger.tgtype
                  FROM pg_trigger AS trigger
                  JOIN pg_class AS class ON class.oid = trigger.tgrelid
                  JOIN pg_proc AS procedure ON procedure.oid = trigger.tgfoid
                 WHERE procedure.proname = 'loyalty_club_append_only'
                   AND trigger.tgenabled = 'O'
                """
            )
        )
        # The bits of tgtype: 1 row, 2 before, 8 delete, 16 update, 32 truncate.
        expected = [
            (self.env[model]._table, name, bits)
            for model in APPEND_ONLY
            for name, bits in (
                ("append_only_rows", 1 + 2 + 8 + 16),
                ("append_only_table", 2 + 32),
            )
        ]
        self.assertCountEqual(found, expected)

    def test_append_only_models_are_those_we_know(self):
        base = self.env.registry["loyalty.club.append.only"]
        inheriting = {each._name for each in self.ours() if isinstance(each, base)}
        self.assertEqual(inheriting, set(APPEND_ONLY))
