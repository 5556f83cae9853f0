"""What the members of the two clubs can have for their points."""

from demo_story.shops import ENGLISH, PERSIAN


def golestan(shop) -> None:
    """For readers: in euros."""
    _offer(
        shop,
        product=(("A cappuccino", "یک کاپوچینو"), "cappuccino", 60),
        gift=("A cloth bookmark", "نشانک پارچه‌ای"),
        worth=0.01,
    )


def zafaran(shop) -> None:
    """For the café's guests: in tomans."""
    _offer(
        shop,
        product=(("A saffron tea", "یک چای زعفران"), "tea", 120),
        gift=("A jar of saffron honey", "یک شیشه عسل زعفرانی"),
        worth=shop.club.point_value or 1000.0,
    )


def _offer(shop, *, product, gift, worth) -> None:
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
    )
    _reward(shop, gift, kind="gift", points=150, has_stock=True, stock=40)


def _reward(shop, names, **values) -> None:
    english, persian = names
    rewards = shop.env["loyalty.club.reward"].with_context(lang=ENGLISH)
    reward = rewards.create({"name": english, "club_id": shop.club.id, **values})
    reward.with_context(lang=PERSIAN).name = persian
