from odoo import models
from odoo.exceptions import UserError

from ...tools.posting import Posting
from .in_words import number
from .loyalty_club_import_row import JOINING


class LoyaltyClubImport(models.Model):
    """The rows become members."""

    _inherit = "loyalty.club.import"

    # === VERBS === #

    def _admit_next(self):
        """Let the next rows become members.

        :return: the ids of the rows handled
        """
        self.ensure_one()
        if self.state != "running":  # somebody has stopped it
            return []
        rows = self._next_rows(*JOINING)
        # One of them may not be possible; the others are.
        failed = self.env["loyalty.club.batch"]._each_apart(rows, self._admit)
        for row, error in failed.items():
            self._refuse(row, error)
        self.done_count += len(rows)
        if not rows:
            self.state = "done"
            self._tell()
        return rows.ids

    def _tell(self):
        """Tell who imports that it is done, and keep what has come of it."""
        self.message_post(
            body=self.env._(
                "Imported: %(count)s members with %(points)s opening points. Refused: "
                "%(refused)s rows.",
                count=number(self.env, self.ready_count),
                points=number(self.env, self.opening_points),
                refused=number(self.env, self.refused_count),
            ),
            partner_ids=self.user_id.partner_id.ids,
        )

    def _refuse(self, row, error):
        reason = str(error)
        if not isinstance(error, UserError):
            reason = self.env._(
                "The contact can't be made as it is: %(error)s", error=error
            )
        row.write({"verdict": "refused", "reason": reason, "is_open": False})

    def _admit(self, rows):
        self.env["loyalty.club.turn"]._take(filter(None, rows.mapped("mobile")))
        judged = self._with_contacts(self._judge(rows))
        members = self.club_id._admit(
            [each.candidate for each in judged if each.verdict in ("new", "match")],
            channel="import",
            earns=self.earns,
        ).grouped("partner_id")
        for each in judged:
            if each.verdict == "adopt":
                member = each.candidate.member
                member.external_number = each.row.external_number
                members[member.partner_id] = member
        nobody = self.env["loyalty.club.member"]
        for each in judged:
            partner = each.candidate and each.candidate.partner
            each.row.write(
                {
                    "verdict": each.verdict,
                    "reason": each.reason,
                    "is_open": False,
                    "partner_id": partner and partner.id,
                    "member_id": members.get(partner, nobody).id,
                }
            )
        self._give_points(rows.filtered("member_id"))

    def _with_contacts(self, judged):
        """Make the contacts that rows ask for, all at once."""
        fresh = [each for each in judged if each.verdict == "new"]
        made = self.env["res.partner"].create(
            [
                {
                    **self._contact_values(each.row),
                    **self._employment(each.candidate.parent.partner_id),
                }
                for each in fresh
            ]
        )
        partners = {
            each.row: partner for each, partner in zip(fresh, made, strict=True)
        }
        return [
            each._replace(candidate=each.candidate._replace(partner=partners[each.row]))
            if each.row in partners
            else each
            for each in judged
        ]

    @staticmethod
    def _employment(organisation):
        if not organisation:
            return {}
        return {
            "parent_id": organisation.id,
            "company_id": organisation.company_id.id,
        }

    def _give_points(self, rows):
        """Post the opening points, once for each number of the old system."""
        club = self.club_id
        reason = self.env._("Points from before the club was in Odoo")
        self.env["loyalty.club.entry"]._append(
            [
                Posting(
                    row.member_id.id,
                    "adjust",
                    row.points,
                    f"import/{club.id}/{row.external_number}",
                    expires_on=row.expires_on or club._expires_on(club._today()),
                    reason=reason,
                )
                for row in rows
                if row.points
            ]
        )
