from .pos_common import PosClubCommon

MOBILE = "+31 6 12345678"


class PosDeskCommon(PosClubCommon):
    """A cashier who has customers join, and looks up members."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.nl")
        cls.cashier = cls.make_user("kian", "point_of_sale.group_pos_user")
        cls.till = cls.config.with_user(cls.cashier)
        cls.made = 0

    def request(self, **values):
        """What the till sends; it asks for something else each time."""
        type(self).made += 1
        return {
            "uuid": f"00000000-0000-0000-0000-{self.made:012d}",
            "club_id": self.club.id,
            "name": "Sara Ahmadi",
            "mobile": MOBILE,
            **values,
        }

    def join(self, till=None, **values):
        """Have somebody join."""
        return (till or self.till).loyalty_club_join(self.request(**values))

    def member_of(self, answer):
        return self.env["loyalty.club.member"].browse(answer["member_id"])

    def customers(self, name):
        return self.env["res.partner"].search([("name", "=", name)])
