"""The body's own items: made, and hung together with suppliers' items that can stand for them (S93)."""

from datetime import datetime
from itertools import count

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.models import Fulfilment, Item, OwnItem, SearchChange
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse


def create_own_item(
    organisation_id: int, *, number: str, name_da: str, base_unit: str, name_en: str = "", unspsc: str = "", by: Actor, at: datetime
) -> OwnItem:
    """A generic product of the body. `base_unit` is what its stock and statistics are counted in (UN/ECE code)."""
    with transactions.owns():
        permissions.require(by, "keep_own_items", permissions.Facts(organisation_id))

        missing = [Problem("field.missing", facts={"field": field}) for field, said in (("number", number), ("name", name_da)) if not said.strip()]
        taken = OwnItem.objects.filter(organisation_id=organisation_id, number=number.strip()).exists()
        refuse([*missing, *([Problem("catalogue.own_item_number_taken", facts={"number": number})] if taken else [])])

        own_item = OwnItem.objects.create(
            organisation_id=organisation_id, number=number.strip(), name_da=name_da.strip(), name_en=name_en.strip(), unspsc=unspsc,
            base_unit=base_unit,
        )

        audit.record("catalogue.own_item.created", own_item, by=by, at=at, body_id=organisation_id)
    return own_item


def own_item_from(item_id: int, organisation_id: int, *, number: str = "", by: Actor, at: datetime) -> OwnItem:
    """An own item made in the image of a supplier's item, and the item attached to it. Without a number: the next one."""
    with transactions.owns():
        item = Item.objects.get(pk=item_id)
        number = number or _next_number(organisation_id)
        own_item = create_own_item(
            organisation_id, number=number, name_da=item.name_da[:250], name_en=item.name_en[:250], unspsc=item.unspsc,
            base_unit=item.pack_unit, by=by, at=at,
        )
        attach_to_own_item(item_id, own_item.pk, by=by, at=at)
    return own_item


def _next_number(organisation_id: int) -> str:
    """The first after as many as there are that nobody has given by hand."""
    taken = set(OwnItem.objects.filter(organisation_id=organisation_id).values_list("number", flat=True))
    return next(number for n in count(len(taken) + 1) if (number := f"{n:06d}") not in taken)


def attach_to_own_item(item_id: int, own_item_id: int, *, by: Actor, at: datetime) -> Fulfilment:
    """The item can stand for the own item from now on. Both must be measured in the same base unit."""
    with transactions.owns():
        own_item = OwnItem.objects.locked(own_item_id)
        item = Item.objects.get(pk=item_id)

        permissions.require(by, "keep_own_items", permissions.Facts(own_item.organisation_id))

        if not _same_measure(item.pack_unit, own_item.base_unit):
            refuse([Problem("catalogue.own_item_unit_differs", facts={"item_unit": item.pack_unit, "own_unit": own_item.base_unit})])
        fulfilment, is_new = Fulfilment.objects.get_or_create(own_item=own_item, item=item)

        if is_new:
            SearchChange.objects.create(item_id=item.pk)
            audit.record("catalogue.own_item.attached", own_item, by=by, at=at, body_id=own_item.organisation_id, item_id=item.pk)
    return fulfilment


def detach_from_own_item(item_id: int, own_item_id: int, *, by: Actor, at: datetime) -> None:
    """The item no longer stands for the own item."""
    with transactions.owns():
        own_item = OwnItem.objects.locked(own_item_id)

        permissions.require(by, "keep_own_items", permissions.Facts(own_item.organisation_id))

        if Fulfilment.objects.filter(own_item=own_item, item_id=item_id).delete()[0]:
            SearchChange.objects.create(item_id=item_id)
            audit.record("catalogue.own_item.detached", own_item, by=by, at=at, body_id=own_item.organisation_id, item_id=item_id)


_PIECES = frozenset({"C62", "EA", "H87", "NAR"})


def _same_measure(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PIECES
