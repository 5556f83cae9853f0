"""Names and figures inside a sentence, whatever the direction of either."""

import re

_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_LETTERS = str.maketrans("يىكةۀ", "ییکهه")
_PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")


def with_latin_digits(text: str) -> str:
    """A text with its Persian and Arabic digits as 0 to 9, for machines to read."""
    return text.translate(_LATIN)


def isolated(text: str) -> str:
    """A text that neither turns the words around it nor is turned by them."""
    # First strong isolate … pop directional isolate, of the Unicode standard.
    return f"\u2068{text}\u2069" if text else ""


def with_digits_of(language: str | None, text: str) -> str:
    """A text with its figures in the digits that readers of a language write.

    :param language: code, as in ``fa_IR``
    """
    if not (language or "").startswith("fa"):
        return text
    return _FIGURE.sub(lambda figure: figure[0].translate(_PERSIAN), text)


def same_letters(text: str) -> str:
    """A text with the Persian ی and ک, whichever keyboard has written them."""
    return text.translate(_LETTERS)


def as_key(text: str) -> str:
    """What is left of a word when only its letters and digits count.

    Two that look the same have the same key: with any of the keyboards for Persian,
    with or without half-spaces, in capitals or not.
    """
    plain = same_letters(with_latin_digits(text)).casefold()
    return "".join(each for each in plain if each.isalnum())


def without_marks(text: str) -> str:
    """A text without the marks of :func:`isolated`, for where it stands alone."""
    return text.replace("\u2068", "").replace("\u2069", "")
