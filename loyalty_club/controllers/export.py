import json
from tempfile import TemporaryFile

from werkzeug.exceptions import BadRequest, Forbidden

from odoo.http import Controller, request, route

from .downloads import sheet_response


class Export(Controller):
    """Spreadsheets to download: each with the rights of who asks, and no others."""

    @route(
        "/loyalty_club/export/<any(member,entry,purchase):what>",
        type="http",
        auth="user",
        methods=["POST"],
        readonly=True,
    )
    def export(self, what, domain="[]", companies="[]"):
        """The records that a list shows.

        :param domain: of the list, as JSON
        :param companies: ids of the companies that are switched on, as JSON
        """
        self._check_export()
        model, title, scope = self._exported(what, _as_list(companies))
        file = TemporaryFile()
        try:
            model._export_sheet(file, [*scope, *_as_list(domain)], title)
        except ValueError as error:
            raise BadRequest() from error
        return sheet_response(file, title)

    def _exported(self, what, companies):
        env = request.env
        allowed = [each for each in companies if each in env.user.company_ids.ids]
        if allowed:
            env = env(context={**env.context, "allowed_company_ids": allowed})
        return {
            "member": (env["loyalty.club.member"], env._("Members"), []),
            "entry": (env["loyalty.club.entry"], env._("Entries"), []),
            "purchase": (
                env["loyalty.club.earning"],
                env._("Purchases"),
                [("channel", "!=", "club")],
            ),
        }[what]

    @route("/loyalty_club/import/template", type="http", auth="user", methods=["GET"])
    def template(self):
        """An empty file of members, with what each column means."""
        imports = request.env["loyalty.club.import"]
        imports.check_access("create")
        file = TemporaryFile()
        imports._write_template(file)
        return sheet_response(file, request.env._("Members to Import"))

    @route(
        "/loyalty_club/import/<int:import_id>/refused",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def refused(self, import_id):
        """The rows of an import that were refused, with the reasons."""
        self._check_export()
        run = request.env["loyalty.club.import"].search([("id", "=", import_id)])
        if not run:
            raise request.not_found()
        file = TemporaryFile()
        run._write_refused(file)
        return sheet_response(file, request.env._("Refused Rows"))

    def _check_export(self):
        if not request.env.user.has_group("base.group_allow_export"):
            raise Forbidden(request.env._("You are not allowed to export."))


def _as_list(text):
    try:
        value = json.loads(text)
    except ValueError as error:
        raise BadRequest() from error
    if not isinstance(value, list):
        raise BadRequest()
    return value
