from typing import NamedTuple

from odoo import models

from .loyalty_club_member_portal import PortalLink


class Friend(NamedTuple):
    """Who came by a member, as far as that is his business."""

    name: str
    joined_on: object
    has_bought: bool


class LoyaltyClubMember(models.Model):
    """The pages on which members tell of themselves and bring their friends."""

    _inherit = "loyalty.club.member"

    def _portal_links(self):
        """Lead to the profile, and to the invitation of friends."""
        links = super()._portal_links()
        if self.kind == "individual":
            title = self.env._("About me")
            links.append(PortalLink("profile", "/profile", "fa-user-o", title))
        if self._can_invite():
            title = self.env._("Invite friends")
            links.append(PortalLink("invite", "/invite", "fa-share-alt", title))
        return links

    def _way_url(self, rule):
        """Lead to the page of the profile, or of the invitation."""
        match rule.trigger:
            case "profile" if self.kind == "individual":
                return self._portal_url("/profile")
            case "referral" if self._can_invite():
                return self._portal_url("/invite")
        return super()._way_url(rule)

    # === FRIENDS === #

    def _can_invite(self) -> bool:
        """Whether friends of this member can join by themselves."""
        self.ensure_one()
        club = self.club_id
        is_open = club.is_published and not club._obstacle_to_visitors()
        return self.state == "active" and is_open

    def _friends(self) -> list[Friend]:
        """Who came by this member, the newest first, by their first names."""
        self.ensure_one()
        friends = self.referral_ids.filtered(lambda each: not each.merged_into_id)
        bought = self.env["loyalty.club.occasion"]._first_purchases(friends)
        return [
            Friend(friend._first_name(), friend.joined_on, friend.id in bought)
            for friend in friends.sorted("id", reverse=True)
        ]

    def _brought_points(self) -> int:
        """The points that this member has got for his friends."""
        self.ensure_one()
        noted = self.env["loyalty.club.occasion"]._of_referrer(self)
        earnings = self.env["loyalty.club.earning"]._of_sources(noted)
        return sum(earnings.mapped("points"))

    # === PROFILE === #

    def _thanks_for_profile(self) -> str:
        """What completing the profile still brings this member; empty if nothing."""
        self.ensure_one()
        occasions = self.env["loyalty.club.occasion"]
        if self.state != "active" or occasions._had_profile(self):
            return ""
        return self.club_id._gains_of("profile", self)
