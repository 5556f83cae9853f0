"""Spreadsheets on their way to who has asked for them."""

from werkzeug.wsgi import wrap_file

from odoo.http import Response, content_disposition, request

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_response(file, title) -> Response:
    """A file that is sent as it is read, and gone afterwards."""
    size = file.tell()
    file.seek(0)
    return Response(
        wrap_file(request.httprequest.environ, file),
        headers=[
            ("Content-Type", _XLSX),
            ("Content-Length", str(size)),
            ("Content-Disposition", content_disposition(f"{title}.xlsx")),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ],
        direct_passthrough=True,
    )
