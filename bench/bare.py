"""Bare SQL: the same rows, written without a thought.

The yardstick of work in bulk. Rows that our code has written are written again, by one
statement for each table, into empty copies of the same tables: with the same columns,
indexes, checks and foreign keys.
"""

from stopwatch import Stopwatch

from odoo.tools import SQL


class Copies:
    """Empty copies of tables, whose names begin with ``bare_``."""

    def __init__(self, env, *tables: str):
        self.env = env
        self.tables = tables

    def __enter__(self):
        for table in self.tables:
            self._copy(table)
        self.env.cr.commit()
        return self

    def __exit__(self, *_error):
        for table in self.tables:
            self.env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(f"bare_{table}")))
        self.env.cr.commit()

    def _copy(self, table):
        copy, original = SQL.identifier(f"bare_{table}"), SQL.identifier(table)
        self.env.cr.execute(
            SQL("CREATE TABLE %s (LIKE %s INCLUDING ALL)", copy, original)
        )
        keys = self.env.execute_query(
            SQL(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conrelid = %s::regclass AND contype = 'f'",
                table,
            )
        )
        for (key,) in keys:
            self.env.cr.execute(SQL("ALTER TABLE %s ADD %s", copy, SQL(key)))

    def fill(self, table: str, ids: list[int]):
        """Copy these rows before any time is taken."""
        copy, original = SQL.identifier(f"bare_{table}"), SQL.identifier(table)
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s SELECT * FROM %s WHERE id = ANY(%s)",
                copy,
                original,
                ids,
            )
        )
        self.env.cr.commit()

    def seconds(self, *statements: str) -> float:
        """How long these statements take, and the commit after them."""
        watch = Stopwatch(self.env)
        for statement in statements:
            self.env.cr.execute(statement)
        self.env.cr.commit()
        return watch.seconds()
