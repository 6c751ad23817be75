"""The price of an item on a day and for a quantity: the one that an order line resolves to (requirements 7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.catalogue.models import Price


@dataclass(frozen=True, slots=True)
class PriceInForce:
    """`amount` for `base_quantity` orderable units, excl. VAT; `per_unit` for one."""

    item_id: int
    amount: Decimal
    base_quantity: Decimal
    currency: str
    minimum_quantity: Decimal
    valid_from: date
    valid_to: date | None

    @property
    def per_unit(self) -> Decimal:
        return self.amount / self.base_quantity


def price_on(item_id: int, on: date, quantity: Decimal = Decimal(1)) -> PriceInForce | None:
    """The price in force for so many orderable units: the largest quantity break that the quantity reaches, or None."""
    return prices_on([item_id], on, {item_id: quantity}).get(item_id)


def prices_on(item_ids: Iterable[int], on: date, quantities: dict[int, Decimal] | None = None) -> dict[int, PriceInForce]:
    """As `price_on` for many items at once; items without a price in force are absent. Without a quantity: the smallest's price."""
    wanted = quantities or {}
    found: dict[int, PriceInForce] = {}
    for row in _in_force(item_ids, on):
        price = PriceInForce(*row)
        if price.item_id not in found or price.minimum_quantity <= wanted.get(price.item_id, Decimal(0)):
            found[price.item_id] = price
    return found


def breaks_on(item_id: int, on: date) -> list[PriceInForce]:
    """All prices of the item in force on the day, from the smallest quantity up."""
    return [PriceInForce(*row) for row in _in_force([item_id], on)]


@asked
def _in_force(item_ids: Iterable[int], on: date) -> QuerySet[Price, tuple[Any, ...]]:
    rows = Price.objects.in_force(on).filter(item_id__among=item_ids).order_by("item_id", "minimum_quantity")
    return rows.values_list("item_id", "amount", "base_quantity", "currency", "minimum_quantity", "valid_from", "valid_to")
