"""The clerk's queues by reason, the ward's own, and the supplier's invoices with where they stand (6.5 step 1, 6.4 step 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samkoeb.base.shown import Shown
from samkoeb.exchange import queries as exchange
from samkoeb.invoicing import permissions
from samkoeb.invoicing.logic.lifecycle import DECIDED, OPEN, REASONS
from samkoeb.invoicing.models import Dispute, Invoice
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor

# What waits in the inbox, since it is no invoice of ours yet: problem code → reason.
IN_THE_INBOX = {"invoice.gln_unknown": "gln_unknown", "exchange.breaks_rules": "breaks_rules"}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """days_left: until the due day, negative when late; the clock runs on whatever the state."""

    id: int
    kind: str
    number: str
    supplier: str
    body: str
    unit: str
    state: str
    reason: str
    issued_on: date
    due_on: date
    days_left: int
    net: Decimal
    payable: Decimal
    currency: str
    assigned_to: str
    is_disputed: bool
    order_reference: str


def visible_to(actor: Actor) -> "QuerySet[Invoice]":
    """The invoices that this actor may know of: of bodies and units their roles reach, sent to them by name, or their own as supplier."""
    rows: QuerySet[Invoice] = Invoice.objects.all()
    if actor.is_operator:
        return rows
    seen = Q(supplier_id__in=actor.organisations(roles.SUPPLIER_USER))
    if actor.person_id is not None:
        seen |= Q(assigned_to_id__in=actor.identities | {actor.person_id})
    for role in actor.roles:
        if role.role in permissions.READERS:
            of_bodies = Q(organisation_id__in=role.organisation_ids)
            seen |= of_bodies if role.unit_ids is None else of_bodies & Q(unit_id__in=role.unit_ids)
    return rows.filter(seen)


def queue(actor: Actor, reason: str = "", *, on: date, states: Iterable[str] = OPEN) -> Shown[QueueRow]:
    """What waits, the first due first; all reasons, or one."""
    rows = visible_to(actor).filter(state__in=tuple(states))
    if reason:
        rows = rows.filter(reason=reason)
    return _list(rows.order_by("due_on", "pk"), on)


def queue_counts(actor: Actor) -> dict[str, int]:
    """reason → how many wait, in the order of REASONS; with those that wait in the inbox."""
    rows = visible_to(actor).filter(state__in=OPEN).values_list("reason").annotate(count=Count("pk"))
    counts = dict(rows.values_list("reason", "count"))
    ordered = {reason: counts[reason] for reason in REASONS if reason in counts}
    aside = exchange.inbox(actor, states=("set_aside",)).filter(reason__code__in=IN_THE_INBOX)
    waiting = dict(aside.order_by().values_list("reason__code").annotate(count=Count("pk")))
    return ordered | {reason: waiting[code] for code, reason in IN_THE_INBOX.items() if code in waiting}


def decided(actor: Actor, *, on: date, states: Iterable[str] = DECIDED) -> Shown[QueueRow]:
    """What is behind: newest first."""
    return _list(visible_to(actor).filter(state__in=tuple(states)).order_by("-pk"), on)


def assigned_to(actor: Actor, *, on: date) -> list[QueueRow]:
    """What waits for this person: sent to them by name, and what deviates or must be approved in the units that they decide for."""
    rows = _shown(_waiting_for(actor))
    return [_row(row, on) for row in rows.order_by("due_on", "pk")]


def assigned_count(actor: Actor) -> int:
    """How many `assigned_to` holds."""
    return _waiting_for(actor).count()


def _waiting_for(actor: Actor) -> "QuerySet[Invoice]":
    if actor.person_id is None:
        return Invoice.objects.none()
    # What has been attested waits for those who approve.
    waits = Q(assigned_to_id__in=actor.identities | {actor.person_id}, attested_at__isnull=True)
    to_decide = Q(state__in=("deviation", "coded")) & ~Q(reason__in=("missing_receipt", "bank_account"))
    for role in actor.roles:
        if role.role in (roles.APPROVER, roles.CALL_OFF_OFFICER):
            of_bodies = to_decide & Q(organisation_id__in=role.organisation_ids)
            waits |= of_bodies if role.unit_ids is None else of_bodies & Q(unit_id__in=role.unit_ids)
    found: QuerySet[Invoice] = Invoice.objects.filter(waits, state__in=OPEN).exclude(
        attested_by_id__in=actor.identities | {actor.person_id}
    )
    return found


def own_invoices(actor: Actor, *, on: date) -> Shown[QueueRow]:
    """A supplier's invoices and credit notes with where they stand; newest first."""
    return _list(_of_supplier(actor).order_by("-issued_on", "-pk"), on)


def own_open(actor: Actor, *, on: date) -> Shown[QueueRow]:
    """A supplier's that are neither paid nor rejected; newest first."""
    return _list(_of_supplier(actor).exclude(state__in=("paid", "rejected")).order_by("-issued_on", "-pk"), on)


def own_questions(actor: Actor, *, on: date) -> Shown[QueueRow]:
    """A supplier's about which the buyer has asked something; the first due first."""
    asked = Dispute.objects.filter(invoice=OuterRef("pk"), closed_at__isnull=True)
    return _list(_of_supplier(actor).filter(Exists(asked)).order_by("due_on", "pk"), on)


def _of_supplier(actor: Actor) -> "QuerySet[Invoice]":
    found: QuerySet[Invoice] = Invoice.objects.filter(supplier_id__in=actor.organisations(roles.SUPPLIER_USER))
    return found


def _list(rows: "QuerySet[Invoice]", on: date) -> Shown[QueueRow]:
    """Two questions a page: what is there, and how many."""
    return Shown(_shown(rows), lambda part: [_row(row, on) for row in part])


def _shown(rows: "QuerySet[Invoice]") -> "QuerySet[Invoice]":
    open_disputes = Dispute.objects.filter(invoice=OuterRef("pk"), closed_at__isnull=True)
    return rows.select_related("supplier", "organisation", "unit", "assigned_to").annotate(is_disputed=Exists(open_disputes))


def _row(row: Invoice, on: date) -> QueueRow:
    return QueueRow(
        id=row.pk,
        kind=row.kind,
        number=row.number,
        supplier=row.supplier.name,
        body=row.organisation.name,
        unit=row.unit.name if row.unit is not None else "",
        state=row.state,
        reason=row.reason,
        issued_on=row.issued_on,
        due_on=row.due_on,
        days_left=(row.due_on - on).days,
        net=row.net_total,
        payable=row.payable,
        currency=row.currency,
        assigned_to=row.assigned_to.name if row.assigned_to is not None and row.attested_at is None else "",
        is_disputed=row.is_disputed,  # type: ignore[attr-defined]  # annotated
        order_reference=row.order_reference,
    )
