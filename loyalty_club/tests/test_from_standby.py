import re
from base64 import b64encode
from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Datetime

from .area_common import AreaCase
from .feedback_common import FeedbackCommon

_FORM = {"kind": "question", "name": "Parking", "body": "Where do I park?"}


class TestFromStandby(FeedbackCommon, AreaCase):
    """A standby answers who only reads, and nobody who has just written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.write({"is_published": True, "accepts": "both"})
        organisation = cls.make_partner("Golestan", is_company=True)
        cls.partner.parent_id = organisation
        cls.club._enroll(organisation)._agree({"contact_ids": cls.partner})
        reward = cls.make_reward("Cup", kind="gift", points=100)
        reward.image_1920 = b64encode(cls.picture())
        friend = cls.other_member
        picture = ("door.png", cls.picture())
        feedback = cls.member._write_feedback("question", "Door", "?", files=[picture])
        invitation = cls.env["loyalty.club.invitation"].create(
            {
                "club_id": cls.club.id,
                "partner_id": friend.partner_id.id,
                "expires_on": "2090-01-01",
            }
        )
        cls.parts = {
            "member_id": cls.member.id,
            "reward_id": reward.id,
            "coupon_id": cls.member._redeem(reward).id,
            "feedback_id": feedback.id,
            "attachment_id": feedback.attachment_ids.id,
            "slug": cls.club.id,
            "code": friend._referral_code(),
            "token": invitation.token,
        }

    def pages(self):
        """The addresses of all our pages that say that they only read."""
        modules = self.env.registry._init_modules
        routes = self.env["ir.http"]._generate_routing_rules(modules, {})
        return {
            re.sub(r"<\w+:(\w+)>", lambda part: str(self.parts[part[1]]), path)
            for path, endpoint in routes
            if path.lower().startswith(("/club", "/my/club"))
            and endpoint.routing["readonly"]
            and "GET" in (endpoint.routing["methods"] or ["GET"])
        }

    @contextmanager
    def answered_by(self, *servers):
        """Which servers are asked: a standby, then the primary if that is needed."""
        registry = self.env.registry
        self.env.flush_all()
        with patch.object(registry, "cursor", wraps=registry.cursor) as cursor:
            yield
        asked = [
            "standby" if call.kwargs.get("readonly") else "primary"
            for call in cursor.call_args_list
        ]
        self.assertEqual(asked, list(servers))

    def open(self, path=""):
        return self.url_open(self.home + path, allow_redirects=False)

    def test_every_page_that_only_reads_writes_nothing(self):
        pages = sorted(self.pages())
        self.assertIn(self.home, pages)
        for login in ("mina", None):
            self.authenticate(login, login)
            self.open("/profile")  # a device is remembered when it comes first
            for page in pages:
                with self.subTest(page=page, login=login), self.answered_by("standby"):
                    answer = self.url_open(page, allow_redirects=False)
                    self.assertIn(answer.status_code, (200, 303), answer.text[:500])

    def test_who_has_just_written_reads_it_from_where_he_wrote(self):
        self.open()
        with self.answered_by("standby"):
            self.open("/history")
        token = self.csrf_token()
        with self.answered_by("standby", "primary"):
            sent = self.url_open(
                f"{self.home}/messages/new",
                {"csrf_token": token, **_FORM},
                allow_redirects=False,
            )
        self.assertEqual(sent.status_code, 303)
        with self.answered_by("standby", "primary"):
            self.assertIn(
                "Where do I park?", self.url_open(sent.headers["Location"]).text
            )
        with self.answered_by("standby", "primary"):
            self.open("/history")

    def test_a_while_later_a_standby_knows_it_too(self):
        self.post("/messages/new", **_FORM)
        now = Datetime.now()
        with freeze_time(now, tick=True) as clock:
            clock.tick(90)
            self.open()
            with self.answered_by("standby"):
                self.open("/history")

    def test_others_go_on_reading_from_a_standby(self):
        self.post("/messages/new", **_FORM)
        self.become("stranger")
        path = f"/my/club/{self.other_member.id}"
        self.url_open(path)
        with self.answered_by("standby"):
            self.url_open(path)
