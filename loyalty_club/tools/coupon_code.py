"""Codes of coupons: long enough that nobody guesses one."""

import secrets

from .text import with_latin_digits

# What scanners of the till take for a coupon.
_PREFIX = "044"
_RANDOM_BYTES = 10
_LENGTH = len(_PREFIX) + 2 * _RANDOM_BYTES


def coupon_code() -> str:
    """A new code: a prefix that scanners know, and 80 random bits."""
    return _PREFIX + secrets.token_hex(_RANDOM_BYTES).upper()


def display_code(code: str) -> str:
    """The code in groups, as it is printed and read aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def normalized_code(code: str) -> str:
    """A code as it is kept, however somebody has typed it; others stay as they are."""
    code = code.replace("\0", "")  # nothing that is kept has one
    typed = with_latin_digits("".join(code.split())).upper()
    return typed if typed.startswith(_PREFIX) and len(typed) == _LENGTH else code
