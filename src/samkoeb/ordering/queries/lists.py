"""A unit's lists as their pages show them, and what a scanner's code means in the unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.models import Item
from samkoeb.kernel.actor import Actor
from samkoeb.ordering import permissions
from samkoeb.ordering.logic import scanning
from samkoeb.ordering.models import WardList, WardListLine
from samkoeb.ordering.queries.present import Want, standing_for
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """item: what is ordered today; None where nothing stands for it any more. is_replaced: another item than the one that was put in."""

    line_id: int
    name: str
    usual_quantity: Decimal
    shelf_code: str
    item: catalogue.OrderableItem | None
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    list_id: int
    unit_id: int
    name: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a code means. item_id is None for what exists but can't be ordered by the unit."""

    item_id: int | None
    usual_quantity: Decimal
    name: str


def lists_of(actor: Actor, unit_id: int) -> list[WardList]:
    """The unit's lists in their order."""
    permissions.require(actor, "order", permissions.facts_of_unit(organisations.unit(unit_id)))
    return list(WardList.objects.filter(unit_id=unit_id).order_by("position", "pk"))


def list_page(actor: Actor, list_id: int, *, on: date) -> ListPage:
    """Raises WardList.DoesNotExist; NotAllowed for strangers."""
    ward_list = WardList.objects.select_related("unit").get(pk=list_id)
    permissions.require(actor, "order", permissions.facts_of_unit(ward_list.unit))
    lines = list(ward_list.lines.select_related("item", "own_item").order_by("position", "pk"))
    present = present_items(lines, unit_id=ward_list.unit_id, on=on)
    items = catalogue.items_for_order({item_id: Decimal(1) for item_id in present.values()}, on=on)
    return ListPage(
        list_id=ward_list.pk,
        unit_id=ward_list.unit_id,
        name=ward_list.name,
        lines=tuple(_line(line, present.get(line.pk), items) for line in lines),
    )


def present_items(lines: Sequence[WardListLine], *, unit_id: int, on: date) -> dict[int, int]:
    """list line id → the item that is ordered for it today."""
    return standing_for([Want(line.pk, line.item_id, line.own_item_id) for line in lines], unit_id=unit_id, on=on)


def list_line_name(line: WardListLine) -> str:
    if line.own_item is not None:
        return line.own_item.name_da
    return line.item.name_da if line.item is not None else ""


def scanned(unit_id: int, code: str, *, on: date) -> Found | None:
    """A shelf label of the unit's, else a GTIN, else a supplier's item number; None where the code means nothing."""
    code = code.strip()
    if not code:
        return None
    line = (
        WardListLine.objects.filter(ward_list__unit_id=unit_id, shelf_code=code)
        .select_related("item", "own_item")
        .order_by("pk")
        .first()
    )
    if line is not None:
        present = present_items([line], unit_id=unit_id, on=on)
        return Found(present.get(line.pk), line.usual_quantity, list_line_name(line))
    return _by_number(unit_id, _items_with(code), on)


def _items_with(code: str) -> list[Item]:
    gtin = scanning.gtin_in(code)
    by_gtin = list(Item.objects.filter(gtin__in=scanning.gtin_spellings(gtin)).order_by("pk")[:50]) if gtin else []
    return by_gtin or list(Item.objects.filter(supplier_item_number=code).order_by("pk")[:50])


def _by_number(unit_id: int, items: Iterable[Item], on: date) -> Found | None:
    items = list(items)
    if not items:
        return None
    present = standing_for([Want(item.pk, item.pk, None) for item in items], unit_id=unit_id, on=on)
    item_id = next((present[item.pk] for item in items if item.pk in present), None)
    listed = WardListLine.objects.filter(ward_list__unit_id=unit_id, item_id=item_id).order_by("pk").first() if item_id else None
    return Found(item_id, listed.usual_quantity if listed is not None else Decimal(1), items[0].name_da)


def _line(line: WardListLine, item_id: int | None, items: dict[int, catalogue.OrderableItem]) -> ListLine:
    return ListLine(
        line_id=line.pk,
        name=list_line_name(line),
        usual_quantity=line.usual_quantity,
        shelf_code=line.shelf_code,
        item=items.get(item_id) if item_id is not None else None,
        is_replaced=item_id is not None and item_id != line.item_id,
    )
