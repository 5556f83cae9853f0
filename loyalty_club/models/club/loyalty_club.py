from datetime import UTC, date, datetime, time

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.period import year_end


class LoyaltyClub(models.Model):
    """A customer club and its rules of play.

    A club belongs to one company, and to its branches. Points are whole numbers; money
    is in the currency of the company; days are days in the time zone of the club.
    """

    _name = "loyalty.club"
    _inherit = ["mail.thread", "image.mixin", "loyalty.club.condition"]
    _description = "Customer Club"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Days, hours and expiry dates of this club are counted here.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Is told when something needs a person.",
    )
    point_name = fields.Char(
        required=True,
        translate=True,
        default=lambda self: self.env._("points"),
        help="What your members call them: points, stars, miles…",
    )
    point_value = fields.Monetary(
        string="Cost of a Point",
        currency_field="currency_id",
        help="What one point costs you when it is spent, as you estimate it. Used to "
        "show what points are worth, never to count them.",
        tracking=True,
    )
    description = fields.Html(translate=True)
    color = fields.Char(default="#714B67")

    # When points come
    earn_on = fields.Selection(
        selection=[
            ("order", "When the order is confirmed"),
            ("payment", "When it is paid"),
        ],
        string="Points Come",
        required=True,
        default="payment",
        tracking=True,
    )
    hold_days = fields.Integer(
        string="Return Window (days)",
        help="Points wait this many days after the purchase before they can be spent.",
        tracking=True,
    )
    basis = fields.Selection(
        selection=[
            ("tax_included", "Amounts with taxes"),
            ("tax_excluded", "Amounts without taxes"),
        ],
        string="Points Count",
        required=True,
        default="tax_included",
        tracking=True,
    )

    # When points go
    expiry_policy = fields.Selection(
        selection=[
            ("never", "Never"),
            ("rolling", "Some months after they were earned"),
            ("year_end", "At the end of a year"),
            ("inactivity", "After months without activity"),
        ],
        string="Points Expire",
        required=True,
        default="never",
        tracking=True,
    )
    expiry_months = fields.Integer(
        string="Months until Expiry",
        default=12,
        help="For “at the end of a year”: months after which the year that is running "
        "then is the last one. 0 is the year in which points were earned. The year is "
        "the fiscal year of the company.",
        tracking=True,
    )
    debt_policy = fields.Selection(
        selection=[
            ("debt", "The balance may become negative"),
            ("forgive", "The balance stops at zero"),
        ],
        string="Returned After Spending",
        required=True,
        default="debt",
        help="What happens when points are taken back that have been spent already.",
        tracking=True,
    )
    adjustment_limit = fields.Integer(
        default=1000,
        help="Adjustments of more points than this need a second person.",
        tracking=True,
    )

    member_ids = fields.One2many(
        comodel_name="loyalty.club.member", inverse_name="club_id"
    )
    member_count = fields.Integer(compute="_compute_member_count")

    _hold_days_not_negative = models.Constraint(
        "CHECK(hold_days >= 0)",
        "“When Points Come”: the return window can't be less than 0 days.",
    )
    _adjustment_limit_not_negative = models.Constraint(
        "CHECK(adjustment_limit >= 0)",
        "“When Points Go”: the limit of adjustments can't be negative.",
    )
    _point_value_not_negative = models.Constraint(
        "CHECK(point_value >= 0)", "The cost of a point can't be negative."
    )
    _expiry_months_positive = models.Constraint(
        "CHECK(expiry_months > 0 OR expiry_policy = 'never'"
        " OR (expiry_policy = 'year_end' AND expiry_months = 0))",
        "“When Points Go”: say after how many months points expire.",
    )
    # Jobs count the days of all clubs in one statement: a day beyond the calendar of
    # one of them must not stop the others.
    _periods_within_calendar = models.Constraint(
        "CHECK(expiry_months BETWEEN 0 AND 1200 AND hold_days <= 3650)",
        "Points expire after 1200 months at most, and wait for 3650 days at most.",
    )
    _adjustment_limit_sensible = models.Constraint(
        "CHECK(adjustment_limit <= 1000000000)",
        "The limit of adjustments is 1,000,000,000 points at most.",
    )

    # === COMPUTE === #

    def _compute_member_count(self):
        counts = dict(
            self.env["loyalty.club.member"]._read_group(
                [("club_id", "in", self.ids), ("state", "=", "active")],
                ["club_id"],
                ["__count"],
            )
        )
        for club in self:
            club.member_count = counts.get(club, 0)

    # === CRUD === #

    def write(self, vals):
        """Keep the members in their company.

        :raise UserError: when the members would move to another company
        """
        if "company_id" not in vals:
            return super().write(vals)
        moving = self.filtered(lambda club: club.company_id.id != vals["company_id"])
        if moving.sudo().with_context(active_test=False).member_ids:
            raise UserError(
                self.env._("A club with members stays in its company, as its books do.")
            )
        result = super().write(vals)
        # Nobody moves a club to where he may not write himself.
        self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never_used(self):
        # Whoever asks: members he may not see, and archived ones, count too.
        used = self.sudo().with_context(active_test=False).filtered("member_ids")
        if used:
            raise UserError(
                self.env._(
                    "%(club)s has members, and their history is kept. Archive the club "
                    "instead.",
                    club=used[0].name,
                )
            )

    def _responsible(self):
        """Who is told when something needs a person."""
        self.ensure_one()
        managers = self.env.ref("loyalty_club.group_manager").all_user_ids
        own = managers.filtered(lambda user: self.company_id in user.company_ids)
        return self.user_id or own[:1] or self.env.ref("base.user_admin")

    # === CALENDAR === #

    def _today(self) -> date:
        """The current day in the time zone of the club."""
        self.ensure_one()
        return self._local(fields.Datetime.now()).date()

    def _local(self, moment, tz=None):
        """A moment in UTC, in the time zone of the club, or one it had before."""
        return utc.localize(moment).astimezone(timezone(tz or self.tz))

    def _midnight(self, day: date) -> datetime:
        """The moment, in UTC, at which a day of the club begins."""
        midnight = datetime.combine(day, time.min)
        return timezone(self.tz).localize(midnight).astimezone(UTC).replace(tzinfo=None)

    def _expires_on(self, day: date) -> date | None:
        """Last day on which points that start to live on ``day`` can be spent."""
        self.ensure_one()
        later = day + relativedelta(months=self.expiry_months)
        match self.expiry_policy:
            case "rolling":
                return later
            case "year_end":
                company = self.company_id.sudo()
                return year_end(
                    later,
                    int(company.fiscalyear_last_month),
                    company.fiscalyear_last_day,
                )
        return None

    # === ACTIONS === #

    @api.model
    def action_start(self):
        """What the app opens on: the members, or how to found the first club."""
        own = Domain("company_id", "parent_of", self.env.companies.ids)
        # A club that was closed is not a reason to be asked for the first one again.
        is_founded = self.with_context(active_test=False).search_count(own, limit=1)
        can_found = self.has_access("create")
        name = "setup" if can_found and not is_founded else "member"
        return self.env["ir.actions.act_window"]._for_xml_id(
            f"loyalty_club.loyalty_club_{name}_action"
        )

    def action_view_members(self):
        """Open the members of this club."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_member_action"
        )
        return {
            **action,
            "domain": [("club_id", "=", self.id)],
            "context": {"default_club_id": self.id},
        }
