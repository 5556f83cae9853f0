"""The history of a member: what came and went, when, and why."""

from typing import NamedTuple

from odoo.fields import Domain

from ...tools.text import isolated

# What members look for, and the kinds of entries that it means.
KINDS = {
    "earned": ("earn",),
    "spent": ("spend",),
    "expired": ("expire",),
    "returned": ("take_back", "give_back"),
    "other": ("adjust", "transfer"),
}


class Line(NamedTuple):
    """One entry in the words of its member: ``what`` it was for, and ``why``."""

    entry: object
    what: str
    why: str

    @property
    def reasons(self) -> list[str]:
        """What the rules gave for a purchase, a sentence each."""
        earning = self.entry.earning_id
        is_bought = self.why and earning and self.entry.kind in KINDS["earned"]
        return earning._explain() if is_bought else []


def lines(member, kind=None, since=None, before=None, limit=None) -> list[Line]:
    """Entries of a member, the newest first.

    :param kind: one of ``KINDS``
    :param since: only those posted from this moment on, in UTC
    :param before: only entries with smaller ids, to turn the pages
    """
    entries = member.env["loyalty.club.entry"].search_fetch(
        history_domain(member, kind, since, before), order="id desc", limit=limit
    )
    return [_line(entry) for entry in entries]


def history_domain(member, kind=None, since=None, before=None) -> Domain:
    """The entries that :func:`lines` shows."""
    domain = Domain("member_id", "=", member.id)
    if kind in KINDS:
        domain &= Domain("kind", "in", KINDS[kind])
    if since:
        domain &= Domain("posted_at", ">=", since)
    if before:
        domain &= Domain("id", "<", before)
    return domain


def _line(entry):
    cause, why = entry._describe_cause(), entry._describe_reason()
    if cause and entry.earning_id and not entry.coupon_id:
        cause = entry.env._("Purchase %(number)s", number=isolated(cause))
    return Line(entry, cause or why, why if cause else "")
