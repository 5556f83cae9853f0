"""Somebody who wants to join a club."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """What a club looks at before it lets somebody in.

    ``member`` is the membership he has, or had; ``parent`` that of the organisation
    which brings him in, ``invitation`` one that is open. ``purchases`` are those he has
    completed, where the club asks. ``facts`` are values of his membership that are
    known beforehand, by field.
    """

    partner: object
    member: object
    parent: object
    invitation: object
    member_type: object
    channel: str
    is_eligible: bool
    purchases: int
    facts: dict | None = None

    @property
    def is_member(self) -> bool:
        """Whether he belongs to the club already."""
        return self.member.state == "active"

    @property
    def is_on_his_own(self) -> bool:
        """Whether he is a person whom no organisation brings in."""
        return not self.partner.is_company and not self.parent

    def admission(self) -> dict:
        """What is special about his membership, by field."""
        facts = {"parent_id": self.parent.id, **(self.facts or {})}
        if self.member_type:
            facts["type_id"] = self.member_type.id
        if not self.member:
            facts["partner_id"] = self.partner.id
            facts["kind"] = "legal" if self.partner.is_company else "individual"
        return facts
