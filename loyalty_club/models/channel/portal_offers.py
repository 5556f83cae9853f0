"""What a member can get for his points, and what he is close to."""

from typing import NamedTuple

# Who has this share of the price is close to it.
_NEAR = 0.5
_ICONS = {
    "discount": "fa-tag",
    "product": "fa-shopping-bag",
    "wallet": "fa-credit-card",
    "gift": "fa-gift",
}


class Offer(NamedTuple):
    """A reward as one member sees it.

    ``price`` is in points, and he can use up to ``most`` where he chooses how many;
    ``missing`` of the price he has not got. ``refusal`` says why he can't have it now,
    however many points he has.
    """

    reward: object
    price: int
    most: int
    missing: int
    refusal: str | None
    has_picture: bool

    @property
    def icon(self) -> str:
        """What stands where there is no picture."""
        return _ICONS[self.reward.kind]

    @property
    def can_get(self) -> bool:
        """Whether he can have it now."""
        return not (self.missing or self.refusal)

    @property
    def is_near(self) -> bool:
        """Whether he needs only a few points more."""
        return bool(self.missing) and not self.refusal and self.percent >= 100 * _NEAR

    @property
    def percent(self) -> int:
        """How much of the price he has."""
        return 100 * max(self.price - self.missing, 0) // self.price


def offers(member) -> list[Offer]:
    """The rewards of the club: what he can get first, then what is closest."""
    rewards = member._rewards()
    refusals = rewards._refusals(member)
    pictured = _with_pictures(rewards)
    is_held_up = member.state != "active" or member.is_spending_blocked
    found = []
    for reward in rewards:
        price = reward._fewest() if reward.is_variable else reward.points
        most = reward._in_steps(member.balance) if reward.is_variable else price
        refusal = refusals.get(reward.id)
        if is_held_up and not refusal:
            refusal = member.env._("Your points can't be spent just now.")
        missing = max(price - member.balance, 0)
        has_picture = reward.id in pictured
        found.append(Offer(reward, price, most, missing, refusal, has_picture))
    return sorted(found, key=lambda each: (bool(each.refusal), each.missing))


def _with_pictures(rewards) -> set[int]:
    """The ids of those that have a picture, their own or that of their product."""
    # Asked for without reading the pictures.
    pictures = rewards.env["ir.attachment"].search_fetch(
        [
            ("res_model", "=", rewards._name),
            ("res_id", "in", rewards.ids),
            ("res_field", "=", "image_128"),
        ],
        ["res_id"],
    )
    return {*pictures.mapped("res_id"), *rewards.filtered("reward_product_id").ids}


def picture(reward):
    """What to send as the picture of a reward, or of its product; None if nothing."""
    shown = reward if reward.image_128 else reward.reward_product_id
    if not shown:
        return None
    return reward.env["ir.binary"]._get_image_stream_from(shown, "image_512")
