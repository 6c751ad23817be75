"""For the ledger: what is to be posted of an invoice, and what is to be paid."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.invoicing.logic.outgoing import PostingCharge, PostingFacts, PostingLine, PostingVat, ToPay
from samkoeb.invoicing.models import Invoice, InvoiceLine

ZERO = Decimal(0)
_POSTED = (
    "position", "description", "net_amount", "account", "cost_place", "vat_code", "vat_category", "vat_percent", "claimed",
    "invoice__unit", "invoice__currency",
    "order_line", "order_line__price", "order_line__base_quantity", "order_line__order__unit", "order_line__order__currency",
)  # fmt: skip


def posting_facts(invoice: Invoice, lines: tuple[PostingLine, ...]) -> PostingFacts:
    """Asks nothing: `invoice` is locked by the caller."""
    return PostingFacts(
        invoice_id=invoice.pk,
        kind=invoice.kind,
        number=invoice.number,
        state=invoice.state,
        organisation_id=invoice.organisation_id,
        unit_id=invoice.unit_id,
        supplier_id=invoice.supplier_id,
        currency=invoice.currency,
        issued_on=invoice.issued_on,
        approved_at=invoice.approved_at,
        net=invoice.net_total,
        vat=invoice.vat_total,
        gross=invoice.gross_total,
        prepaid=invoice.prepaid,
        rounding=invoice.rounding,
        payable=invoice.payable,
        lines=lines,
        charges=tuple(
            PostingCharge(
                reason=c["reason"],
                amount=Decimal(c["amount"]) * (1 if c["is_charge"] else -1),
                vat_category=c.get("category", "S"),
                vat_percent=Decimal(c.get("percent", "0")),
            )
            for c in invoice.charges
        ),
        vat_rows=tuple(
            PostingVat(v["category"], Decimal(v["percent"]), Decimal(v["taxable"]), Decimal(v["tax"]))
            for v in invoice.vat_breakdown
        ),
    )


def posting_lines(invoice_id: int) -> tuple[PostingLine, ...]:
    """What is charged, line by line, with what was ordered. An order in another currency is not cleared against."""
    return tuple(
        PostingLine(
            position=line["position"],
            description=line["description"],
            net=line["net_amount"],
            account=line["account"],
            cost_place=line["cost_place"],
            vat_code=line["vat_code"],
            vat_category=line["vat_category"],
            vat_percent=line["vat_percent"],
            unit_id=line["invoice__unit"] if line["order_line"] is None else line["order_line__order__unit"],
            order_line_id=line["order_line"] if line["order_line__order__currency"] == line["invoice__currency"] else None,
            claimed=line["claimed"] or ZERO,
            ordered_price=ZERO if line["order_line"] is None else line["order_line__price"],
            ordered_base=Decimal(1) if line["order_line"] is None else line["order_line__base_quantity"],
        )
        for line in _charged(invoice_id)
    )


@asked
def _charged(invoice_id: int) -> QuerySet[InvoiceLine, dict[str, Any]]:
    return InvoiceLine.objects.filter(invoice_id=invoice_id).order_by("position").values(*_POSTED)


def to_pay(
    organisation_ids: Iterable[int], currency: str, due_until: date, *, invoice_ids: Iterable[int] | None = None
) -> list[ToPay]:
    """Posted invoices due until and with the day, first due first, and every posted credit note of the same suppliers."""
    rows = Invoice.objects.filter(organisation_id__in=list(organisation_ids), currency=currency, state="posted").select_related(
        "supplier"
    )
    wanted = None if invoice_ids is None else set(invoice_ids)
    found = [
        row
        for row in rows.order_by("due_on", "pk")
        if row.kind == "credit_note" or (row.due_on <= due_until if wanted is None else row.pk in wanted)
    ]
    return [_to_pay(row) for row in found]


def _to_pay(row: Invoice) -> ToPay:
    return ToPay(
        invoice_id=row.pk,
        kind=row.kind,
        number=row.number,
        state=row.state,
        organisation_id=row.organisation_id,
        supplier_id=row.supplier_id,
        supplier=row.supplier.name,
        supplier_country=row.supplier.country,
        payable=row.payable,
        currency=row.currency,
        due_on=row.due_on,
        credits_id=row.credits_id,
        means=dict(row.payment_means),
    )
