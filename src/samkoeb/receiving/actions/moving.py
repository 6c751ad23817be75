"""Movements: rows that are never changed, and levels that are their sums, written together under the levels' locks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from samkoeb.base import transactions
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
    items: dict[int, list[int]] = {}
    for location_id, own_item_id in wanted:
        items.setdefault(location_id, []).append(own_item_id)
    named = Q()
    for location_id, own_item_ids in items.items():
        named |= Q(location_id=location_id, own_item_id__in=own_item_ids)
    there = StockLevel.objects.filter(named)
    known = set(there.values_list("location_id", "own_item_id"))
    StockLevel.objects.bulk_create(
        (StockLevel(location_id=place, own_item_id=item) for place, item in wanted if (place, item) not in known),
        ignore_conflicts=True,
    )
    locked = there.order_by("pk").select_for_update(of=("self",))
    return {(level.location_id, level.own_item_id): level for level in locked}
