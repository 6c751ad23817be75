"""Taking things out of the ward's basket, and putting back what was taken out by mistake."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.ordering import permissions
from samkoeb.ordering.actions.basket import add_free_text, add_many_to_basket, locked_line, open_basket
from samkoeb.ordering.actions.wishes import Wish
from samkoeb.ordering.models import RequisitionLine
from samkoeb.organisations.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """A line as it was: enough to put it back. item_id None is free text."""

    item_id: int | None
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    supplier_id: int | None
    outside_reason: str
    why: str


def remove_line(line_id: int, *, by: Actor, at: datetime) -> list[TakenOut]:
    """Take one line out of the basket."""
    with transactions.owns():
        line, unit = locked_line(line_id, by)
        taken = _as_it_was([line])
        line.delete()
        audit.record("ordering.basket.changed", line.requisition, by=by, at=at, body_id=unit.organisation_id)
    return taken


def empty_basket(unit_id: int, *, by: Actor, at: datetime) -> list[TakenOut]:
    """Take all lines out. The basket stays the ward's."""
    with transactions.owns():
        unit = Unit.objects.select_related("organisation").get(pk=unit_id)
        permissions.require(by, "order", permissions.facts_of_unit(unit))
        basket = open_basket(unit)
        taken = _as_it_was(basket.lines.order_by("pk"))
        basket.lines.all().delete()
        audit.record("ordering.basket.emptied", basket, by=by, at=at, body_id=unit.organisation_id)
    return taken


def put_back(unit_id: int, taken: Sequence[TakenOut], *, by: Actor, at: datetime) -> None:
    """All of it or nothing: what can't be bought any more is refused as when it is put in anew. Nobody is asked about quantities again."""
    with transactions.owns():
        wishes = [
            Wish(item_id=t.item_id, quantity=t.quantity, why=t.why, outside_reason=t.outside_reason, large_confirmed=True)
            for t in taken
            if t.item_id is not None
        ]
        if wishes:
            add_many_to_basket(unit_id, wishes=wishes, by=by, at=at)
        for t in taken:
            if t.item_id is None:
                add_free_text(
                    unit_id, description=t.description, quantity=t.quantity, unit=t.unit, price=t.price,
                    supplier_id=t.supplier_id or 0, outside_reason=t.outside_reason, by=by, at=at,
                )  # fmt: skip


def _as_it_was(lines: Iterable[RequisitionLine]) -> list[TakenOut]:
    return [
        TakenOut(
            item_id=line.item_id,
            description=line.description,
            quantity=line.quantity,
            unit=line.unit,
            price=line.price or Decimal(0),
            supplier_id=line.supplier_id,
            outside_reason=line.outside_reason,
            why=line.why,
        )
        for line in lines
    ]
