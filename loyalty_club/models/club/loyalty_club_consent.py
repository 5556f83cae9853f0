from odoo import api, fields, models
from odoo.exceptions import UserError

# Who joins is asked for these; for his profile, when he fills it in.
ASKED_WHEN_JOINING = ("sms", "email", "profiling")
PURPOSES = (*ASKED_WHEN_JOINING, "profile")


class LoyaltyClubConsent(models.Model):
    """What a member has allowed, or has forbidden again: one line for each time.

    The newest line of a purpose counts, and what has no line was never allowed. Lines
    are written once; taking back is another line.
    """

    _name = "loyalty.club.consent"
    _inherit = ["loyalty.club.append.only"]
    _description = "Customer Club: Consent"
    _log_access = False  # it has its own moment and user
    _order = "id desc"
    _rec_name = "purpose"

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        ondelete="restrict",
    )
    club_id = fields.Many2one(related="member_id.club_id", string="Club")
    purpose = fields.Selection(
        selection=[
            ("sms", "Messages by SMS"),
            ("email", "Messages by e-mail"),
            ("profiling", "Offers chosen from his purchases"),
            ("profile", "What he tells about himself"),
        ],
        required=True,
    )
    is_given = fields.Boolean(string="Given", help="Not: it was taken back.")
    at = fields.Datetime(string="Date", required=True)
    channel = fields.Selection(
        selection=[("website", "Website"), ("backend", "Staff")], required=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Written by",
        required=True,
        ondelete="restrict",
        help="Who was logged in. Visitors of the website are the public user.",
    )
    wording = fields.Text(string="What He Read", required=True)

    # === VERBS === #

    @api.model
    def _wordings(self, club) -> dict:
        """What a member of a club is asked for each purpose, in his language."""
        return {
            "sms": self.env._(
                "%(club)s may send me news and offers by SMS.", club=club.name
            ),
            "email": self.env._(
                "%(club)s may send me news and offers by e-mail.", club=club.name
            ),
            "profiling": self.env._(
                "%(club)s may choose offers for me by what I buy.", club=club.name
            ),
            "profile": self.env._(
                "%(club)s may keep what I tell here, to know what suits me and to "
                "congratulate me.",
                club=club.name,
            ),
        }

    @api.model
    def _wordings_when_joining(self, club) -> dict:
        """What a newcomer is asked, of :meth:`_wordings`."""
        wordings = self._wordings(club)
        return {purpose: wordings[purpose] for purpose in ASKED_WHEN_JOINING}

    @api.model
    def _record(self, members, purposes, *, is_given, channel):
        """Add lines for those whose mind has changed.

        :param purposes: some of :data:`PURPOSES`
        :param is_given: whether they allow it, or take it back
        :param channel: ``website`` | ``backend``
        """
        now = fields.Datetime.now()
        columns = ["member_id", "purpose", "is_given", "at"]
        rows = [
            (member.id, purpose, is_given, now)
            + (channel, self.env.uid, self._wordings(member.club_id)[purpose])
            for member, given in members._consents().items()
            for purpose in purposes
            if (purpose in given) != is_given
        ]
        lines = self._insert_rows([*columns, "channel", "user_id", "wording"], rows)
        if not is_given:
            withdrawn = lines.filtered(lambda line: line.purpose == "profile")
            withdrawn.member_id._forget_profile()
        return lines

    def _refusal(self) -> UserError:
        return UserError(
            self.env._(
                "The log of consents is never edited. Who changes his mind gets "
                "another line."
            )
        )
