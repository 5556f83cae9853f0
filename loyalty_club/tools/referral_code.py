"""Codes by which members invite their friends: short, and easy to read aloud."""

import secrets

from .text import with_latin_digits

# None that look like another: no 0 and O, no 1, I and L.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8


def referral_code() -> str:
    """A new code: one of 8 × 10¹¹."""
    return "".join(secrets.choice(_ALPHABET) for _each in range(_LENGTH))


def normalized_referral_code(typed: str) -> str:
    """A code as it is kept, however somebody has typed it."""
    plain = with_latin_digits(typed).upper()
    return "".join(each for each in plain if each in _ALPHABET)[: _LENGTH + 1]


def display_referral_code(code: str) -> str:
    """The code in two groups, as it is read aloud."""
    return f"{code[:4]}-{code[4:]}" if code else ""
