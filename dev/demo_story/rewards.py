"""What the members of the two clubs can have for their points, and what some have."""

from typing import NamedTuple

from demo_story import clubs
from demo_story.pictures import emblem
from demo_story.shops import ENGLISH, PERSIAN


class Taste(NamedTuple):
    """What the rewards of a club are: names in both languages, prices in points."""

    product: tuple
    product_key: str
    product_points: int
    gift: tuple
    dream: tuple
    dream_points: int
    present: tuple
    worth: float
    color: str


def golestan(shop) -> None:
    """For readers: in euros."""
    _offer(
        shop,
        Taste(
            *(("A cappuccino", "یک کاپوچینو"), "cappuccino", 60),
            gift=("A cloth bookmark", "نشانک پارچه‌ای"),
            dream=("A signed first edition", "چاپ اول با امضای نویسنده"),
            dream_points=280,
            present=("15 % off one book", "۱۵٪ تخفیف یک کتاب"),
            worth=0.01,
            color="#714B67",
        ),
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
        Taste(
            *(("A saffron tea", "یک چای زعفران"), "tea", 120),
            gift=("A jar of saffron honey", "یک شیشه عسل زعفرانی"),
            dream=("A dinner for two", "شام دونفره"),
            dream_points=2400,
            present=("15 % off one visit", "۱۵٪ تخفیف یک بار مهمانی"),
            worth=shop.club.point_value or 1000.0,
            color="#8A3B12",
        ),
    )
    _treat(
        shop,
        ("A cake on your next visit", "یک برش کیک در خرید بعدی"),
        "cake",
        "negar",
    )


def spend(shop, partner) -> None:
    """Have a customer who is a member of the shop's own club get something."""
    rewards = shop.club.reward_ids
    product = rewards.filtered(lambda each: each.kind == "product" and each.points)
    present = rewards.filtered(
        lambda each: each.kind == "discount" and not (each.points or each.is_variable)
    )
    gift = rewards.filtered(lambda each: each.kind == "gift").sorted("points")[:1]
    for member in shop.club._memberships(partner):
        member._present(present, "campaign", "campaign/autumn")
        member._redeem(product)
        member._present(gift, "manual", "manual/regular").action_hand_over()


def _offer(shop, taste) -> None:
    _reward(
        shop,
        ("10 % off", "۱۰٪ تخفیف"),
        points=100,
        discount=10,
        image_1920=emblem("bag", taste.color),
    )
    _reward(
        shop,
        ("Pay with points", "پرداخت با امتیاز"),
        is_variable=True,
        value_per_point=taste.worth,
        min_points=10,
        step_points=10,
        max_share=50,
    )
    _reward(
        shop,
        taste.product,
        kind="product",
        points=taste.product_points,
        reward_product_id=shop.products[taste.product_key].id,
        image_1920=shop.products[taste.product_key].image_1920,
    )
    box = emblem("box", taste.color)
    _reward(
        *(shop, taste.gift),
        **{"kind": "gift", "points": 150, "has_stock": True, "stock": 40},
        image_1920=box,
    )
    _reward(
        *(shop, taste.dream),
        **{"kind": "gift", "points": taste.dream_points, "limit_per_member": 1},
        image_1920=emblem("flower", taste.color),
    )
    _reward(shop, taste.present, points=0, discount=15, validity_days=5)


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
