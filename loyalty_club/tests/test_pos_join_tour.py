from .test_pos_tour import PosTourCommon


class TestPosJoinTour(PosTourCommon):
    """A cashier has customers join, and knows them by their cards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.club.earning.rule"].create(
            {
                "name": "20 points for joining",
                "club_id": cls.club.id,
                "trigger": "enrollment",
                "points": 20,
            }
        )
        cls.main_pos_config.company_id.country_id = cls.env.ref("base.nl")

    def members(self, name):
        return self.env["loyalty.club.member"].search([("partner_id.name", "=", name)])

    def test_somebody_joins_by_a_friend_and_pays(self):
        self.env["loyalty.club.earning.rule"].create(
            {
                "name": "50 points for a friend",
                "club_id": self.club.id,
                "trigger": "referral",
                "points": 50,
            }
        )
        self.member.referral_code = "MNA23456"
        self.serve("loyalty_club_pos_join_tour")
        sara = self.members("Sara Ahmadi")
        self.assertEqual(sara.referrer_id, self.member)
        self.assertEqual(sara.balance, 30)
        self.assertEqual(sara.channel, "pos")

    def test_somebody_joins_at_a_persian_till(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.pos_user.lang = "fa_IR"
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.main_pos_config.current_session_id.set_opening_control(0, "")
        self.serve("loyalty_club_pos_join_persian_tour")
        self.assertEqual(self.members("سارا احمدی").balance, 20)

    def test_member_is_known_by_the_card(self):
        self.hide_mina()
        self.serve("loyalty_club_pos_scan_tour")

    def test_member_is_found_by_the_number(self):
        self.hide_mina()
        self.serve("loyalty_club_pos_search_tour")

    def hide_mina(self):
        """She is one of those that a till does not know when it opens."""
        limit = self.env["ir.config_parameter"]
        limit.set_param("point_of_sale.limited_customer_count", 1)
        self.env["product.product"].create(
            {"name": f"Card {self.member.number}", "available_in_pos": True}
        )

    def test_who_joins_without_a_connection_is_not_forgotten(self):
        self.serve("loyalty_club_pos_offline_tour")
        sara = self.members("Sara Ahmadi")
        self.assertEqual(sara.entry_ids.sorted("id").mapped("points"), [20, 10])
        order = self.env["pos.order"].search([], limit=1, order="id desc")
        self.assertEqual(order.partner_id, sara.partner_id)
        self.assertEqual(self.members("Nobody").balance, 20)

    def test_who_joins_chooses_a_club_and_says_what_he_is(self):
        self.club.terms = "<p>Points are no money.</p>"
        graduate = self.env["loyalty.club.member.type"].create(
            {"name": "Graduate", "club_id": self.club.id}
        )
        tea = self.club.create(
            {"name": "Tea Club", "company_id": self.club.company_id.id}
        )
        self.serve("loyalty_club_pos_clubs_tour")
        sara = self.members("Sara Ahmadi")
        self.assertEqual(sara.club_id, self.club | tea)
        sara = sara.filtered(lambda member: member.club_id == self.club)
        self.assertEqual(sara.type_id, graduate)
        self.assertEqual(sara.terms_version, self.club.terms_version)

    def test_cashier_chooses_between_customers_with_one_number(self):
        self.env["res.partner"].create(
            [
                {"name": "Ali Karimi", "phone": "+31612345678", "city": "Delft"},
                {"name": "Reza Karimi", "phone": "+31612345678", "city": "Haarlem"},
                {"name": "Omid Amini", "phone": "+31687654321"},
            ]
        )
        self.serve("loyalty_club_pos_choices_tour")
        for name, is_member in (
            ("Ali Karimi", False),
            ("Reza Karimi", True),
            ("Omid Amini", False),
            ("Leila Amini", True),
        ):
            self.assertEqual(bool(self.members(name)), is_member, name)

    def test_till_without_a_connection_says_as_of_when_it_knows(self):
        self.serve("loyalty_club_pos_stale_tour")
