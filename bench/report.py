"""Report: what was measured, beside what, and whether the budget holds."""

from typing import NamedTuple

_HEADINGS = ("work", "ours", "beside", "ratio", "budget", "holds")

_PREFACE = """\
Written by `python3 dev bench --write`. Seconds and milliseconds are processor time:
of Odoo alone for single orders, of Odoo and its PostgreSQL process for all else. Single
orders are medians of runs in turns; native is Odoo's own loyalty programme. Bare SQL
writes the same rows again, one statement for each table, into empty copies of the same
tables with the same indexes, checks and foreign keys."""


class Row(NamedTuple):
    """One line of the table, in words."""

    work: str
    ours: str
    beside: str = ""
    ratio: str = ""
    budget: str = ""
    holds: str = ""


def within(work: str, ours: str, beside: str, ratio: float, budget: float) -> Row:
    """A line whose ratio must stay within a budget."""
    holds = "yes" if ratio <= budget else "NO"
    return Row(work, ours, beside, f"{ratio:.2f}", f"≤ {budget:g} ×", holds)


def as_many_queries(what: str, costs: dict) -> Row:
    """A line whose work must need as many queries for many entries as for few.

    :param costs: by the number of entries, the fewest first
    """
    (fewest, few), (most, many) = costs.items()
    return Row(
        f"{what} of a member with {most:,} entries",
        f"{many.queries:.0f} queries, {many.total:.1f} ms",
        f"{fewest} entries: {few.queries:.0f} queries, {few.total:.1f} ms",
        f"{many.total / few.total:.2f}",
        "as many queries",
        "yes" if many.queries == few.queries else "NO",
    )


def extra_rows(work: str, costs: dict, *, queries: int, cpu: float) -> list[Row]:
    """What ours and native add to the same work without any loyalty."""
    base = costs["without"]
    stranger, ours, native = (
        costs[kind].over(base) for kind in ("stranger", "ours", "native")
    )
    ratio = ours.queries / native.queries
    return [
        Row(f"{work}, without loyalty", _cost(base)),
        Row(f"{work}: extra for who is no member", _cost(stranger)),
        Row(
            f"{work}: extra queries",
            f"{ours.queries:.0f}",
            f"native {native.queries:.0f}",
            f"{ratio:.2f}",
            f"≤ {queries}",
            "yes" if ours.queries <= queries else "NO",
        ),
        within(
            f"{work}: extra CPU",
            f"{ours.cpu:.1f} ms",
            f"native {native.cpu:.1f} ms",
            ours.cpu / native.cpu,
            cpu,
        ),
    ]


def bulk_rows(work: str, sizes: list[tuple], *, budget: float) -> list[Row]:
    """Seconds beside bare SQL, for more rows each time, and whether it is linear.

    :param sizes: rows, our seconds, and the seconds of bare SQL
    """
    rows = [
        within(
            f"{number:,} {work}",
            f"{ours:.2f} s",
            f"bare SQL {bare:.2f} s",
            ours / bare,
            budget,
        )
        for number, ours, bare in sizes
    ]
    (few, quick, _), (many, slow, _) = sizes[0], sizes[-1]
    each = quick / few * 1e6, slow / many * 1e6
    rows.append(
        within(
            f"{work}: one of {many:,}, beside one of {few:,}",
            f"{each[1]:.0f} µs",
            f"{each[0]:.0f} µs",
            each[1] / each[0],
            1.5,
        )
    )
    return rows


def _cost(cost) -> str:
    return f"{cost.queries:.0f} queries, {cost.cpu:.1f} ms"


def as_text(rows: list[Row]) -> str:
    """The table for a terminal."""
    table = [_HEADINGS, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in table
    )


def as_page(rows: list[Row], machine: str) -> str:
    """The table as a page that says on what it was measured."""
    table = [_HEADINGS, ("---",) * len(_HEADINGS), *rows]
    lines = (f"| {' | '.join(row)} |" for row in table)
    facts = (f"- {fact}" for fact in machine.splitlines())
    return "\n".join(("# Benchmarks", "", _PREFACE, "", *facts, "", *lines, ""))
