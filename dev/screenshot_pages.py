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
REWARDS = f"{_CLUB}_reward_action"
SURVEY_RESULTS = f"{_CLUB}_survey_result_action"
MESSAGES = f"{_CLUB}_feedback_action"
QUOTATION = "/odoo/sales/{quotation}"

# The button of a quotation that opens the club; on a phone it is behind another.
_OFFER = "button[name=action_loyalty_club_offer]"
_DIALOG = ".modal .o_form_view"
_MORE = ".o_statusbar_buttons .dropdown-toggle, .o_statusbar_button_dropdown"

# What a path names in braces: one record of a model.
RECORDS = {
    "member": (
        "loyalty.club.member",
        [("partner_id.user_ids.share", "=", True), ("tier_id", "!=", False)],
    ),
    "rule": ("loyalty.club.earning.rule", [("trigger", "=", "nth_order")]),
    "club": ("loyalty.club", []),
    "reward": ("loyalty.club.reward", [("is_variable", "=", True)]),
    "quotation": (
        "sale.order",
        [
            ("state", "=", "draft"),
            ("website_id", "=", False),
            ("partner_id.user_ids.share", "=", True),
        ],
    ),
    "till": ("pos.config", []),
    "order": ("sale.order", [("state", "=", "sale")]),
    "earning": (
        "loyalty.club.earning",
        [("partner_id.user_ids.share", "=", True), ("points", ">", 20)],
    ),
}


class Step(NamedTuple):
    """Something done on a page: a click on what says ``text``, or some writing."""

    selector: str
    text: str = ""
    written: str = ""


class Page(NamedTuple):
    """One picture. Without a login it is what a visitor sees.

    Without a path it goes on where the picture before has ended. ``steps`` are done
    first; then what ``top`` selects is brought to the upper edge.
    """

    name: str
    path: str
    login: str | None
    language: str
    viewport: tuple[int, int]
    host: str = "127.0.0.1"
    steps: tuple[Step, ...] = ()
    top: str = ""


def _pages(name: str, path: str, *screens, steps=(), top=""):
    """A page of the staff, as it is in the bookshop and in the Persian café."""
    names = {DESKTOP: "desktop", PHONE: "phone"}
    for login, language, suffix in (
        ("manager", ENGLISH, "en"),
        ("modir", PERSIAN, "fa"),
    ):
        for screen in screens or (DESKTOP, PHONE):
            title = f"{name}-{suffix}-{names[screen]}"
            yield Page(title, path, login, language, screen, steps=steps, top=top)


def _visitor_pages(name: str, *paths: str):
    """A page of the website, of the bookshop and of the Persian café."""
    for path, language, suffix, host in (
        (paths[0], ENGLISH, "en", "127.0.0.1"),
        (paths[1], PERSIAN, "fa", "localhost"),
    ):
        for screen, device in ((DESKTOP, "desktop"), (PHONE, "phone")):
            yield Page(f"{name}-{suffix}-{device}", path, None, language, screen, host)


def _cart_pages():
    """The club in a member's cart."""
    for login, language, suffix, host in (
        ("member", ENGLISH, "en", "127.0.0.1"),
        ("ozv", PERSIAN, "fa", "localhost"),
    ):
        card = "#loyalty_club"
        buy = (
            Step(".oe_product_image_link"),
            Step("#add_to_cart"),
            Step("a[href='/shop/cart']"),
            Step(f"{card} .o_coupons button"),
        )
        eyes = (login, language)
        desktop, phone = f"cart-{suffix}-desktop", f"cart-{suffix}-phone"
        yield Page(desktop, "/shop", *eyes, DESKTOP, host, buy)
        yield Page(phone, "/shop/cart", *eyes, PHONE, host, top=card)


def _order_pages():
    """What an order tells the member who has made it."""
    for login, language, suffix, host in (
        ("member", ENGLISH, "en", "127.0.0.1"),
        ("ozv", PERSIAN, "fa", "localhost"),
    ):
        for screen, device in ((DESKTOP, "desktop"), (PHONE, "phone")):
            title, path = f"order-{suffix}-{device}", "/my/orders/{order}"
            top = "#loyalty_club_receipt"
            yield Page(title, path, login, language, screen, host, top=top)


def _till_pages():
    """The club at the till: its dialog, and the receipt."""
    dialog = ".o_loyalty_club_dialog"
    for login, language, suffix, customer in (
        ("cashier", ENGLISH, "en", "Marit de Vries"),
        ("sandogh", PERSIAN, "fa", "نگار احمدی"),
    ):
        begin = (
            Step(".open-register-btn"),
            Step(".modal .btn-primary"),
            Step("article.product:nth-of-type(2)"),
            Step("article.product:nth-of-type(4)"),
            Step(".set-partner"),
            Step(".modal input", written=customer),
            Step(".modal .partner-line", customer),
            Step(".o_loyalty_club_button"),
        )
        use = (
            Step(f"{dialog} .o_coming"),
            Step(f"{dialog} .o_coupons .o_apply"),
        )
        pay = (
            Step(f"{dialog} .modal-footer .btn-primary"),
            Step(".pay-order-button"),
            Step(".paymentmethod"),
            Step(".validation-button.next"),
        )
        eyes = (login, language)
        yield Page(
            f"till-{suffix}-desktop", "/pos/ui/{till}", *eyes, DESKTOP, steps=begin
        )
        yield Page(f"till-{suffix}-phone", "", *eyes, PHONE, steps=use)
        receipt = f"receipt-{suffix}-desktop"
        card = ".o_loyalty_club_receipt"
        yield Page(receipt, "", *eyes, DESKTOP, steps=pay, top=card)


def _member_pages(name: str, path: str, *screens, top=""):
    """A page of a member: Marit's of the bookshop, and Negar's of the Persian café."""
    names = {DESKTOP: "desktop", PHONE: "phone"}
    for login, member_id, language, suffix, host in (
        ("member", 2, ENGLISH, "en", "127.0.0.1"),
        ("ozv", 1, PERSIAN, "fa", "localhost"),
    ):
        for screen in screens or (DESKTOP, PHONE):
            title = f"{name}-{suffix}-{names[screen]}"
            page = f"/my/club/{member_id}{path}"
            yield Page(title, page, login, language, screen, host, top=top)


def _conversation_pages():
    """What a member has written that was answered: the oldest of his messages."""
    for page in _member_pages("conversation", "/messages", PHONE):
        step = Step(".o_message_list li:last-child a")
        yield page._replace(steps=(step,), top="body:has(.o_conversation) #wrap")


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
    *_pages("rewards", f"{REWARDS}?view_type=kanban", DESKTOP),
    *_pages("reward", f"{REWARDS}/{{reward}}", DESKTOP),
    *_pages("offer", QUOTATION, DESKTOP, steps=(Step(_OFFER),), top=_DIALOG),
    *_pages("offer", QUOTATION, PHONE, steps=(Step(_MORE), Step(_OFFER)), top=_DIALOG),
    *_cart_pages(),
    *_order_pages(),
    *_till_pages(),
    *_visitor_pages("site-clubs", "/club", "/club"),
    *_visitor_pages("site-join", "/club/join/1", "/club/join/2"),
    *_member_pages("area", ""),
    *_member_pages("area-card", "/card", PHONE),
    *_member_pages("area-history", "/history", PHONE),
    *_member_pages("area-rewards", "/rewards", PHONE),
    *_member_pages("area-coupons", "/coupons", PHONE),
    *_member_pages("ways", "", PHONE, top="#o_club_ways"),
    *_member_pages("profile", "/profile"),
    *_member_pages("invite", "/invite"),
    *_member_pages("surveys", "/surveys", PHONE),
    *_member_pages("messages", "/messages", PHONE),
    *_conversation_pages(),
    *_member_pages("consents", "/consents", PHONE),
    *_pages("survey-results", SURVEY_RESULTS, DESKTOP),
    *_pages("feedback", MESSAGES, DESKTOP),
    Page("shop-en-desktop", "/shop", None, ENGLISH, DESKTOP),
    Page("shop-fa-desktop", "/shop", None, PERSIAN, DESKTOP, "localhost"),
    Page("shop-fa-phone", "/shop", None, PERSIAN, PHONE, "localhost"),
]
