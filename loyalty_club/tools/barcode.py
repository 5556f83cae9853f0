"""Barcodes of cards and coupons, as bars and pictures that any page can draw."""

from base64 import b64encode

from reportlab.graphics.barcode import createBarcodeDrawing

# How a digit is drawn in the left half (the second way, where the first digit of the
# number asks for it) and in the right half: four widths that begin with a space in the
# left half, with a bar in the right one.
_WIDTHS = "3211 2221 2122 1411 1132 1231 1114 1312 1213 3112".split()
_REVERSED = ("", "245", "235", "234", "145", "125", "123", "135", "134", "124")


def ean13_bars(number: str) -> list[tuple[int, int]]:
    """The bars of an EAN-13 number: where each begins, and how wide it is.

    :param number: 13 digits
    :return: whole modules; the code is 95 of them wide
    """
    reversed_ = _REVERSED[int(number[0])]
    left = [
        _WIDTHS[int(digit)][:: -1 if str(place) in reversed_ else 1]
        for place, digit in enumerate(number[1:7])
    ]
    right = [_WIDTHS[int(digit)] for digit in number[7:]]
    widths = ["111", *left, "11111", *right, "111"]
    bars, position = [], 0
    # Bars and spaces take turns, from the first bar of the frame to its last.
    for order, width in enumerate(map(int, "".join(widths))):
        if order % 2 == 0:
            bars.append((position, width))
        position += width
    return bars


def code_picture(kind: str, text: str, width: int, height: int) -> str:
    """A code as the address of a picture that holds all of itself.

    Drawn with lines: sharp on paper, and without a program that paints pixels.

    :param kind: a symbology of reportlab, as ``QR`` or ``Code128``
    """
    drawing = createBarcodeDrawing(kind, value=text, width=width, height=height)
    picture = b64encode(drawing.asString("svg").encode()).decode()
    return f"data:image/svg+xml;base64,{picture}"
