"""What the ledger tells an invoice, inside its own transactions: posted, paid."""

from collections.abc import Iterable
from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing.actions.respond import respond
from samkoeb.invoicing.logic import response
from samkoeb.invoicing.logic.lifecycle import INVOICE
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import Actor


def lock_to_post(invoice_id: int) -> Invoice:
    """The invoice, locked for the ledger: of two that post it the second finds it posted."""
    transactions.required()
    found: Invoice = Invoice.objects.locked(invoice_id)
    return found


def lock_to_pay(invoice_ids: Iterable[int]) -> list[Invoice]:
    """Locked in the order of their keys: two runs can't take the same invoice."""
    transactions.required()
    found: list[Invoice] = Invoice.objects.locked_all(invoice_ids)
    return found


def note_posted(invoice: Invoice, *, by: Actor, at: datetime) -> None:
    """`invoice` is locked by the caller."""
    transactions.required()
    invoice.state = INVOICE.take("post", invoice.state)
    invoice.save(update_fields=["state"])
    audit.record("invoicing.invoice.posted", invoice, by=by, at=at, body_id=invoice.organisation_id)


def note_paid(invoice_ids: Iterable[int], *, by: Actor, at: datetime) -> None:
    """The bank has been told and the day has come: the supplier is told (PD)."""
    transactions.required()
    rows = Invoice.objects.select_related("supplier", "organisation").locked_all(invoice_ids)
    for invoice in rows:
        invoice.state = INVOICE.take("pay", invoice.state)
        respond(invoice, response.PAID, at=at)
        audit.record("invoicing.invoice.paid", invoice, by=by, at=at, body_id=invoice.organisation_id)
    Invoice.objects.update_all(rows, ["state"])
