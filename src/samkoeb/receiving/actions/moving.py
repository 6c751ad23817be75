"""One movement: the row that is never changed, and the level that is its sum, written together under the level's lock."""

from datetime import date, datetime
from decimal import Decimal

from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.receiving.models import ReceiptLine, StockLevel, StockMovement


def move(
    level: StockLevel,
    quantity: Decimal,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    batch: str = "",
    expires_on: date | None = None,
    receipt_line: ReceiptLine | None = None,
    counted: Decimal | None = None,
    note: str = "",
) -> StockMovement:
    """`level` is locked by the caller; `quantity` in base units, negative out."""
    transactions.required()
    made = StockMovement.objects.create(
        stock_level=level,
        quantity=quantity,
        reason=reason,
        batch=batch,
        expires_on=expires_on,
        receipt_line=receipt_line,
        counted=counted,
        note=note,
        person_id=by.person_id,
        at=at,
    )
    level.level += quantity
    level.save(update_fields=["level"])
    return made


def locked_level(location_id: int, own_item_id: int) -> StockLevel:
    """The level of the item at the place, made where there was none, locked."""
    level, _ = StockLevel.objects.get_or_create(location_id=location_id, own_item_id=own_item_id)
    locked: StockLevel = StockLevel.objects.locked(level.pk)
    return locked
