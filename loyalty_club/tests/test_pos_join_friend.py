from .pos_desk_common import PosDeskCommon


class TestPosJoinFriend(PosDeskCommon):
    """Who joins at a till may name the friend who invites him."""

    def test_who_names_a_friend_comes_by_him(self):
        code = self.member._referral_code()
        answer = self.join(friend_code=f" {code[:4].lower()} {code[4:]}")
        self.assertEqual(self.member_of(answer).referrer_id, self.member)

    def test_who_names_nobody_comes_by_himself(self):
        for code in ("", "  ", False):
            answer = self.join(friend_code=code, is_someone_new=True)
            self.assertFalse(self.member_of(answer).referrer_id)

    def test_code_of_nobody_is_refused_before_anything_is_made(self):
        other = self.make_club(name="Night Owls")._enroll(self.partner)
        for code in ("AAAAAAAA", "12", other._referral_code()):
            with self.assertRefused("No member of Saffron Club has the code"):
                self.join(friend_code=code)
        self.assertFalse(self.customers("Sara Ahmadi"))

    def test_till_knows_whether_friends_are_asked_for(self):
        def asks():
            described = self.config._loyalty_club_described(self.club)
            return described["asks_for_friend"]

        self.assertFalse(asks())
        self.make_rule(trigger="referral", points=50)
        self.assertTrue(asks())
