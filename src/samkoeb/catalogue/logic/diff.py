"""What a proposed line changes, said in numbers: against the version in force and against the tendered price."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from samkoeb.catalogue.logic.packs import Level, Packing

_TENTH = Decimal("0.1")


def percent_change(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    """By how many percent the price moved, at one decimal, halves away from zero; None where either is missing or it was free."""
    if before is None or now is None or before == 0:
        return None
    return ((now - before) * 100 / before).quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the diff. `price`, `before` and `tendered` are per base unit; `unit_price` is what one orderable unit costs."""

    number: str
    name: str
    packing: Packing
    change: str
    changed: tuple[str, ...]
    currency: str
    unit_price: Decimal | None
    price: Decimal | None
    before: Decimal | None
    tendered: Decimal | None
    not_tendered: bool

    @classmethod
    def of(
        cls, data: Mapping[str, Any], *, number: str, change: str, changed: tuple[str, ...], price: Decimal | None,
        before: Decimal | None, tendered: Decimal | None, not_tendered: bool,
    ) -> "Line":
        """From what a version line remembers (see `logic.line.OfferedLine.as_data`)."""
        main = (data.get("prices") or [{}])[0]
        amount = Decimal(main["amount"]) / Decimal(main["base_quantity"]) if main else None
        return cls(
            number, data.get("name_da") or data.get("name_en", ""), packing_of(data), change, changed,
            main.get("currency", ""), amount, price, before, tendered, not_tendered,
        )

    @property
    def price_change(self) -> Decimal | None:
        """Percent against the price in force."""
        return percent_change(self.before, self.price)

    @property
    def tender_difference(self) -> Decimal | None:
        """Percent against the tendered price."""
        return percent_change(self.tendered, self.price)

    @property
    def is_dearer_than_tendered(self) -> bool:
        return self.price is not None and self.tendered is not None and self.price > self.tendered


def packing_of(data: Mapping[str, Any]) -> Packing:
    """The pack of a stored line."""
    if data.get("packing"):
        return Packing.from_json(data["packing"])
    unit, base = data.get("unit", ""), data.get("pack_unit", "")
    content = Decimal(data.get("pack_content", "1"))
    if unit == base and content == 1:
        return Packing((), unit)
    return Packing((Level(unit, content),), base)
