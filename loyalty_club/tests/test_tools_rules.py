"""What rules give, by properties: what must hold for any purchase."""

from datetime import datetime
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.cause import Cause, CauseLine
from ..tools.holder import Holder
from ..tools.netting import spread_discounts
from ..tools.rounding import exact
from ..tools.rules import PURCHASE_TRIGGERS, Rule, evaluate
from .properties import CENTS, SHARES


@st.composite
def rules(draw, triggers=PURCHASE_TRIGGERS, **fixed):
    """An earning rule that is open for the causes below."""
    values = {
        "id": draw(st.integers(1, 4)),
        "trigger": draw(st.sampled_from(triggers)),
        "points": draw(st.integers(1, 500)),
        "name": {},
        "per_amount": draw(st.sampled_from([0.01, 0.3, 1.0, 7.0, 10.0, 1000.0])),
        "every": draw(st.integers(2, 10)),
        "product_ids": draw(st.frozensets(st.integers(1, 3), max_size=2)),
        "category_ids": draw(st.frozensets(st.integers(1, 3), max_size=2)),
        "min_amount": draw(st.sampled_from([0.0, 0.0, 5.0, 500.0])),
        "channels": frozenset({"sale", "club"}),
        "limit_per_order": draw(st.sampled_from([0, 0, 1, 50])),
        **fixed,
    }
    return Rule(**values)


@st.composite
def lines(draw, **fixed):
    """The lines of a purchase: charged something, part of it came back."""
    return tuple(
        CauseLine(
            line_id=line_id,
            **{
                "product_id": draw(st.integers(1, 4)),
                "category_ids": tuple(draw(st.sets(st.integers(1, 4), max_size=3))),
                "quantity": float(draw(st.integers(1, 50))),
                "total": total,
                "untaxed": total / draw(st.sampled_from([1, 1.09, 1.2])),
                "returned": draw(SHARES),
                "refusal": draw(st.sampled_from([None, None, None, "delivery"])),
                "is_bundle": draw(st.booleans()),
                **fixed,
            },
        )
        for line_id, total in enumerate(draw(st.lists(CENTS, max_size=6)), 1)
    )


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    """What rules give for a purchase, whatever it is."""

    bases = st.sampled_from(["tax_included", "tax_excluded"])
    factors = st.sampled_from([Fraction(1), Fraction(3, 2), Fraction(1, 3)])
    caps = st.dictionaries(st.integers(1, 4), st.integers(0, 100))

    def evaluate(self, lines_, rules_, basis="tax_included", **options):
        cause = Cause(
            source_model="sale.order",
            source_id=1,
            occurred_at=datetime(2030, 1, 1),
            lines=tuple(lines_),
        )
        moment = datetime(2030, 1, 1, 12)
        return evaluate(cause, rules_, basis=basis, moment=moment, **options)

    def points(self, *args, **options):
        return sum(award.points for award in self.evaluate(*args, **options))

    @given(lines(), st.lists(rules(), max_size=4), bases, factors)
    def test_purchase_never_takes_points(self, lines_, rules_, basis, factor):
        holder = Holder(factor=factor)
        for award in self.evaluate(lines_, rules_, basis, holder=holder):
            self.assertGreaterEqual(award.points, 0)
            self.assertIsInstance(award.points, int)

    @given(lines(), rules(), bases, SHARES, st.integers(0, 5))
    def test_returning_more_never_earns_more(self, lines_, rule, basis, share, index):
        assume(index < len(lines_))
        changed = lines_[index]
        assume(share >= changed.returned)
        after = [
            line.with_returned(share) if line is changed else line for line in lines_
        ]
        self.assertLessEqual(
            self.points(after, [rule], basis), self.points(lines_, [rule], basis)
        )

    @given(lines(returned=1.0), st.lists(rules(), max_size=4), bases)
    def test_what_came_back_wholly_earns_nothing(self, lines_, rules_, basis):
        assume(sum(line.total for line in lines_) > 0)
        charged = [
            rule
            for rule in rules_
            if rule.trigger != "order"
            or sum(line.total for line in lines_ if rule.covers(line))
        ]
        self.assertEqual(self.points(lines_, charged, basis), 0)

    @given(lines(total=0.0), st.lists(rules(), max_size=4), bases)
    def test_what_costs_nothing_earns_nothing(self, lines_, rules_, basis):
        for award in self.evaluate(lines_, rules_, basis):
            self.assertEqual((award.points, award.every), (0, 0))

    @given(lines(), st.lists(rules(), max_size=4, unique_by=lambda r: r.id), caps)
    def test_limits_hold(self, lines_, rules_, caps):
        awards = self.evaluate(lines_, rules_, caps=caps)
        for rule in rules_:
            given_ = sum(award.points for award in awards if award.rule_id == rule.id)
            if rule.trigger != "nth_order":
                limit = rule.limit_per_order or given_
                self.assertLessEqual(given_, min(limit, caps.get(rule.id, given_)))

    @given(
        lines(),
        rules(triggers=["amount"], limit_per_order=0, min_amount=0.0),
        bases,
        factors,
    )
    def test_amounts_are_rounded_down_once(self, lines_, rule, basis, factor):
        counted = sum(line.counted(basis) for line in lines_ if rule.covers(line))
        rate = Fraction(rule.points) / exact(rule.per_amount)
        self.assertEqual(
            self.points(lines_, [rule], basis, holder=Holder(factor=factor)),
            int(counted * rate * factor),
        )

    @given(lines(), st.lists(rules(), max_size=3), st.randoms(use_true_random=False))
    def test_order_of_the_lines_does_not_matter(self, lines_, rules_, random):
        shuffled = random.sample(lines_, len(lines_))
        self.assertEqual(self.points(lines_, rules_), self.points(shuffled, rules_))

    @given(lines(), st.lists(rules(), max_size=3))
    def test_every_line_is_explained(self, lines_, rules_):
        awards = self.evaluate(lines_, rules_)
        explained = {award.line_id for award in awards}
        self.assertLessEqual({line.line_id for line in lines_}, explained)

    @given(lines(returned=0.0), st.lists(rules(), max_size=4), bases)
    def test_return_without_its_purchase_never_earns(self, lines_, rules_, basis):
        """A credit note of its own: the mirror image of a purchase."""
        mirrored = [
            CauseLine(
                line_id=line.line_id,
                product_id=line.product_id,
                category_ids=line.category_ids,
                quantity=-line.quantity,
                total=-line.total,
                untaxed=-line.untaxed,
                refusal=line.refusal,
            )
            for line in lines_
        ]
        assume(sum(line.total for line in mirrored) < 0)
        for award in self.evaluate(mirrored, rules_, basis):
            self.assertLessEqual(award.points, 0)

    @given(rules(), st.datetimes(datetime(2030, 1, 1), datetime(2031, 1, 1)))
    def test_hours_over_midnight_are_the_rest_of_the_day(self, rule, moment):
        values = {name: getattr(rule, name) for name in Rule.__slots__}
        day = Rule(**{**values, "hour_from": 6.0, "hour_to": 22.5})
        night = Rule(**{**values, "hour_from": 22.5, "hour_to": 6.0})
        self.assertNotEqual(day.is_open(moment, "sale"), night.is_open(moment, "sale"))

    @given(lines(returned=0.0), st.lists(CENTS, max_size=3))
    def test_discounts_are_spread_and_nothing_is_lost(self, lines_, discounts):
        charged = [
            *lines_,
            *(
                CauseLine(line_id=100 + index, total=-each, untaxed=-each, quantity=1)
                for index, each in enumerate(discounts)
                if each
            ),
        ]
        spread = spread_discounts(charged)
        goods = sum(line.total for line in lines_ if not line.refusal)
        others = sum(line.total for line in lines_ if line.refusal)
        if goods + others - sum(discounts) < -0.005:  # a return
            self.assertEqual(spread, charged)
            return
        self.assertTrue(all(line.total >= 0 for line in spread))
        if discounts:
            self.assertEqual(len(spread), len(lines_))
        self.assertAlmostEqual(
            sum(line.total for line in spread),
            others + max(goods - sum(discounts), 0),
            4,
        )
