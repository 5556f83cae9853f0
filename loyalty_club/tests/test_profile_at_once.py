from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase


class TestProfileAtOnce(ConcurrencyCase):
    """A form that is sent twice is kept once."""

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_clicks(self):
        with self.transaction() as env:
            env["loyalty.club.earning.rule"].create(
                {
                    "name": "Profile",
                    "club_id": self.made["loyalty.club"],
                    "trigger": "profile",
                    "points": 30,
                }
            )

        def tell(env):
            facts = {"job": "Baker", "education": "master", "contact_by": "email"}
            profile = self.member(env)._tell(
                {**facts, "birth_date": "1990-05-17"}, channel="website"
            )
            return profile.id

        first, second = self.at_once(tell, tell)
        self.assertEqual(first, second)
        self.assertBalance(30)
