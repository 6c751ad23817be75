"""What a ward wishes for, and why it can't be put in the basket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.models import Item
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import is_countable
from samkoeb.ordering import queries
from samkoeb.ordering.logic import free_text, median, outside
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Unit

MOST = Decimal(1_000_000)  # of one line: more is a slip of the finger, and no amount of money has room for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An item and how many of its orderable unit. `why` is shown with the line ("below minimum"); large_confirmed: asked, and meant."""

    item_id: int
    quantity: Decimal
    why: str = ""
    outside_reason: str = ""
    large_confirmed: bool = False


def added_up(wishes: Iterable[Wish]) -> list[Wish]:
    """Each thing once: what was ordered inside the agreement and outside it, or stands twice on a list, is wished for in all."""
    found: dict[tuple[int, str], Wish] = {}
    for wish in wishes:
        key = (wish.item_id, wish.outside_reason)
        found[key] = replace(wish, quantity=found[key].quantity + wish.quantity) if key in found else wish
    return list(found.values())


def earlier_of(unit: Unit, wishes: Sequence[Wish], items: Mapping[int, catalogue.OrderableItem]) -> dict[int, list[Decimal]]:
    """item id → what the unit has ordered of it (or of the same own item) before, in pieces, newest first."""
    own = {w.item_id: items[w.item_id].own_item_ids.get(unit.organisation_id) for w in wishes if w.item_id in items}
    return queries.earlier_quantities(unit.pk, own)


def cannot_be_bought(
    unit: Unit, wishes: Sequence[Wish], items: Mapping[int, catalogue.OrderableItem], at: datetime
) -> list[Problem]:
    """What no agreement lets the unit buy: an order outside needs a reason, not a listing (T24)."""
    inside = [w for w in wishes if not w.outside_reason and w.item_id in items]
    if not inside:
        return []
    day = calendar.day_of(at)
    body_id = organisations.body_on(unit.organisation_id, day)
    listed = {agreement_id for agreement_id, _ in agreements.in_force_for(body_id, unit.pk, day)}
    return [
        Problem("ordering.item_not_for_unit", "error", {"item_id": w.item_id, "name": items[w.item_id].name_da})
        for w in inside
        if items[w.item_id].agreement_id not in listed
    ]


def check(wish: Wish, item: catalogue.OrderableItem | None, quantity: Decimal) -> list[Problem]:
    """`quantity` is what the line will hold, with what was there before."""
    if item is None:
        return [_not_to_be_had(wish.item_id)]
    texts = free_text.check(why=wish.why)
    return [*check_quantity(wish.quantity, item.name_da), *check_pack(quantity, item), *check_reason(wish.outside_reason), *texts]


def _not_to_be_had(item_id: int) -> Problem:
    named = Item.objects.filter(pk=item_id).values_list("name_da", "name_en").first()
    if named is None:
        return Problem("ordering.no_such_item", "error", {"item_id": item_id})
    return Problem("ordering.item_not_in_force", "error", {"item_id": item_id, "name": named[0] or named[1]})


def check_pack(quantity: Decimal, item: catalogue.OrderableItem) -> list[Problem]:
    """What the supplier sells at least, and in what steps."""
    facts = {"name": item.name_da or item.name_en, "unit": item.unit}
    problems = []
    if item.minimum_quantity is not None and 0 < quantity < item.minimum_quantity:
        problems.append(Problem("ordering.below_minimum", "error", {**facts, "minimum": item.minimum_quantity}))
    if item.order_multiple and quantity % item.order_multiple:
        problems.append(Problem("ordering.not_a_multiple", "error", {**facts, "multiple": item.order_multiple}))
    if not item.order_multiple:
        problems += check_whole(quantity, item.unit, facts["name"])
    return problems


def check_quantity(quantity: Decimal, name: str) -> list[Problem]:
    if quantity > MOST:
        return [Problem("ordering.quantity_too_large", "error", {"name": name, "most": MOST})]
    return [] if quantity > 0 else [Problem("ordering.quantity_not_positive", "error", {"name": name})]


def check_whole(quantity: Decimal, unit: str, name: str) -> list[Problem]:
    """Half a box can't be sent."""
    broken = is_countable(unit) and quantity % 1
    return [Problem("ordering.not_whole", "error", {"name": name, "unit": unit, "quantity": quantity})] if broken else []


def check_reason(reason: str) -> list[Problem]:
    return [] if not reason or reason in outside.REASONS else [Problem("ordering.outside_reason_missing")]


def far_above_the_usual(
    unit: Unit,
    wishes: Sequence[Wish],
    items: Mapping[int, catalogue.OrderableItem],
    earlier: Mapping[int, list[Decimal]],
    quantities: Mapping[int, Decimal],
) -> list[Problem]:
    """The slips of the finger among what was not confirmed (6.1 step 4), by the body's own factor."""
    asked = [w for w in wishes if not w.large_confirmed and earlier.get(w.item_id) and w.item_id in items]
    if not asked:
        return []
    factor = organisations.setting(unit.organisation_id, "large_order_factor")
    return [
        problem
        for w in asked
        for item in (items[w.item_id],)
        for problem in median.check(
            quantities[w.item_id] * item.pack_content,
            earlier[w.item_id],
            item_id=w.item_id,
            name=item.name_da,
            unit=item.pack_unit,
            factor=factor,
        )
    ]
