"""Employees: the people of large organisations join with them, and leave.

By the steps of the job that runs in the background. Bare SQL writes the same members.
"""

import shop
from bare import Copies
from meter import environment
from report import Row
from stopwatch import Stopwatch

_SIZES, _QUICK_SIZES = (1_000, 3_000, 10_000), (300, 1_000)


def run(database: str, quick: bool):
    """Have organisations with more employees each time join; the last one leaves."""
    rows = []
    with environment(database) as env:
        club = shop.club(env, enrollment="corporate", leaver_grace_days=0)
        for size in _QUICK_SIZES if quick else _SIZES:
            organisation = _organisation(env, club, size)
            ours, bare = _follow(env), _join_bare(env, organisation)
            rows.append(_row(size, "joined", ours, bare))
        rows.append(_row(size, "left", _leave(env, organisation)))
    return rows


def _row(size, what, ours, bare=None):
    """A line of the table: what Odoo keeps with each member is part of the work."""
    beside = (f"bare SQL {bare:.2f} s", f"{ours / bare:.1f}") if bare else ()
    return Row(f"{size:,} employees {what}", f"{ours:.2f} s", *beside)


def _organisation(env, club, size):
    company = shop.customers(env, "Organisation", 1)
    company.is_company = True
    organisation = club._enroll(company)
    shop.customers(env, "Employee", size).parent_id = company
    env.cr.commit()
    env.invalidate_all()
    return organisation


def _follow(env) -> float:
    watch = Stopwatch(env)
    env["loyalty.club.member"]._cron_follow_organisations()
    return watch.seconds()


def _join_bare(env, organisation) -> float:
    with Copies(env, "loyalty_club_member") as copies:
        return copies.seconds(
            f"""
            INSERT INTO bare_loyalty_club_member
                 SELECT member.*
                   FROM res_partner AS person
                   JOIN loyalty_club_member AS member ON member.partner_id = person.id
                  WHERE person.commercial_partner_id = {organisation.partner_id.id}
                    AND member.parent_id = {organisation.id}
            """
        )


def _leave(env, organisation) -> float:
    organisation._agree({"contract_until": "2000-01-01"})
    env.cr.commit()
    return _follow(env)
