"""Lines of a document that cancel others: taken back while it was written, or free."""

from dataclasses import replace

from .cause import CauseLine

_CENT = 0.005


def scaled(line: CauseLine, share: float) -> CauseLine:
    """The same line, of which only this share was bought."""
    return replace(
        line,
        quantity=line.quantity * share,
        total=line.total * share,
        untaxed=line.untaxed * share,
    )


def cancel_out(
    lines: dict[int, CauseLine], targets: dict[int, set[int]]
) -> dict[int, CauseLine]:
    """Take what negative lines cancel off the lines they are about.

    What a negative line says beyond them is left of it, and is a discount.

    :param lines: by their id
    :param targets: products that a negative line is about, by the id of that line
    """
    lines = dict(lines)
    for line_id, product_ids in targets.items():
        cancelled = -lines[line_id].total
        about = [
            line
            for line in lines.values()
            if line.total > 0 and not line.refusal and line.product_id in product_ids
        ]
        charged = sum(line.total for line in about)
        if cancelled <= 0 or charged <= 0:
            continue
        taken = min(cancelled, charged)
        for line in about:
            lines[line.line_id] = scaled(line, 1 - taken / charged)
        lines[line_id] = scaled(lines[line_id], 1 - taken / cancelled)
    return lines


def spread_discounts(lines: list[CauseLine]) -> list[CauseLine]:
    """Spread negative lines over the goods of the same document, pro rata.

    A discount stands on a line of its own; a rule for one category must see its share
    of it. Goods become worth nothing, not less: a discount may be more than they cost
    where the rest of it is on what earns nothing anyhow. Nothing is spread when the
    document as a whole is a return.
    """
    goods = [line for line in lines if line.total > 0 and not line.refusal]
    discounts = [line for line in lines if line.total < 0 and not line.refusal]
    if not discounts or sum(line.total for line in lines) < -_CENT:
        return lines
    total = _kept_share(line.total for line in (*discounts, *goods))
    untaxed = _kept_share(line.untaxed for line in (*discounts, *goods))
    spent = {line.line_id for line in discounts}
    kept = {
        line.line_id: replace(
            line, total=line.total * total, untaxed=line.untaxed * untaxed
        )
        for line in goods
    }
    return [kept.get(line.line_id, line) for line in lines if line.line_id not in spent]


def _kept_share(amounts) -> float:
    """What negative amounts leave of the positive ones, from 0 to 1."""
    amounts = list(amounts)
    charged = sum(amount for amount in amounts if amount > 0)
    return max(sum(amounts) / charged, 0.0) if charged > 0 else 0.0
