"""What the members of the two clubs can have for their points."""

from demo_story import clubs, pictures
from demo_story.shops import ENGLISH, PERSIAN


def golestan(shop) -> None:
    """For readers: in euros."""
    _offer(
        shop,
        product=(("A cappuccino", "یک کاپوچینو"), "cappuccino", 60),
        gift=("A cloth bookmark", "نشانک پارچه‌ای"),
        picture=pictures.emblem("book", "#B5642C"),
        worth=0.01,
    )
    _treat(
        shop,
        ("A coffee on your next visit", "یک قهوه در خرید بعدی"),
        "espresso",
        "marit",
    )


def zafaran(shop) -> None:
    """For the café's guests: in tomans."""
    _offer(
        shop,
        product=(("A saffron tea", "یک چای زعفران"), "tea", 120),
        gift=("A jar of saffron honey", "یک شیشه عسل زعفرانی"),
        picture=pictures.emblem("flower", "#B5892C"),
        worth=shop.club.point_value or 1000.0,
    )
    _treat(
        shop,
        ("A cake on your next visit", "یک برش کیک در خرید بعدی"),
        "cake",
        "negar",
    )


def _offer(shop, *, product, gift, picture, worth) -> None:
    names, key, points = product
    _reward(shop, ("10 % off", "۱۰٪ تخفیف"), points=100, discount=10)
    _reward(
        shop,
        ("Pay with points", "پرداخت با امتیاز"),
        is_variable=True,
        value_per_point=worth,
        min_points=10,
        step_points=10,
        max_share=50,
    )
    _reward(
        shop,
        names,
        kind="product",
        points=points,
        reward_product_id=shop.products[key].id,
        image_1920=shop.products[key].image_1920,
    )
    stocked = {"has_stock": True, "stock": 40}
    _reward(shop, gift, kind="gift", points=150, image_1920=picture, **stocked)


def _treat(shop, names, key, lucky) -> None:
    """What a purchase at the till gives for the next one, and a birthday present."""
    treat = _reward(
        shop,
        names,
        kind="product",
        points=0,
        validity_days=30,
        reward_product_id=shop.products[key].id,
        image_1920=shop.products[key].image_1920,
    )
    clubs.add_rule(
        shop,
        "Come again",
        "به امید دیدار دوباره",
        trigger="order",
        reward_id=treat.id,
        on_sale=False,
        on_website=False,
    )
    shop.members[lucky]._present(treat, "birthday", "birthday")


def _reward(shop, names, **values):
    english, persian = names
    rewards = shop.env["loyalty.club.reward"].with_context(lang=ENGLISH)
    reward = rewards.create({"name": english, "club_id": shop.club.id, **values})
    reward.with_context(lang=PERSIAN).name = persian
    return reward
