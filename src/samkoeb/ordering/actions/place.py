"""A wish becomes orders: numbered, drawn on their agreements, committed on the budget, and on their way, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from samkoeb.agreements import actions as agreements
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.budgets import actions as budgets
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import queries
from samkoeb.ordering.actions.send import send_orders
from samkoeb.ordering.logic import findings, numbers, splitting
from samkoeb.ordering.logic.lifecycle import REQUISITION
from samkoeb.ordering.logic.splitting import Part, Wanted
from samkoeb.ordering.models import Order, OrderLine, Requisition
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import settings
from samkoeb.organisations.models import Person, Unit

# What of a requisition is written when it is sent, decided and placed; its unit and body stay.
SENT = [
    "state", "requester", "note", "wanted_on", "delivery_unit", "accounting_cost", "total", "currency", "submitted_at",
    "decided_by", "decided_at", "findings",
]  # fmt: skip


def place_orders(
    requisition: Requisition,
    wanted: Sequence[Wanted],
    *,
    body_id: int,
    unit: Unit | None = None,
    approver: Actor | None = None,
    by: Actor,
    at: datetime,
) -> list[Order]:
    """One order for each supplier, agreement, delivery point and currency. The requisition is locked by the caller.

    `body_id` is the body of the day, in whose name is ordered.

    Locks in chain order: the requisition, the number series, the agreements by their ids, the budget. Refuses as a whole when one
    agreement says no; the problem names the lines that it stops.
    """
    transactions.required()
    day = calendar.day_of(at)
    unit = unit or organisations.unit(requisition.unit_id)
    parts = splitting.split(wanted, requisition.delivery_unit_id or unit.pk)

    requisition.state = REQUISITION.take("place", requisition.state)
    orders = _orders(requisition, unit, body_id, parts, _numbers(body_id, day, len(parts)), approver, at)
    lines = _lines(orders, parts)

    drawn = _draw(orders, parts, lines, on=day, by=by, at=at)
    refuse(drawn)
    warnings = _commit(orders, lines, requisition, on=day, at=at)
    if settings.value(unit.organisation.settings, "budget_stops"):
        refuse(Problem(w.code, "error", w.facts) for w in warnings)

    requisition.findings = [*requisition.findings, *(findings.stored(w) for w in (*drawn, *warnings))]
    Requisition.objects.update_all([requisition], SENT)
    send_orders(orders, lines, at=at)

    _tell_buyers(orders, body_id, day, at)
    for order in orders:
        facts = {"number": order.number, "net": order.net_total, "currency": order.currency, "outside": order.outside_reason}
        audit.record("ordering.order.placed", order, by=by, at=at, body_id=body_id, **facts)
    return orders


def _tell_buyers(orders: Sequence[Order], body_id: int, day: date, at: datetime) -> None:
    """What left outside the agreements waits for the buyer's legal basis."""
    outside = [order for order in orders if order.outside_reason]
    if not outside:
        return
    buyers = organisations.people_with_role(roles.PURCHASER, body_id, outside[0].unit_id, day)
    for order in outside:
        organisations_do.notify(buyers, kind="outside_waits", reference=order.number, path=f"/shop/orders/{order.pk}/", at=at)


def _numbers(body_id: int, day: date, count: int) -> list[str]:
    """The next numbers of the body's series; the series is locked until the transaction ends, so that there are no holes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ordering_numberseries (name, last) VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET last = ordering_numberseries.last + excluded.last RETURNING last",
            [numbers.series(body_id, day), count],
        )
        last = cursor.fetchone()[0]
    return [numbers.order_number(body_id, day, last - count + n) for n in range(1, count + 1)]


def _orders(
    requisition: Requisition,
    unit: Unit,
    body_id: int,
    parts: Sequence[Part],
    order_numbers: Sequence[str],
    approver: Actor | None,
    at: datetime,
) -> list[Order]:
    reference = ""
    if requisition.requester_id is not None:
        reference = Person.objects.values_list("email", flat=True).get(pk=requisition.requester_id)
    return Order.objects.insert_all(
        Order(
            number=number,
            requisition=requisition,
            organisation_id=body_id,
            unit=unit,
            delivery_unit_id=part.delivery_unit_id,
            supplier_id=part.supplier_id,
            agreement_id=part.agreement_id,
            requester_id=requisition.requester_id,
            approver_id=approver.person_id if approver is not None else None,
            buyer_reference=(reference or unit.short_name or unit.name)[:80],
            accounting_cost=requisition.accounting_cost or ":".join(x for x in (unit.account, unit.cost_place) if x),
            note=requisition.note,
            currency=part.currency,
            net_total=part.net,
            wanted_on=requisition.wanted_on,
            ordered_at=at,
            outside_reason=part.outside_reason,
        )
        for number, part in zip(order_numbers, parts, strict=True)
    )


def _lines(orders: Sequence[Order], parts: Sequence[Part]) -> dict[int, list[OrderLine]]:
    """order id → its lines, written in one go."""
    made = OrderLine.objects.insert_all(
        _line(order, n, wanted) for order, part in zip(orders, parts, strict=True) for n, wanted in enumerate(part.lines, start=1)
    )
    found: dict[int, list[OrderLine]] = {order.pk: [] for order in orders}
    for line in made:
        found[line.order_id].append(line)
    return found


def _line(order: Order, number: int, wanted: Wanted) -> OrderLine:
    return OrderLine(
        order=order,
        number=number,
        item_id=wanted.item_id,
        own_item_id=wanted.own_item_id,
        supplier_item_number=wanted.number,
        gtin=wanted.gtin,
        description=wanted.description[:300],
        is_service=wanted.is_service,
        unspsc=wanted.unspsc,
        quantity=wanted.quantity,
        unit=wanted.unit,
        pack_content=wanted.pack_content,
        pack_unit=wanted.pack_unit,
        price=wanted.price,
        base_quantity=wanted.base_quantity,
        vat_category=wanted.vat_category,
        vat_percent=wanted.vat_percent,
        net_amount=wanted.net,
        accounting_cost=order.accounting_cost,
    )


def _draw(
    orders: Sequence[Order], parts: Sequence[Part], lines: Mapping[int, Sequence[OrderLine]], *, on: date, by: Actor, at: datetime
) -> list[Problem]:
    """What the agreements say no to, all of them, and warnings; parts come in the order of the agreements' ids."""
    problems: list[Problem] = []
    for order, part in zip(orders, parts, strict=True):
        if order.agreement_id is None:
            continue
        drawn = [(line.pk, wanted.lot_id, line.net_amount) for line, wanted in zip(lines[order.pk], part.lines, strict=True)]
        try:
            agreement = agreements.draw(
                order.agreement_id,
                organisation_id=order.organisation_id,
                unit_id=order.unit_id,
                lines=drawn,
                currency=order.currency,
                on=on,
                by=by,
                at=at,
            )
            if order.net_total < agreement.minimum_order:
                facts = {"number": order.number, "total": order.net_total, "minimum": agreement.minimum_order}
                problems.append(Problem("ordering.below_minimum_order", "warning", {**facts, "currency": order.currency}))
        except Refused as no:
            # Collected, so that the ward sees every reason at once; the whole is refused below.
            problems += [queries.with_lines(p, order.agreement_id, part.lines) for p in no.problems]
    return problems


def _commit(
    orders: Sequence[Order], lines: Mapping[int, Sequence[OrderLine]], requisition: Requisition, *, on: date, at: datetime
) -> list[Problem]:
    """The budget's warnings, one per currency at most."""
    by_currency: dict[str, list[Order]] = {}
    for order in orders:
        by_currency.setdefault(order.currency, []).append(order)
    warnings = (
        budgets.commit_lines(
            unit_id=requisition.unit_id,
            currency=currency,
            lines=[(line.pk, line.net_amount) for order in of_currency for line in lines[order.pk]],
            reference=of_currency[0].number,
            on=on,
            at=at,
        )
        for currency, of_currency in sorted(by_currency.items())
    )
    return [w for w in warnings if w is not None]
