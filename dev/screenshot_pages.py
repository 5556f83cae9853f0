"""The pictures in docs/images: which page, whose eyes, which language, which screen."""

from typing import NamedTuple

DESKTOP = (1280, 800)
PHONE = (390, 844)
ENGLISH, PERSIAN = "en_US", "fa_IR"

_CLUB = "/odoo/action-loyalty_club.loyalty_club"
MEMBERS = f"{_CLUB}_member_action"
ENTRIES = f"{_CLUB}_entry_action"
SETUP = f"{_CLUB}_setup_action"
RULES = f"{_CLUB}_earning_rule_action"
CLUBS = f"{_CLUB}_action"
TIERS = f"{_CLUB}_tier_action"
TIER_MOVES = f"{_CLUB}_tier_move_action"
EARNINGS = f"{_CLUB}_earning_action"

# What a path names in braces: one record of a model.
RECORDS = {
    "member": (
        "loyalty.club.member",
        [("partner_id.user_ids.share", "=", True), ("tier_id", "!=", False)],
    ),
    "rule": ("loyalty.club.earning.rule", [("trigger", "=", "nth_order")]),
    "club": ("loyalty.club", []),
    "earning": (
        "loyalty.club.earning",
        [("partner_id.user_ids.share", "=", True), ("points", ">", 20)],
    ),
}


class Page(NamedTuple):
    """One picture. Without a login it is what a visitor sees."""

    name: str
    path: str
    login: str | None
    language: str
    viewport: tuple[int, int]
    host: str = "127.0.0.1"


def _pages(name: str, path: str, *screens):
    """A page of the staff, as it is in the bookshop and in the Persian café."""
    names = {DESKTOP: "desktop", PHONE: "phone"}
    for login, language, suffix in (
        ("manager", ENGLISH, "en"),
        ("modir", PERSIAN, "fa"),
    ):
        for screen in screens or (DESKTOP, PHONE):
            title = f"{name}-{suffix}-{names[screen]}"
            yield Page(title, path, login, language, screen)


def _visitor_pages(name: str, *paths: str):
    """A page of the website, of the bookshop and of the Persian café."""
    for path, language, suffix, host in (
        (paths[0], ENGLISH, "en", "127.0.0.1"),
        (paths[1], PERSIAN, "fa", "localhost"),
    ):
        for screen, device in ((DESKTOP, "desktop"), (PHONE, "phone")):
            yield Page(f"{name}-{suffix}-{device}", path, None, language, screen, host)


def _member_pages(name: str, path: str, *screens):
    """A page of a member: Marit's of the bookshop, and Negar's of the Persian café."""
    names = {DESKTOP: "desktop", PHONE: "phone"}
    for login, member_id, language, suffix, host in (
        ("member", 2, ENGLISH, "en", "127.0.0.1"),
        ("ozv", 1, PERSIAN, "fa", "localhost"),
    ):
        for screen in screens or (DESKTOP, PHONE):
            title = f"{name}-{suffix}-{names[screen]}"
            page = f"/my/club/{member_id}{path}"
            yield Page(title, page, login, language, screen, host)


PAGES = [
    *_pages("setup", SETUP),
    *_pages("members", MEMBERS),
    *_pages("members-cards", f"{MEMBERS}?view_type=kanban", DESKTOP),
    *_pages("member", f"{MEMBERS}/{{member}}"),
    *_pages("earning", f"{EARNINGS}/{{earning}}", DESKTOP),
    *_pages("entries-pivot", f"{ENTRIES}?view_type=pivot", DESKTOP),
    *_pages("entries-graph", f"{ENTRIES}?view_type=graph", DESKTOP),
    *_pages("rule", f"{RULES}/{{rule}}", DESKTOP),
    *_pages("tiers", f"{TIERS}?view_type=kanban"),
    *_pages("club", f"{CLUBS}/{{club}}"),
    *_visitor_pages("site-clubs", "/club", "/club"),
    *_visitor_pages("site-join", "/club/join/1", "/club/join/2"),
    *_member_pages("area", ""),
    *_member_pages("area-card", "/card", PHONE),
    *_member_pages("area-history", "/history", PHONE),
    *_member_pages("area-rewards", "/rewards", PHONE),
    *_member_pages("area-coupons", "/coupons", PHONE),
    Page("shop-en-desktop", "/shop", None, ENGLISH, DESKTOP),
    Page("shop-fa-desktop", "/shop", None, PERSIAN, DESKTOP, "localhost"),
    Page("shop-fa-phone", "/shop", None, PERSIAN, PHONE, "localhost"),
]
