"""What is posted: receipts as received-not-invoiced, approved invoices and credit notes. Each fact once, however often it is asked for."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing import actions as invoicing
from samkoeb.invoicing import queries as invoices
from samkoeb.kernel import calendar, vat
from samkoeb.kernel.actor import Actor, operator
from samkoeb.ledger import permissions, queries
from samkoeb.ledger.actions.entries import write_entry
from samkoeb.ledger.logic import postings
from samkoeb.ledger.models import Entry
from samkoeb.ordering.models import OrderLine

BY = operator("posting")


def post_receipt(receipt_id: int, *, at: datetime, by: Actor = BY) -> Entry | None:
    """Received, not invoiced. A reversal is a receipt of less than nothing. None where there is nothing to post, or it is posted."""
    with transactions.owns():
        quantities = queries.taken_over(receipt_id)
        ordered = {line.pk: line for line in OrderLine.objects.locked_all({pk for pk, _ in quantities})}
        receipt = queries.receipt_to_post(receipt_id)

        permissions.require(by, "post", receipt.order.organisation_id)

        key = f"receipt:{receipt_id}"
        if Entry.objects.filter(key=key).exists():
            return None
        lines = queries.taken(receipt, quantities, ordered)
        before = queries.accrued(ordered, queries.RECEIPT_KINDS)
        drafts = postings.receipt(lines, before, supplier_id=receipt.order.supplier_id, currency=receipt.order.currency)

        entry = write_entry(
            drafts,
            key=key,
            kind="receipt",
            organisation_id=receipt.order.organisation_id,
            currency=receipt.order.currency,
            on=calendar.day_of(receipt.received_at),
            receipt_id=receipt_id,
            reverses_id=_entry_of(receipt.reverses_id),
            by=by,
            at=at,
        )

        if entry is not None:
            audit.record("ledger.entry.posted", entry, by=by, at=at, body_id=entry.organisation_id, key=key)
    return entry


def post_invoice(invoice_id: int, *, at: datetime, by: Actor = BY) -> Entry | None:
    """An approved invoice or credit note; its state becomes posted. None where it is posted already."""
    with transactions.owns():
        invoiced = invoices.posting_lines(invoice_id)
        OrderLine.objects.locked_all({line.order_line_id for line in invoiced if line.order_line_id is not None})
        invoice = invoicing.lock_to_post(invoice_id)
        facts = invoices.posting_facts(invoice, invoiced)

        permissions.require(by, "post", facts.organisation_id)

        key = f"invoice:{invoice_id}"
        if invoice.state in ("posted", "paid"):
            return None
        lines, vat_rows = queries.charged(facts)
        before = queries.accrued((line.order_line_id for line in lines if line.order_line_id is not None), queries.INVOICE_KINDS)
        drafts = postings.invoice(
            lines,
            vat_rows,
            before,
            sign=-1 if facts.kind == "credit_note" else 1,
            payable=facts.payable,
            prepaid=facts.prepaid,
            rounding=facts.rounding,
            reverse_percent=vat.rate(vat.STANDARD, facts.issued_on),
            supplier_id=facts.supplier_id,
            currency=facts.currency,
        )

        invoicing.note_posted(invoice, by=by, at=at)
        entry = write_entry(
            drafts,
            key=key,
            kind=facts.kind,
            organisation_id=facts.organisation_id,
            currency=facts.currency,
            on=calendar.day_of(at),
            invoice_id=invoice_id,
            by=by,
            at=at,
        )

        if entry is not None:
            audit.record("ledger.entry.posted", entry, by=by, at=at, body_id=entry.organisation_id, key=key)
    return entry


def _entry_of(receipt_id: int | None) -> int | None:
    """The entry of the receipt that a reversal takes back, where it has been posted."""
    if receipt_id is None:
        return None
    return Entry.objects.filter(key=f"receipt:{receipt_id}").values_list("pk", flat=True).first()
