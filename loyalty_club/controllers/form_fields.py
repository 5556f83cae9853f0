"""Fields of forms and addresses, as they arrive: anything at all."""

import re

from ..tools.text import with_latin_digits

_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)
_MOST_DIGITS = 9


def text(value) -> str:
    """What was sent, as text without what surrounds it; a file or a list is none."""
    # A database keeps no text with this character in it.
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def whole_number(form, name) -> int | None:
    """A field as a whole number, with any digits; None if it is none."""
    value = form.get(name)
    if not isinstance(value, str):
        return None
    plain = re.sub(r"[\s,.٬٫\u200c-\u200f]", "", with_latin_digits(value))
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS
    return int(plain) if is_number else None


def request_key(form) -> str | None:
    """What names the request of a form, so that it happens once; None if nothing."""
    key = form.get("key")
    return key if isinstance(key, str) and _KEY.fullmatch(key) else None
