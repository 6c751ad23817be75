"""Where an invoice stands among what is known: its orders, its like, its people, and what is wrong with it as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from samkoeb.agreements.queries.facts import AgreementFacts
from samkoeb.base.asking import asked
from samkoeb.invoicing.logic import coding, explaining, payment_means
from samkoeb.invoicing.logic.approval import ApprovalFacts
from samkoeb.invoicing.logic.coding import Used
from samkoeb.invoicing.logic.duplicates import Known
from samkoeb.invoicing.models import Invoice, InvoiceLine, InvoiceOrder
from samkoeb.invoicing.permissions import Facts
from samkoeb.invoicing.queries.facts import confirmed_accounts
from samkoeb.invoicing.queries.parties import Buyer
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.models import Order
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import RoleAssignment, Unit

ZERO = Decimal(0)


def order_ids_of(invoice_id: int) -> list[int]:
    return list(InvoiceOrder.objects.filter(invoice_id=invoice_id).order_by("order_id").values_list("order_id", flat=True))


def unit_for(buyer: Buyer, order: Order | None) -> Unit | None:
    """The unit that ordered; without an order the one whose location number it was sent to."""
    return order.unit if order is not None else buyer.unit


def known_of(header: Mapping[str, Any]) -> Known:
    return Known(
        kind=header["kind"],
        number=header["number"],
        issued_on=header["issued_on"],
        payable=header["payable"],
        currency=header["currency"],
        order_reference=header["order_reference"],
    )


def known_invoices(supplier_id: int, header: Mapping[str, Any]) -> list[Known]:
    """Those of the supplier that could be the same: by number, or by day and amount."""
    rows = _alike(supplier_id, header["kind"], header["number"], header["issued_on"], header["payable"])
    return [Known(*row) for row in rows]


@asked
def _alike(supplier_id: int, kind: str, number: str, issued_on: date, payable: Decimal) -> QuerySet[Invoice, tuple[Any, ...]]:
    alike = Q(number__iexact=number) | Q(issued_on=issued_on, payable=payable)
    rows = Invoice.objects.filter(alike, supplier_id=supplier_id, kind=kind)
    return rows.values_list("kind", "number", "issued_on", "payable", "currency", "state", "order_reference")


def credited_by(header: Mapping[str, Any], supplier_id: int) -> int | None:
    """The invoice that a credit note names; the latest of that number."""
    if header["kind"] != "credit_note" or not header["credited_number"]:
        return None
    rows = Invoice.objects.filter(supplier_id=supplier_id, kind="invoice", number=header["credited_number"])
    return rows.exclude(state="rejected").order_by("-issued_on").values_list("pk", flat=True).first()


def payment_days(under: Mapping[int, AgreementFacts]) -> int | None:
    """The agreements' payment days, the longest; None where nothing is agreed."""
    return max((facts.payment_days for facts in under.values()), default=None)


def document_problems(invoice: Invoice, lines: Sequence[InvoiceLine], orders: Mapping[int, Order], at: datetime) -> list[Problem]:
    """What is wrong with the whole document as things stand now. What was seen when it came in stands in its remarks."""
    problems = payment_means.check(payment_means.from_facts(invoice.payment_means), confirmed_accounts(invoice.supplier_id))
    if invoice.kind == "credit_note":
        problems += explaining.credit_problems(
            reference=invoice.credited_number, credited=_credited(invoice), amount=invoice.payable, currency=invoice.currency
        )
    if not (invoice.kind == "credit_note" and invoice.credits_id is not None):
        problems += explaining.order_problems(_named_orders(invoice, lines), (o.number for o in orders.values()))
    if not orders:
        rows = ((line.vat_category, line.vat_percent, line.net_amount) for line in lines)
        problems += coding.vat_problems(rows, on=invoice.issued_on, currency=invoice.currency)
    for order in orders.values():
        if order.organisation_id != invoice.organisation_id and order.organisation_id not in _family(invoice, at):
            problems.append(Problem("invoice.other_body", "error", {"number": order.number}))
        if order.currency != invoice.currency:
            facts = {"number": order.number, "invoiced": invoice.currency, "ordered": order.currency}
            problems.append(Problem("invoice.currency_differs", "error", facts))
    return problems


def _family(invoice: Invoice, at: datetime) -> frozenset[int]:
    return organisations.family_on(invoice.organisation_id, calendar.day_of(at))


def _named_orders(invoice: Invoice, lines: Iterable[InvoiceLine]) -> tuple[str, ...]:
    """As written, on the document and on its lines."""
    return tuple(dict.fromkeys(n for n in (invoice.order_reference, *(line.order_number for line in lines)) if n))


def _credited(invoice: Invoice) -> explaining.Credited | None:
    if invoice.credits_id is None:
        return None
    row = Invoice.objects.values("number", "payable", "state").get(pk=invoice.credits_id)
    used = credited_total(invoice.credits_id, but=invoice.pk)
    still = ZERO if row["state"] == "paid" else row["payable"] - used
    return explaining.Credited(row["number"], still)


def credited_total(invoice_id: int, *, but: int | None = None, states: Iterable[str] = ()) -> Decimal:
    """What credit notes take off an invoice: those in these states, or all that were not rejected."""
    rows = Invoice.objects.filter(credits_id=invoice_id, kind="credit_note").exclude(state="rejected")
    wanted = tuple(states)
    if wanted:
        rows = rows.filter(state__in=wanted)
    if but is not None:
        rows = rows.exclude(pk=but)
    return rows.aggregate(total=Sum("payable"))["total"] or ZERO


def permission_facts(invoice: Invoice) -> Facts:
    return Facts(
        organisation_id=invoice.organisation_id,
        unit_id=invoice.unit_id,
        supplier_id=invoice.supplier_id,
        amount=invoice.net_total,
        currency=invoice.currency,
        limit_currency=invoice.organisation.currency,
        assigned_to=invoice.assigned_to_id,
    )


def approval_facts(invoice: Invoice) -> ApprovalFacts:
    """Who has had a hand in it, and the body's limits."""
    people = list(Order.objects.filter(pk__in=order_ids_of(invoice.pk)).values_list("requester_id", "approver_id"))
    settings = organisations.settings_of(invoice.organisation_id)
    fits = invoice.state == "matched"
    return ApprovalFacts(
        reason=invoice.reason,
        amount=invoice.net_total,
        needs_two=not fits,
        needs_note=invoice.state == "deviation",
        attested_by=invoice.attested_by_id,
        is_attested=invoice.attested_at is not None,
        requesters=[requester for requester, _ in people],
        order_approvers=[approver for _, approver in people],
        alone_up_to=ZERO if _is_foreign(invoice) else settings["attest_alone_amount"],
        order_limit=ZERO if _is_foreign(invoice) else settings["invoice_four_eyes_amount"],
    )


def _is_foreign(invoice: Invoice) -> bool:
    """Another country's VAT is a cost, and the limits are in the body's currency: how much another one is, nobody here can say."""
    return invoice.currency != invoice.organisation.currency or any(found["code"] == "invoice.foreign_vat" for found in invoice.explanation)


def coding_history(unit_id: int | None) -> list[Used]:
    """How the unit's invoices were coded by people, by UNSPSC."""
    if unit_id is None:
        return []
    rows = (
        InvoiceLine.objects.filter(invoice__unit_id=unit_id, invoice__coded_by__isnull=False)
        .exclude(account="")
        .exclude(unspsc="")
        .values_list("unspsc", "account", "cost_place")
        .annotate(times=Count("pk"))
        .order_by("-times")[:200]
    )
    return [Used(*row) for row in rows]


def works_for(person_id: int, organisation_ids: Iterable[int], on: date) -> bool:
    """Whether the person holds a role in one of the bodies."""
    return bool(
        RoleAssignment.objects.in_force(on)
        .filter(person_id=person_id, organisation_id__in=set(organisation_ids), person__is_active=True)
        .exists()
    )
