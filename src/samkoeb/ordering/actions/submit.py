"""Send the basket: below the limit it becomes orders at once, above it waits for somebody else's yes. And take it back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions import basket as baskets
from samkoeb.ordering.actions.approve import ASKED
from samkoeb.ordering.actions.cancel import take_back
from samkoeb.ordering.actions.hold import hold_upstream
from samkoeb.ordering.actions.place import SENT, place_orders
from samkoeb.ordering.logic import approval, findings, free_text, splitting
from samkoeb.ordering.logic.lifecycle import REQUISITION
from samkoeb.ordering.logic.splitting import Wanted
from samkoeb.ordering.models import Order, Requisition, RequisitionLine
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Unit


def submit(
    unit_id: int,
    *,
    wanted_on: date | None = None,
    delivery_unit_id: int | None = None,
    note: str = "",
    accounting_cost: str = "",
    prices_confirmed: bool = False,
    seen: Collection[int] | None = None,
    by: Actor,
    at: datetime,
) -> Requisition:
    """Send the ward's basket. State afterwards: "ordered" (orders are placed) or "submitted" (it waits for approval).

    Refuses, with all reasons at once: ordering.price_changed (asks once: send again with prices_confirmed), ordering.item_not_in_force,
    agreement.not_listed and agreement.ceiling_reached; the last two name the line_ids that may leave outside the agreement with a reason.
    `seen`: the ids of the lines that the sender looked at; where a colleague has put in or taken out others since, ordering.basket_changed.
    What is urgent leaves at once even where the rest waits: it then stands as a requisition of its own.
    """
    with transactions.owns():
        unit = organisations.unit(unit_id)
        permissions.require(by, "order", permissions.facts_of_unit(unit))
        basket = queries.locked_basket(unit_id)
        lines = _lines_of(basket.pk) if basket is not None else []
        if basket is None or not lines:
            raise Refused([Problem("ordering.basket_is_empty")])

        refuse([] if seen is None or {line.pk for line in lines} == set(seen) else [Problem("ordering.basket_changed")])

        day = calendar.day_of(at)
        family = queries.family_of(unit.organisation_id, day)
        body_id = family[0]
        priced = queries.priced(lines, family=family, on=day)
        rest = approval.asked_about(priced.wanted)
        urgent = [w for w in priced.wanted if w not in rest]
        limit = queries.own_limit_of(by, unit)
        waits = bool(rest) and not approval.within(splitting.totals(rest), limit, unit.organisation.currency)

        refuse(
            [
                *priced.problems,
                *(() if prices_confirmed else priced.price_changes),
                *free_text.check(note=note),
                *_check_delivery(unit, family, delivery_unit_id, wanted_on, day),
                # What is placed now is asked by the agreements themselves, under their locks.
                *(queries.agreement_problems(rest, organisation_id=body_id, unit_id=unit.pk, on=day) if waits else ()),
            ]
        )

        _note_price_changes(lines, priced.wanted)
        _fill(basket, unit, rest or urgent, by, at, wanted_on=wanted_on, delivery_unit_id=delivery_unit_id, note=note)
        basket.accounting_cost = accounting_cost
        basket.findings = [findings.stored(p) for p in priced.price_changes]
        if waits:
            if urgent:
                place_orders(_taken_out(basket, urgent, by, at), urgent, unit=unit, body_id=body_id, by=by, at=at)
            basket.state = REQUISITION.take("submit", basket.state)
            Requisition.objects.update_all([basket], SENT)
            organisations_do.notify(
                queries.nearest_approvers(basket, day),
                kind="approval_waits",
                reference=str(basket.pk),
                path=f"/approvals/{basket.pk}/",
                at=at,
            )
            audit.record("ordering.requisition.submitted", basket, by=by, at=at, body_id=body_id, total=basket.total)
        else:
            place_orders(basket, [*rest, *urgent], unit=unit, body_id=body_id, by=by, at=at)
    return basket


def withdraw(requisition_id: int, *, by: Actor, at: datetime) -> Requisition:
    """Undo a submit while nothing has left: its lines are back in the basket. Refuses ordering.already_left."""
    with transactions.owns():
        requisition: Requisition = Requisition.objects.locked(requisition_id)
        permissions.require(by, "withdraw", permissions.facts_of(requisition))

        state = REQUISITION.take("withdraw", requisition.state)
        # The basket before what is given back: whoever sends it holds it while the agreements are drawn on.
        basket = baskets.open_basket(organisations.unit(requisition.unit_id))
        order_ids = list(requisition.orders.values_list("pk", flat=True))
        hold_upstream(order_ids)
        orders = Order.objects.locked_all(order_ids)
        waiting = queries.waiting_documents(order.number for order in orders)
        refuse([Problem("ordering.already_left", "error", {"number": o.number}) for o in orders if o.number not in waiting])

        take_back(orders, waiting, by=by, at=at)
        requisition.state = state
        requisition.save(update_fields=["state"])
        _back_into_basket(requisition, basket)
        organisations_do.no_longer_waits(*ASKED, reference=str(requisition.pk), at=at)

        audit.record("ordering.requisition.withdrawn", requisition, by=by, at=at, body_id=requisition.organisation_id)
    return requisition


@asked
def _lines_of(requisition_id: int) -> QuerySet[RequisitionLine]:
    return RequisitionLine.objects.filter(requisition_id=requisition_id).order_by("pk")


def _check_delivery(
    unit: Unit, family: Sequence[int], delivery_unit_id: int | None, wanted_on: date | None, day: date
) -> list[Problem]:
    problems = []
    if unit.valid_to is not None and unit.valid_to <= day:
        problems.append(Problem("ordering.unit_is_closed", "error", {"name": unit.name, "closed_on": unit.valid_to}))
    place_id = delivery_unit_id or unit.pk
    if place_id != unit.pk and not Unit.objects.filter(pk=place_id, organisation_id__in=family).exists():
        problems.append(Problem("ordering.delivery_point_of_another_body"))
    if wanted_on is not None and wanted_on < day:
        problems.append(Problem("ordering.wanted_in_the_past", "error", {"wanted_on": wanted_on}))
    return problems


def _note_price_changes(lines: Sequence[RequisitionLine], wanted: Sequence[Wanted]) -> None:
    """What was confirmed is now the line's price; what had been shown is kept beside it."""
    now = {w.line_id: w.price for w in wanted}
    moved = [line for line in lines if line.price != now[line.pk]]
    for line in moved:
        line.price_before, line.price = line.price, now[line.pk]
    RequisitionLine.objects.update_all(moved, ["price", "price_before"])


def _fill(
    basket: Requisition,
    unit: Unit,
    wanted: Sequence[Wanted],
    by: Actor,
    at: datetime,
    *,
    wanted_on: date | None,
    delivery_unit_id: int | None,
    note: str,
) -> None:
    """The total is said in the one currency of the lines; with several, in the body's own."""
    totals = splitting.totals(wanted)
    basket.currency = next(iter(totals)) if len(totals) == 1 else unit.organisation.currency
    basket.total = totals.get(basket.currency, 0)
    basket.requester_id = by.person_id
    basket.submitted_at = at
    basket.wanted_on = wanted_on
    basket.delivery_unit_id = delivery_unit_id or unit.pk
    basket.note = note.strip()


def _taken_out(basket: Requisition, urgent: Sequence[Wanted], by: Actor, at: datetime) -> Requisition:
    """The urgent lines as a requisition of their own, beside the one that waits."""
    total = splitting.totals(urgent)
    currency = basket.currency if basket.currency in total else next(iter(total))
    apart = Requisition.objects.create(
        unit_id=basket.unit_id,
        organisation_id=basket.organisation_id,
        state="submitted",
        requester_id=by.person_id,
        submitted_at=at,
        wanted_on=basket.wanted_on,
        delivery_unit_id=basket.delivery_unit_id,
        note=basket.note,
        accounting_cost=basket.accounting_cost,
        currency=currency,
        total=total[currency],
    )
    RequisitionLine.objects.filter(pk__in=[w.line_id for w in urgent]).update(requisition=apart)
    return apart


def _back_into_basket(requisition: Requisition, basket: Requisition) -> None:
    """Copies: the withdrawn requisition still shows what it was."""
    there = {(line.item_id, line.outside_reason): line for line in basket.lines.exclude(item=None)}
    for line in requisition.lines.order_by("pk"):
        same = there.get((line.item_id, line.outside_reason))
        if same is not None:
            same.quantity += line.quantity
            same.save(update_fields=["quantity"])
            continue
        line.pk, line._state.adding, line.requisition = None, True, basket
        line.save()
