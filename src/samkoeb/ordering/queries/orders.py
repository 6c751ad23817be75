"""Orders as people see them: the list of a unit, the page of one with its time line from wish to payment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samkoeb.agreements.models import Agreement
from samkoeb.exchange.models import Outbound
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER, Actor
from samkoeb.ordering import permissions
from samkoeb.ordering.logic.lifecycle import ORDER
from samkoeb.ordering.logic.timeline import Moment, merged
from samkoeb.ordering.models import Order, OrderLine, OrderResponse, Requisition
from samkoeb.ordering.queries.substitutes import Substitute, substitutes_for
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation, Unit

USUAL_LEAD_TIME_DAYS = 2  # working days, where no agreement says


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One line in a list of orders. changed: the supplier's answer differs from what was ordered."""

    order_id: int
    number: str
    state: str
    supplier_name: str
    body_name: str
    unit_name: str
    ordered_at: datetime
    wanted_on: date | None
    promised_on: date | None
    expected_on: date
    net_total: Decimal
    currency: str
    lines: int
    changed: int
    outside_reason: str
    requester_name: str
    is_despatched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """changes: by line number, {what: [ordered or said before, said now]} of the latest answer that said something about the line.

    expected_on: promised, else wanted, else by the agreement's lead time. choices: the steps that this actor may take now.
    substitutes: by line number, for what will not come (whole).
    """

    order: Order
    lines: Sequence[OrderLine]
    changes: Mapping[int, Mapping[str, Any]]
    notes: Mapping[int, str]
    offered: Mapping[int, Mapping[str, str]]
    added: Sequence[Mapping[str, Any]]
    responses: Sequence[OrderResponse]
    substitutes: Mapping[int, Sequence[Substitute]]
    moments: Sequence[Moment]
    expected_on: date
    choices: tuple[str, ...]
    is_outside_without_basis: bool

    @property
    def is_all_here(self) -> bool:
        return is_all_here(self.lines)

    @property
    def is_service(self) -> bool:
        return all(line.is_service for line in self.lines)


def visible_to(actor: Actor) -> "QuerySet[Order]":
    """The orders that this actor may know of: of the units reached, or received for others; a supplier's own."""
    seen = permissions.scope(actor, permissions.SEEING)
    if not actor.is_operator:
        seen |= Q(supplier_id__in=actor.organisations(SUPPLIER_USER))
    return Order.objects.filter(seen)


def requisitions_visible_to(actor: Actor) -> "QuerySet[Requisition]":
    return Requisition.objects.filter(permissions.scope(actor, permissions.SEEING)).exclude(state="basket")


def orders_for(
    actor: Actor,
    *,
    unit_id: int | None = None,
    states: Iterable[str] = (),
    changed_only: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> list[OrderRow]:
    """The newest orders first; narrowed to a unit (ordering or receiving) and to states."""
    rows = visible_to(actor)
    if unit_id is not None:
        rows = rows.filter(Q(unit_id=unit_id) | Q(delivery_unit_id=unit_id))
    wanted = tuple(states)
    if wanted:
        rows = rows.filter(state__in=wanted)
    return order_rows(rows.order_by("-ordered_at", "-pk"), changed_only=changed_only, limit=limit, offset=offset)


def order_rows(rows: "QuerySet[Order]", *, changed_only: bool = False, limit: int = 100, offset: int = 0) -> list[OrderRow]:
    """A query set of orders as rows, in six questions however many. First which orders, then what is said of them: asked in one, the
    database would count the lines of every order of the unit to show five, and plan for longer than it works."""
    if changed_only:
        rows = rows.filter(Exists(OrderLine.objects.filter(_CHANGED, order_id=OuterRef("pk"))))
    found = list(rows.values("pk", *_AS_THEY_ARE, *_OF_OTHERS)[offset : offset + limit])
    counts = {pk: numbers for pk, *numbers in _line_counts([facts["pk"] for facts in found])}
    people = organisations.person_names(facts["requester_id"] for facts in found)
    bodies = Organisation.objects.read_all(facts[name] for facts in found for name in ("supplier_id", "organisation_id"))
    units = Unit.objects.read_all(facts["unit_id"] for facts in found)
    terms = Agreement.objects.read_all(facts["agreement_id"] for facts in found if facts["agreement_id"] is not None)
    shown = []
    for facts in found:
        lines, changed = counts.get(facts["pk"], (0, 0))
        agreement = terms.get(facts["agreement_id"])
        shown.append(
            OrderRow(
                **{name: facts[name] for name in _AS_THEY_ARE},
                order_id=facts["pk"],
                supplier_name=bodies[facts["supplier_id"]].name,
                body_name=bodies[facts["organisation_id"]].name,
                unit_name=units[facts["unit_id"]].name,
                requester_name=people.get(facts["requester_id"], ""),
                lines=lines,
                changed=changed,
                expected_on=expected_on(
                    facts["ordered_at"],
                    facts["wanted_on"],
                    facts["promised_on"],
                    None if agreement is None else agreement.lead_time_days,
                ),
                is_despatched=facts["despatched_at"] is not None,
            )
        )
    return shown


_AS_THEY_ARE = ("number", "state", "ordered_at", "wanted_on", "promised_on", "net_total", "currency", "outside_reason")
_OF_OTHERS = ("supplier_id", "organisation_id", "unit_id", "requester_id", "agreement_id", "despatched_at")
_CHANGED = ~Q(answer__in=("", "accepted"))


def _line_counts(order_ids: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """(order id, lines, lines that were not simply accepted)."""
    rows = OrderLine.objects.filter(order_id__in=order_ids).order_by().values_list("order_id")
    return rows.annotate(lines=Count("pk"), changed=Count("pk", filter=_CHANGED)) if order_ids else []


def order_page(actor: Actor, order_id: int) -> OrderPage:
    """For the body's own people. Raises Order.DoesNotExist for what the actor may not know of (suppliers have supplier_order_page)."""
    order = (
        Order.objects.filter(permissions.scope(actor, permissions.SEEING))
        .select_related(
            "organisation",
            "unit",
            "delivery_unit",
            "supplier",
            "agreement",
            "requester",
            "approver",
            "legal_basis_by",
            "requisition",
        )
        .get(pk=order_id)
    )
    lines = list(order.lines.select_related("item", "own_item").order_by("number"))
    responses = list(order.responses.order_by("received_at", "pk"))
    said = said_by_line(responses)
    return OrderPage(
        order=order,
        lines=lines,
        changes={n: line["changes"] for n, line in said.items()},
        notes={n: line["note"] for n, line in said.items() if line["note"]},
        offered={n: line["substitute"] for n, line in said.items() if line["substitute"]},
        added=[line for response in responses for line in response.lines if line["line"] is None],
        responses=responses,
        substitutes=substitutes_for(order, [line for line in lines if line.answer in ("rejected", "back_order")]),
        moments=moments_of(order, responses),
        expected_on=expected_on(
            order.ordered_at,
            order.wanted_on,
            order.promised_on,
            order.agreement.lead_time_days if order.agreement is not None else None,
        ),
        choices=choices(actor, order, lines),
        is_outside_without_basis=bool(order.outside_reason) and not order.legal_basis,
    )


def is_all_here(lines: Sequence[OrderLine]) -> bool:
    """All that was to come has been received."""
    return all(line.received_quantity >= line.quantity - line.cancelled_quantity for line in lines)


def choices(actor: Actor, order: Order, lines: Sequence[OrderLine]) -> tuple[str, ...]:
    """What the actor may do with the order now, in the workflow's order; "answer" for its supplier, "record_legal_basis" for the buyer.

    What is on its way can't be cancelled, and where all is here there is nothing to give up and nothing to answer.
    """
    facts = permissions.facts_of(order)
    possible = () if is_all_here(lines) else ORDER.choices(order.state)
    found: list[str] = []
    if permissions.allows(actor, "cancel", facts):
        found += [step for step in ("cancel", "close") if step in possible]
        arrived = order.despatched_at is not None or any(line.received_quantity or line.invoiced_quantity for line in lines)
        if arrived and "cancel" in found:
            found.remove("cancel")
    if "confirm" in possible and not actor.is_operator and permissions.allows(actor, "answer", facts):
        found.append("answer")
    if order.outside_reason and permissions.allows(actor, "record_legal_basis", facts):
        found.append("record_legal_basis")
    return tuple(found)


def expected_on(ordered_at: datetime, wanted_on: date | None, promised_on: date | None, lead_time_days: int | None) -> date:
    """When the ward can count on it: what the supplier promised, else what was wanted, else the lead time in working days."""
    days = USUAL_LEAD_TIME_DAYS if lead_time_days is None else lead_time_days
    return promised_on or wanted_on or calendar.add_working_days(calendar.day_of(ordered_at), days)


def said_by_line(responses: Iterable[OrderResponse]) -> dict[int, Mapping[str, Any]]:
    """line number → what the latest answer that mentions it said."""
    return {line["line"]: line for response in responses for line in response.lines if line["line"] is not None}


def moments_of(order: Order, responses: Iterable[OrderResponse]) -> list[Moment]:
    """What ordering knows of the time line; receiving, invoicing and ledger give theirs, `logic.timeline.merged` puts them together."""
    wish = order.requisition
    found = [Moment(order.ordered_at, "ordered", order.approver_id or order.requester_id, order.number)]
    if wish is not None and wish.submitted_at is not None:
        found.append(Moment(wish.submitted_at, "wished", wish.requester_id))
    if wish is not None and wish.decided_at is not None:
        found.append(Moment(wish.decided_at, "approved", wish.decided_by_id))
    for response in responses:
        what = {"AP": "confirmed", "RE": "rejected", "AB": "acknowledged"}.get(response.code, "changed")
        found.append(Moment(response.received_at, what, None, response.number, {"lines": len(response.lines)}))
    if order.confirmed_at is not None and order.state != "rejected":
        found.append(Moment(order.confirmed_at, "confirmed"))
    if order.chased_at is not None:
        found.append(Moment(order.chased_at, "chased", facts={"times": order.chases}))
    if order.cancelled_at is not None:
        found.append(Moment(order.cancelled_at, order.state, order.cancelled_by_id))
    if order.legal_basis_at is not None:
        found.append(Moment(order.legal_basis_at, "legal_basis", order.legal_basis_by_id, facts={"basis": order.legal_basis}))
    return merged(_once(found))


def waiting_documents(numbers: Iterable[str]) -> dict[str, int]:
    """order number → the outbox row of its document, for those that have not left yet."""
    keys = {f"order:{number}": number for number in numbers}
    rows = Outbound.objects.filter(key__in=keys, state__in=("waiting", "failed", "stopped")).values_list("key", "pk")
    return {keys[key]: pk for key, pk in rows}


def _once(moments: Iterable[Moment]) -> list[Moment]:
    """The first answer is a moment of its own; that it also confirmed the order is not said twice at the same instant."""
    kept: dict[tuple[datetime, str], Moment] = {}
    for moment in moments:
        kept.setdefault((moment.at, moment.what), moment)
    return list(kept.values())


def order_number(order_id: int) -> str:
    return str(Order.objects.values_list("number", flat=True).get(pk=order_id))


def orders_of_requisition(actor: Actor, requisition_id: int) -> list[OrderRow]:
    """The orders that a wish became."""
    return order_rows(visible_to(actor).filter(requisition_id=requisition_id).order_by("pk"))
