"""Shop: the companies, people and goods that the benchmarks work with."""

from datetime import date, timedelta
from itertools import count

from odoo import Command
from odoo.tools import split_every

from odoo.addons.loyalty_club.tools.posting import Posting

_SERIAL = count(1)


def second_company(env):
    """A company beside the first one, with books of its own."""
    name, country = f"Company {next(_SERIAL)}", env.company.country_id
    company = env["res.company"].create({"name": name, "country_id": country.id})
    chart = env.company.chart_template
    env["account.chart.template"].try_loading(chart, company, install_demo=False)
    env.cr.commit()  # accounting has work that waits for it
    return company


def employee(env, group: str):
    """Somebody who is no superuser: access rules are part of what work costs."""
    serial = next(_SERIAL)
    return env["res.users"].create(
        {
            "name": f"Employee {serial}",
            "login": f"bench.{serial}",
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
            "group_ids": [
                Command.set([env.ref("base.group_user").id, env.ref(group).id])
            ],
        }
    )


def customers(env, name: str, number: int):
    """So many people."""
    return env["res.partner"].create(
        [{"name": f"{name} {index:06}"} for index in range(1, number + 1)]
    )


def services(env, number: int):
    """Services at 10, 20, 30 … without taxes."""
    return env["product.product"].create(
        [
            {
                "name": f"Service {index}",
                "type": "service",
                "list_price": 10.0 * index,
                "taxes_id": False,
                "invoice_policy": "order",
                "available_in_pos": True,
            }
            for index in range(1, number + 1)
        ]
    )


def club(env, **values):
    """A club that gives 1 point for each unit of money when an order is confirmed."""
    rule = {"name": "1 point for each unit of money", "trigger": "amount"}
    return env["loyalty.club"].create(
        {
            "name": "Saffron Club",
            "company_id": env.company.id,
            "earn_on": "order",
            "tz": "UTC",
            "expiry_policy": "rolling",
            "expiry_months": 12,
            "rule_ids": [Command.create(rule)],
            **values,
        }
    )


def rich_club(env):
    """A club with tiers, and with rewards that a member can have or save for."""
    tiers = [{"name": f"Tier {each}", "threshold": each * 1e7} for each in range(3)]
    rewards = [
        {"name": f"Reward {each}", "points": 10 * 4**each, "discount": 1 + each}
        for each in range(6)
    ]
    return club(
        env,
        tier_ids=[Command.create(values) for values in tiers],
        reward_ids=[Command.create(values) for values in rewards],
    )


def members(env, club, name: str, number: int):
    """So many customers who have joined a club."""
    people = customers(env, name, number)
    for person in people:
        club._enroll(person)
    return people


def many_members(env, club, number: int):
    """So many members, copied by SQL from one who has really joined."""
    model = club._enroll(customers(env, "Model", 1))
    env.flush_all()
    env.cr.execute(
        """
        WITH people AS (
            INSERT INTO res_partner
            SELECT copy.*
              FROM generate_series(1, %(number)s) AS each(number)
              JOIN res_partner AS model ON model.id = %(partner)s,
           LATERAL (
                   SELECT nextval('res_partner_id_seq') + 0 * each.number AS id
                   ) AS new,
           LATERAL jsonb_populate_record(model, jsonb_build_object(
                   'id', new.id, 'commercial_partner_id', new.id)) AS copy
         RETURNING id
        )
        INSERT INTO loyalty_club_member
        SELECT copy.*
          FROM people
          JOIN loyalty_club_member AS model ON model.id = %(member)s,
       LATERAL jsonb_populate_record(model, jsonb_build_object(
               'id', nextval('loyalty_club_member_id_seq'),
               'partner_id', people.id,
               'number', 'bench/' || people.id)) AS copy
     RETURNING id
        """,
        {"number": number, "partner": model.partner_id.id, "member": model.id},
    )
    copies = model.browse([row[0] for row in env.cr.fetchall()])
    env.cr.commit()
    env.cr.execute("ANALYZE res_partner; ANALYZE loyalty_club_member")
    env.invalidate_all()
    return copies


def member_with_entries(env, club, number: int):
    """A member who has earned so many times, each lot with its expiry."""
    member = club._enroll(customers(env, "Earner", 1))
    postings = [
        Posting(
            *(member.id, "earn", 10, f"bench/{member.id}/{index}"),
            expires_on=date.today() + timedelta(days=1 + index % 365),
        )
        for index in range(number)
    ]
    for batch in split_every(10_000, postings, list):
        env["loyalty.club.entry"]._append(batch)
    return member


def native_programme(env):
    """Odoo's own loyalty programme: 1 point for each unit of money."""
    rule = {
        "reward_point_mode": "money",
        "reward_point_amount": 1,
        "minimum_amount": 0,
        "minimum_qty": 0,
    }
    reward = {
        "reward_type": "discount",
        "discount_mode": "per_order",
        "discount": 10,
        "discount_applicability": "order",
        # Out of reach: to find and offer a reward would cost native more.
        "required_points": 1_000_000_000,
    }
    return env["loyalty.program"].create(
        {
            "name": "Native Loyalty",
            "program_type": "loyalty",
            "trigger": "auto",
            "applies_on": "both",
            "company_id": env.company.id,
            "rule_ids": [Command.create(rule)],
            "reward_ids": [Command.create(reward)],
        }
    )


def card_holders(env, programme, name: str, number: int):
    """So many customers with a native loyalty card."""
    people = customers(env, name, number)
    env["loyalty.card"].create(
        [
            {"program_id": programme.id, "partner_id": person.id, "points": 100}
            for person in people
        ]
    )
    return people
