"""What registering a receipt decides on."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from samkoeb.agreements import queries as agreements
from samkoeb.kernel import calendar
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Unit
from samkoeb.receiving.logic.receipt import LineThere
from samkoeb.receiving.models import Receipt
from samkoeb.receiving.queries.shelf import held_batches


def lines_there(lines: Iterable[OrderLine]) -> dict[int, LineThere]:
    """order line id → the line as it stands, with the batches of its item that are held."""
    lines = list(lines)
    held = held_batches(line.own_item_id for line in lines if line.own_item_id is not None)
    return {
        line.pk: LineThere(
            order_line_id=line.pk,
            number=line.number,
            name=line.description,
            unit=line.unit,
            ordered=line.quantity,
            cancelled=line.cancelled_quantity,
            received=line.received_quantity,
            is_service=line.is_service,
            held_batches=held.get(line.own_item_id or 0, frozenset()),
        )
        for line in lines
    }


def over_delivery_percent(order: Order, unit: Unit) -> Decimal:
    """The agreement's own tolerance, else the body's."""
    if order.agreement_id is not None:
        own: Decimal = agreements.agreement_facts([order.agreement_id])[order.agreement_id].tolerances["over_delivery_percent"]
        return own
    of_body: Decimal = organisations.setting(unit.organisation_id, "over_delivery_percent")
    return of_body


def next_number(order: Order) -> str:
    """The order's number and a running one; the order is locked, so nobody takes the same."""
    return f"{order.number}-M{Receipt.objects.filter(order=order).count() + 1}"


def may_receive_at(order: Order, unit: Unit) -> bool:
    """At the delivery point or the unit that ordered, below it, or above it (the hospital's goods reception takes in for its wards)."""
    if unit.pk in (order.delivery_unit_id, order.unit_id):
        return True
    paths = Unit.objects.filter(pk__in={order.delivery_unit_id, order.unit_id}).values_list("path", flat=True)
    return any(unit.path.startswith(path) or path.startswith(unit.path) for path in paths)


def is_of_same_body(organisation_id: int, other_id: int, at: datetime) -> bool:
    """Whether both are the same body on the day, succession resolved."""
    day = calendar.day_of(at)
    return organisation_id == other_id or organisations.body_on(organisation_id, day) == organisations.body_on(other_id, day)
