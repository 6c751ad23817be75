"""What a unit's shelves lack, what would fill them, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.models import Fulfilment
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import Pack
from samkoeb.ordering import queries as ordering
from samkoeb.ordering.models import OrderLine, RequisitionLine
from samkoeb.ordering.queries.present import Want
from samkoeb.organisations import queries as organisations
from samkoeb.receiving.logic import replenishment, stock
from samkoeb.receiving.logic.receipt import CLOSED_STATES
from samkoeb.receiving.models import StockLevel


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`quantity` orderable units of the item; item_id None where nothing that fulfils the own item can be had. `why` is a sentence's code."""

    level_id: int
    location: str
    own_item_id: int
    name_da: str
    name_en: str
    base_unit: str
    level: Decimal
    minimum: Decimal
    maximum: Decimal
    on_the_way: Decimal
    item_id: int | None
    item_name: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    currency: str
    why: Problem


def suggest(unit_id: int, at: datetime) -> list[Suggestion]:
    """For every place of the unit (and below it) whose level is under its minimum, counting what is on its way or in the basket.

    Each own item's coming goods are counted once: the emptiest place gets them first.
    """
    day = calendar.day_of(at)
    tree = organisations.unit_tree_ids(unit_id)
    low = StockLevel.objects.filter(location__unit_id__in=tree, level__lt=F("minimum")).select_related("location", "own_item")
    levels = sorted(low, key=lambda x: (x.level - x.minimum, x.pk))
    own_ids = {x.own_item_id for x in levels}
    coming = _on_the_way(tree, own_ids)
    standing = ordering.standing_for([Want(own_id, None, own_id) for own_id in own_ids], unit_id=unit_id, on=day)
    items = catalogue.items_for_order({item_id: Decimal(1) for item_id in standing.values()}, on=day)
    found = []
    for level in levels:
        wanted = max(level.maximum, level.minimum) - level.level
        counted = min(coming.get(level.own_item_id, Decimal(0)), wanted)
        coming[level.own_item_id] = coming.get(level.own_item_id, Decimal(0)) - counted
        item = items.get(standing.get(level.own_item_id, 0))
        suggestion = _suggestion(level, item, counted)
        if suggestion is not None:
            found.append(suggestion)
    return sorted(found, key=lambda s: (s.location, s.name_da, s.level_id))


def _on_the_way(tree: frozenset[int], own_ids: set[int]) -> dict[int, Decimal]:
    """own item id → base units ordered and not received, or wished for and not yet ordered."""
    coming: dict[int, Decimal] = {}
    lines = OrderLine.objects.filter(own_item_id__in=own_ids, order__delivery_unit_id__in=tree).exclude(
        order__state__in=CLOSED_STATES
    )
    for line in lines.select_related("own_item"):
        still = max(line.quantity - line.cancelled_quantity - line.received_quantity, Decimal(0))
        if line.own_item is not None:
            coming[line.own_item.pk] = coming.get(line.own_item.pk, Decimal(0)) + stock.in_base_units(
                still,
                unit=line.unit,
                pack_content=line.pack_content,
                pack_unit=line.pack_unit,
                base_unit=line.own_item.base_unit,
            )
    own_of = dict(Fulfilment.objects.filter(own_item_id__in=own_ids).values_list("item_id", "own_item_id"))
    wished = RequisitionLine.objects.filter(
        item_id__in=own_of, requisition__unit_id__in=tree, requisition__state__in=("basket", "submitted")
    ).select_related("item")
    for wish in wished:
        if wish.item is not None:
            own_id = own_of[wish.item.pk]
            coming[own_id] = coming.get(own_id, Decimal(0)) + wish.quantity * wish.item.pack_content
    return coming


def _suggestion(level: StockLevel, item: catalogue.OrderableItem | None, on_the_way: Decimal) -> Suggestion | None:
    base_unit = level.own_item.base_unit
    pack = Pack(item.unit, item.pack_content, item.pack_unit) if item is not None else Pack(base_unit, Decimal(1), base_unit)
    need = replenishment.Need(
        level=level.level,
        on_the_way=on_the_way,
        minimum=level.minimum,
        maximum=level.maximum,
        pack=pack,
        least=item.minimum_quantity if item is not None else None,
        multiple=item.order_multiple if item is not None else None,
    )
    packs = replenishment.packs_to_order(need)
    if packs <= 0:
        return None
    nothing = Problem("stock.nothing_to_be_had", "warning", {"left": level.level, "minimum": level.minimum})
    return Suggestion(
        level_id=level.pk,
        location=level.location.name,
        own_item_id=level.own_item_id,
        name_da=level.own_item.name_da,
        name_en=level.own_item.name_en,
        base_unit=base_unit,
        level=level.level,
        minimum=level.minimum,
        maximum=level.maximum,
        on_the_way=on_the_way,
        item_id=item.item_id if item is not None else None,
        item_name=(item.name_da or item.name_en) if item is not None else "",
        quantity=packs if item is not None else Decimal(0),
        unit=item.unit if item is not None else base_unit,
        price=item.price / item.base_quantity if item is not None else None,
        currency=item.currency if item is not None else "",
        why=replenishment.why(need, packs) if item is not None else nothing,
    )
