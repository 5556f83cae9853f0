from datetime import timedelta
from tempfile import TemporaryFile

from odoo import fields, http
from odoo.http import request

from ..models.channel.portal_history import KINDS, history_domain, lines
from .downloads import sheet_response
from .form_fields import whole_number
from .member_pages import MemberPages, Pill, member_route

_PAGE = 30
# Days that are looked back on.
_PERIODS = {"month": 30, "quarter": 91, "year": 365}


class MemberHistory(MemberPages, http.Controller):
    """What came and went on a membership, line by line, and why."""

    @member_route("/my/club/<int:member_id>/history")
    def history(self, member_id, **query):
        """The newest lines, or those before one of them."""
        member = self._member(member_id)
        kind, period = self._asked(query)
        before = whole_number(query, "before")
        found = lines(member, kind, self._since(period), before, limit=_PAGE + 1)
        url, shown = member._portal_url("/history"), found[:_PAGE]
        chosen = {"kind": kind, "period": period}
        older = found[_PAGE:] and {**chosen, "before": shown[-1].entry.id}
        return self._member_page(
            "portal_history",
            member,
            lines=shown,
            filters=self._pills(url, chosen, "kind", self._kinds()),
            periods=self._pills(url, chosen, "period", self._periods()),
            older_url=older and self._url(url, older),
            newest_url=before and self._url(url, chosen),
            download_url=self._url(f"{url}/download", chosen),
        )

    @member_route("/my/club/<int:member_id>/history/download")
    def download(self, member_id, **query):
        """The same lines, and all of them, as a spreadsheet."""
        member = self._member(member_id)
        kind, period = self._asked(query)
        file, title = TemporaryFile(), request.env._("History")
        entries = member.env["loyalty.club.entry"]
        entries.with_context(loyalty_club_for_member=True)._export_sheet(
            file, history_domain(member, kind, self._since(period)), title
        )
        return sheet_response(file, title)

    # === FILTERS === #

    def _asked(self, query):
        kind, period = query.get("kind"), query.get("period")
        return (
            kind if kind in KINDS else None,
            period if period in _PERIODS else None,
        )

    def _since(self, period):
        days = _PERIODS.get(period)
        return days and fields.Datetime.now() - timedelta(days=days)

    def _kinds(self):
        env = request.env
        return {
            None: env._("All"),
            "earned": env._("Earned"),
            "spent": env._("Spent"),
            "expired": env._("Expired"),
            "returned": env._("Returned"),
            "other": env._("Other"),
        }

    def _periods(self):
        env = request.env
        return {
            None: env._("Of all time"),
            "month": env._("Last month"),
            "quarter": env._("Last 3 months"),
            "year": env._("Last year"),
        }

    def _pills(self, url, chosen, name, titles):
        return [
            Pill(self._url(url, {**chosen, name: value}), title, chosen[name] == value)
            for value, title in titles.items()
        ]
