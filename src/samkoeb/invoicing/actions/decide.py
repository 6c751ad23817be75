"""Yes or no to an invoice: attested, approved (by itself where all fits, by two people where not), rejected."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing import permissions, queries
from samkoeb.invoicing.actions import telling, upstream
from samkoeb.invoicing.actions.respond import respond
from samkoeb.invoicing.logic import approval, coding, response
from samkoeb.invoicing.logic.lifecycle import INVOICE
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering.models import Order, OrderLine


def attest(invoice_id: int, *, note: str = "", by: Actor, at: datetime) -> Invoice:
    """One who knows the purchase says that it is right. A small one without an order is approved thereby; all else needs a second person."""
    with transactions.owns():
        locked = upstream.lock(queries.order_ids_of(invoice_id))
        invoice = _locked(invoice_id)
        lines = list(invoice.lines.order_by("position"))

        permissions.require(by, "attest", queries.permission_facts(invoice))

        state = INVOICE.take("attest", invoice.state)
        facts = queries.approval_facts(invoice)
        refuse([*approval.check_text(note), *_uncoded(lines)])

        invoice.state = state
        invoice.attested_by_id, invoice.attested_at = by.person_id, at
        invoice.approval_note = _joined(invoice.approval_note, note)
        invoice.save(update_fields=["state", "attested_by", "attested_at", "approval_note"])

        telling.attested(invoice.pk, at=at)
        audit.record("invoicing.invoice.attested", invoice, by=by, at=at, body_id=invoice.organisation_id)
        if approval.attesting_is_enough(facts) and permissions.may(by, "approve", queries.permission_facts(invoice)):
            _approve(invoice, lines, *_upstream(locked), by=by, at=at)
        elif invoice.reason == "no_order" or invoice.reason == "awaiting_attest":
            invoice.reason = "awaiting_approval"
            invoice.save(update_fields=["reason"])
            telling.invoice_waits(invoice, at=at)
    return invoice


def approve(invoice_id: int, *, note: str = "", by: Actor, at: datetime) -> Invoice:
    """A person says yes. What deviates needs a reason and another person's attest first."""
    with transactions.owns():
        locked = upstream.lock(queries.order_ids_of(invoice_id))
        invoice = _locked(invoice_id)
        lines = list(invoice.lines.order_by("position"))

        permissions.require(by, "approve", queries.permission_facts(invoice))

        INVOICE.take("approve", invoice.state)
        refuse([*approval.check(queries.approval_facts(invoice), note=note, by=by), *_uncoded(lines)])

        invoice.approval_note = _joined(invoice.approval_note, note)
        _approve(invoice, lines, *_upstream(locked), by=by, at=at)
    return invoice


def approve_by_itself(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    orders: Mapping[int, Order],
    ordered: Mapping[int, OrderLine],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """All fits: the order, the receipt and the agreement have said yes already. Called under the locks of the match."""
    transactions.required()
    invoice.approved_automatically = True
    _approve(invoice, lines, orders, ordered, by=by, at=at)


def reject(invoice_id: int, *, code: str, text: str, by: Actor, at: datetime) -> Invoice:
    """A person says no: the supplier is told why (OPStatusReason) and what it claimed of the orders is free again."""
    with transactions.owns():
        order_ids = queries.order_ids_of(invoice_id)
        upstream.lock(order_ids)
        invoice = _locked(invoice_id)
        lines = list(invoice.lines.order_by("position"))

        permissions.require(by, "reject", queries.permission_facts(invoice))

        state = INVOICE.take("reject", invoice.state)
        # A credit note without its invoice would be money owed to us for nothing.
        credited = [Problem("invoice.credited_already")] if queries.credited_total(invoice_id) else []
        refuse([*credited, *response.check_reason(code), *approval.check_text(text), *approval.check_reason_text(text)])

        if invoice.kind == "invoice":
            upstream.give_back(lines, at=at)
        for line in lines:
            line.claimed = None
        InvoiceLine.objects.update_all(lines, ["claimed"])
        invoice.state, invoice.reason = state, ""
        invoice.approval_note = _joined(invoice.approval_note, text)
        invoice.save(update_fields=["state", "reason", "approval_note"])
        invoice.disputes.filter(closed_at__isnull=True).update(closed_at=at)  # no answer is waited for any more

        telling.decided(invoice.pk, at=at)
        respond(invoice, response.REJECTED, at=at, reason=code, text=text)
        audit.record("invoicing.invoice.rejected", invoice, by=by, at=at, body_id=invoice.organisation_id, code=code)
        # What it claimed is free: another invoice of the same orders may fit now.
        audit.tell("invoicing.invoice.rejected", at=at, invoice_id=invoice.pk, order_ids=order_ids)
    return invoice


def _approve(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    orders: Mapping[int, Order],
    ordered: Mapping[int, OrderLine],
    *,
    by: Actor,
    at: datetime,
) -> None:
    invoice.state = INVOICE.take("approve", invoice.state)
    upstream.spend(invoice, lines, orders, ordered, on=calendar.day_of(at), at=at)
    if invoice.kind == "credit_note":
        upstream.give_back(lines, at=at)

    invoice.reason = ""
    invoice.approved_by_id, invoice.approved_at = by.person_id, at
    invoice.save(
        update_fields=["state", "reason", "explanation", "approved_by", "approved_at", "approved_automatically", "approval_note"]
    )

    telling.decided(invoice.pk, at=at)
    respond(invoice, response.ACCEPTED, at=at)
    audit.record(
        "invoicing.invoice.approved",
        invoice,
        by=by,
        at=at,
        body_id=invoice.organisation_id,
        automatically=invoice.approved_automatically,
        amount=invoice.net_total,
    )
    audit.tell("invoicing.invoice.approved", at=at, invoice_id=invoice.pk)
    if invoice.kind == "credit_note" and invoice.credits_id is not None:
        # It may be what its invoice waited for.
        audit.tell("invoicing.credit_note.approved", at=at, invoice_id=invoice.credits_id)


def _locked(invoice_id: int) -> Invoice:
    found: Invoice = Invoice.objects.select_related("supplier", "organisation", "unit").locked(invoice_id)
    return found


def _upstream(locked: Sequence[OrderLine]) -> tuple[dict[int, Order], dict[int, OrderLine]]:
    orders = {o.pk: o for o in Order.objects.filter(pk__in={line.order_id for line in locked})} if locked else {}
    return orders, {line.pk: line for line in locked}


def _uncoded(lines: Sequence[InvoiceLine]) -> list[Problem]:
    return coding.check((line.position, coding.Coding(line.account, line.cost_place, line.vat_code)) for line in lines)


def _joined(before: str, note: str) -> str:
    return "\n".join(part for part in (before, note.strip()) if part)
