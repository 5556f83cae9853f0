from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..models.club import in_words
from ..tools.period import year_end
from ..tools.rounding import exact, whole


class LoyaltyClubSetup(models.TransientModel):
    """What each answer means, told with figures."""

    _inherit = "loyalty.club.setup"

    example_joining = fields.Char(compute="_compute_example_joining")
    example_kind = fields.Char(compute="_compute_example_kind")
    example_earning = fields.Char(compute="_compute_example_earning")
    example_waiting = fields.Char(compute="_compute_example_waiting")
    example_expiry = fields.Char(compute="_compute_example_expiry")

    # === COMPUTE === #

    @api.depends("enrollment")
    def _compute_example_joining(self):
        examples = {
            "open": self.env._(
                "Somebody who buys for the first time joins at the till, and earns "
                "from this purchase on."
            ),
            "closed": self.env._(
                "Somebody who buys for the first time can join from the second "
                "purchase on."
            ),
            "invitation": self.env._(
                "You choose 50 contacts, and each gets a link of his own by e-mail or "
                "SMS."
            ),
            "corporate": self.env._(
                "A company with 40 people joins: the 40 are members on the same day, "
                "and the 41st on his first day at work."
            ),
        }
        for wizard in self:
            wizard.example_joining = examples.get(wizard.enrollment)

    @api.depends("accepts")
    def _compute_example_kind(self):
        examples = {
            "individual": self.env._(
                "Sara joins for herself. A company can't: its purchases earn nothing."
            ),
            "legal": self.env._(
                "A company joins, and whoever orders for it earns for the company."
            ),
            "both": self.env._(
                "Sara joins for herself, and her company for what it orders."
            ),
        }
        for wizard in self:
            wizard.example_kind = examples.get(wizard.accepts)

    @api.depends("trigger", "points", "per_amount", "every", "typical_amount")
    def _compute_example_earning(self):
        for wizard in self:
            wizard.example_earning = wizard._tell_earning()

    def _tell_earning(self):
        match self.trigger:
            case "amount":
                return self.env._(
                    "A purchase of %(amount)s earns %(points)s points.",
                    amount=self._money(self.typical_amount),
                    points=self._number(self._typical_points()),
                )
            case "order":
                return self.env._(
                    "A purchase of %(amount)s earns %(points)s points, and so does any "
                    "other.",
                    amount=self._money(self.typical_amount),
                    points=self._number(self.points),
                )
            case "nth_order":
                return self.env._(
                    "Purchases 1 to %(before)s fill the card, and purchase %(every)s "
                    "earns %(points)s points.",
                    before=self._number(max(self.every - 1, 1)),
                    every=self._number(self.every),
                    points=self._number(self.points),
                )
        return None

    @api.depends(
        *("earn_on", "hold_days", "trigger", "points", "per_amount", "every"),
        "typical_amount",
    )
    def _compute_example_waiting(self):
        for wizard in self:
            wizard.example_waiting = wizard._tell_waiting()

    def _tell_waiting(self):
        figures = {
            "amount": self._money(self.typical_amount),
            "points": self._number(self._typical_points()),
            "days": self._number(self.hold_days),
        }
        if self.earn_on == "payment" and self.hold_days:
            return self.env._(
                "A purchase of %(amount)s earns %(points)s points when it is paid, "
                "spendable after %(days)s days. If it comes back before, nothing has "
                "to be taken away.",
                **figures,
            )
        if self.earn_on == "payment":
            return self.env._(
                "A purchase of %(amount)s earns %(points)s points, spendable as soon "
                "as it is paid.",
                **figures,
            )
        if self.hold_days:
            return self.env._(
                "A purchase of %(amount)s earns %(points)s points when it is "
                "confirmed, spendable after %(days)s days.",
                **figures,
            )
        return self.env._(
            "A purchase of %(amount)s earns %(points)s points, spendable at once.",
            **figures,
        )

    @api.depends("expiry_policy", "expiry_months", "company_id")
    def _compute_example_expiry(self):
        for wizard in self:
            wizard.example_expiry = wizard._tell_expiry()

    def _tell_expiry(self):
        today = fields.Date.context_today(self)
        later = today + relativedelta(months=max(self.expiry_months, 0))
        match self.expiry_policy:
            case "never":
                return self.env._("Points of today can be spent in ten years.")
            case "rolling":
                return self.env._(
                    "Points of today can be spent until %(day)s.",
                    day=in_words.day(self.env, later),
                )
            case "year_end":
                company = self.company_id.sudo()
                last = year_end(
                    later,
                    int(company.fiscalyear_last_month),
                    company.fiscalyear_last_day,
                )
                return self.env._(
                    "Points of today can be spent until %(day)s, with all others of "
                    "the year.",
                    day=in_words.day(self.env, last),
                )
            case "inactivity":
                return self.env._(
                    "Who buys once before %(day)s keeps all his points.",
                    day=in_words.day(self.env, later),
                )
        return None

    # === FIGURES === #

    def _money(self, amount):
        return in_words.amount(self.env, amount, self.currency_id)

    def _number(self, value):
        return in_words.number(self.env, value)

    def _typical_points(self) -> int:
        """What a typical purchase earns."""
        if self.trigger != "amount":
            return self.points
        if self.per_amount <= 0:
            return 0
        return whole(exact(self.typical_amount) * self.points / exact(self.per_amount))

    def _rule_name(self):
        """What stands beside the points of this rule, for members to read."""
        # A name is searched for and edited: without marks that nobody sees.
        amount = self._money(self.per_amount).strip("\u2068\u2069")
        points = self._number(self.points)
        match self.trigger:
            case "amount" if self.points == 1:
                return self.env._("1 point for every %(amount)s", amount=amount)
            case "amount":
                return self.env._(
                    "%(points)s points for every %(amount)s",
                    points=points,
                    amount=amount,
                )
            case "nth_order":
                return self.env._(
                    "%(points)s points for every %(every)s purchases",
                    points=points,
                    every=self._number(self.every),
                )
        return self.env._("%(points)s points for each purchase", points=points)
