"""Contacts, memberships, and what becomes of them."""

import unicodedata
from datetime import timedelta

from demo_story.clock import utc
from demo_story.shops import ENGLISH, PERSIAN

_MONTH = 30.44
_STREETS = {
    ENGLISH: [
        "Herengracht",
        "Overtoom",
        "Javastraat",
        "Ceintuurbaan",
        "Haarlemmerdijk",
    ],
    PERSIAN: ["خیابان ولیعصر", "خیابان شریعتی", "خیابان کارگر", "بلوار کشاورز"],
}


def invite(shop, people) -> None:
    """Make a contact of everybody, and a member when his day comes."""
    for person in people:
        partner = _contact(shop, person, people)
        shop.partners[person.key] = partner
        if person.joined is not None:
            moment = joined_at(shop, person)
            shop.timeline.at(moment, enroll, shop, person)


def joined_at(shop, person):
    """When somebody became a member; he will not remember the minute."""
    day = shop.clock.start.date() - timedelta(days=person.joined * _MONTH)
    return utc(day, 10 + shop.chance.random() * 6, shop.tz)


def enroll(shop, person):
    """Make a member of somebody."""
    nobody = shop.env["loyalty.club.member"]
    club = shop.club.sudo().with_context(lang=shop.language)
    member = club._enroll(
        shop.partners[person.key],
        parent=shop.members.get(person.organisation, nobody),
        referrer=shop.members.get(person.referrer, nobody),
        channel=person.channel,
        terms_version=shop.club.terms_version,
    )
    shop.members[person.key] = member


def give_login(shop, person) -> None:
    """Let a customer into the portal. His password is his login."""
    partner = shop.partners[person.key]
    partner._loyalty_club_confirm_mobile(partner.phone_sanitized)
    shop.env["res.users"].with_context(no_reset_password=True).create(
        {
            "partner_id": partner.id,
            "login": person.login,
            "password": person.login,
            "lang": shop.language,
            "tz": shop.tz,
            "company_id": shop.company.id,
            "company_ids": [(6, 0, shop.company.ids)],
            "group_ids": [(6, 0, shop.env.ref("base.group_portal").ids)],
        }
    )


def _contact(shop, person, people):
    organisation = shop.partners.get(person.organisation)
    is_company = any(each.organisation == person.key for each in people) or (
        person.habit == "office" and not organisation
    )
    return shop.env["res.partner"].create(
        {
            "name": person.name,
            "is_company": is_company,
            "parent_id": organisation and organisation.id,
            "company_id": shop.company.id,
            "email": f"{_handle(person)}@example.com",
            "phone": _phone(shop),
            "street": _street(shop),
            "zip": _zip(shop),
            "city": person.city,
            "country_id": shop.company.country_id.id,
            "lang": shop.language,
            "tz": shop.tz,
        }
    )


def _handle(person) -> str:
    plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore")
    words = plain.decode().replace("'", "").lower().split()
    return f"{words[0]}.{words[-1]}" if words else person.key


def _street(shop) -> str:
    name = shop.chance.choice(_STREETS[shop.language])
    number = shop.chance.randrange(2, 240)
    return f"{name}، پلاک {number}" if shop.language == PERSIAN else f"{name} {number}"


def _zip(shop) -> str:
    if shop.language == PERSIAN:
        return f"1{shop.chance.randrange(10**8, 10**9)}"
    return f"10{shop.chance.randrange(11, 99)} {shop.chance.choice('ABCDEHJKLM')}X"


def _phone(shop) -> str:
    digits = [str(shop.chance.randrange(10)) for _ in range(7)]
    tail = f"{''.join(digits[:3])} {''.join(digits[3:])}"
    return f"+98 912 {tail}" if shop.language == PERSIAN else f"+31 6 2{tail}"


def spend(shop, key, points, reason) -> None:
    """Hand out something nice at the counter."""
    member = shop.members[key].with_env(shop.as_user(shop.cashier)).sudo()
    if member.balance >= points:
        words = {"reason": reason}
        member._post("spend", -points, f"story/{shop.club.id}/{key}/{points}", **words)


def adjust(shop, user, key, points, reason):
    """Give or take points by hand, as finance staff do."""
    env = shop.as_user(user)
    return env["loyalty.club.adjustment"]._request(
        shop.members[key].with_env(env), points, reason
    )


def suspend(shop, key) -> None:
    """Stop a membership for a while."""
    shop.members[key].with_env(shop.as_user(shop.manager)).action_suspend()


def leave(shop, key) -> None:
    """End a membership."""
    shop.members[key].with_env(shop.as_user(shop.manager)).action_leave()
