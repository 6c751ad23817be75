"""The body's own items, and which of them a supplier's item probably stands for."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from samkoeb.catalogue.logic import own_items
from samkoeb.catalogue.logic.own_items import Candidate, Proposal
from samkoeb.catalogue.models import Fulfilment, Item, OwnItem
from samkoeb.kernel.actor import Actor


def own_items_of(actor: Actor) -> QuerySet[OwnItem]:
    """The own items of the bodies that the actor reaches."""
    rows = OwnItem.objects.order_by("number")
    return rows if actor.is_operator else rows.filter(organisation_id__in=actor.organisations())


def own_item_rows(actor: Actor, *, text: str = "") -> QuerySet[OwnItem]:
    """The own items with `items`: how many suppliers' items in sale can stand for each."""
    rows = own_items_of(actor).select_related("organisation")
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(name_da__icontains=text) | Q(name_en__icontains=text))
    return rows.annotate(items=Count("fulfilments", filter=Q(fulfilments__item__withdrawn_at__isnull=True)))


def own_item(actor: Actor, own_item_id: int) -> tuple[OwnItem, list[Item]]:
    """One own item and the suppliers' items that hang on it; 404 for another body's."""
    found = get_object_or_404(own_items_of(actor).select_related("organisation"), pk=own_item_id)
    items = Item.objects.filter(fulfilments__own_item=found).select_related("supplier", "agreement").order_by("withdrawn_at", "name_da")
    return found, list(items)


def items_without_own_item(organisation_ids: Iterable[int], agreement_id: int | None = None) -> QuerySet[Item]:
    """Items in sale that no own item of these bodies hangs on yet."""
    rows = Item.objects.filter(withdrawn_at__isnull=True).exclude(fulfilments__own_item__organisation_id__in=list(organisation_ids))
    return rows.filter(agreement_id=agreement_id) if agreement_id is not None else rows


def propose_own_items(item_id: int, organisation_ids: Iterable[int], *, most: int = 5) -> list[Proposal]:
    """The own items that the item probably stands for, best first (see logic/own_items.py)."""
    item = Item.objects.get(pk=item_id)
    return own_items.propose(
        item.name_da, item.gtin, item.unspsc, item.pack_unit, candidates(organisation_ids), most=most
    )


def candidates(organisation_ids: Iterable[int]) -> list[Candidate]:
    """Every own item of the bodies with the GTINs that stand for it, in two questions to the database."""
    ids = list(organisation_ids)
    gtins: dict[int, set[str]] = {}
    rows = Fulfilment.objects.filter(own_item__organisation_id__in=ids).exclude(item__gtin="").values_list("own_item_id", "item__gtin")
    for own_item_id, gtin in rows:
        gtins.setdefault(own_item_id, set()).add(gtin.lstrip("0"))
    return [
        Candidate(own.pk, f"{own.name_da} {own.name_en}".strip(), own.unspsc, own.base_unit, frozenset(gtins.get(own.pk, ())))
        for own in OwnItem.objects.filter(organisation_id__in=ids)
    ]
