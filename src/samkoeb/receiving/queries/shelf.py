"""Small questions about places, batches and what one costs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.catalogue.models import OwnItem
from samkoeb.ordering.models import OrderLine
from samkoeb.organisations.models import Unit
from samkoeb.receiving.models import BatchHold, StockLevel, StockLocation, StockMovement


def held_batches(own_item_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """own item id → its batches that nobody may use."""
    wanted = set(own_item_ids)
    found: dict[int, set[str]] = {}
    if wanted:
        for own_item_id, batch in _held(wanted):
            found.setdefault(own_item_id, set()).add(batch)
    return {own_item_id: frozenset(batches) for own_item_id, batches in found.items()}


@asked
def _held(own_item_ids: Iterable[int]) -> QuerySet[BatchHold, tuple[int, str]]:
    rows = BatchHold.objects.filter(own_item_id__among=own_item_ids, released_at__isnull=True)
    return rows.values_list("own_item_id", "batch")


def usual_locations(unit_id: int, own_item_ids: Iterable[int]) -> dict[int, int]:
    """own item id → the one ordinary place of the unit where it lies; absent where there is none or a choice."""
    wanted = set(own_item_ids)
    places: dict[int, list[int]] = {}
    if wanted:
        for own_item_id, location_id in _lying(unit_id, wanted):
            places.setdefault(own_item_id, []).append(location_id)
    return {own_item_id: found[0] for own_item_id, found in places.items() if len(found) == 1}


@asked
def _lying(unit_id: int, own_item_ids: Iterable[int]) -> QuerySet[StockLevel, tuple[int, int]]:
    rows = StockLevel.objects.filter(location__unit_id=unit_id, location__is_emergency=False, own_item_id__among=own_item_ids)
    return rows.values_list("own_item_id", "location_id")


def base_units(own_item_ids: Iterable[int]) -> dict[int, str]:
    """own item id → the unit that the shelf counts it in."""
    wanted = set(own_item_ids)
    return {pk: item.base_unit for pk, item in OwnItem.objects.read_all(wanted).items()}


def is_location_of(location_id: int, unit: Unit) -> bool:
    """Whether the place is the unit's own, or of a unit above or below it."""
    path = _path_of.first(location_id)
    return path is not None and (path.startswith(unit.path) or unit.path.startswith(path))


@asked
def _path_of(location_id: int) -> QuerySet[StockLocation, str]:
    return StockLocation.objects.filter(pk=location_id).values_list("unit__path", flat=True)


def unit_value(own_item_id: int) -> Decimal | None:
    """What one base unit cost when it was last ordered, ex VAT; None where it never was."""
    last = (
        OrderLine.objects.filter(own_item_id=own_item_id)
        .order_by("-pk")
        .values_list("price", "base_quantity", "pack_content")
        .first()
    )
    return None if last is None else last[0] / last[1] / (last[2] or 1)


def expiry_of(level_id: int, batch: str) -> date | None:
    """The day that was written when the batch came."""
    if not batch:
        return None
    rows = StockMovement.objects.filter(stock_level_id=level_id, batch=batch, expires_on__isnull=False).order_by("-pk")
    return rows.values_list("expires_on", flat=True).first()
