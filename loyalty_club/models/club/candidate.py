"""Somebody who wants to join a club."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """What a club looks at before it lets somebody in.

    ``member`` is the membership he has, or had; ``parent`` that of the organisation
    which brings him in, ``invitation`` one that is open. ``purchases`` are those he has
    completed, where the club asks.
    """

    partner: object
    member: object
    parent: object
    invitation: object
    member_type: object
    channel: str
    is_eligible: bool
    purchases: int

    @property
    def is_member(self) -> bool:
        """Whether he belongs to the club already."""
        return self.member.state in ("active", "pending")

    @property
    def is_on_his_own(self) -> bool:
        """Whether he is a person whom no organisation brings in."""
        return not self.partner.is_company and not self.parent

    def first_facts(self) -> dict:
        """What stays with a member for good, as values of a record."""
        return {
            "partner_id": self.partner.id,
            "kind": "legal" if self.partner.is_company else "individual",
            "type_id": self.member_type.id,
        }
