"""One line of a supplier's offer, read and normalised: what a version line remembers, whichever file it came from.

Prices are per `base_quantity` orderable units and excl. VAT, as `catalogue.Price` has them; `price_per_base` is the same per base unit
(per piece of what a box holds), the only measure in which an old and a new pack, or an offer and a bid, can be compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from operator import attrgetter
from typing import Any, Final

from samkoeb.catalogue.logic.packs import Packing
from samkoeb.kernel.problem import Problem

OFFER, DELETE = "offer", "delete"
#: As many decimals as the price columns keep; ten, since 87.50 for 3 x 7 pieces must come back as 87.50.
PLACES: Final = Decimal("1E-10")
MAX_PRICE: Final = Decimal(10) ** 13
BY_THE_PIECE: Final = Packing()


@dataclass(frozen=True, slots=True)
class OfferedPrice:
    """`amount` for `base_quantity` orderable units, from `minimum` units on, in the half-open period (None: the version's own)."""

    amount: Decimal
    currency: str
    base_quantity: Decimal = Decimal(1)
    minimum: Decimal = Decimal(1)
    valid_from: date | None = None
    valid_to: date | None = None

    def per_base(self, packing: Packing) -> Decimal:
        """The price of one base unit, at ten decimals, halves to even."""
        return (self.amount / self.base_quantity / packing.total).quantize(PLACES, ROUND_HALF_EVEN)

    def distance(self, on: date) -> tuple[int, int]:
        """How far its period is from the day: in force first, then the nearest to come, then the latest past."""
        if self.valid_to is not None and self.valid_to <= on:
            return 2, (on - self.valid_to).days
        if self.valid_from is not None and self.valid_from > on:
            return 1, (self.valid_from - on).days
        return 0, 0

    def as_data(self) -> dict[str, str | None]:
        told = {
            "amount": plain(self.amount), "currency": self.currency, "base_quantity": plain(self.base_quantity),
            "minimum": plain(self.minimum),
        }
        if self.valid_from:
            told["valid_from"] = self.valid_from.isoformat()
        if self.valid_to:
            told["valid_to"] = self.valid_to.isoformat()
        return told


@dataclass(slots=True, kw_only=True)
class OfferedLine:
    """`number` is the line in the file. `said` keeps what the file's price and unit cells held before they were read.

    Once checked, the first of `prices` is the main one: for the smallest quantity, in force on the day or nearest to it.
    """

    number: int
    supplier_item_number: str = ""
    action: str = OFFER
    gtin: str = ""
    name_da: str = ""
    name_en: str = ""
    description_da: str = ""
    description_en: str = ""
    manufacturer: str = ""
    manufacturer_item_number: str = ""
    unspsc: str = ""
    packing: Packing = BY_THE_PIECE
    prices: tuple[OfferedPrice, ...] = ()
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)
    minimum_quantity: Decimal | None = None
    order_multiple: Decimal | None = None
    lead_time_days: int | None = None
    is_service: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    labels: tuple[dict[str, str], ...] = ()
    image_url: str = ""
    said: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_left_out(self) -> bool:
        """True when a line fault keeps this line from being imported."""
        return any(problem.severity != "warning" for problem in self.problems)

    @property
    def price_per_base(self) -> Decimal | None:
        """The main price per base unit, or None."""
        return self.prices[0].per_base(self.packing) if self.prices else None

    def as_data(self) -> dict[str, Any]:
        """The line as plain values for the version line's JSON; empty values are left out."""
        packing = self.packing
        values: dict[str, Any] = {name: value for name, value in zip(_AS_THEY_ARE, _as_they_are(self), strict=True) if value}
        values["unit"], values["pack_content"], values["pack_unit"] = packing.unit, plain(packing.total), packing.base_unit
        values["vat_category"], values["vat_percent"] = self.vat_category, plain(self.vat_percent)
        if self.action != OFFER:
            values["action"] = self.action
        if len(packing.levels) > 1:
            values["packing"] = packing.to_json()
        if self.minimum_quantity:
            values["minimum_quantity"] = plain(self.minimum_quantity)
        if self.order_multiple:
            values["order_multiple"] = plain(self.order_multiple)
        if self.prices:
            values["prices"] = [price.as_data() for price in self.prices]
        return values


#: Fields that are stored as they are, where they say anything.
_AS_THEY_ARE: Final = (
    "gtin", "name_da", "name_en", "description_da", "description_en", "manufacturer", "manufacturer_item_number", "unspsc",
    "lead_time_days", "is_service", "attributes", "labels", "image_url", "said",
)
_as_they_are: Final = attrgetter(*_AS_THEY_ARE)


def day_after(last: date | None) -> date | None:
    """The end of a half-open period whose last day is told; the end of time ("31-12-9999") is no end."""
    return None if last is None or last.year == date.max.year else last + timedelta(days=1)


def plain(number: Decimal | None) -> str | None:
    """A number as text without exponent or idle zeros: "87.5", "100"."""
    if number is None:
        return None
    said = str(number)
    if "E" in said:
        said = format(number, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def without_overlaps(prices: Iterable[OfferedPrice]) -> tuple[list[OfferedPrice], list[OfferedPrice]]:
    """The prices that can stand side by side, and those left over: per quantity one price at a time, the first said wins."""
    kept: list[OfferedPrice] = []
    left_over: list[OfferedPrice] = []
    for price in prices:
        clashes = any(price.minimum == other.minimum and _overlap(price, other) for other in kept)
        (left_over if clashes else kept).append(price)
    return kept, left_over


def _overlap(one: OfferedPrice, other: OfferedPrice) -> bool:
    return (one.valid_to or date.max) > (other.valid_from or date.min) and (other.valid_to or date.max) > (one.valid_from or date.min)
