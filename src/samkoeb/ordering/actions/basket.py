"""The ward's basket: shared by all who work there; put in, and change. Taking out is beside it (`take_out.py`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.catalogue import queries as catalogue
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions.wishes import (
    Wish,
    added_up,
    cannot_be_bought,
    check,
    check_pack,
    check_quantity,
    check_reason,
    check_whole,
    earlier_of,
    far_above_the_usual,
)
from samkoeb.ordering.logic import free_text
from samkoeb.ordering.models import Requisition, RequisitionLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation, Unit


def add_to_basket(
    unit_id: int,
    *,
    item_id: int,
    quantity: Decimal,
    by: Actor,
    at: datetime,
    why: str = "",
    large_confirmed: bool = False,
    outside_reason: str = "",
) -> RequisitionLine:
    """Put an item in the ward's basket; more of what is there already is added to its line.

    Refuses what the unit can't buy (with an outside_reason it can, outside the agreement), and asks once about a quantity far above the
    usual: ordering.large_quantity, until it is put in again with large_confirmed.
    """
    wish = Wish(item_id=item_id, quantity=quantity, why=why, outside_reason=outside_reason, large_confirmed=large_confirmed)
    return add_many_to_basket(unit_id, wishes=[wish], by=by, at=at)[0]


def add_many_to_basket(unit_id: int, *, wishes: Sequence[Wish], by: Actor, at: datetime) -> list[RequisitionLine]:
    """All of the wishes or none; the lines in the order of the wishes. Two wishes for the same thing are one line."""
    wishes = added_up(wishes)
    with transactions.owns():
        unit = organisations.unit(unit_id)
        permissions.require(by, "order", permissions.facts_of_unit(unit))
        basket = open_basket(unit)
        there = {(line.item_id, line.outside_reason): line for line in _from_catalogue(basket.pk)}

        sums = {w.item_id: w.quantity + _there(there, w) for w in wishes}
        items = catalogue.items_for_order(sums, on=calendar.day_of(at))
        earlier = earlier_of(unit, [w for w in wishes if not w.large_confirmed], items)

        refuse(
            [
                *cannot_be_bought(unit, wishes, items, at),
                *[p for w in wishes for p in check(w, items.get(w.item_id), sums[w.item_id])],
                *far_above_the_usual(unit, wishes, items, earlier, sums),
            ]
        )

        lines = [_put(basket, there.get((w.item_id, w.outside_reason)), w, items[w.item_id], by) for w in wishes]
        _save(lines)

        audit.record("ordering.basket.filled", basket, by=by, at=at, body_id=unit.organisation_id, lines=len(lines))
    return lines


def add_free_text(
    unit_id: int,
    *,
    description: str,
    quantity: Decimal,
    unit: str,
    price: Decimal,
    supplier_id: int,
    outside_reason: str,
    by: Actor,
    at: datetime,
) -> RequisitionLine:
    """What stands in no catalogue, from a supplier whom the house knows: a purchase outside the agreements. `price` ex VAT per `unit`."""
    with transactions.owns():
        ward = Unit.objects.select_related("organisation").get(pk=unit_id)
        permissions.require(by, "order", permissions.facts_of_unit(ward))

        problems = [*free_text.check(description=description), *check_quantity(quantity, description)]
        problems += check_whole(quantity, unit, description)
        if not description.strip():
            problems.append(Problem("field.missing", "error", {"field": "description"}))
        if price is None or price < 0:
            problems.append(Problem("ordering.price_missing"))
        if not Organisation.objects.filter(pk=supplier_id, kind="supplier").exists():
            problems.append(Problem("ordering.supplier_missing"))
        problems += check_reason(outside_reason or "none")
        refuse(problems)

        basket = open_basket(ward)
        line = RequisitionLine.objects.create(
            requisition=basket,
            supplier_id=supplier_id,
            description=description.strip()[:300],
            quantity=quantity,
            unit=unit,
            price=price,
            currency=ward.organisation.currency,
            outside_reason=outside_reason,
            added_by_id=by.person_id,
        )

        audit.record(
            "ordering.basket.filled", basket, by=by, at=at, body_id=ward.organisation_id, lines=1, outside=outside_reason
        )
    return line


def change_line(
    line_id: int,
    *,
    quantity: Decimal | None = None,
    outside_reason: str | None = None,
    large_confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> RequisitionLine:
    """Another quantity, or the one-tap reason that lets the line leave outside the agreement ("" takes it back in). None keeps."""
    with transactions.owns():
        line, unit = locked_line(line_id, by)
        had = line.quantity
        more = quantity is not None and quantity > had
        line.quantity = line.quantity if quantity is None else quantity
        line.outside_reason = line.outside_reason if outside_reason is None else outside_reason
        line.large_confirmed = large_confirmed or (line.large_confirmed and not more)

        problems = check_quantity(line.quantity, line.description)
        problems += check_reason(line.outside_reason or ("" if line.item_id else "none"))
        problems += check_whole(line.quantity, line.unit, line.description) if line.item_id is None else []
        if line.item_id is not None and quantity is not None:
            day = calendar.day_of(at)
            before = catalogue.items_for_order({line.item_id: had}, on=day).get(line.item_id)
            items = catalogue.items_for_order({line.item_id: line.quantity}, on=day)
            # A quantity break is the ward's own doing, and shown; what the supplier changed meanwhile is asked about when it is sent.
            if before is not None and before.price == line.price and line.item_id in items:
                line.price = items[line.item_id].price
            problems += [p for item in items.values() for p in check_pack(line.quantity, item)]
        if line.item_id is not None and more:
            wish = Wish(item_id=line.item_id, quantity=line.quantity, large_confirmed=line.large_confirmed)
            problems += far_above_the_usual(unit, [wish], items, earlier_of(unit, [wish], items), {line.item_id: line.quantity})
        refuse(problems)

        line.save(update_fields=["quantity", "price", "outside_reason", "large_confirmed"])

        audit.record("ordering.basket.changed", line.requisition, by=by, at=at, body_id=unit.organisation_id, line=line.pk)
    return line


def change_quantities(quantities: Mapping[int, Decimal], *, large_confirmed: bool = False, by: Actor, at: datetime) -> None:
    """Basket line id → how many: all of them or none. What is as it was is not touched."""
    with transactions.owns():
        there = dict(RequisitionLine.objects.filter(pk__in=quantities).values_list("pk", "quantity"))
        problems: list[Problem] = []
        for line_id, quantity in quantities.items():
            if there.get(line_id) == quantity:
                continue
            try:
                change_line(line_id, quantity=quantity, large_confirmed=large_confirmed, by=by, at=at)
            except Refused as refusal:
                problems += refusal.problems
        refuse(problems)


def copy_to_basket(requisition_id: int, *, by: Actor, at: datetime) -> list[RequisitionLine]:
    """Order the same again: what can't be bought any more is left out, and free text is asked for anew."""
    with transactions.owns():
        earlier = Requisition.objects.get(pk=requisition_id)
        permissions.require(by, "order", permissions.facts_of(earlier))
        lines = [line for line in earlier.lines.order_by("pk") if line.item_id is not None]
        item_ids = [line.item_id for line in lines if line.item_id is not None]
        items = queries.orderable(item_ids, unit_id=earlier.unit_id, on=calendar.day_of(at))
        wishes = [
            Wish(item_id=line.item_id, quantity=line.quantity, why=line.why, large_confirmed=True)
            for line in lines
            if line.item_id is not None and line.item_id in items
        ]
        return add_many_to_basket(earlier.unit_id, wishes=wishes, by=by, at=at) if wishes else []


def open_basket(unit: Unit) -> Requisition:
    """The ward's basket, locked; made where there is none. Two people who begin at the same moment get the same one."""
    basket = queries.locked_basket(unit.pk)
    if basket is None:
        fresh = Requisition(unit=unit, organisation_id=unit.organisation_id, currency=unit.organisation.currency)
        if Requisition.objects.insert_once(fresh):
            return fresh
        basket = queries.locked_basket(unit.pk)
    if basket is None:
        raise RuntimeError("a basket was there and is gone, in one transaction")
    return basket


@asked
def _from_catalogue(basket_id: int) -> QuerySet[RequisitionLine]:
    return RequisitionLine.objects.filter(requisition_id=basket_id).exclude(item=None)


def locked_line(line_id: int, by: Actor) -> tuple[RequisitionLine, Unit]:
    """A line of a basket, under the basket's lock."""
    of_line = RequisitionLine.objects.filter(pk=line_id).values("requisition_id")
    basket = Requisition.objects.filter(pk__in=of_line, state="basket").select_for_update(of=("self",)).first()
    line = RequisitionLine.objects.filter(pk=line_id, requisition=basket).first() if basket is not None else None
    if line is None or basket is None:
        raise Refused([Problem("ordering.line_is_gone")])
    permissions.require(by, "order", permissions.facts_of(basket))
    line.requisition = basket
    return line, Unit.objects.select_related("organisation").get(pk=basket.unit_id)


def _there(there: dict[tuple[int | None, str], RequisitionLine], wish: Wish) -> Decimal:
    line = there.get((wish.item_id, wish.outside_reason))
    return line.quantity if line is not None else Decimal(0)


def _put(
    basket: Requisition, line: RequisitionLine | None, wish: Wish, item: catalogue.OrderableItem, by: Actor
) -> RequisitionLine:
    """The line with the wish in it, not saved. A quantity break may have given the whole line another price: it is shown now."""
    if line is None:
        line = RequisitionLine(requisition=basket, item_id=wish.item_id, quantity=Decimal(0), added_by_id=by.person_id)
    line.quantity += wish.quantity
    line.description = (item.name_da or item.name_en)[:300]
    line.supplier_id = item.supplier_id
    line.unit = item.unit
    line.price = item.price
    line.base_quantity = item.base_quantity
    line.currency = item.currency
    line.outside_reason = wish.outside_reason
    line.large_confirmed = line.large_confirmed or wish.large_confirmed
    line.why = (wish.why or line.why)[:200]
    return line


def _save(lines: Sequence[RequisitionLine]) -> None:
    there = [line for line in lines if line.pk is not None]
    RequisitionLine.objects.insert_all(line for line in lines if line.pk is None)
    RequisitionLine.objects.update_all(there, _KEPT)


_KEPT = [
    "quantity",
    "description",
    "supplier",
    "unit",
    "price",
    "base_quantity",
    "currency",
    "outside_reason",
    "large_confirmed",
    "why",
]
