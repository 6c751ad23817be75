"""VAT categories (UNCL 5305) and rates as dated data (F9; momsloven: 25 % since 1992-01-01)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

STANDARD, ZERO_RATED, EXEMPT, REVERSE_CHARGE, OUT_OF_SCOPE = "S", "Z", "E", "AE", "O"
EXPORT, INTRA_COMMUNITY = "G", "K"
CATEGORIES = (STANDARD, ZERO_RATED, EXEMPT, REVERSE_CHARGE, OUT_OF_SCOPE, EXPORT, INTRA_COMMUNITY)


@dataclass(frozen=True, slots=True)
class VatRate:
    category: str
    percent: Decimal
    country: str
    valid_from: date
    valid_to: date | None
    source: str


RATES = (VatRate(STANDARD, Decimal(25), "DK", date(1992, 1, 1), None, "momsloven § 33"),)

KNOWN_FROM = min(r.valid_from for r in RATES)


@lru_cache(maxsize=1024)
def rate(category: str, on: date, country: str = "DK") -> Decimal:
    """The percentage of a category on a day; 0 for all that is not standard rated. LookupError where no rate is known."""
    if category != STANDARD:
        return Decimal(0)
    for r in RATES:
        if r.category == category and r.country == country and r.valid_from <= on and (r.valid_to is None or on < r.valid_to):
            return r.percent
    raise LookupError(f"no VAT rate for {category} in {country} on {on}")


def is_foreign(category: str, percent: Decimal, on: date) -> bool:
    """A standard rate that is not the Danish one of that day: imported, and marked."""
    return category == STANDARD and percent != rate(STANDARD, on)
