"""Pictures: drawn, so that none need be kept, and sharp at every size."""

import base64
from textwrap import wrap

from odoo.tools import file_open

_INK = "#FFFFFF"
_MOTIFS = {
    "book": '<path d="M136 120h208a32 32 0 0 1 32 32v256H168a32 32 0 0 1-32-32z" '
    'fill="{ink}"/><path d="M160 120v272" stroke="{color}" stroke-width="10"/>',
    "cup": '<path d="M136 216h208v96a80 80 0 0 1-80 80h-48a80 80 0 0 1-80-80z" '
    'fill="{ink}"/><path d="M344 240h24a40 40 0 0 1 0 88h-28" fill="none" '
    'stroke="{ink}" stroke-width="22"/><path d="M196 176c-20-24 20-40 0-64M256 '
    '176c-20-24 20-40 0-64" fill="none" stroke="{ink}" stroke-width="14" '
    'stroke-linecap="round"/>',
    "cake": '<path d="M120 264l220-96a60 60 0 0 1 52 60v36z" fill="{ink}"/>'
    '<path d="M120 280h272v40H120zM120 336h272v40H120z" fill="{ink}"/>'
    '<circle cx="352" cy="148" r="26" fill="{ink}"/>',
    "flower": '<g fill="{ink}">{petals}</g><path d="M256 256v-92M256 256l-40-80M256 '
    '256l40-80" stroke="#D7263D" stroke-width="14" stroke-linecap="round"/>',
    "bag": '<path d="M144 192h224l24 216H120z" fill="{ink}"/><path d="M200 '
    '224v-48a56 56 0 0 1 112 0v48" fill="none" stroke="{color}" '
    'stroke-width="16"/>',
    "box": '<path d="M128 216h256v192H128zM112 152h288v56H112z" fill="{ink}"/>'
    '<path d="M256 152v256" stroke="{color}" stroke-width="24"/><path d="M256 '
    '148c-72 8-96-64-48-68 32-2 48 40 48 68 0-28 16-70 48-68 48 4 24 76-48 68z" '
    'fill="none" stroke="{ink}" stroke-width="18"/>',
}
_PETALS = "".join(
    f'<path d="M256 320c-52-56-52-140 0-200 52 60 52 144 0 200z" '
    f'transform="rotate({angle} 256 320)"/>'
    for angle in (-66, -33, 0, 33, 66)
)
_COVER = (
    '<rect x="116" y="56" width="280" height="400" rx="10" fill="{dark}"/>'
    '<rect x="132" y="56" width="264" height="400" rx="8" fill="{color}"/>'
    '<rect x="152" y="80" width="224" height="352" fill="none" stroke="{ink}" '
    'stroke-width="3" opacity=".7"/>'
    '<g transform="translate(264 350) scale(.16) translate(-256 -256)">{motif}</g>'
    '<g fill="{ink}" font-family="Georgia, DejaVu Serif, serif" font-size="34" '
    'text-anchor="middle">{title}</g>'
)


def emblem(motif: str, color: str) -> bytes:
    """A sign on a coloured ground: the logo of a company, the face of a product."""
    return _svg(color, _motif(motif, color))


def cover(title: str, color: str) -> bytes:
    """A book, from the front."""
    lines = wrap(title, 11)
    top = 160 - 10 * len(lines)
    tspans = "".join(
        f'<text x="264" y="{top + 44 * number}">{line}</text>'
        for number, line in enumerate(lines)
    )
    words = {"color": color, "dark": "#00000055", "ink": _INK, "title": tspans}
    return _svg("#F3EFE9", _COVER.format(motif=_motif("flower", color), **words))


def _motif(name: str, color: str) -> str:
    return _MOTIFS[name].format(ink=_INK, color=color, petals=_PETALS)


def _svg(ground: str, drawing: str) -> bytes:
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" '
        f'height="512"><rect width="512" height="512" fill="{ground}"/>{drawing}</svg>'
    )
    return base64.b64encode(text.encode())


def of_odoo(path: str):
    """A picture that comes with Odoo, or nothing where it is not there any more."""
    try:
        with file_open(path, "rb") as file:
            return base64.b64encode(file.read())
    except FileNotFoundError:
        return False
