"""QR codes and barcodes of numbers and coupons, as paths that any page can draw."""

from functools import lru_cache
from typing import NamedTuple

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import (
    QRAlphaNum,
    QRCode,
    QRErrorCorrectLevel,
)

from .barcode import ean13_bars

# How many characters the smallest codes hold that still bear 15 % of dirt.
_HOLDS = {1: 20, 2: 38, 3: 61, 4: 90}
_MASK = 0  # any of the eight can be read; to look for the best would take longest


class Drawing(NamedTuple):
    """What an SVG needs: its size in modules, and the path of what is dark."""

    width: int
    height: int
    path: str


@lru_cache(maxsize=1024)  # a card is drawn whenever its member comes back
def qr(text: str) -> Drawing:
    """The QR code of figures and capital letters.

    :raise ValueError: when they are too many, or others
    """
    version = next((each for each, most in _HOLDS.items() if len(text) <= most), None)
    if not (version and QRAlphaNum(text).valid):
        raise ValueError("only figures and capital letters, and not too many")
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.makeImpl(False, _MASK)
    path = "".join(
        f"M{start} {line}h{width}v1h-{width}z"
        for line, row in enumerate(code.modules)
        for start, width in _runs(row)
    )
    return Drawing(code.moduleCount, code.moduleCount, path)


def drawn_link(address: str) -> Drawing | None:
    """The QR code of an address; None for one that is no plain one, or is long.

    In capitals it is small, and seen from afar: our pages are found by them, too.
    """
    try:
        return qr(address.upper())
    except ValueError:
        return None


def _runs(row):
    """Where the dark parts of a line begin, and how wide they are."""
    start = None
    for place, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place - start
            start = None


def ean13(number: str) -> Drawing:
    """The barcode of the number of a member."""
    return _bars(ean13_bars(number), 95)


def code128(text: str) -> Drawing:
    """The barcode of the code of a coupon."""
    barcode = Code128(text)
    barcode.validate()
    barcode.encode()
    barcode.decompose()
    bars, position = [], 0
    # Capital letters are bars, small ones spaces, A or a the thinnest.
    for letter in barcode.decomposed:
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            bars.append((position, width))
        position += width
    return _bars(bars, position)


def _bars(bars, width):
    path = "".join(f"M{start} 0h{wide}v1h-{wide}z" for start, wide in bars)
    return Drawing(width, 1, path)
