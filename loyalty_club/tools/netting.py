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


def without_excess_discount(lines: list[CauseLine]) -> list[CauseLine]:
    """Goods are worth nothing, not less, when a discount is more than they cost.

    That happens where the rest of the discount is on what earns nothing anyhow. A
    document that is a return as a whole is left alone.
    """
    counted = sum(line.total for line in lines if not line.refusal)
    if counted >= -_CENT or sum(line.total for line in lines) < 0:
        return lines
    return [
        line if line.refusal else scaled(line, 0.0) for line in lines if line.total >= 0
    ]
