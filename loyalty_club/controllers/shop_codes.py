from odoo.http import request, route

from odoo.addons.website_sale_loyalty.controllers.main import WebsiteSale

from .form_fields import text


class ShopCodes(WebsiteSale):
    """Codes in the shop are typed, not guessed: who tries too many has to wait."""

    @route()
    def pricelist(self, promo, **post):
        """Apply a code that was typed."""
        promo = text(promo)
        if self._may_try(promo):
            return super().pricelist(promo, **post)
        request.session["error_promo_code"] = self._too_many()
        return request.redirect(post.get("r", "/shop/cart"))

    @route()
    def activate_coupon(self, code, **post):
        """Apply the code of a link."""
        code = text(code)
        if self._may_try(code):
            return super().activate_coupon(code, **post)
        request.session["error_promo_code"] = self._too_many()
        return request.redirect("/shop/cart")

    def _may_try(self, code) -> bool:
        """Whether the visitor may try another code; a wrong one is remembered."""
        # Visitors have no rights on codes of any kind.
        guesses = request.env["loyalty.club.guess"].sudo()
        orders, user = request.env["sale.order"].sudo(), request.env.user
        person = request.session.sid if user._is_public() else f"user/{user.id}"
        who = (person, request.httprequest.remote_addr)
        if guesses._are_too_many(*who):
            return False
        if not orders._loyalty_club_knows(code, user.partner_id):
            guesses._note(*who, code)
        return True

    def _too_many(self) -> str:
        return request.env._(
            "Too many wrong codes. Please wait ten minutes before you try another one."
        )
