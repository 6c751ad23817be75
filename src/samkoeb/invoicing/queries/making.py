"""For a supplier without a system: which orders can be invoiced, what is left of them, and where it can be paid."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Sum

from samkoeb.invoicing import permissions
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import BankAccount


@dataclass(frozen=True, slots=True)
class InvoiceableOrder:
    id: int
    number: str
    body: str
    unit: str
    ordered_on: date
    open_amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """open: ordered, less cancelled, less invoiced; received shows what the buyer has taken over, and so will pay."""

    number: int
    description: str
    item_number: str
    unit: str
    price: Decimal
    base_quantity: Decimal
    ordered: Decimal
    received: Decimal
    invoiced: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    order_id: int
    order_number: str
    body: str
    unit: str
    currency: str
    number: str
    lines: tuple[DraftLine, ...]
    accounts: tuple[tuple[int, str, str], ...]


def invoiceable_orders(actor: Actor) -> list[InvoiceableOrder]:
    """The supplier's orders of which something is not invoiced yet, oldest first. One question."""
    left = F("quantity") - F("cancelled_quantity") - F("invoiced_quantity")
    rows = (
        OrderLine.objects.filter(order__supplier_id__in=actor.organisations(roles.SUPPLIER_USER))
        .exclude(order__state__in=("rejected", "cancelled"))
        .annotate(left=left)
        .filter(left__gt=0)
        .values(
            "order_id", "order__number", "order__organisation__name", "order__unit__name", "order__ordered_at", "order__currency"
        )
        .annotate(amount=Sum(left * F("price") / F("base_quantity")))
        .order_by("order__ordered_at", "order_id")
    )
    return [
        InvoiceableOrder(
            id=row["order_id"],
            number=row["order__number"],
            body=row["order__organisation__name"],
            unit=row["order__unit__name"],
            ordered_on=calendar.day_of(row["order__ordered_at"]),
            open_amount=row["amount"].quantize(Decimal("0.01")),
            currency=row["order__currency"],
        )
        for row in rows
    ]


def invoice_draft(actor: Actor, order_id: int, *, at: datetime) -> InvoiceDraft:
    """The page's form filled in. Raises Order.DoesNotExist; NotAllowed for another supplier's order."""
    order: Order = Order.objects.select_related("organisation", "unit").get(pk=order_id)
    permissions.require(actor, "make_invoice", permissions.Facts(order.organisation_id, order.unit_id, order.supplier_id))
    return InvoiceDraft(
        order_id=order.pk,
        order_number=order.number,
        body=order.organisation.name,
        unit=order.unit.name,
        currency=order.currency,
        number=next_number(order),
        lines=tuple(_draft(line) for line in order.lines.order_by("number")),
        accounts=tuple((a.pk, a.kind, _shown(a)) for a in payable_accounts(order.supplier_id, at)),
    )


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


def _draft(line: OrderLine) -> DraftLine:
    return DraftLine(
        number=line.number,
        description=line.description,
        item_number=line.supplier_item_number,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        ordered=line.quantity - line.cancelled_quantity,
        received=line.received_quantity,
        invoiced=line.invoiced_quantity,
        open=open_quantity(line),
    )


def _shown(account: BankAccount) -> str:
    return account.iban or " ".join(filter(None, (account.registration_number, account.account_number)))
