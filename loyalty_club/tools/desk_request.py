"""What a till asks for when a member spends points on a receipt."""

from math import isfinite
from typing import NamedTuple

from .till_values import till_values

# More lines than that are no receipt.
_MOST_LINES = 1000


class DeskRequest(NamedTuple):
    """A customer, his receipt on the screen of a till, and what he wants on it.

    The till names the receipt ``order_uuid``. To get a reward it says of which
    ``member_id``, with how many ``points`` if he may choose, and makes a ``key``: a
    request that arrives twice buys once.
    """

    order_uuid: str
    partner_id: int = 0
    member_id: int = 0
    reward_id: int = 0
    points: int = 0
    key: str = ""
    coupon_id: int = 0

    @classmethod
    def from_till(cls, body) -> "DeskRequest":
        """The request in what a till has sent.

        :raise ValueError: when it is none
        """
        values = till_values(cls, body)
        if not values.get("order_uuid"):
            raise ValueError("A request is about a receipt.")
        return cls(**values)


class DraftLine(NamedTuple):
    """A line on the screen of a till."""

    product_id: int = 0
    reward_id: int = 0
    coupon_id: int = 0
    refunded_orderline_id: int = 0
    qty: float = 0.0
    price_unit: float = 0.0
    discount: float = 0.0
    tax_ids: tuple[int, ...] = ()

    @classmethod
    def from_till(cls, lines) -> list["DraftLine"]:
        """The lines in what a till has sent. What is empty may be false, or left out.

        :raise ValueError: when they are none
        """
        if not isinstance(lines, list) or len(lines) > _MOST_LINES:
            raise ValueError("These are no lines.")
        return [cls._read(line) for line in lines]

    @classmethod
    def _read(cls, line):
        if not isinstance(line, dict) or not line.keys() <= set(cls._fields):
            raise ValueError("This is no line.")
        values = {name: value for name, value in line.items() if value}
        tax_ids = values.pop("tax_ids", [])
        ids = [value for name, value in values.items() if name.endswith("_id")]
        figures = [values[name] for name in values.keys() - set(cls._fields[:4])]
        if not isinstance(tax_ids, list) or not all(map(_is_id, [*ids, *tax_ids])):
            raise ValueError("A line names records by their ids.")
        if not all(type(each) in (int, float) and isfinite(each) for each in figures):
            raise ValueError("A line has figures.")
        return cls(**values, tax_ids=tuple(tax_ids))


def _is_id(value) -> bool:
    return type(value) is int and 0 < value < 2**31
