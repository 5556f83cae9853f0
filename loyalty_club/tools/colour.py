"""Colours that people choose, made such that white letters on them can be read."""

import re

# What a club has that has chosen none.
DEFAULT = "#714B67"
_CONTRAST = 5.0  # of white on it; 4.5 is what readers need
_DARKER = 0.94
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def deep(color: str | None) -> str:
    """A colour, as dark as white letters on it need; another text is the default.

    :param color: as ``#RGB`` or ``#RRGGBB``
    """
    parts = _parts(color) or _parts(DEFAULT)
    while 1.05 / (_luminance(parts) + 0.05) < _CONTRAST:
        parts = [part * _DARKER for part in parts]
    return "#" + "".join(f"{int(part):02X}" for part in parts)


def _parts(color):
    if not color or not _HEX.fullmatch(color):
        return None
    digits = color[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return [int(digits[start : start + 2], 16) for start in (0, 2, 4)]


def _luminance(parts):
    """How bright a colour looks, from 0 to 1, as WCAG 2 counts it."""
    red, green, blue = (
        part / 255 / 12.92
        if part / 255 <= 0.04045
        else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
