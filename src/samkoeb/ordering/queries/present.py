"""The item that stands for a body's own item today: lists and scans survive a change of supplier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.models import Fulfilment, Item
from samkoeb.organisations import queries as organisations

MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Want:
    """What is looked for: an item, an own item, or both. `key` is the caller's."""

    key: int
    item_id: int | None
    own_item_id: int | None


def standing_for(wants: Iterable[Want], *, unit_id: int, on: date) -> dict[int, int]:
    """key → id of the item that the unit can order today: the named one while it can be had, else one that fulfils the same own item.

    Mandatory agreements first, then the lowest price per piece, then the oldest item. A key is missing where nothing can be had.
    """
    wants = list(wants)
    of_own: dict[int, list[int]] = {}
    own_ids = {w.own_item_id for w in wants if w.own_item_id is not None}
    for own_id, item_id in Fulfilment.objects.filter(own_item_id__in=own_ids).values_list("own_item_id", "item_id"):
        of_own.setdefault(own_id, []).append(item_id)
    candidates = {w.item_id for w in wants if w.item_id is not None} | {i for ids in of_own.values() for i in ids}
    can_be_had = orderable(candidates, unit_id=unit_id, on=on)
    found = {}
    for want in wants:
        if want.item_id in can_be_had:
            found[want.key] = want.item_id
            continue
        others = [i for i in of_own.get(want.own_item_id or 0, ()) if i in can_be_had]
        if others:
            found[want.key] = min(others, key=lambda i: (*can_be_had[i], i))
    return found


def orderable(item_ids: Iterable[int], *, unit_id: int, on: date) -> dict[int, tuple[int, Decimal]]:
    """item id → (rank of its agreement for the unit, price per piece), for the items that the unit can order today."""
    unit = organisations.unit(unit_id)
    body_id = organisations.body_on(unit.organisation_id, on)
    levels = dict(agreements.in_force_for(body_id, unit_id, on))  # mandatory first
    rank = {level: n for n, level in enumerate(dict.fromkeys(levels.values()))}
    listed = Item.objects.filter(pk__in=set(item_ids), agreement_id__in=levels, withdrawn_at__isnull=True)
    wanted = {pk: Decimal(1) for pk in listed.order_by("pk").values_list("pk", flat=True)[:MOST_CANDIDATES]}
    items = catalogue.items_for_order(wanted, on=on)
    return {
        pk: (rank[levels[item.agreement_id]], item.price / item.base_quantity / (item.pack_content or 1))
        for pk, item in items.items()
    }


def own_item_id(item_id: int, organisation_id: int) -> int | None:
    """The body's own item that the item stands for, if it has one."""
    found = Fulfilment.objects.filter(item_id=item_id, own_item__organisation_id=organisation_id).order_by("pk")
    return found.values_list("own_item_id", flat=True).first()
