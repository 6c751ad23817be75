"""An invoice or credit note came in: who it is from and to, whether we have it already, which orders it answers; then the match."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.documents import model as documents
from samkoeb.documents import totals
from samkoeb.invoicing import queries
from samkoeb.invoicing.actions import telling, upstream
from samkoeb.invoicing.actions.match import code_by_proposal, link_orders, match, match_lines
from samkoeb.invoicing.actions.respond import respond
from samkoeb.invoicing.logic import due as deadlines
from samkoeb.invoicing.logic import duplicates, explaining, reading, response
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.money import CENT
from samkoeb.kernel.problem import Problem, Refused, refuse


def register(document: documents.Invoice, inbound: Any, *, by: Actor, at: datetime) -> str:
    """From process. Refuses (and the inbox sets aside): unknown supplier or location number, a number that was used, figures that no row
    can hold. Everything else becomes an invoice, however wrong: what is wrong with it is said where it is shown."""
    with transactions.owns():
        today = calendar.day_of(at)
        read = reading.read(document)
        supplier, buyer = queries.supplier_of(document), queries.buyer_of(document)

        problems = reading.check(read, today=today)
        if supplier is None:
            problems.append(Problem("invoice.supplier_unknown", "error", {"name": document.seller.display_name}))
        if buyer.organisation is None:
            problems.append(Problem("invoice.gln_unknown", "error", {"gln": buyer.gln or "–"}))
        refuse(problems)
        assert supplier is not None and buyer.organisation is not None
        received_at = inbound.received_at
        suspicions = duplicates.check(queries.known_of(read.header), queries.known_invoices(supplier.pk, read.header))
        refuse(suspicions)

        orders = {o.pk: o for o in queries.orders_named(read.order_numbers, supplier.pk)}
        credited_id = queries.credited_by(read.header, supplier.pk)
        under = queries.agreements_of(orders.values())
        locked = upstream.lock({*orders, *(queries.order_ids_of(credited_id) if credited_id is not None else ())})
        # The inbox knows the instant of arrival; that is when the supplier's clock starts.
        received_on = calendar.day_of(received_at)
        due = deadlines.due_on(received_on=received_on, stated=document.due_on, agreed_days=queries.payment_days(under))
        named = queries.person_named(read.header["buyer_reference"], organisation_id=buyer.organisation.pk, on=today)
        remarks = [
            *([] if orders or named else _nobody(read.header)),
            *suspicions,
            *_totals(document),
            *deadlines.terms_problems(received_on=received_on, due=due),
            *_payee(document),
        ]
        first = next(iter(orders.values()), None)
        invoice = Invoice(
            supplier=supplier,
            organisation=buyer.organisation,
            unit=queries.unit_for(buyer, first),
            due_on=due,
            received_at=received_at,
            inbound_id=inbound.pk,
            remarks=explaining.stored(remarks),
            credits_id=credited_id,
            **read.header,
        )
        try:
            with transactions.attempt():
                invoice.save(force_insert=True)
        except IntegrityError as error:
            raise Refused(
                [Problem("invoice.duplicate", "error", {"number": invoice.number, "year": invoice.issued_on.year})]
            ) from error
        lines = [InvoiceLine(invoice=invoice, **fields) for fields in read.lines]
        link_orders(invoice, orders)

        audit.record(
            "invoicing.invoice.registered",
            invoice,
            by=by,
            at=at,
            body_id=invoice.organisation_id,
            amount=invoice.payable,
            lines=len(lines),
        )
        if not orders:
            _to_a_person(invoice, lines, named, at=at)
        own = [line for line in locked if line.order_id in orders]
        match_lines(invoice, lines, orders, under, own, is_new=True, by=by, at=at)
        if invoice.state != "approved":  # else it has been answered already: one message says both
            respond(invoice, response.RECEIVED, at=at)
        if invoice.credits_id is not None:
            # The credit note may be what an invoice waited for: nine received of ten invoiced, one credited.
            match(invoice.credits_id, by=by, at=at)
    return f"invoicing.invoice:{invoice.pk}"


def _nobody(header: dict[str, Any]) -> list[Problem]:
    """A reference that nobody of the body answers to; a credit note goes where its invoice went."""
    reference = header["buyer_reference"]
    is_said = bool(reference) and header["kind"] == "invoice"
    return [Problem("invoice.reference_unknown", "warning", {"reference": reference})] if is_said else []


def _to_a_person(invoice: Invoice, lines: list[InvoiceLine], named: int | None, *, at: datetime) -> None:
    """Without an order: by the location number and the buyer's reference to the one who knows."""
    if invoice.credits is not None:
        credited = invoice.credits
        invoice.unit_id, invoice.assigned_to_id = invoice.unit_id or credited.unit_id, credited.assigned_to_id
        _copy_coding(credited, lines)
    else:
        invoice.assigned_to_id = named or queries.person_deciding(
            organisation_id=invoice.organisation_id, unit_id=invoice.unit_id, on=calendar.day_of(at)
        )
    code_by_proposal(invoice, lines, {}, {})
    invoice.save(update_fields=["unit", "assigned_to"])
    telling.assigned(invoice, at=at)


def _copy_coding(credited: Invoice, lines: list[InvoiceLine]) -> None:
    """A credit note gives back to where its invoice was charged: line by item number, else as the invoice's first line."""
    charged = list(credited.lines.order_by("position"))
    by_item = {line.supplier_item_number: line for line in charged if line.supplier_item_number}
    for line in lines:
        like = by_item.get(line.supplier_item_number) or (charged[0] if charged else None)
        if like is not None:
            line.account, line.cost_place, line.vat_code = like.account, like.cost_place, like.vat_code


def _totals(document: documents.Invoice) -> list[Problem]:
    """What doesn't add up; line amounts are the match's business, and a VAT row may be off by two cents (PEPPOL-EN16931-R120's slack)."""
    found = []
    for difference in totals.compare(document):
        if difference.term == "BT-131" or (difference.term in ("BT-117", "BT-110") and abs(difference.amount) <= 2 * CENT):
            continue
        facts = {
            "term": difference.term,
            "stated": str(difference.supplied),
            "computed": str(difference.expected),
            "currency": document.currency,
        }
        found.append(Problem("invoice.total_differs", "error", facts))
    if document.totals.payable < 0:
        found.append(
            Problem("invoice.negative", "error", {"amount": str(document.totals.payable), "currency": document.currency})
        )
    return found


def _payee(document: documents.Invoice) -> list[Problem]:
    """Someone else than the seller is to be paid (factoring): never without a person who has looked."""
    payee = document.payee
    if payee is None or not payee.display_name or payee.display_name == document.seller.display_name:
        return []
    return [Problem("invoice.payee_is_another", "error", {"payee": payee.display_name})]
