from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.birthday import year_start
from ...tools.cause import Cause
from ...tools.text import isolated, with_digits_of
from .loyalty_club_earning_rule import OCCASIONS


class Happening(NamedTuple):
    """What is about to be noted; ``occurred_at`` is in UTC."""

    member: object
    trigger: str
    name: str
    occurred_at: datetime
    newcomer: object = None


class LoyaltyClubOccasion(models.Model):
    """Something that happened to a member, beside his purchases.

    Each happens to him once: a birthday once a year, a friend once. Written once by
    the add-on itself, and never changed; whether it still counts is asked whenever it
    is settled, as it is of every cause.
    """

    _name = "loyalty.club.occasion"
    _inherit = ["loyalty.club.append.only", "loyalty.club.cause"]
    _description = "Customer Club: Occasion"
    _log_access = False  # nobody but the add-on writes it, and it has its own moment
    _order = "occurred_at desc, id desc"

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        ondelete="restrict",
    )
    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, ondelete="restrict"
    )
    trigger = fields.Selection(selection=OCCASIONS, required=True)
    name = fields.Char(
        required=True,
        help="Tells it from others of its kind: the year of a birthday, the number of "
        "a newcomer.",
    )
    occurred_at = fields.Datetime(string="Date", required=True)
    newcomer_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        index="btree_not_null",
        ondelete="restrict",
        help="Who came to the club by the member.",
    )

    _once = models.Constraint(
        "UNIQUE(member_id, trigger, name)", "This has happened to the member already."
    )

    # === COMPUTE === #

    @api.depends_context("lang")
    def _compute_display_name(self):
        for occasion in self:
            occasion.display_name = occasion._in_words()

    # === VERBS === #

    @api.model
    def _note(self, happenings: list[Happening]):
        """Note what has happened; what was noted before stays as it is.

        :return: the new occasions
        """
        if not happenings:
            return self.browse()
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s, %s, %s)",
                *(each.member.id, each.member.club_id.id, each.member.company_id.id),
                *(each.trigger, each.name, each.occurred_at),
                each.newcomer.id if each.newcomer else None,
            )
            for each in happenings
        ]
        inserted = self.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_club_occasion
                            (member_id, club_id, company_id, trigger, name,
                             occurred_at, newcomer_id)
                     VALUES %s
                ON CONFLICT (member_id, trigger, name) DO NOTHING
                  RETURNING id
                """,
                SQL(", ").join(rows),
            )
        )
        self.invalidate_model(flush=False)
        return self.browse(id_ for (id_,) in inserted)

    @api.model
    def _had_profile(self, members):
        """Those of these members who have completed their profile once."""
        noted = self.search(
            Domain("trigger", "=", "profile") & members._of_these("member_id")
        )
        return members.browse().union(*(each.member_id._survivor() for each in noted))

    @api.model
    def _had(self, member, rules) -> set[str]:
        """What happened to a member, and does not come again this year.

        :param rules: those that are about to be told him
        """
        asked = {"profile", "birthday", "referred"} & set(rules.mapped("trigger"))
        if not asked:
            return set()
        club = member.club_id
        first_day = year_start(club._today(), club.birthday_calendar)
        noted = self.search_fetch(
            Domain("trigger", "in", asked)
            & member._of_these("member_id")
            & (
                Domain("trigger", "!=", "birthday")
                | Domain("occurred_at", ">=", club._midnight(first_day))
            ),
            ["trigger"],
        )
        return set(noted.mapped("trigger"))

    def _once_for(self) -> tuple:
        """What a person can have once: two of it, after a merge, count as one."""
        self.ensure_one()
        is_yearly = self.trigger in ("birthday", "referral")
        return self.trigger, self.name if is_yearly else ""

    def _in_words(self) -> str:
        """What has happened, in the language of the reader.

        Of a friend it says no more than his first name: the member may read it.
        """
        self.ensure_one()
        match self.trigger:
            case "birthday":
                year = with_digits_of(self.env.lang, self.name)
                return self.env._("Birthday %(year)s", year=year)
            case "profile":
                return self.env._("Profile completed")
            case "referred":
                return self.env._("Came by the invitation of a friend")
        name = self.newcomer_id._survivor()._first_name()
        return self.env._("%(name)s came by invitation", name=isolated(name))

    # === CAUSE === #

    def _loyalty_club_members(self):
        """Who it happened to, while he is an active member."""
        members = {occasion.id: occasion.member_id._survivor() for occasion in self}
        return {
            id_: member.filtered(lambda each: each.state == "active")
            for id_, member in members.items()
        }

    def _loyalty_club_partner(self):
        """Who it happened to."""
        return self.member_id._survivor().partner_id

    def _loyalty_club_causes(self):
        """What happened counts for good, but for a friend who returned everything."""
        given_up = self._given_up()
        purchases = self._purchases()
        return {
            occasion.id: Cause(
                source_model=self._name,
                source_id=occasion.id,
                occurred_at=purchases.get(occasion.id) or occasion.occurred_at,
                reference=occasion._reference(),
                trigger=occasion.trigger,
                channel="club",
                is_void=occasion in given_up
                or (bool(occasion.newcomer_id) and occasion.id not in purchases),
            )
            for occasion in self
        }

    def _reference(self):
        # Never the number of somebody else: it opens his account at a till.
        return self.name if self.trigger == "birthday" else self.member_id.number

    def _given_up(self):
        """Those that a merged member had twice: one of two that gave points counts."""
        merged = self.filtered(
            lambda each: each.member_id.merged_into_id and not each.newcomer_id
        )
        if not merged:
            return merged
        earnings = self.env["loyalty.club.earning"]._of_sources(merged)
        void = earnings.filtered(lambda earning: earning.state == "void")
        return merged.browse(void.mapped("source_id"))
