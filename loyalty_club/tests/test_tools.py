"""The arithmetic of a club, by properties: what must hold for any figures."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from odoo.tests import BaseCase, tagged

from ..tools.lots import Book, OpenItem
from ..tools.member_number import PREFIX, display_number, member_number
from ..tools.period import period_end, period_start, year_end
from ..tools.posting import Posting
from ..tools.rounding import exact, rounded, share_out, whole
from ..tools.stamps import Stamp, decide
from . import properties  # noqa: F401  (how often each is tried)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
PERIODS = ("day", "week", "month", "year")


@tagged("post_install", "-at_install")
class TestLots(BaseCase):
    """The book of one member, whatever happens in whatever order."""

    moves = st.lists(
        st.tuples(
            st.integers(-200, 200).filter(bool),
            st.none() | st.dates(date(2030, 1, 1), date(2030, 1, 9)),
            st.none() | st.integers(1, 4),
        ),
        max_size=30,
    )

    def play(self, moves):
        """Post these moves; give the book, and what it did, move by move."""
        book, steps = Book(), []
        for entry_id, (points, expires_on, earning_id) in enumerate(moves, 1):
            before = {id_: item.points_left for id_, item in book.changed.items()}
            if points > 0:
                item = OpenItem(entry_id, points, expires_on, earning_id)
                allocations = book.add(item)
            else:
                allocations = book.take(entry_id, -points, earning_id)
            steps.append((before, allocations))
        return book, steps

    @given(moves)
    def test_open_items_add_up_to_the_balance(self, moves):
        book, _steps = self.play(moves)
        self.assertEqual(book.balance, sum(points for points, *_rest in moves))

    @given(moves)
    def test_never_lots_and_debts_together(self, moves):
        book, _steps = self.play(moves)
        left = [item.points_left for item in book.changed.values()]
        self.assertFalse(any(each > 0 for each in left) and any(e < 0 for e in left))

    @given(moves)
    def test_allocations_conserve_points(self, moves):
        """What is left of an entry is its points, less or plus its allocations."""
        book, steps = self.play(moves)
        allocations = [each for _before, made in steps for each in made]
        self.assertTrue(all(each.points > 0 for each in allocations))
        for entry_id, (points, *_rest) in enumerate(moves, 1):
            used = sum(each.points for each in allocations if each.lot_id == entry_id)
            paid = sum(each.points for each in allocations if each.entry_id == entry_id)
            item = book.changed.get(entry_id)
            self.assertEqual(item.points_left if item else 0, points - used + paid)
            self.assertLessEqual(used, max(points, 0))

    @given(moves)
    def test_soonest_expiry_first_after_the_lots_of_the_earning(self, moves):
        book, steps = self.play(moves)
        lots = {
            entry_id: (earning_id, expires_on or date.max, entry_id)
            for entry_id, (points, expires_on, earning_id) in enumerate(moves, 1)
            if points > 0
        }
        for (points, _expiry, earning_id), (before, made) in zip(
            moves, steps, strict=True
        ):
            if points > 0:
                continue
            open_lots = sorted(
                (id_ for id_, left in before.items() if left > 0),
                key=lambda id_, own=earning_id: (
                    own is None or lots[id_][0] != own,
                    *lots[id_][1:],
                ),
            )
            used = [each.lot_id for each in made]
            self.assertEqual(used, open_lots[: len(used)])
            for each in made[:-1]:
                self.assertEqual(each.points, before[each.lot_id])

    @given(moves)
    def test_book_keeps_what_it_changed(self, moves):
        """A book that was kept and read again goes on as one that never ended."""
        whole_book, _steps = self.play(moves)
        kept = {}
        for entry_id, (points, expires_on, earning_id) in enumerate(moves, 1):
            book = Book(OpenItem(*item) for item in kept.values())
            if points > 0:
                book.add(OpenItem(entry_id, points, expires_on, earning_id))
            else:
                book.take(entry_id, -points, earning_id)
            for id_, item in book.changed.items():
                kept[id_] = (id_, item.points_left, item.expires_on, item.earning_id)
            kept = {id_: item for id_, item in kept.items() if item[1]}
        left = {
            id_: item.points_left
            for id_, item in whole_book.changed.items()
            if item.points_left
        }
        self.assertEqual({id_: item[1] for id_, item in kept.items()}, left)


@tagged("post_install", "-at_install")
class TestRounding(BaseCase):
    """Not a point is lost or made by rounding."""

    weights = st.lists(
        st.fractions(0, 10**6, max_denominator=10**6), min_size=1, max_size=12
    ).filter(any)

    @given(st.integers(0, 10**6), weights)
    def test_parts_add_up_and_stay_next_to_their_quota(self, total, weights):
        parts = share_out(total, weights)
        self.assertEqual(sum(parts), total)
        for part, weight in zip(parts, weights, strict=True):
            quota = total * weight / sum(weights)
            self.assertLess(abs(part - quota), 1)
            self.assertTrue(weight or not part)

    @given(st.integers(-(10**6), 10**6), weights)
    def test_returns_are_shared_out_too(self, total, weights):
        self.assertEqual(sum(share_out(total, [-weight for weight in weights])), total)

    def test_nothing_to_share(self):
        self.assertEqual(share_out(0, []), [])
        self.assertEqual(share_out(0, [Fraction(0)] * 3), [0, 0, 0])

    @given(st.integers(0, 10**12))
    def test_money_is_exact_to_six_decimals(self, millionths):
        self.assertEqual(exact(millionths / 10**6), Fraction(millionths, 10**6))

    @given(st.integers(0, 10**9), st.integers(1, 1000))
    def test_whole_points_of_cents(self, cents, points):
        """R16: 0.29 at 100 points is 29, though 0.29 * 100 is 28.999…"""
        self.assertEqual(whole(exact(cents / 100) * points), cents * points // 100)

    @given(st.fractions())
    def test_whole_points_are_rounded_towards_zero(self, value):
        self.assertLessEqual(abs(whole(value)), abs(value))
        self.assertEqual(whole(-value), -whole(value))

    @given(st.fractions(-(10**6), 10**6))
    def test_what_is_kept_reads_back_as_it_was(self, value):
        self.assertEqual(exact(float(rounded(value))), rounded(value))


@tagged("post_install", "-at_install")
class TestStamps(BaseCase):
    """Stamp cards: so many full cards, so many stamps with points."""

    # What happens to a card: a new stamp of so many a card, or a return of one.
    happenings = st.lists(
        st.tuples(st.just("give"), st.integers(2, 6), st.integers(1, 50))
        | st.tuples(st.just("return"), st.integers(0, 40), st.just(0)),
        max_size=40,
    )

    def apply(self, stamps, changes):
        points = {stamp.line_id: new for stamp, new in changes}
        return [
            stamp._replace(points=points.get(stamp.line_id, stamp.points))
            for stamp in stamps
        ]

    def happen(self, stamps, happening):
        verb, number, reward = happening
        if verb == "give":
            line_id = max((stamp.line_id for stamp in stamps), default=0) + 1
            return [*stamps, Stamp(line_id, line_id, number, reward, 0)]
        return [stamp for index, stamp in enumerate(stamps) if index != number]

    @given(happenings)
    def test_as_many_rewards_as_full_cards(self, happenings):
        stamps = []
        for happening in happenings:
            stamps = self.happen(stamps, happening)
            stamps = self.apply(stamps, decide(stamps))
            full = int(sum((Fraction(1, stamp.every) for stamp in stamps), Fraction()))
            rewarded = [stamp for stamp in stamps if stamp.points]
            self.assertEqual(len(rewarded), full)
            for stamp in rewarded:
                self.assertEqual(stamp.points, stamp.reward)

    @given(happenings)
    def test_deciding_again_changes_nothing(self, happenings):
        stamps = []
        for happening in happenings:
            stamps = self.happen(stamps, happening)
        stamps = self.apply(stamps, decide(stamps))
        self.assertEqual(decide(stamps), [])

    @given(happenings)
    def test_one_happening_moves_one_reward_at_most(self, happenings):
        stamps = []
        for happening in happenings:
            stamps = self.happen(stamps, happening)
            changes = decide(stamps)
            self.assertLessEqual(len(changes), 1)
            stamps = self.apply(stamps, changes)

    def test_the_stamp_that_fills_the_card_gets_the_points(self):
        stamps = [Stamp(id_, id_, 3, 100, 0) for id_ in (1, 2, 3, 4)]
        self.assertEqual(decide(stamps), [(stamps[2], 100)])


@tagged("post_install", "-at_install")
class TestPeriod(BaseCase):
    """Periods cover the calendar without gap or overlap."""

    @given(DAYS, st.sampled_from(PERIODS))
    def test_a_period_holds_its_day(self, day, period):
        start, end = period_start(day, period), period_end(day, period)
        self.assertTrue(start <= day < end)
        self.assertEqual(period_start(start, period), start)
        self.assertEqual(period_start(end, period), end)
        self.assertEqual(period_start(end - timedelta(days=1), period), start)

    @given(DAYS)
    def test_weeks_start_on_monday(self, day):
        self.assertEqual(period_start(day, "week").weekday(), 0)

    @given(DAYS)
    def test_ever_has_no_bounds(self, day):
        self.assertIsNone(period_start(day, "ever"))
        self.assertIsNone(period_end(day, "ever"))

    @given(DAYS, st.integers(1, 12), st.integers(1, 31))
    def test_a_year_ends_once_a_year(self, day, month, last_day):
        end = year_end(day, month, last_day)
        self.assertTrue(day <= end <= day + timedelta(days=366))
        self.assertEqual(year_end(end, month, last_day), end)
        following = year_end(end + timedelta(days=1), month, last_day)
        self.assertIn((following - end).days, (365, 366))

    def test_last_day_of_february(self):
        self.assertEqual(year_end(date(2028, 1, 1), 2, 29), date(2028, 2, 29))
        self.assertEqual(year_end(date(2027, 1, 1), 2, 29), date(2027, 2, 28))


@tagged("post_install", "-at_install")
class TestMemberNumber(BaseCase):
    """Numbers that a scanner and a hurried person read right."""

    serials = st.integers(1, 999_999_999)

    @given(serials)
    def test_number_is_a_customer_barcode(self, serial):
        number = member_number(serial)
        self.assertTrue(ean.is_valid(number))
        self.assertEqual(len(number), 13)
        self.assertTrue(number.startswith(PREFIX))

    @given(serials, serials)
    def test_two_members_never_share_a_number(self, one, other):
        self.assertEqual(one == other, member_number(one) == member_number(other))

    @given(serials, st.integers(0, 12), st.integers(1, 9))
    def test_one_wrong_digit_is_noticed(self, serial, place, difference):
        number = member_number(serial)
        digit = str((int(number[place]) + difference) % 10)
        self.assertFalse(ean.is_valid(number[:place] + digit + number[place + 1 :]))

    @given(serials)
    def test_number_as_it_is_read_aloud(self, serial):
        shown = display_number(member_number(serial))
        self.assertEqual("".join(shown.split()), member_number(serial))


@tagged("post_install", "-at_install")
class TestPosting(BaseCase):
    """What makes two requests with one key the same request."""

    def test_content(self):
        first = Posting(1, "earn", 5, "key")
        self.assertEqual(first.content(), first._replace(reason="again").content())
        for changes in ({"member_id": 2}, {"kind": "adjust"}, {"points": 6}):
            self.assertNotEqual(first.content(), first._replace(**changes).content())
