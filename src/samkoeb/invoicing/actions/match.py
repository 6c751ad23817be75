"""Match: what the invoice says against orders, receipts and agreed prices; approved at once where all fits (S72, 6.5 step 1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.agreements.queries.facts import AgreementFacts
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.invoicing import permissions, queries
from samkoeb.invoicing.actions import telling, upstream
from samkoeb.invoicing.actions.decide import approve_by_itself
from samkoeb.invoicing.logic import coding, explaining, matching
from samkoeb.invoicing.logic.lifecycle import INVOICE, MATCHABLE
from samkoeb.invoicing.models import Invoice, InvoiceLine, InvoiceOrder
from samkoeb.kernel import vat
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.logic import settings

BY = operator("matching")
_LINE_FIELDS = ["order_line", "claimed", "verdict", "findings", "is_charge", "account", "cost_place", "vat_code"]


def match(invoice_id: int, *, at: datetime, by: Actor = BY) -> Invoice:
    """Again, after something happened: a receipt, a credit note, a confirmed account. A decided or disputed invoice is left alone."""
    with transactions.owns():
        order_ids = queries.order_ids_of(invoice_id)
        locked = upstream.lock(order_ids)
        invoice: Invoice = Invoice.objects.select_related("supplier", "organisation", "unit", "credits").locked(invoice_id)
        permissions.require(by, "match", queries.permission_facts(invoice))
        if invoice.state not in MATCHABLE or invoice.attested_by_id is not None:
            return invoice
        orders = {o.pk: o for o in Order.objects.filter(pk__in=order_ids).select_related("unit")}
        lines = list(invoice.lines.order_by("position"))

        match_lines(invoice, lines, orders, queries.agreements_of(orders.values()), locked, by=by, at=at)
    return invoice


def rematch_order(order_id: int, *, at: datetime, by: Actor = BY) -> int:
    """A receipt arrived (or was taken back): every open invoice that answers the order is matched again. Returns how many."""
    ids = _answering(order_id)
    for invoice_id in ids:
        match(invoice_id, at=at, by=by)
    return len(ids)


@asked
def _answering(order_id: int) -> QuerySet[Invoice, int]:
    return Invoice.objects.filter(orders__order_id=order_id, state__in=MATCHABLE).order_by("pk").values_list("pk", flat=True)


def rematch_supplier(supplier_id: int, *, at: datetime, by: Actor = BY) -> int:
    """An account was confirmed: invoices that waited for it are matched again."""
    ids = list(
        Invoice.objects.filter(supplier_id=supplier_id, state__in=MATCHABLE, reason="bank_account")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for invoice_id in ids:
        match(invoice_id, at=at, by=by)
    return len(ids)


def match_lines(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    orders: Mapping[int, Order],
    under: Mapping[int, AgreementFacts],
    order_lines: Sequence[OrderLine],
    *,
    is_new: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """The match of an invoice that is locked (or was just made, with lines that are not yet kept) against order lines that are locked."""
    reason_before = invoice.reason
    # An invoice claims when it comes in, so that the next one sees it; a credit note gives back when it is approved, not before.
    before = _claims(lines) if invoice.kind == "invoice" else {}
    problems = explaining.restored(invoice.remarks) + queries.document_problems(invoice, lines, orders, at)

    found = _find(invoice, lines, orders, under, order_lines, before)
    code_by_proposal(invoice, lines, {line.pk: line for line in order_lines}, orders)
    if is_new:
        InvoiceLine.objects.insert_all(lines)
    else:
        InvoiceLine.objects.update_all(lines, _LINE_FIELDS)
    if invoice.kind == "invoice":
        after = _claims(lines)
        upstream.claim({pk: after.get(pk, Decimal(0)) - before.get(pk, Decimal(0)) for pk in before.keys() | after.keys()}, at=at)

    invoice.reason = explaining.reason(problems, found.reason if found is not None else "")
    pardon = [] if is_new or invoice.kind == "credit_note" else _pardoned(invoice)
    if pardon:
        invoice.reason = ""
    invoice.explanation = explaining.stored([*problems, *(found.findings if found is not None else ()), *pardon])
    _take_state(invoice)
    if invoice.state == "matched" and settings.value(invoice.organisation.settings, "auto_approve"):
        approve_by_itself(invoice, lines, orders, {line.pk: line for line in order_lines}, by=by, at=at)
        return
    if invoice.state == "matched":
        invoice.reason = "awaiting_approval"
    invoice.save(update_fields=["state", "reason", "explanation"])

    action, body_id = f"invoicing.invoice.{invoice.state}", invoice.organisation_id
    audit.record(action, invoice, by=by, at=at, body_id=body_id, reason=invoice.reason, lines=len(lines))
    if invoice.state == "deviation" and invoice.reason not in (reason_before, "missing_receipt"):
        telling.invoice_waits(invoice, at=at)


def _find(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    orders: Mapping[int, Order],
    under: Mapping[int, AgreementFacts],
    order_lines: Sequence[OrderLine],
    before: dict[int, Decimal],
) -> matching.Match | None:
    """The match itself, written on the lines; None where there is no order to match against."""
    if not order_lines:
        return None
    found = matching.match(
        [queries.invoiced_line(line) for line in lines],
        queries.ordered_lines(list(orders.values()), order_lines, before),
        tolerances=queries.tolerances_for(invoice.organisation, under),
        charges=queries.document_charges(invoice),
        header_order=invoice.order_reference,
        is_credit=invoice.kind == "credit_note",
        currency=invoice.currency,
        owed_percent=vat.rate(vat.STANDARD, invoice.issued_on),
    )
    for line, result in zip(lines, found.lines, strict=True):
        line.order_line_id = result.order_line_id
        line.claimed = result.claimed
        line.verdict = result.verdict
        line.is_charge = result.verdict == "charge"
        line.findings = explaining.stored(result.findings)
    return found


def _pardoned(invoice: Invoice) -> list[Problem]:
    """Only asked of an invoice that something is wrong with."""
    if not invoice.reason:
        return []
    credited = queries.credited_total(invoice.pk, states=("approved", "posted", "paid"))
    return explaining.credited_in_full(invoice.reason, payable=invoice.payable, credited=credited, currency=invoice.currency)


def _take_state(invoice: Invoice) -> None:
    """By the reason: without an order it stays where it is until a person has coded it."""
    if invoice.reason != "no_order":
        invoice.state = INVOICE.take("deviate" if invoice.reason else "fit", invoice.state)
    elif invoice.coded_by_id is not None:
        invoice.state, invoice.reason = INVOICE.take("code", invoice.state), "awaiting_attest"


def link_orders(invoice: Invoice, orders: Mapping[int, Order]) -> None:
    InvoiceOrder.objects.insert_all(InvoiceOrder(invoice=invoice, order=order) for order in orders.values())


def _claims(lines: Sequence[InvoiceLine]) -> dict[int, Decimal]:
    """order line id → what these lines claim of it."""
    claims: dict[int, Decimal] = {}
    for line in lines:
        if line.order_line_id is not None and line.claimed is not None:
            claims[line.order_line_id] = claims.get(line.order_line_id, Decimal(0)) + line.claimed
    return claims


def code_by_proposal(
    invoice: Invoice, lines: Sequence[InvoiceLine], ordered: Mapping[int, OrderLine], orders: Mapping[int, Order]
) -> None:
    """Account, cost place and VAT code for lines that nobody coded yet."""
    kind = invoice.organisation.kind
    uncoded = [line for line in lines if not (line.account and line.vat_code)]
    history = queries.coding_history(invoice.unit_id) if any(line.order_line_id is None for line in uncoded) else []
    for line in uncoded:
        order_line = ordered.get(line.order_line_id) if line.order_line_id is not None else None
        order = orders[order_line.order_id] if order_line is not None else next(iter(orders.values()), None)
        unit = order.unit if order is not None else invoice.unit
        stated = (order_line.accounting_cost if order_line is not None else "") or (
            order.accounting_cost if order is not None else ""
        )
        proposal = coding.propose(
            stated=stated,
            unit_account=unit.account if unit is not None else "",
            unit_cost_place=unit.cost_place if unit is not None else "",
            unspsc=line.unspsc or (order_line.unspsc if order_line is not None else ""),
            history=history,
            vat=coding.vat_code(
                line.vat_category,
                line.vat_percent,
                organisation_kind=kind,
                is_foreign=vat.is_foreign(line.vat_category, line.vat_percent, invoice.issued_on),
            ),
        )
        line.account, line.cost_place, line.vat_code = proposal.account, proposal.cost_place, proposal.vat_code
