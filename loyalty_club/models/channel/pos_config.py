from odoo import api, fields, models
from odoo.exceptions import AccessError

# Clubs that somebody can join at the till. Organisations join corporate clubs through
# the back office, which brings in their employees; an invitation names its guest.
_JOINED_AT_TILLS = ("open", "closed")


class PosConfig(models.Model):
    """A till knows which clubs its customers can join."""

    _inherit = "pos.config"

    loyalty_club_id = fields.Many2one(
        comodel_name="loyalty.club",
        string="Customer Club",
        domain=f"[('company_id', 'parent_of', company_id),"
        f" ('enrollment', 'in', {_JOINED_AT_TILLS})]",
        help="The club that cashiers offer first.",
    )

    # === LOADING === #

    @api.model
    def _load_pos_data_read(self, records, config):
        """Take along the few clubs to join, and none of their many members."""
        rows = super()._load_pos_data_read(records, config)
        for row in rows:
            row["_loyalty_clubs"] = [
                config._loyalty_club_described(club)
                for club in config._loyalty_clubs_offered()
            ]
        return rows

    def _loyalty_clubs_offered(self):
        """The clubs to join at this till, that of the settings first."""
        self.ensure_one()
        clubs = self.env["loyalty.club"].search(
            [
                ("company_id", "parent_of", self.company_id.id),
                ("enrollment", "in", _JOINED_AT_TILLS),
            ]
        )
        return clubs.sorted(lambda club: club != self.loyalty_club_id)

    @api.model
    def _loyalty_club_described(self, club):
        """What a till must know to offer a club, also without a connection."""
        terms_version = club._asked_terms()
        return {
            "id": club.id,
            "name": club.name,
            "color": club.color,
            "point_name": club.point_name,
            "accepts": club.accepts,
            "asks_for_friend": bool(
                club.rule_ids.filtered(
                    lambda rule: rule.trigger in ("referral", "referred")
                )
            ),
            "terms": club.terms if terms_version else "",
            "terms_version": terms_version,
            "types": [
                {"id": kind.id, "name": kind.name, "accepts": kind.accepts}
                for kind in club.type_ids
            ],
        }

    # === RIGHTS === #

    def _loyalty_club_check_cashier(self):
        """Let in who serves customers at this till.

        :raise AccessError: for everybody else
        """
        self.ensure_one()
        user = self.env.user
        if not (
            user.has_group("point_of_sale.group_pos_user")
            and user.has_group("loyalty_club.group_agent")
        ):
            raise AccessError(self.env._("Only cashiers serve members at the till."))
        self.check_access("read")

    def _loyalty_club_customers(self):
        """The domain of contacts that are customers of this till.

        Those of other companies are strangers, even to a cashier who works for both.
        """
        return [("company_id", "in", [False, *self.company_id.sudo().parent_ids.ids])]
