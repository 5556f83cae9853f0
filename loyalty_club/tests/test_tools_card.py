from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.barcode import ean13_bars
from ..tools.member_number import member_number
from ..tools.phone import example_number
from ..tools.text import with_digits_of, with_latin_digits
from . import properties  # noqa: F401  (how often each is tried)

# The seven modules of each digit, as the standard prints them: left half, even parity,
# right half; and which of the first two each place takes, by the first digit.
_ODD = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
_EVEN = (
    "0100111 0110011 0011011 0100001 0011101 0111001 0000101 0010001 0001001 0010111"
)
_RIGHT = (
    "1110010 1100110 1101100 1000010 1011100 1001110 1010000 1000100 1001000 1110100"
)
_PARITY = (
    "OOOOOO OOEOEE OOEEOE OOEEEO OEOOEE OEEOOE OEEEOO OEOEOE OEOEEO OEEOEO".split()
)


@tagged("post_install", "-at_install")
class TestBarcode(BaseCase):
    """The bars of a card, as a scanner reads them."""

    def modules(self, number):
        """The code as it is printed: 1 is dark."""
        bars = ean13_bars(number)
        return "".join(
            str(int(any(begin <= place < begin + width for begin, width in bars)))
            for place in range(95)
        )

    @given(st.integers(1, 10**9 - 1))
    def test_every_card_can_be_scanned(self, serial):
        modules = self.modules(member_number(serial))
        self.assertEqual(
            (modules[:3], modules[45:50], modules[92:]), ("101", "01010", "101")
        )
        self.assertEqual(self.scanned(modules), member_number(serial))

    @given(st.from_regex(r"[0-9]{13}", fullmatch=True))
    def test_every_number_is_drawn_by_the_standard(self, number):
        self.assertEqual(self.scanned(self.modules(number)), number)

    def scanned(self, modules):
        """What a scanner reads from the modules of a code."""
        left = [modules[begin : begin + 7] for begin in range(3, 45, 7)]
        right = [modules[begin : begin + 7] for begin in range(50, 92, 7)]
        parity = "".join("O" if digit in _ODD.split() else "E" for digit in left)
        digits = [
            (_ODD if kind == "O" else _EVEN).split().index(digit)
            for kind, digit in zip(parity, left, strict=True)
        ]
        digits += [_RIGHT.split().index(digit) for digit in right]
        return f"{_PARITY.index(parity)}{''.join(map(str, digits))}"


@tagged("post_install", "-at_install")
class TestDigits(BaseCase):
    """Digits as people type them, and as they read them."""

    @given(st.from_regex(r"[0-9 +-]{0,20}", fullmatch=True))
    def test_persian_digits_are_read_back(self, text):
        self.assertEqual(with_latin_digits(with_digits_of("fa_IR", text)), text)

    def test_arabic_digits_are_read_too(self):
        self.assertEqual(with_latin_digits("٠٩١٢ ۳۴۵"), "0912 345")

    def test_every_country_has_an_example(self):
        self.assertEqual(example_number("IR"), "+98 912 345 6789")
        self.assertEqual(example_number("IR", is_national=True), "0912 345 6789")
        for country in ("AQ", "NL", None, ""):
            self.assertTrue(example_number(country).startswith("+31"), country)
