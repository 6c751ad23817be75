"""The prices that won."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.agreements.models import TenderedPrice


@dataclass(frozen=True, slots=True)
class Tendered:
    """Per `base_quantity` of `unit` (UN/ECE Rec 20), ex VAT, in the agreement's currency."""

    supplier_item_number: str
    price: Decimal
    base_quantity: Decimal
    unit: str
    lot_id: int | None
    description: str


def tendered_price(agreement_id: int, supplier_item_number: str, on: date, *, unit: str | None = None) -> Tendered | None:
    """The price in force on the day; with `unit` only one in that unit."""
    rows = TenderedPrice.objects.in_force(on).filter(agreement_id=agreement_id, supplier_item_number=supplier_item_number)
    if unit is not None:
        rows = rows.filter(unit=unit)
    row = rows.order_by("pk").first()
    return None if row is None else _shown(row)


def tendered_prices(agreement_id: int, on: date) -> list[Tendered]:
    """All in force on the day, by item number: one question for a whole catalogue's diff."""
    rows = TenderedPrice.objects.in_force(on).filter(agreement_id=agreement_id).order_by("supplier_item_number", "unit")
    return [_shown(row) for row in rows.iterator(chunk_size=5000)]


def _shown(row: TenderedPrice) -> Tendered:
    return Tendered(row.supplier_item_number, row.price, row.base_quantity, row.unit, row.lot_id, row.description)
