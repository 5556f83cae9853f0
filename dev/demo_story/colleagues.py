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
    club = (clubs.golestan_at_work if is_english else clubs.zafaran_hamkaran)(shop)
    member = club.sudo()._enroll(shop.partners[organisation])
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
