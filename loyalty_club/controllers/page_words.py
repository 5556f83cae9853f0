from odoo.http import request

from ..models.club import in_words
from ..tools.colour import deep
from ..tools.drawn_code import code128, ean13, qr
from ..tools.text import with_digits_of


def page_words() -> dict:
    """How pages write figures, days, codes and colours, for who reads them."""
    env = request.env
    return {
        "digits": lambda text: with_digits_of(env.lang, text),
        "number": lambda value: in_words.number(env, value),
        "signed": lambda value: in_words.signed(env, value),
        "amount": lambda value, currency: in_words.amount(env, value, currency),
        "day": lambda value: in_words.day(env, value),
        "days_left": lambda count: in_words.days_left(env, count),
        "qr": qr,
        "ean13": ean13,
        "code128": code128,
        "deep": deep,
    }
