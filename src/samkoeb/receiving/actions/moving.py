"""Movements: rows that are never changed, and levels that are their sums, written together under the levels' locks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.kernel.actor import Actor
from samkoeb.receiving.models import ReceiptLine, StockLevel, StockMovement


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`level` is locked by the caller; `quantity` in base units, negative out."""

    level: StockLevel
    quantity: Decimal
    batch: str = ""
    expires_on: date | None = None
    receipt_line: ReceiptLine | None = None
    counted: Decimal | None = None
    note: str = ""


def move_all(moves: Sequence[Move], *, reason: str, by: Actor, at: datetime) -> list[StockMovement]:
    """A level that is moved several times is one object in all of its moves."""
    transactions.required()
    made = StockMovement.objects.insert_all(
        StockMovement(
            stock_level=m.level,
            quantity=m.quantity,
            reason=reason,
            batch=m.batch,
            expires_on=m.expires_on,
            receipt_line=m.receipt_line,
            counted=m.counted,
            note=m.note,
            person_id=by.person_id,
            at=at,
        )
        for m in moves
    )
    for m in moves:
        m.level.level += m.quantity
    StockLevel.objects.update_all(list({m.level.pk: m.level for m in moves}.values()), ["level"])
    return made


def locked_levels(shelves: Iterable[tuple[int, int]]) -> dict[tuple[int, int], StockLevel]:
    """(location id, own item id) → its level, made where there was none. All are made before the first is locked, and locked in the
    order of their keys: who waits for a level that another is making holds none yet."""
    wanted = sorted(set(shelves))
    if not wanted:
        return {}
    there = _keys(wanted)
    missing = [StockLevel(location_id=place, own_item_id=item) for place, item in wanted if (place, item) not in there]
    if missing:
        StockLevel.objects.bulk_create(missing, ignore_conflicts=True)
        there = _keys(wanted)
    return {(level.location_id, level.own_item_id): level for level in StockLevel.objects.locked_all(there.values())}


def _keys(wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """(location id, own item id) → the key of its level, of those that there are."""
    found = {(place, item): pk for pk, place, item in _at({place for place, _ in wanted}, {item for _, item in wanted})}
    return {one: found[one] for one in wanted if one in found}


@asked
def _at(location_ids: Iterable[int], own_item_ids: Iterable[int]) -> QuerySet[StockLevel, tuple[int, int, int]]:
    rows = StockLevel.objects.filter(location_id__among=location_ids, own_item_id__among=own_item_ids)
    return rows.values_list("pk", "location_id", "own_item_id")
