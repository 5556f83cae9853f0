import os
import random
from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo import Command

from .common import ClubCommon
from .simulation_auditor import Auditor
from .simulation_facts import Line, Rule, Sale, Terms
from .simulation_tiers import LADDERS, Judge

_CLUBS = (
    Terms(earn_on="order", debt_policy="debt", expiry="rolling", months=12),
    Terms(earn_on="payment", debt_policy="forgive"),
    Terms(earn_on="order", debt_policy="forgive", hold_days=14, expiry="year_end"),
    Terms(earn_on="payment", debt_policy="debt", expiry="inactivity", months=3),
)
# What each club has beside its points for money.
_SPECIAL_RULES = (
    {"trigger": "quantity", "points": 3, "limit_per_order": 8},
    {"trigger": "nth_order", "points": 40, "every": 3},
    {"trigger": "amount", "points": 2, "limit_per_member": 60},
    {"trigger": "order", "points": 15, "min_amount": 50.0},
)
_KINDS = {"nth_order": "stamp"}
_MEMBERS = 20
_DAYS = 730


def step(weight=1):
    """Mark a method as something that happens, the more often the heavier it is."""

    def mark(method):
        method.weight = weight
        return method

    return mark


class SimulationCase(ClubCommon):
    """A seeded life of members in clubs of every kind, held against another count.

    A class adds what happens as methods marked by :func:`step`: each does something,
    and tells the auditor. ``LOYALTY_CLUB_STEPS`` and ``LOYALTY_CLUB_SEED`` choose
    another life.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = datetime(2024, 1, 1, 12)
        cls.auditor = Auditor()
        cls.judge = Judge(cls.auditor)
        cls.terms, cls.ladders, cls.people, cls.documents = {}, {}, {}, {}
        cls.product_a.taxes_id = False
        cls.goods = [cls.coffee, cls.cake, cls.product_a]
        with freeze_time(cls.now):
            cls.clubs = [
                cls.simulated_club(*each)
                for each in zip(_CLUBS, _SPECIAL_RULES, LADDERS, strict=True)
            ]
            for number in range(_MEMBERS):
                cls.simulated_member(number)

    @classmethod
    def simulated_club(cls, terms, special_rule, ladder, **values):
        club = cls.make_club(
            name=f"{terms.earn_on}, {terms.debt_policy}, {terms.expiry}",
            earn_on=terms.earn_on,
            debt_policy=terms.debt_policy,
            hold_days=terms.hold_days,
            expiry_policy=terms.expiry,
            expiry_months=terms.months,
            tier_measure=ladder.measure,
            tier_window_months=ladder.months,
            tier_downgrade=ladder.downgrade,
            tier_grace_days=ladder.grace,
            tier_ids=[
                Command.create({"name": start, "threshold": start, "factor": factor})
                for start, factor in ladder.rungs
            ],
            **values,
        )
        cls.terms[club], cls.ladders[club] = copy(terms), ladder
        cls.make_rule(club)
        cls.make_rule(club, product_ids=cls.coffee.ids, **special_rule)
        return club

    @classmethod
    def simulated_member(cls, number):
        club = cls.clubs[number % len(cls.clubs)]
        partner = cls.make_partner(f"Member {number}")
        cls.follow(club._enroll(partner), partner, cls.now.date())

    @classmethod
    def follow(cls, member, partner, today):
        """Have a member counted, and judged, from now on."""
        cls.people[member] = partner
        cls.auditor.join(member, cls.terms[member.club_id])
        cls.judge.join(member, cls.ladders[member.club_id], today)

    # === THE LIFE === #

    def live(self):
        seed = int(os.environ.get("LOYALTY_CLUB_SEED") or random.randrange(10**6))
        steps = int(os.environ.get("LOYALTY_CLUB_STEPS") or 200)
        # Who runs it by hand wants to read the seed, whatever the log level.
        # pylint: disable-next=print-used
        print(f"simulation: LOYALTY_CLUB_SEED={seed} LOYALTY_CLUB_STEPS={steps}")
        self.random = random.Random(seed)
        kinds = self.step_kinds()
        for number in range(steps):
            self.now += timedelta(days=self.random.uniform(0, 2 * _DAYS / steps))
            kind = self.random.choice(kinds)
            where = f"seed {seed}, step {number}: {kind.__name__}"
            with freeze_time(self.now):
                self.pass_time()
                self.follow_employers()
                self.compare(f"{where}, the time before it")
                kind()
                self.settle()
            for member in self.people:
                self.judge.rise(member, self.today)
            self.compare(where)
            self.audit(where)

    def step_kinds(self):
        """What can happen, the more often the more times it is named."""
        kinds = []
        for name in sorted(dir(type(self))):
            weight = getattr(getattr(type(self), name), "weight", 0)
            if callable(getattr(type(self), name)):
                kinds += [getattr(self, name)] * weight
        return kinds

    def follow_employers(self):
        """What happens to employees, where there are any."""

    def settle_sale(self, sale):
        """What a sale is worth, and what it takes of coupons, have changed."""
        self.auditor.settle(sale, self.today)
        self.follow_coupons(sale)

    def follow_coupons(self, sale):
        """What a sale has taken of coupons, where there are any."""

    def pass_time(self):
        """What the nightly jobs do."""
        members = self.env["loyalty.club.member"]
        members._post_expiry(members._due_to_expire())
        for member in self.people:
            self.auditor.expire(member, self.today)
        while self.env["loyalty.club.earning"]._release_due():
            pass
        self.auditor.release(self.today)
        self.settle()
        while members._review_next():
            pass
        for member in self.people:
            self.judge.rise(member, self.today)
            self.judge.night(member, self.today)

    def compare(self, where):
        members = self.env["loyalty.club.member"].union(*self.people)
        members.invalidate_recordset(["balance", "tier_id", "tier_until"])
        for member in members:
            expected = self.auditor.accounts[member].balance
            self.assertEqual(
                member.balance, expected, f"{where}: {member.display_name}"
            )
            if member.state == "left":
                self.assertFalse(member.tier_id, f"{where}: {member.display_name}")
                continue
            rank = self.judge.ranks[member]
            self.assertEqual(
                (member.tier_id.sequence - 1, member.tier_until or None),
                (rank.rung, rank.until),
                f"{where}: the tier of {member.display_name}",
            )

    def audit(self, where):
        """The nightly audit, too, has nothing to say."""
        members = self.env["loyalty.club.member"].union(*self.people)
        self.assertFalse(self.env["loyalty.club.audit"]._find(members.ids), where)

    # === THE SCENE === #

    @property
    def today(self) -> date:
        return self.now.date()

    def rules_of(self, club) -> list:
        """The rules in force, as the auditor is told."""
        return [
            Rule(
                name=rule.id,
                kind=_KINDS.get(rule.trigger, rule.trigger),
                points=rule.points,
                per=Decimal(str(rule.per_amount)),
                minimum=Decimal(str(rule.min_amount)),
                product=rule.product_ids[:1] or None,
                most_per_order=rule.limit_per_order,
                most_per_month=rule.limit_per_member,
                every=rule.every,
            )
            for rule in club.rule_ids.filtered("active")
        ]

    def terms_of(self, club) -> Terms:
        """The terms in force, which a sale keeps."""
        return copy(self.terms[club])

    def new_sale(self, member, document, lines, **values):
        """A purchase for the auditor. Who is suspended has not made one."""
        if member.state != "active":
            return None
        sale = Sale(
            member=member,
            terms=self.terms_of(member.club_id),
            rules=self.rules_of(member.club_id),
            lines=lines,
            factor=self.judge.factor(member),
            **{"moment": self.now, **values},
        )
        self.documents[sale] = document
        self.auditor.sales.append(sale)
        return sale

    @staticmethod
    def cents(lines) -> Decimal:
        """What may be missing on an order, whose lines are rounded one by one."""
        return Decimal("0.01") * len(lines)

    def some_goods(self):
        goods = self.random.sample(self.goods, self.random.randint(1, 3))
        return [
            Line(
                product=product,
                quantity=self.random.randint(1, 5),
                price=Decimal(self.random.randint(100, 5000)) / 100,
            )
            for product in goods
        ]

    def some_member(self, condition=lambda member: True):
        fitting = [member for member in self.people if condition(member)]
        return self.random.choice(fitting) if fitting else None

    def some_sale(self, condition=lambda sale, document: True):
        """A sale that fits, and its document."""
        fitting = [
            (sale, document)
            for sale, document in self.documents.items()
            if condition(sale, document)
        ]
        return self.random.choice(fitting) if fitting else (None, None)
