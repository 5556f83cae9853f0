import re

from odoo.tests import BaseCase, tagged

from ..tools.barcode import ean13_bars
from ..tools.colour import DEFAULT, deep
from ..tools.drawn_code import code128, drawn_link, ean13, qr

_FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


def _modules(drawing):
    """What is dark in a drawing, line by line."""
    lines = [["0"] * drawing.width for _line in range(drawing.height)]
    for start, line, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing.path):
        for place in range(int(start), int(start) + int(width)):
            lines[int(line)][place] = "1"
    return ["".join(line) for line in lines]


@tagged("post_install", "-at_install")
class TestDrawnCode(BaseCase):
    """Codes as paths: what scanners look for is where they look for it."""

    def test_qr_code_has_its_three_corners(self):
        for text, size in (("0420000000015", 21), ("044" + "0F" * 10, 25)):
            lines = _modules(qr(text))
            self.assertEqual(len(lines), size)
            for corner in (
                [line[:7] for line in lines[:7]],
                [line[-7:] for line in lines[:7]],
                [line[:7] for line in lines[-7:]],
            ):
                self.assertEqual(tuple(corner), _FINDER)

    def test_qr_codes_differ(self):
        self.assertNotEqual(qr("0420000000015").path, qr("0420000000022").path)

    def test_qr_code_refuses_what_it_can_not_hold(self):
        for text in ("small letters", "A" * 91, "فارسی"):
            with self.assertRaises(ValueError):
                qr(text)

    def test_links_are_drawn_in_capitals_where_they_are_plain(self):
        link = "https://club.example/club/r/abc234"
        self.assertEqual(drawn_link(link), qr(link.upper()))
        self.assertIsNone(drawn_link("https://club.example/?code=abc&from=me"))
        self.assertIsNone(drawn_link(f"{link}/{'long' * 20}"))

    def test_barcode_of_a_card_is_that_of_its_number(self):
        [line] = _modules(ean13("0420000000015"))
        for start, width in ean13_bars("0420000000015"):
            self.assertEqual(line[start : start + width], "1" * width)
        self.assertEqual(len(line), 95)

    def test_barcode_of_a_coupon_begins_and_ends_as_code_128_does(self):
        [line] = _modules(code128("044" + "0F" * 10))
        self.assertIn(line[:11], ("11010010000", "11010011100"))  # sets B and C
        self.assertEqual(line[-13:], "1100011101011")
        self.assertEqual(len(line) % 11, 2)


@tagged("post_install", "-at_install")
class TestColour(BaseCase):
    """White letters can be read on any colour that a club has chosen."""

    def contrast(self, color):
        parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        ]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return 1.05 / (luminance + 0.05)

    def test_light_colours_become_dark_enough(self):
        for color in ("#FFFFFF", "#fd0", "#C4951B", "#00FF00", "#7E8A97", "#714B67"):
            self.assertGreaterEqual(self.contrast(deep(color)), 4.5, color)

    def test_dark_colours_stay(self):
        self.assertEqual(deep("#714b67"), "#714B67")

    def test_what_is_no_colour_is_the_default(self):
        for text in (None, "", "red", "#12", "#714B67;x:y", "url(//evil)"):
            self.assertEqual(deep(text), DEFAULT)
