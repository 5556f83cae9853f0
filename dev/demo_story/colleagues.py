"""A second club in each company: for the people of member organisations."""

from datetime import timedelta

from demo_story import clubs
from demo_story.clock import utc
from demo_story.shops import ENGLISH

_FOUNDED = 300  # days ago


def found(shop, organisation: str, contact: str) -> None:
    """Have an organisation join a club of its kind, and its people with it.

    :param organisation: who has a contract
    :param contact: who of its people sees the totals, and can log in
    """
    founded = shop.clock.start.date() - timedelta(days=_FOUNDED)
    moment = utc(founded, 9, shop.tz)
    shop.timeline.at(moment, _sign, shop, organisation, contact)


def _sign(shop, organisation, contact):
    is_english = shop.language == ENGLISH
    club = (_golestan_at_work if is_english else _zafaran_hamkaran)(shop)
    club = club.sudo().with_context(lang=shop.language)
    member = club._enroll(shop.partners[organisation])
    today = club._today()
    member.with_env(shop.as_user(shop.manager))._agree(
        {
            "contract_from": today,
            "contract_until": today + timedelta(days=2 * 365),
            "head_limit": 12,
            "contact_ids": shop.partners[contact],
        }
    )
    shop.env["loyalty.club.member"]._cron_follow_organisations()


def _golestan_at_work(shop):
    """Employees of member organisations, with their contract."""
    club = clubs.found(
        shop,
        ("Golestan at Work", "گلستان در محل کار"),
        ("points", "امتیاز"),
        (
            "For the people of our partner organisations: no form, no card.",
            "برای کارکنان سازمان‌های همکار ما: بدون فرم، بدون کارت.",
        ),
        enrollment="corporate",
        earn_on="payment",
        leaver_points="move",
        leaver_club_id=shop.club.id,
        point_value=0.05,
        color="#1F6F78",
    )
    clubs.add_rule(
        shop,
        "2 points for every €1",
        "۲ امتیاز به ازای هر ۱ یورو",
        club,
        trigger="amount",
        points=2,
    )
    return club


def _zafaran_hamkaran(shop):
    """Employees of the offices next door."""
    club = clubs.found(
        shop,
        ("Colleagues of Zafaran", "همکاران زعفران"),
        ("points", "امتیاز"),
        (
            "For the people of our partner organisations: no form, no card.",
            "برای کارکنان سازمان‌های همکار ما: بدون فرم، بدون کارت.",
        ),
        enrollment="corporate",
        earn_on="order",
        leaver_points="lose",
        leaver_grace_days=30,
        point_value=300,
        color="#1F6F78",
    )
    clubs.add_rule(
        shop,
        "1 point for every 5,000 tomans",
        "۱ امتیاز به ازای هر ۵٬۰۰۰ تومان",
        club,
        trigger="amount",
        per_amount=5_000,
    )
    return club
