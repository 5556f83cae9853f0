"""What a till asks for when somebody wants to join a club at it."""

from typing import NamedTuple

from .till_values import till_values


class JoinRequest(NamedTuple):
    """A request to join, as a till sends it, and sends again until it is answered.

    ``uuid`` is made by the till: however often the request arrives, it is one. Who
    joins is the customer ``partner_id``, if the cashier has chosen one; else the one
    with this mobile number; else, or when ``is_someone_new``, a new customer. He has
    accepted the terms in their version ``terms_version``. He comes by the member whose
    code is ``friend_code``. The receipt ``order_uuid`` waits for him.
    """

    uuid: str
    club_id: int
    name: str = ""
    mobile: str = ""
    partner_id: int = 0
    type_id: int = 0
    terms_version: int = 0
    friend_code: str = ""
    order_uuid: str = ""
    is_someone_new: bool = False

    @classmethod
    def from_till(cls, body) -> "JoinRequest":
        """The request in what a till has sent. What is empty may be false, or left out.

        :raise ValueError: when it is none
        """
        values = till_values(cls, body)
        if not values.get("uuid") or not values.get("club_id"):
            raise ValueError("A request has an identity, and a club.")
        return cls(**values)

    def may_mean(self, name: str) -> bool:
        """Whether somebody of this name can be who wants to join.

        Cashiers write half a name; a family that shares a telephone shares half a name,
        too.
        """
        asked, known = set(self.name.casefold().split()), set(name.casefold().split())
        return asked <= known or known <= asked
