"""The two clubs, and the rules by which their members earn."""

from demo_story.products import SHELVES
from demo_story.shops import ENGLISH, PERSIAN

_TERMS = (
    "Membership is free. Points have no cash value, belong to one person, and can be "
    "spent on rewards only. Bring something back, and the points it gave go back with "
    "it. We keep what you bought to count your points, and for nothing else.",
    "عضویت رایگان است. امتیاز ارزش نقدی ندارد، به یک نفر تعلق دارد و فقط برای دریافت "
    "پاداش خرج می‌شود. با برگشت کالا، امتیاز همان خرید هم برمی‌گردد. سابقهٔ خرید شما فقط "
    "برای محاسبهٔ امتیاز نگهداری می‌شود.",
)


def golestan_readers(shop) -> None:
    """Points when it is paid, after a return window, for twelve months."""
    shop.club = found(
        shop,
        ("Golestan Readers", "کتاب‌خوان‌های گلستان"),
        ("points", "امتیاز"),
        (
            "For everybody who reads with a cup of coffee in hand.",
            "برای همهٔ آن‌ها که با فنجانی قهوه کتاب می‌خوانند.",
        ),
        earn_on="payment",
        hold_days=14,
        expiry_policy="rolling",
        expiry_months=12,
        point_value=0.05,
        adjustment_limit=200,
        color="#714B67",
        tier_downgrade="anniversary",
        tier_grace_days=30,
    )
    _tiers(
        shop,
        (
            "Reader",
            "خواننده",
            0,
            1.0,
            "#6C8EAD",
            "Welcome: a bookmark with each book.",
            "خوش آمدید: با هر کتاب یک نشانک.",
        ),
        (
            "Bookworm",
            "کتاب‌خوان",
            150,
            1.2,
            "#5B8C5A",
            "Books are put aside for you for a week, and gifts are wrapped free.",
            "کتاب‌ها یک هفته برایتان کنار گذاشته می‌شوند و هدیه‌ها رایگان کادو می‌شوند.",
        ),
        (
            "Librarian",
            "کتابدار",
            400,
            1.5,
            "#B5642C",
            "A table by the window, and an evening with an author every season.",
            "میزی کنار پنجره و هر فصل یک عصر با نویسنده‌ها.",
        ),
    )
    books = _category(shop, "books")
    coffee = shop.products["espresso"] | shop.products["cappuccino"]
    add_rule(
        shop, "1 point for every €1", "۱ امتیاز به ازای هر ۱ یورو", trigger="amount"
    )
    add_rule(
        shop,
        "Books count double at the weekend",
        "کتاب در آخر هفته دو برابر",
        trigger="amount",
        category_ids=[(6, 0, books.ids)],
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), False),
    )
    add_rule(
        shop,
        "50 points for every tenth coffee",
        "۵۰ امتیاز برای هر دهمین قهوه",
        trigger="nth_order",
        every=10,
        points=50,
        product_ids=[(6, 0, coffee.ids)],
    )
    add_rule(
        shop,
        "25 points for web orders of €75 or more",
        "۲۵ امتیاز برای سفارش اینترنتی از ۷۵ یورو به بالا",
        trigger="order",
        points=25,
        min_amount=75.0,
        on_sale=False,
        on_pos=False,
        limit_per_member=100,
        limit_period="month",
    )
    add_rule(
        shop,
        "20 points for joining",
        "۲۰ امتیاز برای عضویت",
        trigger="enrollment",
        points=20,
    )


def zafaran_club(shop) -> None:
    """Points with the order, until the end of an Iranian year."""
    shop.club = found(
        shop,
        ("Zafaran Club", "باشگاه زعفران"),
        ("points", "امتیاز"),
        (
            "The club of the regulars of Café Zafaran.",
            "باشگاه مشتریان وفادار کافه زعفران.",
        ),
        earn_on="order",
        expiry_policy="year_end",
        expiry_months=6,
        debt_policy="forgive",
        point_value=300,
        adjustment_limit=500,
        color="#6B4C9A",
        tier_measure="amount",
        tier_grace_days=30,
    )
    _tiers(
        shop,
        (
            "Bronze",
            "برنزی",
            0,
            1.0,
            "#A9683A",
            "A tea on your birthday.",
            "یک چای در روز تولدتان.",
        ),
        (
            "Silver",
            "نقره‌ای",
            3_000_000,
            1.2,
            "#7E8A97",
            "A table is kept for you, also on Fridays.",
            "میز شما همیشه نگه داشته می‌شود، جمعه‌ها هم.",
        ),
        (
            "Gold",
            "طلایی",
            8_000_000,
            1.5,
            "#C4951B",
            "The new harvest of saffron is yours a week before everybody else's.",
            "زعفران تازه یک هفته زودتر از همه به شما می‌رسد.",
        ),
    )
    add_rule(
        shop,
        "1 point for every 10,000 tomans",
        "۱ امتیاز به ازای هر ۱۰٬۰۰۰ تومان",
        trigger="amount",
        per_amount=10_000,
    )
    add_rule(
        shop,
        "Double points on Fridays",
        "جمعه‌ها امتیاز دو برابر",
        trigger="amount",
        per_amount=10_000,
        on_sale=False,
        **dict.fromkeys(("mon", "tue", "wed", "thu", "sat", "sun"), False),
    )
    add_rule(
        shop,
        "15 points for each piece of saffron and sweets",
        "۱۵ امتیاز برای هر بسته زعفران و سوغات",
        trigger="quantity",
        points=15,
        category_ids=[(6, 0, _category(shop, "saffron").ids)],
        limit_per_order=60,
    )
    add_rule(
        shop,
        "100 points for every eighth visit",
        "۱۰۰ امتیاز برای هر هشتمین خرید",
        trigger="nth_order",
        every=8,
        points=100,
        on_website=False,
        min_amount=100_000,
    )
    add_rule(
        shop,
        "50 points for joining",
        "۵۰ امتیاز برای عضویت",
        trigger="enrollment",
        points=50,
    )


def found(shop, names, point_names, descriptions, **rules_of_play):
    """A club in both languages, with the terms that all clubs have."""
    club = shop.as_user(shop.manager)["loyalty.club"].with_context(lang=ENGLISH)
    club = club.create(
        {
            "name": names[0],
            "company_id": shop.company.id,
            "tz": shop.tz,
            "user_id": shop.manager.id,
            "point_name": point_names[0],
            "description": f"<p>{descriptions[0]}</p>",
            "terms": f"<p>{_TERMS[0]}</p>",
            "image_1920": shop.company.logo,
            "is_published": True,
            **rules_of_play,
        }
    )
    club.with_context(lang=PERSIAN).write(
        {"name": names[1], "point_name": point_names[1]}
    )
    # These are translated sentence by sentence.
    for name, texts in (("description", descriptions), ("terms", _TERMS)):
        club.update_field_translations(name, {PERSIAN: {texts[0]: texts[1]}})
    return club.with_env(shop.env)


def _tiers(shop, *tiers):
    """Tiers, each with its name, threshold, factor, colour and benefits."""
    model = shop.as_user(shop.manager)["loyalty.club.tier"].with_context(lang=ENGLISH)
    for english, persian, threshold, factor, color, benefits, in_persian in tiers:
        tier = model.create(
            {
                "club_id": shop.club.id,
                "name": english,
                "threshold": threshold,
                "factor": factor,
                "color": color,
                "benefits": f"<p>{benefits}</p>",
            }
        )
        tier.with_context(lang=PERSIAN).name = persian
        tier.update_field_translations("benefits", {PERSIAN: {benefits: in_persian}})


def add_rule(shop, english, persian, club=None, **values):
    """A rule in both languages; without a club, of the shop's own."""
    names = {ENGLISH: english, PERSIAN: persian}
    rules = shop.as_user(shop.manager)["loyalty.club.earning.rule"]
    # The club is told in the language of its staff, and once.
    rule = rules.with_context(lang=shop.language).create(
        {"club_id": (club or shop.club).id, "name": names[shop.language], **values}
    )
    rule.update_field_translations("name", names)


def _category(shop, key):
    return shop.env["product.category"].search(
        [("name", "=like", f"{SHELVES[key][0]} ·%")]
    )
