"""What invoicing and the ledger ask: how much was received, when, and what it is worth while no invoice has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum

from samkoeb.kernel import calendar
from samkoeb.kernel.money import line_amount
from samkoeb.ordering.logic.timeline import Moment
from samkoeb.receiving.models import Despatch, Receipt, ReceiptLine


@dataclass(frozen=True, slots=True)
class AccrualLine:
    """One receipt line's worth at the ordered price, ex VAT (GR/IR); negative in a reversal. Codes as the order carries them."""

    receipt_line_id: int
    order_line_id: int
    order_id: int
    order_number: str
    organisation_id: int
    unit_id: int
    supplier_id: int
    agreement_id: int | None
    quantity: Decimal
    net_amount: Decimal
    currency: str
    vat_category: str
    vat_percent: Decimal
    account: str
    cost_place: str
    accounting_cost: str
    unspsc: str
    is_service: bool
    description: str
    received_on: date


def received_quantities(order_line_ids: Iterable[int]) -> dict[int, Decimal]:
    """order line id → what was taken over of it, in its unit; a line of which nothing came is absent."""
    rows = ReceiptLine.objects.filter(order_line_id__in=list(order_line_ids)).values("order_line_id")
    return dict(rows.annotate(total=Sum("quantity")).values_list("order_line_id", "total"))


def received_on(order_line_ids: Iterable[int]) -> dict[int, date]:
    """order line id → the day of its latest receipt, in Copenhagen."""
    rows = ReceiptLine.objects.filter(order_line_id__in=list(order_line_ids), quantity__gt=0).values("order_line_id")
    last = rows.annotate(at=Max("receipt__received_at")).values_list("order_line_id", "at")
    return {line_id: calendar.day_of(at) for line_id, at in last}


def accrual_facts(receipt_id: int) -> list[AccrualLine]:
    """The lines of a receipt that are worth something, in one question. Account and cost place are those of the unit that ordered."""
    rows = ReceiptLine.objects.filter(receipt_id=receipt_id).exclude(quantity=0).order_by("pk")
    return [_accrual(row) for row in rows.select_related("receipt", "order_line__order__unit")]


def moments_of(order_id: int) -> list[Moment]:
    """What receiving knows of the purchase's time line."""
    found = [
        Moment(d.received_at, "despatched", None, d.number, {"expected_on": d.expected_on, "tracking": d.tracking})
        for d in Despatch.objects.filter(lines__order_line__order_id=order_id).distinct().order_by("received_at", "pk")
    ]
    for r in Receipt.objects.filter(order_id=order_id).order_by("received_at", "pk"):
        what = "receipt_reversed" if r.reverses_id is not None else "received"
        found.append(Moment(r.received_at, what, r.received_by_id, r.number))
    return found


def _accrual(row: ReceiptLine) -> AccrualLine:
    line, at = row.order_line, row.receipt.received_at
    order = line.order
    return AccrualLine(
        receipt_line_id=row.pk,
        order_line_id=line.pk,
        order_id=order.pk,
        order_number=order.number,
        organisation_id=order.organisation_id,
        unit_id=order.unit_id,
        supplier_id=order.supplier_id,
        agreement_id=order.agreement_id,
        quantity=row.quantity,
        net_amount=line_amount(row.quantity, line.price, line.base_quantity, order.currency),
        currency=order.currency,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
        account=order.unit.account,
        cost_place=order.unit.cost_place,
        accounting_cost=line.accounting_cost or order.accounting_cost,
        unspsc=line.unspsc,
        is_service=line.is_service,
        description=line.description,
        received_on=calendar.day_of(at),
    )
