"""Disputes: a question to the supplier that holds the invoice. The due date runs on, and the screens say so (6.5 step 2)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing import permissions, queries
from samkoeb.invoicing.actions import telling, upstream
from samkoeb.invoicing.actions.match import match
from samkoeb.invoicing.actions.respond import respond
from samkoeb.invoicing.logic import approval, response
from samkoeb.invoicing.logic.lifecycle import INVOICE
from samkoeb.invoicing.models import Dispute, Invoice
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse


def dispute(invoice_id: int, *, code: str, text: str, by: Actor, at: datetime) -> Dispute:
    """Asks the supplier (UQ) with a reason in OPStatusReason, and holds the invoice."""
    with transactions.owns():
        invoice: Invoice = Invoice.objects.select_related("supplier", "organisation").locked(invoice_id)

        permissions.require(by, "dispute", queries.permission_facts(invoice))

        state = INVOICE.take("dispute", invoice.state)
        refuse([*response.check_reason(code), *approval.check_text(text), *approval.check_reason_text(text)])

        opened = Dispute.objects.create(invoice=invoice, code=code, text=text.strip(), opened_by_id=by.person_id, opened_at=at)
        invoice.state, invoice.reason = state, "disputed"
        # Whoever had attested did so of another state of things.
        invoice.attested_by_id = invoice.attested_at = None
        invoice.save(update_fields=["state", "reason", "attested_by", "attested_at"])

        respond(invoice, response.QUERY, at=at, reason=code, text=text.strip(), key=str(opened.pk))
        audit.record(
            "invoicing.invoice.disputed", invoice, by=by, at=at, body_id=invoice.organisation_id, code=code, dispute=opened.pk
        )
    return opened


def answer_dispute(dispute_id: int, *, answer: str, by: Actor, at: datetime) -> Dispute:
    """What the supplier says to it. The dispute stays open until the buyer closes it."""
    with transactions.owns():
        found: Dispute = Dispute.objects.select_related("invoice").locked(dispute_id)

        permissions.require(by, "answer_dispute", queries.permission_facts(found.invoice))

        closed = [Problem("dispute.closed")] if found.closed_at is not None else []
        refuse([*closed, *approval.check_text(answer), *approval.check_reason_text(answer)])

        found.answer, found.answered_at = answer.strip(), at
        found.save(update_fields=["answer", "answered_at"])
        telling.dispute_answered(found, at=at)
        audit.record("invoicing.dispute.answered", found, by=by, at=at, body_id=found.invoice.organisation_id)
    return found


def close_dispute(invoice_id: int, *, text: str = "", by: Actor, at: datetime) -> Invoice:
    """The hold is lifted, and the invoice is matched again as things stand now."""
    with transactions.owns():
        upstream.lock(queries.order_ids_of(invoice_id))  # the match below needs them, and they come first
        invoice: Invoice = Invoice.objects.locked(invoice_id)

        permissions.require(by, "close_dispute", queries.permission_facts(invoice))

        state = INVOICE.take("close_dispute", invoice.state)
        refuse(approval.check_text(text))

        open_ones = invoice.disputes.filter(closed_at__isnull=True)
        if text.strip():
            open_ones.filter(answer="").update(answer=text.strip(), answered_at=at)
        open_ones.update(closed_at=at)
        invoice.state, invoice.reason = state, ""
        invoice.save(update_fields=["state", "reason"])

        audit.record("invoicing.dispute.closed", invoice, by=by, at=at, body_id=invoice.organisation_id)
        match(invoice_id, by=by, at=at)
    invoice.refresh_from_db()
    return invoice
