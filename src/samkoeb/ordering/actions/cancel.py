"""An order, or what is left of it, is called off: before anything is on its way, or when nothing more is to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from samkoeb.agreements import actions as agreements
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.budgets import actions as budgets
from samkoeb.exchange import actions as exchange
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.money import line_amount
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions.hold import hold_upstream
from samkoeb.ordering.actions.letters import write_to_supplier
from samkoeb.ordering.logic import free_text
from samkoeb.ordering.logic.lifecycle import ORDER
from samkoeb.ordering.models import Order, OrderLine


def cancel(order_id: int, *, reason: str, by: Actor, at: datetime) -> Order:
    """Before despatch: the supplier is told, and agreement and budget get back what it took. Refuses ordering.despatched_already."""
    with transactions.owns():
        hold_upstream([order_id])
        order: Order = Order.objects.locked(order_id)
        lines = list(OrderLine.objects.filter(order=order).order_by("pk").select_for_update(of=("self",)))

        permissions.require(by, "cancel", permissions.facts_of(order))

        state = ORDER.take("cancel", order.state)
        arrived = order.despatched_at is not None or any(line.received_quantity or line.invoiced_quantity for line in lines)
        refuse([*([Problem("ordering.despatched_already")] if arrived else []), *_check_reason(reason)])

        _end(order, lines, state, reason, by, at)
        waiting = queries.waiting_documents([order.number])
        if waiting:
            _stop(waiting, at)
        else:
            # Basic ordering (Peppol BIS 28) has no document for it, so it is a letter.
            write_to_supplier(order, "order_cancelled", key=f"order-cancelled:{order.number}", at=at)

        audit.record("ordering.order.cancelled", order, by=by, at=at, body_id=order.organisation_id)
        audit.tell("ordering.order.cancelled", at=at, order_id=order.pk)
    return order


def close(order_id: int, *, reason: str, by: Actor, at: datetime) -> Order:
    """Nothing more is to come: what has not been received is given up, and given back to agreement and budget."""
    with transactions.owns():
        hold_upstream([order_id])
        order: Order = Order.objects.locked(order_id)
        lines = list(OrderLine.objects.filter(order=order).order_by("pk").select_for_update(of=("self",)))

        permissions.require(by, "cancel", permissions.facts_of(order))

        state = ORDER.take("close", order.state)
        refuse(_check_reason(reason))

        _end(order, lines, state, reason, by, at)

        audit.record("ordering.order.closed", order, by=by, at=at, body_id=order.organisation_id)
    return order


def take_back(orders: Sequence[Order], waiting: Mapping[str, int], *, by: Actor, at: datetime) -> None:
    """Undo: orders whose documents have not left; the documents never leave. The caller holds the orders' locks."""
    transactions.required()
    for order in orders:
        lines = list(OrderLine.objects.filter(order=order).order_by("pk").select_for_update(of=("self",)))
        _end(order, lines, ORDER.take("cancel", order.state), "", by, at)
        audit.record("ordering.order.taken_back", order, by=by, at=at, body_id=order.organisation_id)
    _stop(waiting, at)


def give_up(order: Order, lines: Sequence[tuple[OrderLine, Decimal]], *, by: Actor, at: datetime) -> None:
    """(line, how much of it will not come): kept on the line, given back to agreement and budget. The caller holds their locks."""
    transactions.required()
    if not lines:
        return
    whole: list[int] = []
    partly: dict[int, tuple[Decimal, Decimal]] = {}  # line id → what still comes, what does not, at the ordered price
    for line, quantity in lines:
        before = _net_of_rest(line, order.currency)
        line.cancelled_quantity += quantity
        if line.cancelled_quantity == line.quantity:
            whole.append(line.pk)
        else:
            rest = _net_of_rest(line, order.currency)
            partly[line.pk] = (rest, before - rest)
    OrderLine.objects.update_all([line for line, _ in lines], ["cancelled_quantity"])

    agreements.release(whole, at=at)
    for line_id, (rest, _) in partly.items():
        agreements.redraw(line_id, ordered=rest, by=by, at=at)
    budgets.release(whole, at=at, reference=order.number)
    budgets.give_back({line_id: gone for line_id, (_, gone) in partly.items()}, at=at, reference=order.number)


def _end(order: Order, lines: Sequence[OrderLine], state: str, reason: str, by: Actor, at: datetime) -> None:
    order.state = state
    order.cancelled_at, order.cancelled_by_id, order.cancel_reason = at, by.person_id, reason.strip()
    order.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason"])
    open_lines = [(line, line.quantity - line.received_quantity - line.cancelled_quantity) for line in lines]
    give_up(order, [(line, quantity) for line, quantity in open_lines if quantity > 0], by=by, at=at)


def _net_of_rest(line: OrderLine, currency: str) -> Decimal:
    """What the line still costs, at the ordered price."""
    return line_amount(line.quantity - line.cancelled_quantity, line.price, line.base_quantity, currency)


def _check_reason(reason: str) -> list[Problem]:
    missing = [] if reason.strip() else [Problem("field.missing", "error", {"field": "reason"})]
    return [*missing, *free_text.check(reason=reason)]


def _stop(waiting: Mapping[str, int], at: datetime) -> None:
    for outbound_id in waiting.values():
        exchange.cancel(outbound_id, by=operator("ordering"), at=at)
