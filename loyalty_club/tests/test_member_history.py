from io import BytesIO

from openpyxl import load_workbook

from odoo.fields import Datetime

from .area_common import AreaCase


class TestMemberHistory(AreaCase):
    """The whole history: filters, balance, reasons, pages and a file."""

    def fill(self, count):
        for number in range(count):
            self.member._post("adjust", 1, f"line/{number}", reason=f"Gift {number}.")

    def test_each_line_has_its_balance(self):
        self.give(5)
        self.member._redeem(self.ten_off)
        said = self.page("/history")
        self.assertRegex(said, r"Points spent \u2212100 Balance = 905")
        self.assertRegex(said, r"\+5 Balance = 1,005")

    def test_purchase_says_why(self):
        order = self.confirm(self.cake)
        said = self.page("/history")
        self.assertIn(f"Purchase {order.name}", said)
        self.assertIn("Why? 1 point for each unit of money: 25 points for", said)

    def test_filters_by_kind(self):
        self.confirm(self.cake)
        self.member._redeem(self.ten_off)
        for kind, shown, hidden in (
            ("earned", "Purchase", "10 % off"),
            ("spent", "10 % off", "Purchase"),
        ):
            said = self.page(f"/history?kind={kind}")
            self.assertIn(shown, said)
            self.assertNotIn(hidden, said)
        self.assertIn(
            "There is nothing of this kind", self.page("/history?kind=expired")
        )

    def test_filters_by_period(self):
        self.give(5)
        self.env.cr.execute(
            "ALTER TABLE loyalty_club_entry DISABLE TRIGGER USER;"
            "UPDATE loyalty_club_entry SET posted_at = '2020-01-01'"
            " WHERE points = 1000;"
            "ALTER TABLE loyalty_club_entry ENABLE TRIGGER USER"
        )
        self.env.invalidate_all()
        self.assertIn("+1,000", self.page("/history"))
        said = self.page("/history?period=year")
        self.assertNotIn("+1,000", said)
        self.assertIn("+5", said)

    def test_nonsense_in_the_address_is_overlooked(self):
        said = self.page("/history?kind=%27--&period=x&before=%27;drop&kind=earned")
        self.assertIn("+1,000", said)

    def test_pages_lead_to_the_oldest_line_without_a_gap(self):
        self.fill(70)
        seen, path = [], "/history"
        for _page in range(3):
            seen += [
                word for word in self.page(path).split() if word.rstrip(".").isdigit()
            ]
            older = [link for link in self.links(path) if "before=" in link]
            path = older[0].removeprefix(self.home) if older else None
        self.assertIsNone(path)
        gifts = [int(word[:-1]) for word in seen if word.endswith(".")]
        self.assertEqual(gifts, list(reversed(range(70))))

    def test_filters_stay_when_the_page_is_turned(self):
        self.fill(40)
        links = self.links("/history?kind=other&period=year")
        [older] = [link for link in links if "before=" in link]
        self.assertIn("kind=other&period=year", older)

    # === FILE === #

    def sheet(self, query=""):
        answer = self.get(f"/history/download{query}")
        book = load_workbook(BytesIO(answer.content))
        return [list(row) for row in book.active.iter_rows(values_only=True)]

    def test_file_has_the_lines_and_not_who_of_the_staff_posted_them(self):
        order = self.confirm(self.cake)
        heading, first, last = self.sheet()
        self.assertEqual(first[2:4], ["Adjusted by hand", 1000])
        self.assertEqual(last[3:5], [25, 1025])
        self.assertIn(order.name, last[2])
        self.assertNotIn("Posted by", heading)
        self.assertNotIn(self.env.user.name, str([heading, first, last]))

    def test_file_follows_the_filters(self):
        self.confirm(self.cake)
        _heading, *rows = self.sheet("?kind=earned")
        self.assertEqual([row[3] for row in rows], [25])

    def test_file_has_no_formula(self):
        self.member._post("adjust", 1, "evil", reason="=HYPERLINK(1)")
        content = self.get("/history/download").content
        cell = load_workbook(BytesIO(content)).active.cell(3, 3)
        self.assertEqual((cell.value, cell.data_type), ("=HYPERLINK(1)", "s"))
        self.assertTrue(cell.quotePrefix)

    def test_file_of_a_day_keeps_the_clock_of_the_club(self):
        self.club.tz = "Asia/Tehran"
        posted = self.member.entry_ids.posted_at
        [[moment, *_rest]] = self.sheet()[1:]
        gap = moment - Datetime.to_datetime(posted)
        self.assertAlmostEqual(gap.total_seconds(), 3.5 * 3600, delta=1)
