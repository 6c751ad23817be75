"""Ward lists: what a unit orders again and again, by list or by scanning the shelf (S80, 6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions.basket import add_many_to_basket
from samkoeb.ordering.actions.wishes import Wish
from samkoeb.ordering.logic import free_text
from samkoeb.ordering.models import RequisitionLine, WardList, WardListLine
from samkoeb.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan did. was_there: the item is in the basket already and nothing was added (a label is often scanned twice)."""

    line: RequisitionLine
    was_there: bool


def create_list(unit_id: int, *, name: str, by: Actor, at: datetime) -> WardList:
    """A list of the unit's; a name is used once."""
    with transactions.owns():
        unit = Unit.objects.get(pk=unit_id)
        permissions.require(by, "keep_lists", permissions.facts_of_unit(unit))

        refuse(_check_name(unit, name))

        last = WardList.objects.filter(unit=unit).aggregate(last=Max("position"))["last"]
        made = WardList.objects.create(unit=unit, name=_as_kept(name), position=(last or 0) + 1)

        audit.record("ordering.list.created", made, by=by, at=at, body_id=unit.organisation_id)
    return made


def rename_list(list_id: int, *, name: str, by: Actor, at: datetime) -> WardList:
    with transactions.owns():
        ward_list, unit = _locked(list_id, by)
        refuse(_check_name(unit, name, but=ward_list.pk))
        ward_list.name = _as_kept(name)
        ward_list.save(update_fields=["name"])
        audit.record("ordering.list.changed", ward_list, by=by, at=at, body_id=unit.organisation_id)
    return ward_list


def move_list_line(line_id: int, *, by: Actor, at: datetime) -> None:
    """One place up: the list in the order of the shelves. The first stays the first."""
    with transactions.owns():
        ward_list, unit = _locked(WardListLine.objects.get(pk=line_id).ward_list_id, by)
        lines = list(ward_list.lines.order_by("position", "pk"))
        place = next(n for n, line in enumerate(lines) if line.pk == line_id)
        if place:
            lines[place - 1], lines[place] = lines[place], lines[place - 1]
        for position, line in enumerate(lines, 1):
            line.position = position
        WardListLine.objects.bulk_update(lines, ["position"])
        audit.record("ordering.list.changed", ward_list, by=by, at=at, body_id=unit.organisation_id, line=line_id)


def remove_list(list_id: int, *, by: Actor, at: datetime) -> None:
    with transactions.owns():
        ward_list, unit = _locked(list_id, by)
        audit.record("ordering.list.removed", ward_list, by=by, at=at, body_id=unit.organisation_id)
        ward_list.delete()


def add_list_line(
    list_id: int, *, item_id: int, usual_quantity: Decimal = Decimal(1), shelf_code: str = "", by: Actor, at: datetime
) -> WardListLine:
    """Put an item on the list. It hangs on the body's own item where there is one, and then survives a change of supplier.

    Without a shelf_code of its own the line is known by "L" and its number: what the printed label says.
    """
    with transactions.owns():
        ward_list, unit = _locked(list_id, by)
        own_item_id = queries.own_item_id(item_id, unit.organisation_id)

        there = ward_list.lines.filter(item_id=item_id)
        if own_item_id is not None:
            there |= ward_list.lines.filter(own_item_id=own_item_id)
        problems = [Problem("ordering.list_line_there")] if there.exists() else []
        if usual_quantity <= 0:
            problems.append(Problem("ordering.quantity_not_positive", "error", {"name": ""}))
        if shelf_code and WardListLine.objects.filter(ward_list__unit=unit, shelf_code=shelf_code).exists():
            problems.append(Problem("ordering.shelf_code_taken", "error", {"code": shelf_code}))
        refuse([*problems, *free_text.check(shelf_code=shelf_code)])

        last = ward_list.lines.aggregate(last=Max("position"))["last"]
        line = WardListLine.objects.create(
            ward_list=ward_list,
            item_id=item_id,
            own_item_id=own_item_id,
            usual_quantity=usual_quantity,
            shelf_code=shelf_code,
            position=(last or 0) + 1,
        )
        if not shelf_code:
            line.shelf_code = f"L{line.pk}"
            line.save(update_fields=["shelf_code"])

        audit.record("ordering.list.changed", ward_list, by=by, at=at, body_id=unit.organisation_id, line=line.pk, item=item_id)
    return line


def change_list_line(line_id: int, *, usual_quantity: Decimal, by: Actor, at: datetime) -> WardListLine:
    with transactions.owns():
        line = WardListLine.objects.get(pk=line_id)
        ward_list, unit = _locked(line.ward_list_id, by)
        refuse([] if usual_quantity > 0 else [Problem("ordering.quantity_not_positive", "error", {"name": ""})])
        line.usual_quantity = usual_quantity
        line.save(update_fields=["usual_quantity"])
        audit.record("ordering.list.changed", ward_list, by=by, at=at, body_id=unit.organisation_id, line=line.pk)
    return line


def change_usual(list_id: int, *, quantities: Mapping[int, Decimal], by: Actor, at: datetime) -> None:
    """List line id → how many the ward usually takes: all of them or none. Lines of other lists are passed by."""
    with transactions.owns():
        ward_list, _unit = _locked(list_id, by)
        mine = set(ward_list.lines.filter(pk__in=quantities).values_list("pk", flat=True))
        refuse([] if quantities else [Problem("ordering.nothing_wanted")])
        for line_id, quantity in quantities.items():
            if line_id in mine:
                change_list_line(line_id, usual_quantity=quantity, by=by, at=at)


def remove_list_line(line_id: int, *, by: Actor, at: datetime) -> None:
    with transactions.owns():
        line = WardListLine.objects.get(pk=line_id)
        ward_list, unit = _locked(line.ward_list_id, by)
        line.delete()
        audit.record("ordering.list.changed", ward_list, by=by, at=at, body_id=unit.organisation_id)


def order_from_list(
    list_id: int, *, quantities: Mapping[int, Decimal], large_confirmed: bool = False, by: Actor, at: datetime
) -> list[RequisitionLine]:
    """Put lines of the list in the ward's basket: list line id → how many. Each resolves to the item that is in force today.

    Refuses ordering.list_line_not_in_force for what nothing stands for any more; lines with nothing wanted are passed by.
    """
    with transactions.owns():
        ward_list, unit = _locked(list_id, by)
        wanted = {line_id: quantity for line_id, quantity in quantities.items() if quantity}
        lines = list(ward_list.lines.filter(pk__in=wanted).order_by("position"))
        present = queries.present_items(lines, unit_id=unit.pk, on=calendar.day_of(at))

        gone = [
            Problem("ordering.list_line_not_in_force", "error", {"line_id": line.pk, "name": queries.list_line_name(line)})
            for line in lines
            if line.pk not in present
        ]
        if not wanted:
            gone.append(Problem("ordering.nothing_wanted"))
        refuse(gone)

        wishes = [Wish(item_id=present[line.pk], quantity=wanted[line.pk], large_confirmed=large_confirmed) for line in lines]
        return add_many_to_basket(unit.pk, wishes=wishes, by=by, at=at)


def scan(unit_id: int, *, code: str, by: Actor, at: datetime) -> Scanned:
    """A shelf label, a GTIN or an item number: the usual quantity of the list line, else one, goes into the basket.

    What is there already stays as it is. Refuses ordering.code_unknown and ordering.code_not_for_unit.
    """
    with transactions.owns():
        unit = Unit.objects.get(pk=unit_id)
        permissions.require(by, "order", permissions.facts_of_unit(unit))
        found = queries.scanned(unit_id, code, on=calendar.day_of(at))
        if found is None:
            raise Refused([Problem("ordering.code_unknown", "error", {"code": code.strip()[:80]})])
        if found.item_id is None:
            raise Refused([Problem("ordering.code_not_for_unit", "error", {"code": code.strip()[:80], "name": found.name})])

        there = RequisitionLine.objects.filter(
            requisition__unit_id=unit_id, requisition__state="basket", item_id=found.item_id, outside_reason=""
        ).first()
        if there is not None:
            return Scanned(there, was_there=True)
        wish = Wish(item_id=found.item_id, quantity=found.usual_quantity)
        return Scanned(add_many_to_basket(unit_id, wishes=[wish], by=by, at=at)[0], was_there=False)


def _as_kept(name: str) -> str:
    return name.strip()[:80]


def _check_name(unit: Unit, name: str, *, but: int = 0) -> list[Problem]:
    """A name is used once in the unit."""
    problems = [] if name.strip() else [Problem("field.missing", "error", {"field": "name"})]
    if WardList.objects.filter(unit=unit, name=_as_kept(name)).exclude(pk=but).exists():
        problems.append(Problem("ordering.list_name_taken", "error", {"name": _as_kept(name)}))
    return [*problems, *free_text.check(name=name)]


def _locked(list_id: int, by: Actor) -> tuple[WardList, Unit]:
    ward_list: WardList = WardList.objects.locked(list_id)
    unit = Unit.objects.get(pk=ward_list.unit_id)
    permissions.require(by, "keep_lists", permissions.facts_of_unit(unit))
    return ward_list, unit
