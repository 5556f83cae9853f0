"""Import: a spreadsheet of new members with opening points, beside bare SQL.

Read, checked and imported by the steps of the job that runs in the background. Bare SQL
is told what the rows say: it writes the same contacts, members, entries, lots and
balances.
"""

import io
from base64 import b64encode

import openpyxl
import shop
from bare import Copies
from meter import environment
from report import bulk_rows
from stopwatch import Stopwatch

# Odoo asks and computes a lot for each contact that is made; SQL does not.
_BUDGET = 30

_SIZES, _QUICK_SIZES = (5_000, 15_000, 50_000), (500, 1_500, 5_000)
_TABLES = (
    *("res_partner", "loyalty_club_member", "loyalty_club_entry"),
    "loyalty_club_residual",
)


def run(database: str, quick: bool):
    """Import more members each time, into a club of their own."""
    done = []
    with environment(database) as env:
        for size in _QUICK_SIZES if quick else _SIZES:
            club = shop.club(env)
            run = env["loyalty.club.import"].create(
                {"club_id": club.id, "file": b64encode(_spreadsheet(size))}
            )
            env.cr.commit()
            ours = _import(env, run)
            with Copies(env, *_TABLES) as copies:
                done.append((size, ours, _import_bare(copies, club)))
    return bulk_rows("members imported", done, budget=_BUDGET)


def _spreadsheet(size) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["Customer Code", "Name", "Mobile", "E-mail", "Joined On", "Points"])
    for number in range(size):
        page.append(
            [
                f"C-{number:06}",
                f"Member {number:06}",
                f"+98912{number:07}",
                f"member.{number:06}@example.com",
                f"14{number % 4:02}/{1 + number % 12:02}/{1 + number % 29:02}",
                1 + number % 900,
            ]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _import(env, run) -> float:
    watch = Stopwatch(env)
    run.action_check()
    run._cron_run()
    run.action_run()
    run._cron_run()
    seconds = watch.seconds()
    if run.ready_count != run.row_count:
        raise RuntimeError(f"{run.refused_count} rows were refused")
    return seconds


def _import_bare(copies, club) -> float:
    return copies.seconds(
        f"""
        INSERT INTO bare_res_partner
             SELECT partner.*
               FROM res_partner AS partner
               JOIN loyalty_club_member AS member ON member.partner_id = partner.id
              WHERE member.club_id = {club.id}
        """,
        f"""
        INSERT INTO bare_loyalty_club_member
             SELECT * FROM loyalty_club_member WHERE club_id = {club.id}
        """,
        f"""
        INSERT INTO bare_loyalty_club_entry
             SELECT * FROM loyalty_club_entry WHERE club_id = {club.id}
        """,
        """
        INSERT INTO bare_loyalty_club_residual
             SELECT lot.*
               FROM loyalty_club_residual AS lot
               JOIN bare_loyalty_club_entry AS entry ON entry.id = lot.entry_id
        """,
        """
        UPDATE bare_loyalty_club_member AS member
           SET balance = entry.points
          FROM bare_loyalty_club_entry AS entry
         WHERE entry.member_id = member.id
        """,
    )
