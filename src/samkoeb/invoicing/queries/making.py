"""For a supplier without a system: which orders can be invoiced, what is left of them, and where it can be paid."""

from datetime import date, datetime
from decimal import Decimal

from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import BankAccount


def open_quantity(line: OrderLine) -> Decimal:
    return max(line.quantity - line.cancelled_quantity - line.invoiced_quantity, Decimal(0))


def next_number(order: Order) -> str:
    """The order's number with a count of its invoices: a number that its supplier hasn't used."""
    made = Invoice.objects.filter(supplier_id=order.supplier_id, kind="invoice", number__startswith=f"{order.number}-F").count()
    return f"{order.number}-F{made + 1}"


def payable_accounts(supplier_id: int, at: datetime) -> list[BankAccount]:
    """Confirmed and rested, the latest confirmed first."""
    rows = BankAccount.objects.filter(supplier_id=supplier_id, state="confirmed", pay_from__lte=at)
    return list(rows.order_by("-confirmed_at", "-pk"))


def number_is_taken(supplier_id: int, kind: str, number: str, on: date) -> bool:
    rows = Invoice.objects.filter(supplier_id=supplier_id, kind=kind, number__iexact=number.strip(), issued_on__year=on.year)
    return bool(rows.exists())


def credited_quantities(invoice: Invoice) -> dict[tuple[str, str, str], Decimal]:
    """What credit notes of the invoice have credited, by what tells a line from others (`credit_key`)."""
    rows = InvoiceLine.objects.filter(invoice__credits_id=invoice.pk).exclude(invoice__state="rejected").select_related("invoice")
    sums: dict[tuple[str, str, str], Decimal] = {}
    for row in rows:
        key = credit_key(row)
        sums[key] = sums.get(key, Decimal(0)) + row.quantity
    return sums


def credit_key(line: InvoiceLine) -> tuple[str, str, str]:
    """(order, order line, item number) of a line of an invoice or of its credit note."""
    return line.order_number or line.invoice.order_reference, line.order_line_number, line.supplier_item_number
