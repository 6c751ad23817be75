"""What an invoice does upstream, and the locks that it needs there first.

Lock order is chain order: agreements, budgets, order lines, invoice. Whoever decides on an invoice takes them all at once, so that a
match that ends in automatic approval can't wait for an order that waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from samkoeb.agreements import actions as agreements
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.budgets import actions as budgets
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel.money import line_amount
from samkoeb.ordering import actions as ordering
from samkoeb.ordering.models import Order, OrderLine

_COUNTS = ("approved", "posted", "paid")


def lock(orders: Iterable[int]) -> list[OrderLine]:
    """All lines of the orders, locked, with their agreements' and budgets' rows before them."""
    transactions.required()
    wanted = list(orders)
    if not wanted:
        return []
    ordering.hold_upstream(wanted)
    return list(OrderLine.objects.locked_of("order", wanted))


def claim(deltas: Mapping[int, Decimal], *, at: datetime) -> None:
    """Order lines know what has been invoiced of them from the moment that an invoice comes in: the next one sees it."""
    changed = {line_id: delta for line_id, delta in deltas.items() if delta}
    if changed:
        ordering.note_invoiced_all(changed, at=at)


def give_back(lines: Sequence[InvoiceLine], *, at: datetime) -> None:
    """What these lines stand for is free again: of a rejected invoice, or by an approved credit note."""
    deltas: dict[int, Decimal] = {}
    for line in lines:
        if line.order_line_id is not None and line.claimed:
            deltas[line.order_line_id] = deltas.get(line.order_line_id, Decimal(0)) - line.claimed
    claim(deltas, at=at)


def spend(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    orders: Mapping[int, Order],
    ordered: Mapping[int, OrderLine],
    *,
    on: date,
    at: datetime,
) -> None:
    """Approved: the invoiced part replaces the ordered one in the agreements' draw-down and in the budgets (7.1, S18)."""
    sign = -1 if invoice.kind == "credit_note" else 1
    settled = _settled(invoice, lines, ordered, sign)
    drawn: list[agreements.Invoiced] = []
    spent: list[budgets.Spent] = []
    for line in lines:
        order_line = ordered.get(line.order_line_id) if line.order_line_id is not None else None
        value = ordered_value(order_line, line.claimed, invoice.currency) * sign if order_line is not None else Decimal(0)
        amount = line.net_amount * sign
        if order_line is not None:
            # Another currency than the order's is never set off against its agreement: the ordered value stands for it.
            same = orders[order_line.order_id].currency == invoice.currency
            drawn.append(agreements.Invoiced(order_line.pk, amount if same else value, value, settled[order_line.pk]))
            spent.append(budgets.Spent(order_line.pk, orders[order_line.order_id].unit_id, amount, value, settled[order_line.pk]))
        elif invoice.unit_id is not None:  # what no order has is charged to the unit it was sent to
            spent.append(budgets.Spent(None, invoice.unit_id, amount))
    agreements.replace_all(drawn, at=at)
    budgets.spend_all(spent, currency=invoice.currency, reference=f"{invoice.kind}:{invoice.pk}", on=on, at=at)


def ordered_value(line: OrderLine, claimed: Decimal | None, currency: str) -> Decimal:
    """What the claimed part was ordered at."""
    return line_amount(claimed or Decimal(0), line.price, line.base_quantity, currency)


@asked
def _approved(order_line_ids: Iterable[int]) -> QuerySet[InvoiceLine, tuple[int, str, Decimal]]:
    rows = InvoiceLine.objects.filter(order_line_id__among=order_line_ids, invoice__state__in=_COUNTS, claimed__isnull=False)
    return rows.values_list("order_line_id", "invoice__kind").annotate(total=Sum("claimed"))


def _settled(invoice: Invoice, lines: Sequence[InvoiceLine], ordered: Mapping[int, OrderLine], sign: int) -> dict[int, bool]:
    """order line id → whether approved invoices, this one included, cover all that was ordered of it."""
    wanted = [line.order_line_id for line in lines if line.order_line_id is not None]
    approved: dict[int, Decimal] = {}
    for line_id, kind, quantity in _approved(wanted):
        approved[line_id] = approved.get(line_id, Decimal(0)) + (-quantity if kind == "credit_note" else quantity)
    for line in lines:
        if line.order_line_id is not None and line.claimed is not None:
            approved[line.order_line_id] = approved.get(line.order_line_id, Decimal(0)) + sign * line.claimed
    return {
        line_id: approved.get(line_id, Decimal(0)) >= ordered[line_id].quantity - ordered[line_id].cancelled_quantity
        for line_id in wanted
    }
