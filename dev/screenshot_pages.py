"""The pictures in docs/images: which page, whose eyes, which language, which screen."""

DESKTOP = (1280, 800)
PHONE = (390, 844)
ENGLISH, PERSIAN = "en_US", "fa_IR"

MEMBERS = "/odoo/action-loyalty_club.loyalty_club_member_action"


def _variants(name: str, url: str, login: str):
    for language, suffix in ((ENGLISH, "en"), (PERSIAN, "fa")):
        for viewport, screen in ((DESKTOP, "desktop"), (PHONE, "phone")):
            yield f"{name}-{suffix}-{screen}", url, login, language, viewport


# name, url, login (None: a visitor), language, viewport
PAGES = [
    *_variants("members", MEMBERS, "manager"),
    *_variants("member", f"{MEMBERS}/1", "manager"),
]
