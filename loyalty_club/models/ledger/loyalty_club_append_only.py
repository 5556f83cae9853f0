from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class LoyaltyClubAppendOnly(models.AbstractModel):
    """Rows that are written once and never change.

    Nobody changes or deletes them: not the ORM, whoever asks, and not SQL, where a
    trigger refuses it. Rows are appended by :meth:`_insert_rows` alone, which only the
    ledger calls.
    """

    _name = "loyalty.club.append.only"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Append-only Rows"

    def init(self):
        """Let the database itself refuse changes, also those of other programs."""
        super().init()
        if self._abstract:
            return
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION loyalty_club_append_only() RETURNS trigger AS $$
            BEGIN
                RAISE EXCEPTION 'Rows of % are never changed or deleted: '
                    'correct them by another entry.', TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END
            $$ LANGUAGE plpgsql
            """
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER append_only_rows
                    BEFORE UPDATE OR DELETE ON %(table)s
                    FOR EACH ROW EXECUTE FUNCTION loyalty_club_append_only();
                CREATE OR REPLACE TRIGGER append_only_table
                    BEFORE TRUNCATE ON %(table)s
                    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_club_append_only()
                """,
                table=SQL.identifier(self._table),
            )
        )

    def _init_column(self, column_name):
        """Fill a new column of the rows there are: what they said stays said."""
        self._switch_row_trigger("DISABLE")
        result = super()._init_column(column_name)
        self._switch_row_trigger("ENABLE")
        return result

    @api.model
    def _switch_row_trigger(self, verb):
        """Let rows be filled while the schema changes, or guard them again.

        A migration that adds a column, or has a new one computed, does the same.
        """
        guarded = self.env.execute_query(
            SQL(
                "SELECT 1 FROM pg_trigger"
                " WHERE tgrelid = %s::regclass AND tgname = 'append_only_rows'",
                self._table,
            )
        )
        if guarded:  # not yet while the table is being made
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s %s TRIGGER append_only_rows",
                    SQL.identifier(self._table),
                    SQL(verb),
                )
            )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refused: points are given and taken by the verbs of a member.

        :raise UserError: always, when there is anything to create
        """
        if vals_list:
            raise self._refusal()
        return super().create(vals_list)

    def write(self, vals):
        """Refused: the past does not change.

        :raise UserError: always, when there is anything to change
        """
        if self and vals:
            raise self._refusal()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise self._refusal()

    def _refusal(self) -> UserError:
        return UserError(
            self.env._(
                "The points ledger is never edited. Make an adjustment with its "
                "reason instead."
            )
        )
