"""Names and figures inside a sentence, whatever the direction of either."""

import re

_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
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
