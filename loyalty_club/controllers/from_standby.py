import time

from odoo.http import request

# When somebody has last written, kept in his session.
_WROTE_AT = "loyalty_club_wrote_at"
# Until then a standby that is busy knows what was written, too. In seconds.
_BEHIND = 60


def reads_only(_controller, _rule, _args):
    """Whether a standby may answer a request: what a route calls ``readonly``.

    Not what writes. And nobody who has just written: the standby may not know of it
    yet, and would tell him that what he has made is not there.
    """
    if request.httprequest.method not in ("GET", "HEAD"):
        request.session[_WROTE_AT] = time.time()
        return False
    return request.session.get(_WROTE_AT, 0) < time.time() - _BEHIND
