"""What a unit usually orders: its last orders of each item, in pieces."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from samkoeb.base.asking import asked
from samkoeb.ordering.logic import median
from samkoeb.ordering.models import OrderLine


def usual_items(unit_id: int, *, since: datetime, limit: int) -> list[int]:
    """Ids of the items that the unit has ordered more than once since, the most often ordered first."""
    often = _often(unit_id, since).filter(times__gt=1).order_by("-times", "-last")
    return list(often.values_list("item_id", flat=True)[:limit])


def most_ordered(unit_id: int, *, since: datetime, limit: int) -> list[tuple[int, Decimal]]:
    """(item id, how many of its unit last time): what the unit has ordered most often since, in no more than two questions."""
    often = _often(unit_id, since).order_by("-times", "-last")[:limit]
    last = {row["item_id"]: row["last"] for row in often}
    quantities = dict(OrderLine.objects.filter(pk__in=last.values()).values_list("pk", "quantity"))
    return [(item_id, quantities[line_id]) for item_id, line_id in last.items()]


def _often(unit_id: int, since: datetime) -> "QuerySet[Any, Any]":
    lines = OrderLine.objects.filter(order__unit_id=unit_id, order__ordered_at__gte=since, item__isnull=False)
    lines = lines.exclude(order__state__in=("rejected", "cancelled"))
    return lines.values("item_id").annotate(times=Count("pk"), last=Max("pk"))


def earlier_quantities(unit_id: int, items: Mapping[int, int | None]) -> dict[int, list[Decimal]]:
    """item id → the unit's last twelve quantities of it, newest first, in content units.

    `items`: item id → the body's own item, or None. With an own item the orders from earlier suppliers count too.
    """
    if not items:
        return {}
    own = {own_id for own_id in items.values() if own_id is not None}
    rows = _latest(unit_id, items, own)
    found: dict[int, list[Decimal]] = defaultdict(list)
    by_own: dict[int, list[int]] = defaultdict(list)
    for item_id, own_id in items.items():
        if own_id is not None:
            by_own[own_id].append(item_id)
    for item_id, own_id, pieces in rows:
        for wanted_id in {*by_own.get(own_id, ()), *((item_id,) if item_id in items else ())}:
            found[wanted_id].append(pieces)
    return {item_id: pieces[: median.WINDOW] for item_id, pieces in found.items()}


@asked
def _latest(
    unit_id: int, item_ids: Iterable[int], own_item_ids: Iterable[int]
) -> QuerySet[OrderLine, tuple[Any, Any, Decimal]]:
    lines = OrderLine.objects.filter(Q(item_id__among=item_ids) | Q(own_item_id__among=own_item_ids), order__unit_id=unit_id)
    nth = Window(
        RowNumber(),
        partition_by=[F("item_id"), F("own_item_id")],
        order_by=[F("order__ordered_at").desc(), F("pk").desc()],
    )
    latest = lines.exclude(order__state__in=("rejected", "cancelled")).annotate(nth=nth).filter(nth__lte=median.WINDOW)
    return latest.order_by("-order__ordered_at", "-pk").values_list("item_id", "own_item_id", F("quantity") * F("pack_content"))
