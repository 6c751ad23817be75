"""What else would do: for a line that does not come, another item that the unit can order today (6.1 step 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.models import Fulfilment, Item
from samkoeb.kernel import calendar
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.ordering.queries.present import orderable

MOST = 3  # suggestions to a line


@dataclass(frozen=True, slots=True)
class Substitute:
    """why: "named" (the catalogue says that it stands in) or "same_own_item" (it fulfils the same own item)."""

    item: catalogue.OrderableItem
    why: str


def substitutes_for(order: Order, lines: Sequence[OrderLine], *, on: date | None = None) -> dict[int, list[Substitute]]:
    """line number → suggestions, the named ones first, each group by agreement rank and price per piece. One question per set."""
    if not lines:
        return {}
    on = on or calendar.day_of(order.ordered_at)
    item_ids = {line.item_id for line in lines if line.item_id is not None}
    own_ids = {line.own_item_id for line in lines if line.own_item_id is not None}
    named = list(Item.objects.filter(substitute_for_id__in=item_ids).values_list("substitute_for_id", "pk"))
    named += [
        (pk, of)
        for of, pk in Item.objects.filter(pk__in=item_ids, substitute_for__isnull=False).values_list("substitute_for_id", "pk")
    ]
    same = list(Fulfilment.objects.filter(own_item_id__in=own_ids).values_list("own_item_id", "item_id"))
    can_be_had = orderable({pk for _, pk in named} | {pk for _, pk in same}, unit_id=order.unit_id, on=on)
    items = catalogue.items_for_order({pk: Decimal(1) for pk in can_be_had}, on=on)
    found = {}
    for line in lines:
        first = [pk for of, pk in named if of == line.item_id]
        then = [pk for own, pk in same if own == line.own_item_id and pk not in first]
        ranked = [
            *((pk, "named") for pk in sorted(set(first) & set(items), key=lambda pk: can_be_had[pk])),
            *((pk, "same_own_item") for pk in sorted(set(then) & set(items), key=lambda pk: can_be_had[pk])),
        ]
        offers = [Substitute(items[pk], why) for pk, why in ranked if pk != line.item_id]
        if offers:
            found[line.number] = offers[:MOST]
    return found
