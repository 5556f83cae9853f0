from .common import ClubCommon

PARTS = (
    ("loyalty.club.earning.rule", "Earning rule"),
    ("loyalty.club.tier", "Tier"),
    ("loyalty.club.member.type", "Membership type"),
)


class TestClubParts(ClubCommon):
    """What a club is made up of: rules, tiers and types."""

    def parts(self):
        """One of each, and what it is called."""
        for model, kind in PARTS:
            with self.subTest(model):
                values = {"name": "Silver", "club_id": self.club.id}
                yield self.env[model].create(values), kind

    def last_note(self):
        return self.plain(self.club.message_ids[0].preview)

    def test_conversation_of_the_club_tells_what_was_done_with_a_part(self):
        for part, kind in self.parts():
            self.assertEqual(self.last_note(), f"{kind} added: Silver")
            part.name = "Gold"
            self.assertEqual(self.last_note(), f"{kind} changed: Gold")
            part.unlink()
            self.assertEqual(self.last_note(), f"{kind} deleted: Gold")

    def test_marketing_who_can_t_write_on_clubs_is_named_as_the_author(self):
        marketing = self.make_user("marketing-parts", "loyalty_club.group_marketing")
        for part, _kind in self.parts():
            part.with_user(marketing).name = "Gold"
            author = self.club.message_ids[0].author_id
            self.assertEqual(author, marketing.partner_id)

    def test_moving_up_and_down_is_no_news(self):
        for part, _kind in self.parts():
            if "sequence" in part._fields and part._fields["sequence"].store:
                before = self.club.message_ids
                part.sequence = 3
                self.assertEqual(self.club.message_ids, before)

    def test_part_stays_in_its_club(self):
        another = self.make_club(name="Another")
        for part, _kind in self.parts():
            with self.assertRefused("stays in its club"):
                part.club_id = another
            part.club_id = self.club
