"""The file of purchases: one line is a customer, a day, units and dollars."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Purchase:
    """What one customer bought on one day."""

    customer: str
    day: date
    units: int
    dollars: Decimal

    @property
    def moment(self) -> datetime:
        """Noon in UTC: the file knows no hours."""
        return datetime.combine(self.day, time(12))

    @property
    def points(self) -> int:
        """What it is worth at a point for each whole dollar."""
        return int(self.dollars)


def read(path: str, customers: int = 0) -> list[Purchase]:
    """All purchases, or those of the first so many customers."""
    lines = Path(path).read_text().splitlines()[1:]  # the first names the columns
    found = [_purchase(*line.split()) for line in lines if line.strip()]
    chosen = sorted({purchase.customer for purchase in found})[: customers or None]
    return [purchase for purchase in found if purchase.customer <= chosen[-1]]


def _purchase(customer: str, day: str, units: str, dollars: str) -> Purchase:
    moment = datetime.strptime(day, "%Y%m%d")
    return Purchase(customer, moment.date(), int(units), Decimal(dollars))
