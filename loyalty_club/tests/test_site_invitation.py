from odoo.tests import new_test_user

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestSiteInvitation(SiteCase):
    """Links of invitations, and types that visitors choose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secret = cls.make_club(
            name="Night Owls", enrollment="invitation", terms="<p>Hoot.</p>"
        )
        cls.guest = cls.make_partner("Shirin Ebadi", email="shirin@home.example")

    def invite(self, partner, **values):
        invitation = self.env["loyalty.club.invitation"].create(
            {
                "club_id": self.secret.id,
                "partner_id": partner.id,
                "expires_on": "2090-01-01",
                **values,
            }
        )
        self.env.flush_all()
        return invitation

    def follow(self, invitation):
        return self.url_open(f"/club/invitation/{invitation.sudo().token}")

    def member_of(self, partner):
        self.env.invalidate_all()
        return self.secret._memberships(partner)

    def ask_to_join(self, mobile=NEWCOMER, **form):
        return super().ask_to_join(mobile, club=self.secret, **form)

    def test_link_opens_a_club_that_is_not_published(self):
        path = f"/club/join/{self.secret.id}"
        self.assertEqual(self.url_open(path).status_code, 404)
        answer = self.follow(self.invite(self.guest))
        self.assertIn("/club/join/", answer.url)
        self.assertIn("Join Night Owls", self.said(answer))
        self.authenticate(None, None)
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_links_that_nobody_has_sent_lead_nowhere(self):
        for token in ("x" * 2000, "%25", "a%00b", "%E2%80%AE"):
            answer = self.url_open(f"/club/invitation/{token}")
            self.assertEqual(answer.status_code, 200, token)
            self.assertIn("can't be used any more", self.said(answer))

    def test_guest_joins_as_himself(self):
        invitation = self.invite(self.guest)
        self.follow(invitation)
        self.join()
        member = self.member_of(self.guest)
        self.assertEqual(member.state, "active")
        self.assertEqual(invitation.member_id, member)
        self.assertEqual(self.guest.loyalty_club_verified_mobile, NEWCOMER)
        self.assertEqual(self.guest.name, "Shirin Ebadi")

    def test_link_that_was_passed_on_makes_nobody_the_guest(self):
        self.follow(self.invite(self.partner))
        self.ask_to_join()
        answer = self.type_code(self.sent())
        self.assertIn("has not been invited", self.said(answer))
        self.assertFalse(self.member_of(self.partner))
        self.assertIsNone(self.who())

    def test_guest_with_a_login_is_not_whoever_has_the_link(self):
        new_test_user(self.env, "shirin", "base.group_portal", partner_id=self.guest.id)
        self.follow(self.invite(self.guest))
        self.ask_to_join()
        answer = self.type_code(self.sent())
        self.assertIn("has not been invited", self.said(answer))

    def test_guest_is_recognised_by_his_number(self):
        self.follow(self.invite(self.partner))
        self.join(KNOWN)
        self.assertEqual(self.member_of(self.partner).state, "active")

    def test_guest_who_is_logged_in_needs_no_link(self):
        user = new_test_user(self.env, "shirin", "base.group_portal")
        self.secret.is_published = True
        self.authenticate("shirin", "shirin")
        self.assertIn("by invitation", self.said(self.get("/club")))
        self.invite(user.partner_id)
        self.join()
        self.assertEqual(self.member_of(user.partner_id).state, "active")

    def test_links_that_lead_nowhere_say_so(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.make_club(name="Theirs", company_id=other.id)
        for invitation in (
            self.invite(self.guest, expires_on="2020-01-01"),
            self.invite(self.guest, is_withdrawn=True),
            self.invite(self.guest, club_id=theirs.id),
        ):
            answer = self.follow(invitation)
            self.assertIn("can't be used any more", self.said(answer))
        answer = self.url_open("/club/invitation/guess")
        self.assertIn("can't be used any more", self.said(answer))

    def test_invitation_that_is_withdrawn_meanwhile_opens_nothing(self):
        invitation = self.invite(self.guest)
        self.follow(invitation)
        self.ask_to_join()
        code = self.sent()
        invitation.action_withdraw()
        self.env.flush_all()
        self.assertEqual(self.type_code(code).status_code, 404)
        self.assertFalse(self.member_of(self.guest))

    # === TYPES === #

    def make_type(self, name, **values):
        values = {"is_self_service": True, **values}
        return self.secret.type_ids.create(
            {"name": name, "club_id": self.secret.id, **values}
        )

    def test_visitor_chooses_what_he_is(self):
        student = self.make_type("Student")
        self.make_type("Teacher", is_self_service=False)
        self.make_type("School", accepts="legal")
        answer = self.follow(self.invite(self.guest))
        self.assertIn("Student", self.said(answer))
        self.assertNotIn("Teacher", self.said(answer))
        self.assertNotIn("School", self.said(answer))
        self.join(type=str(student.id))
        self.assertEqual(self.member_of(self.guest).type_id, student)

    def test_visitor_does_not_choose_what_staff_give(self):
        teacher = self.make_type("Teacher", is_self_service=False)
        self.follow(self.invite(self.guest))
        self.join(type=str(teacher.id))
        self.assertEqual(self.member_of(self.guest).state, "active")
        self.assertFalse(self.member_of(self.guest).type_id)

    def test_guest_is_what_his_invitation_says(self):
        student = self.make_type("Student")
        teacher = self.make_type("Teacher", is_self_service=False)
        answer = self.follow(self.invite(self.guest, type_id=teacher.id))
        self.assertNotIn("Student", self.said(answer))
        self.join(type=str(student.id))
        self.assertEqual(self.member_of(self.guest).type_id, teacher)
