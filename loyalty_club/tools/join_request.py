"""What a till asks for when somebody wants to join a club at it."""

from typing import NamedTuple

_LONGEST = 128


class JoinRequest(NamedTuple):
    """A request to join, as a till sends it, and sends again until it is answered.

    ``uuid`` is made by the till: however often the request arrives, it is one. Who
    joins is the customer ``partner_id``, if the cashier has chosen one; else the one
    with this mobile number; else, or when ``is_someone_new``, a new customer. He has
    accepted the terms in their version ``terms_version``. The receipt ``order_uuid``
    waits for him.
    """

    uuid: str
    club_id: int
    name: str = ""
    mobile: str = ""
    partner_id: int = 0
    type_id: int = 0
    terms_version: int = 0
    order_uuid: str = ""
    is_someone_new: bool = False

    @classmethod
    def from_till(cls, body) -> "JoinRequest":
        """The request in what a till has sent. What is empty may be false, or left out.

        :raise ValueError: when it is none
        """
        if not isinstance(body, dict) or not body.keys() <= cls.__annotations__.keys():
            raise ValueError("These are not the fields of a request to join.")
        values = {
            name: value for name, value in body.items() if value not in (None, "")
        }
        for name, value in values.items():
            expected = cls.__annotations__[name]
            if value is False:
                values[name] = expected()
            elif type(value) is not expected:
                raise ValueError(f"{name} is of the wrong kind.")
            elif isinstance(value, str):
                if len(value) > _LONGEST:
                    raise ValueError(f"{name} is too long.")
                values[name] = " ".join(value.split())
            elif not 0 <= value < 2**31:
                raise ValueError(f"{name} is out of range.")
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
