from freezegun import freeze_time

from odoo.tests import tagged

from .common import ClubCommon


@tagged("post_install", "-at_install")
class CorporateCommon(ClubCommon):
    """A club of organisations, one of them with people, and a job that follows them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.enrollment = "corporate"
        cls.golestan = cls.make_partner("Golestan Publishing", is_company=True)
        cls.sara = cls.make_partner("Sara Karimi", parent_id=cls.golestan.id)
        cls.omid = cls.make_partner("Omid Farahani", parent_id=cls.golestan.id)
        cls.address = cls.make_partner(
            "Warehouse", parent_id=cls.golestan.id, type="delivery"
        )
        cls.organisation = cls.club._enroll(cls.golestan)

    def follow(self):
        self.run_job("follow_organisations")
        self.env.invalidate_all()

    def membership(self, partner, club=None):
        return (club or self.club)._memberships(partner)

    def employees(self, organisation=None):
        """The people who are members through an organisation."""
        members = (organisation or self.organisation).child_ids
        return members.filtered(lambda member: member.state != "left").partner_id


class LeavingCommon(CorporateCommon):
    """An employee with points, at the beginning of 2030."""

    def setUp(self):
        super().setUp()
        self.club.leaver_grace_days = 30
        self.freeze("2030-01-01")
        self.follow()
        self.member_of_sara = self.membership(self.sara)
        self.member_of_sara._post("adjust", 120, "test/gift", reason="A gift")

    def freeze(self, day):
        clock = freeze_time(day)
        clock.start()
        self.addCleanup(clock.stop)

    def assertLeaves(self, member, day):
        self.follow()
        self.assertEqual((member.state, str(member.leaves_on)), ("active", day))
        self.freeze(day)
        self.follow()
        self.assertEqual((member.state, str(member.left_on)), ("left", day))
        self.assertEqual(member.left_because, "organisation")
