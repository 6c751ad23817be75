"""What a supplier sees: orders to answer, and the page of one. Nothing of budgets, wishes or who approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from samkoeb.base.shown import PIECE, Shown
from samkoeb.kernel.actor import SUPPLIER_USER, Actor
from samkoeb.ordering.logic.as_document import OrderFacts
from samkoeb.ordering.models import Order, OrderLine, OrderResponse
from samkoeb.ordering.queries.documents import document_facts
from samkoeb.ordering.queries.orders import OrderRow, choices, order_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierOrderPage:
    """facts: the order as its document says it. choices: "answer" while it can be answered."""

    order_id: int
    state: str
    facts: OrderFacts
    lines: Sequence[OrderLine]
    responses: Sequence[OrderResponse]
    choices: tuple[str, ...]


def supplier_orders(actor: Actor, *, states: Iterable[str] = ()) -> Shown[OrderRow]:
    """The supplier's orders, newest first."""
    rows = _of_supplier(actor)
    wanted = tuple(states)
    rows = rows.filter(state__in=wanted) if wanted else rows
    return _list(rows.order_by("-ordered_at", "-pk"))


def orders_to_answer(actor: Actor) -> Shown[OrderRow]:
    """What has not been answered, oldest first."""
    return _list(_of_supplier(actor).filter(state="ordered").order_by("ordered_at", "pk"))


def orders_to_send(actor: Actor) -> Shown[OrderRow]:
    """What was promised and is not on its way, oldest first."""
    return _list(_of_supplier(actor).filter(state="confirmed", despatched_at__isnull=True).order_by("ordered_at", "pk"))


def _list(rows: "QuerySet[Order]") -> Shown[OrderRow]:
    return Shown(rows, lambda part: order_rows(part, limit=PIECE))


def supplier_order_page(actor: Actor, order_id: int) -> SupplierOrderPage:
    """Raises Order.DoesNotExist for another supplier's."""
    order = _of_supplier(actor).get(pk=order_id)
    lines = list(order.lines.order_by("number"))
    return SupplierOrderPage(
        order_id=order.pk,
        state=order.state,
        facts=document_facts([order])[order.pk],
        lines=lines,
        responses=list(order.responses.order_by("received_at", "pk")),
        choices=tuple(step for step in choices(actor, order, lines) if step == "answer"),
    )


def _of_supplier(actor: Actor) -> "QuerySet[Order]":
    rows: QuerySet[Order] = Order.objects.all()
    return rows if actor.is_operator else rows.filter(supplier_id__in=actor.organisations(SUPPLIER_USER))
