from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .member_pages import MemberPages, member_route
from .profile_form import ProfileForm


class MemberProfile(MemberPages, http.Controller):
    """What a member tells of himself, and takes back."""

    @member_route("/my/club/<int:member_id>/profile", methods=["GET", "POST"])
    def profile(self, member_id, saved=None, **fields):
        """The profile of a member; what can't be kept stays in the form.

        :raise NotFound: for organisations, which have none
        """
        member = self._person(member_id)
        form = ProfileForm(member)
        if request.httprequest.method != "POST":
            return self._profile_page(member, form, is_saved=bool(saved))
        form.take(fields)
        if not form.errors:
            try:
                with request.env.cr.savepoint():
                    member._tell(form.facts, channel="website")
                return request.redirect(member._portal_url("/profile?saved=1"))
            except UserError as error:
                form.errors["form"] = error.args[0]
        return self._profile_page(member, form)

    @member_route("/my/club/<int:member_id>/profile/forget", methods=["POST"])
    def forget_profile(self, member_id, **_fields):
        """Take back that the club may keep the profile: it is emptied."""
        member = self._person(member_id)
        request.env["loyalty.club.consent"].sudo()._record(
            member, ["profile"], is_given=False, channel="website"
        )
        return request.redirect(member._portal_url("/profile"))

    def _person(self, member_id):
        member = self._member(member_id)
        if member.kind != "individual":
            raise request.not_found()
        return member

    def _profile_page(self, member, form, is_saved=False):
        return self._member_page(
            "portal_profile",
            member,
            form=form,
            is_saved=is_saved,
            has_consent="profile" in member._consents()[member],
            wording=request.env["loyalty.club.consent"]._wordings(member.club_id)[
                "profile"
            ],
            thanks=member._thanks_for_profile(),
        )
