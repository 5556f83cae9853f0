"""Files that strangers send, and what of them may be kept."""

import io
import re
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from PIL import Image

# What a person can look at, and no program runs. A picture with several views of one
# moment, as some phones take it, is a JPEG to everybody else.
_PICTURES = {
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "GIF": ("gif", "image/gif"),
}
_READERS = ("JPEG", "PNG", "GIF")
# Larger ones take more memory to open than their file lets expect.
_PICTURE_DOTS = 50_000_000
_NAME_LETTERS = 80
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')


class Upload(NamedTuple):
    """A file as it may be kept: its type is what it is, not what it was called."""

    name: str
    content: bytes
    mimetype: str


def safe_upload(name: str, content: bytes) -> Upload | None:
    """The file under a harmless name, or nothing if it is no picture and no PDF.

    The content alone says which it is: a page or a drawing with a script in it is not
    taken for a picture because of its name.
    """
    kind = _kind(content)
    if not kind:
        return None
    extension, mimetype = kind
    return Upload(f"{_stem(name)}.{extension}", content, mimetype)


def _kind(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    # Not every server can open these, and Odoo opens none of them.
    if content.startswith(b"RIFF") and content[8:15] == b"WEBPVP8":
        return "webp", "image/webp"
    try:
        with Image.open(io.BytesIO(content), formats=_READERS) as picture:
            width, height = picture.size
            kind = _PICTURES.get(picture.format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return kind if width * height <= _PICTURE_DOTS else None


def _stem(name: str) -> str:
    """The name without folders, its ending, and what steers how text is shown."""
    plain = PurePosixPath((name or "").replace("\\", "/")).name
    letters = (each for each in plain if not unicodedata.category(each).startswith("C"))
    stem = PurePosixPath(_NOT_IN_NAMES.sub("_", "".join(letters))).stem.strip(" .")
    return stem[:_NAME_LETTERS] or "file"
