"""What happened, as the auditor of the simulation is told. Nothing of the add-on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

_NEVER = date.max
_CENT = Fraction(1, 100)


@dataclass
class Terms:
    """How a club plays."""

    earn_on: str = "order"
    debt_policy: str = "debt"
    hold_days: int = 0
    expiry: str = "never"
    months: int = 12
    back_cancelled: bool = True
    back_expired: bool = False

    def expires_on(self, day: date) -> date:
        """The last day of points that start to live on ``day``."""
        later = day + relativedelta(months=self.months)
        if self.expiry == "rolling":
            return later
        if self.expiry == "year_end":
            return date(later.year, 12, 31)
        return _NEVER


@dataclass(frozen=True)
class Rule:
    """How a club gives points, as it was at one time."""

    name: object
    kind: str  # amount | quantity | order | stamp
    points: int
    per: Decimal = Decimal(1)
    minimum: Decimal = Decimal(0)
    product: object = None
    most_per_order: int = 0
    most_per_month: int = 0
    every: int = 0


@dataclass
class Line:
    """Goods of a sale."""

    product: object
    quantity: int
    price: Decimal
    returned: int = 0

    @property
    def kept(self) -> int:
        """How many have not come back."""
        return self.quantity - self.returned


@dataclass(eq=False)
class Sale:
    """A purchase as the simulation has left it."""

    member: object
    moment: datetime
    terms: Terms
    rules: list
    lines: list
    received: Decimal = Decimal(0)
    # What a payment provider has sent back: for no goods, so for a share of them all.
    sent_back: Decimal = Decimal(0)
    # What each coupon took off, and what was taken back of that with the goods.
    coupons: dict = field(default_factory=dict)
    discount_back: Decimal = Decimal(0)
    # What goods would have cost that a coupon has given at the till, and its return.
    gifts: Decimal = Decimal(0)
    gifts_back: Decimal = Decimal(0)
    # At the till: which shares of what coupons gave came back with each refund.
    parts_back: list | None = None
    tolerance: Decimal = Decimal(0)
    # Of the member's tier when it was made.
    factor: Fraction = Fraction(1)
    is_cancelled: bool = False
    posted: int = 0
    forgiven: int = 0
    expired: int = 0
    # By name of the rule: what it gives, and what it could give at the most.
    given: dict = field(default_factory=dict)
    ceilings: dict = field(default_factory=dict)
    is_counted: bool = False

    @property
    def discount(self) -> Decimal:
        """What coupons took off."""
        return sum(self.coupons.values(), Decimal(0))

    def bought(self) -> Decimal:
        """What the goods cost, coupons aside."""
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))

    def kept(self) -> Decimal:
        """What those cost that were not returned."""
        return sum((line.price * line.kept for line in self.lines), Decimal(0))

    def kept_share(self) -> Fraction:
        """The share that no payment provider has sent back."""
        charged = self.bought() - self.discount
        return 1 - Fraction(self.sent_back) / Fraction(charged) if charged else 1

    def goods_share(self) -> Fraction:
        """The share of the goods that was not returned, nor money sent back for."""
        bought = Fraction(self.bought() + self.gifts)
        kept = Fraction(self.kept() + self.gifts - self.gifts_back)
        return kept / bought * self.kept_share() if self.lines else 1

    def coupon_share(self, amount: Decimal) -> Fraction:
        """The share of what was bought with a coupon that was kept.

        Goods that come back at their full price, without what the coupon took off, have
        paid back the coupon as well; what is less than the cents is rounding.

        :param amount: what the coupon took off
        """
        goods = self.goods_share()
        if self.parts_back is None:
            return goods
        own = 1 - sum(self.parts_back)
        cents = _CENT * (1 + len(self.parts_back))
        return own if (own - goods) * Fraction(amount) > cents else goods

    def charged_share(self) -> Fraction:
        """What coupons have left to pay."""
        charged = self.bought()
        return 1 - Fraction(self.discount) / Fraction(charged) if charged else 1

    def worth(self) -> Fraction:
        """What the goods that were not returned have cost."""
        return Fraction(self.kept()) * self.kept_share() * self.charged_share()

    def charged(self) -> Decimal:
        """Money for what was not returned."""
        return self.kept() - self.sent_back - self.discount + self.discount_back

    def paid_share(self) -> Fraction:
        """The share of it that makes points due."""
        charged = self.charged()
        if self.terms.earn_on == "order" or charged <= 0:
            return Fraction(1)
        if 0 < self.received and charged - self.received <= self.tolerance:
            return Fraction(1)
        return min(max(Fraction(self.received) / Fraction(charged), 0), Fraction(1))

    def covered(self, rule) -> list:
        """The lines that count for a rule, when they come to its minimum."""
        lines = [line for line in self.lines if rule.product in (None, line.product)]
        charged = sum(line.price * line.quantity for line in lines)
        share = self.charged_share()
        return lines if share and Fraction(charged) * share >= rule.minimum else []

    def wanted(self, rule) -> int:
        """What a rule would give, but for its limits."""
        lines = self.covered(rule)
        charged = sum(line.price * line.quantity for line in lines)
        share, money = self.kept_share(), self.charged_share()
        kept = Fraction(sum(line.price * line.kept for line in lines)) * share
        points = rule.points * self.factor
        if rule.kind == "quantity":
            return int(points * sum(line.kept for line in lines) * share)
        if rule.kind == "order":
            return int(points * kept / Fraction(charged)) if lines else 0
        return int(kept * money * points / Fraction(rule.per))

    def has_stamp(self, rule) -> bool:
        """Whether it fills a place on a stamp card."""
        is_kept = self.kept_share() and any(line.kept for line in self.covered(rule))
        return is_kept and not self.is_cancelled and self.paid_share() >= 1

    def cancel(self):
        """It never happened."""
        self.is_cancelled = True
        self.ceilings.clear()

    def confirm_again(self, moment, terms, rules, factor):
        """A new purchase, at the rules of its day."""
        self.moment, self.terms, self.rules = moment, terms, rules
        self.factor = factor
        self.is_cancelled = self.is_counted = False
