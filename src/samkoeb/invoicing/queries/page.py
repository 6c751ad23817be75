"""The match side by side: order | receipt | invoice for each line, with why, what it costs to wait, and what this actor can do."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samkoeb.invoicing import permissions
from samkoeb.invoicing.logic import approval, due, explaining, facts, payment_means, pricing
from samkoeb.invoicing.logic.lifecycle import INVOICE, MATCHABLE, OPEN
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.invoicing.queries.facts import accounts_of, invoiced_line
from samkoeb.invoicing.queries.queue import visible_to
from samkoeb.invoicing.queries.standing import approval_facts, permission_facts
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.models import OrderLine
from samkoeb.receiving.models import ReceiptLine

STEPS = ("approve", "attest", "code", "reroute", "dispute", "close_dispute", "reject")


@dataclass(frozen=True, slots=True)
class OrderSide:
    order_id: int
    order_number: str
    number: int
    description: str
    item_number: str
    quantity: Decimal
    cancelled: Decimal
    confirmed: Decimal | None
    unit: str
    price: Decimal
    base_quantity: Decimal
    confirmed_price: Decimal | None
    net: Decimal
    pack_content: Decimal
    pack_unit: str


@dataclass(frozen=True, slots=True)
class ReceiptSide:
    """quantity: taken over in all; receipts: number, day, taken over, turned away and why."""

    quantity: Decimal
    rejected: Decimal
    unit: str
    receipts: tuple[tuple[str, date, Decimal, Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class InvoiceSide:
    """price_per_ordered_unit is for comparing; None where the units don't tell."""

    number: str
    description: str
    item_number: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal
    allowances: Decimal
    net: Decimal
    vat_category: str
    vat_percent: Decimal
    price_per_ordered_unit: Decimal | None


@dataclass(frozen=True, slots=True)
class MatchLine:
    """verdict: fits, within, deviation, charge, or "" where there was nothing to match against."""

    position: int
    verdict: str
    findings: tuple[Problem, ...]
    order: OrderSide | None
    receipt: ReceiptSide | None
    invoice: InvoiceSide
    account: str
    cost_place: str
    vat_code: str


@dataclass(frozen=True, slots=True)
class DisputeShown:
    id: int
    code: str
    text: str
    opened_at: datetime
    opened_by: str
    answer: str
    answered_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkedInvoice:
    id: int
    kind: str
    number: str
    payable: Decimal
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that the actor's roles give. `because` says why it can't be taken now; empty: it can."""

    step: str
    because: tuple[Problem, ...]

    @property
    def is_open(self) -> bool:
        return not self.because


@dataclass(frozen=True, slots=True)
class MatchPage:
    invoice: Invoice
    lines: tuple[MatchLine, ...]
    problems: tuple[Problem, ...]
    orders: tuple[tuple[int, str], ...]
    disputes: tuple[DisputeShown, ...]
    linked: tuple[LinkedInvoice, ...]
    risk: due.Risk
    choices: tuple[Choice, ...]
    is_supplier: bool

    def may(self, step: str) -> bool:
        return any(c.step == step and c.is_open for c in self.choices)


def match_page(actor: Actor, invoice_id: int, *, at: datetime) -> MatchPage:
    """Raises Invoice.DoesNotExist, also for what the actor may not know of. A fixed number of questions."""
    rows = visible_to(actor).select_related(
        "supplier", "organisation", "unit", "assigned_to", "coded_by", "attested_by", "approved_by", "credits"
    )
    invoice: Invoice = rows.get(pk=invoice_id)
    lines = list(invoice.lines.select_related("order_line__order").order_by("position"))
    receipts = _receipts([line.order_line_id for line in lines if line.order_line_id is not None])
    is_supplier = invoice.supplier_id in actor.organisations(roles.SUPPLIER_USER) and not actor.is_operator
    return MatchPage(
        invoice=invoice,
        lines=tuple(_line(line, receipts, is_supplier=is_supplier) for line in lines),
        problems=_still_to_say(invoice),
        orders=tuple(invoice.orders.order_by("order_id").values_list("order_id", "order__number")),
        disputes=_disputes(invoice),
        linked=_linked(invoice),
        risk=due.risk(invoice.payable, due=invoice.due_on, on=calendar.day_of(at)),
        choices=() if is_supplier else _choices(actor, invoice, lines),
        is_supplier=is_supplier,
    )


def _still_to_say(invoice: Invoice) -> tuple[Problem, ...]:
    """That somebody should code and attest it, is said until somebody has."""
    found = explaining.restored(invoice.explanation)
    return tuple(p for p in found if p.code != "invoice.no_order" or invoice.attested_by_id is None)


def _line(line: InvoiceLine, receipts: dict[int, ReceiptSide], *, is_supplier: bool) -> MatchLine:
    ordered = line.order_line
    invoiced = invoiced_line(line)
    return MatchLine(
        position=line.position,
        verdict=line.verdict,
        findings=tuple(explaining.restored(line.findings)),
        order=_order_side(ordered) if ordered is not None else None,
        receipt=receipts.get(ordered.pk, ReceiptSide(Decimal(0), Decimal(0), ordered.unit, ())) if ordered is not None else None,
        invoice=InvoiceSide(
            number=line.number,
            description=line.description,
            item_number=line.supplier_item_number,
            quantity=line.quantity,
            unit=line.unit,
            price=line.price,
            base_quantity=line.base_quantity,
            allowances=line.allowances,
            net=line.net_amount,
            vat_category=line.vat_category,
            vat_percent=line.vat_percent,
            price_per_ordered_unit=_comparable(invoiced, ordered) if ordered is not None else None,
        ),
        # How a body codes is its own business.
        account="" if is_supplier else line.account,
        cost_place="" if is_supplier else line.cost_place,
        vat_code="" if is_supplier else line.vat_code,
    )


def _comparable(invoiced: facts.InvoicedLine, ordered: OrderLine) -> Decimal | None:
    like = facts.OrderedLine(
        id=ordered.pk,
        order_id=ordered.order_id,
        order_number="",
        number="",
        quantity=ordered.quantity,
        unit=ordered.unit,
        price=ordered.price,
        pack_content=ordered.pack_content,
        pack_unit=ordered.pack_unit,
    )
    return pricing.per_ordered_unit(invoiced, like)


def _order_side(line: OrderLine) -> OrderSide:
    return OrderSide(
        order_id=line.order_id,
        order_number=line.order.number,
        number=line.number,
        description=line.description,
        item_number=line.supplier_item_number,
        quantity=line.quantity,
        cancelled=line.cancelled_quantity,
        confirmed=line.confirmed_quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        confirmed_price=line.confirmed_price,
        net=line.net_amount,
        pack_content=line.pack_content,
        pack_unit=line.pack_unit,
    )


def _receipts(order_line_ids: list[int]) -> dict[int, ReceiptSide]:
    found: dict[int, list[ReceiptLine]] = {}
    rows = (
        ReceiptLine.objects.filter(order_line_id__in=order_line_ids)
        .select_related("receipt", "order_line")
        .order_by("receipt_id")
    )
    for row in rows:
        found.setdefault(row.order_line_id, []).append(row)
    return {
        line_id: ReceiptSide(
            quantity=sum((r.quantity for r in rows), Decimal(0)),
            rejected=sum((r.rejected_quantity for r in rows), Decimal(0)),
            unit=rows[0].order_line.unit,
            receipts=tuple(
                (r.receipt.number, calendar.day_of(r.receipt.received_at), r.quantity, r.rejected_quantity, r.deviation)
                for r in rows
            ),
        )
        for line_id, rows in found.items()
    }


def _disputes(invoice: Invoice) -> tuple[DisputeShown, ...]:
    return tuple(
        DisputeShown(
            id=d.pk,
            code=d.code,
            text=d.text,
            opened_at=d.opened_at,
            opened_by=d.opened_by.name if d.opened_by is not None else "",
            answer=d.answer,
            answered_at=d.answered_at,
            closed_at=d.closed_at,
        )
        for d in invoice.disputes.select_related("opened_by").order_by("pk")
    )


def _linked(invoice: Invoice) -> tuple[LinkedInvoice, ...]:
    """The invoice that a credit note credits, or the credit notes of an invoice."""
    rows = [invoice.credits] if invoice.credits is not None else list(invoice.credit_notes.order_by("pk"))
    return tuple(LinkedInvoice(r.pk, r.kind, r.number, r.payable, r.state) for r in rows)


def _choices(actor: Actor, invoice: Invoice, lines: list[InvoiceLine]) -> tuple[Choice, ...]:
    """The steps that the lifecycle and the actor's roles give, and what stands in the way of each."""
    if invoice.state not in OPEN:
        return ()
    asked = permission_facts(invoice)
    possible = INVOICE.choices(invoice.state)
    steps = [step for step in STEPS if step in possible and permissions.may(actor, step, asked)]
    because: dict[str, list[Problem]] = {}
    if "approve" in steps:
        # A reason is asked for on the page itself; here it is taken as given.
        because["approve"] = approval.check(approval_facts(invoice), note="-", by=actor)
    uncoded = [
        Problem("invoice.account_missing", "error", {"position": x.position}) for x in lines if not x.account or not x.vat_code
    ]
    if "code" in steps and invoice.reason in ("no_order", "awaiting_attest") and permissions.may(actor, "attest", asked):
        steps = ["code_and_attest", *(s for s in steps if s != "attest")]
    if invoice.reason == "bank_account" and permissions.may(actor, "propose_account", asked):
        steps.append("propose_account")
        means = payment_means.from_facts(invoice.payment_means)
        proposed = payment_means.same_account(means, accounts_of(invoice.supplier_id, "proposed")) is not None
        because["propose_account"] = [Problem("invoice.account_waits")] if proposed or not means.kind else []
    for step in ("approve", "attest"):
        because[step] = [*because.get(step, []), *uncoded]
    if "attest" in steps and invoice.attested_at is not None:
        because["attest"].append(Problem("invoice.attested_already"))
    if invoice.state in MATCHABLE and invoice.attested_by_id is None and permissions.may(actor, "match", asked):
        steps.append("match")
    return tuple(Choice(step, tuple(because.get(step, ()))) for step in steps)
