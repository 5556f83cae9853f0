from .common import ClubCommon


class OccasionCommon(ClubCommon):
    """A club that gives points for what happens to members beside purchases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.points = 1
        cls.profiles = cls.make_rule(name="Profile", trigger="profile", points=30)
        cls.birthdays = cls.make_rule(name="Birthday", trigger="birthday", points=50)
        cls.friends = cls.make_rule(name="A friend", trigger="referral", points=200)
        cls.newcomers = cls.make_rule(name="Welcome", trigger="referred", points=100)
        cls.reading = cls.env["loyalty.club.interest"].create(
            {"name": "Reading", "company_id": cls.company.id}
        )

    def facts(self, **values):
        """A whole profile."""
        return {
            "job": "Baker",
            "education": "master",
            "birth_date": "1990-05-17",
            "interest_ids": [(6, 0, self.reading.ids)],
            "contact_by": "email",
            **values,
        }

    def tell(self, member=None, **values):
        """Fill in a profile, with the consent of the member."""
        profile = (member or self.member)._tell(self.facts(**values), channel="website")
        self.settle()
        return profile

    def bring(self, name="Kaveh Ahmadi", *, referrer=None, **values):
        """A newcomer who came by a member."""
        newcomer = self.club._enroll(
            self.make_partner(name, **values), referrer=referrer or self.member
        )
        self.settle()
        return newcomer

    def occasions(self, member=None, trigger=None):
        """What has happened to a member."""
        noted = self.env["loyalty.club.occasion"].search(
            [("member_id", "=", (member or self.member).id)]
        )
        return noted.filtered(lambda each: trigger in (None, each.trigger))
