"""What rooms downstream tell an order, inside their own transactions: despatched, received, invoiced. *Facts flow downstream*; these
quantities are kept here because the order line is the one row that all of them lock."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from samkoeb.base import transactions
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering.models import Order, OrderLine


def note_despatched(order_id: int, *, at: datetime) -> None:
    """The supplier says that something is on its way: from here the order can't be cancelled. The first time counts."""
    transactions.required()
    Order.objects.filter(pk=order_id, despatched_at__isnull=True).update(despatched_at=at)


def note_received_all(deltas: Mapping[int, Decimal], *, at: datetime) -> list[OrderLine]:
    """order line id → how much more. The lines, locked and brought up to date, in the order of their ids."""
    return _add("received_quantity", deltas)


def note_invoiced_all(deltas: Mapping[int, Decimal], *, at: datetime) -> list[OrderLine]:
    return _add("invoiced_quantity", deltas)


def _add(field: str, deltas: Mapping[int, Decimal]) -> list[OrderLine]:
    transactions.required()
    lines: list[OrderLine] = OrderLine.objects.locked_all(deltas)
    below = []
    for line in lines:
        total = getattr(line, field) + deltas[line.pk]
        setattr(line, field, total)
        if total < 0:
            below.append(Problem("ordering.less_than_nothing", "error", {"line": line.number, "name": line.description}))
    refuse(below)
    OrderLine.objects.update_all(lines, [field])
    return lines
