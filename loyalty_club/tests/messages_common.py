from lxml import html

from odoo import http
from odoo.tests import HttpCase, new_test_user

from .feedback_common import FeedbackCommon


class PortalMessages(FeedbackCommon, HttpCase):
    """Two members with a login, of whom one writes to the club."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["website"].search([]).company_id = cls.company
        new_test_user(cls.env, "mina", "base.group_portal", partner_id=cls.partner.id)
        cls.omid = cls.make_partner("Omid")
        new_test_user(cls.env, "omid", "base.group_portal", partner_id=cls.omid.id)
        cls.his = cls.club._enroll(cls.omid)
        cls.page = f"/my/club/{cls.member.id}/messages"
        cls.typed = {
            "kind": "suggestion",
            "topic_id": str(cls.delivery.id),
            "name": "Open <b>earlier</b>",
            "body": "Half an hour\nwould do.",
        }

    def setUp(self):
        super().setUp()
        self.authenticate("mina", "mina")

    def send(self, url, files=None, **form):
        """What a browser sends when a form is submitted."""
        form["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(url, data=form, files=files)

    def written(self):
        return self.env["loyalty.club.feedback"].search([], order="id desc", limit=1)

    def text(self, answer):
        """What is read on a page."""
        return " ".join(html.fromstring(answer.content).text_content().split())
