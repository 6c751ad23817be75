"""What a basket's lines cost on a day, and why a line can't be ordered then. One question per set, however many lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samkoeb.catalogue import queries as catalogue
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic.splitting import Wanted
from samkoeb.ordering.models import RequisitionLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import succession


@dataclass(frozen=True, slots=True)
class Priced:
    """wanted: lines that can be priced, in the basket's order. problems carry line_id."""

    wanted: tuple[Wanted, ...]
    problems: tuple[Problem, ...]

    @property
    def price_changes(self) -> tuple[Problem, ...]:
        """One for each line whose price is not what was shown."""
        return tuple(_price_changed(w) for w in self.wanted if w.shown_price is not None and w.shown_price != w.price)


def priced(lines: Iterable[RequisitionLine], *, family: Sequence[int], on: date) -> Priced:
    """The lines with the prices in force on the day, quantity breaks included (7.1: one price valid on the order date).

    `family`: the body of the day, then those whose place it took (`family_of`): whose own items the lines are counted under.
    """
    lines = sorted(lines, key=lambda line: line.pk)
    items = catalogue.items_for_order({line.item_id: line.quantity for line in lines if line.item_id is not None}, on=on)
    wanted: list[Wanted] = []
    problems: list[Problem] = []
    for line in lines:
        if line.item_id is None:
            wanted.append(_free_text(line))
        elif (item := items.get(line.item_id)) is None:
            problems.append(Problem("ordering.item_not_in_force", "error", {"line_id": line.pk, "name": line.description}))
        else:
            wanted.append(_from_catalogue(line, item, family))
    return Priced(tuple(wanted), tuple(problems))


def family_of(organisation_id: int, on: date) -> list[int]:
    """The body that stands there on the day, first, and then all whose place it has taken (T30). One question."""
    links = organisations.links()
    body_id = succession.body_on(organisation_id, links, on)
    return [body_id, *sorted(succession.family_on(body_id, links, on) - {body_id})]


def _from_catalogue(line: RequisitionLine, item: catalogue.OrderableItem, organisation_ids: Sequence[int]) -> Wanted:
    return Wanted(
        line_id=line.pk,
        supplier_id=item.supplier_id,
        agreement_id=None if line.outside_reason else item.agreement_id,
        currency=item.currency,
        description=item.name_da or item.name_en,
        quantity=line.quantity,
        unit=item.unit,
        price=item.price,
        base_quantity=item.base_quantity,
        shown_price=line.price,
        lot_id=item.lot_id,
        item_id=item.item_id,
        own_item_id=own_item_of(item, organisation_ids),
        number=item.number,
        gtin=item.gtin,
        unspsc=item.unspsc,
        is_service=item.is_service,
        pack_content=item.pack_content,
        pack_unit=item.pack_unit,
        vat_category=item.vat_category,
        vat_percent=item.vat_percent,
        outside_reason=line.outside_reason,
    )


def own_item_of(item: catalogue.OrderableItem, organisation_ids: Sequence[int]) -> int | None:
    """The own item of the first of the bodies that has one: the body of the day before the one whose place it took (T30)."""
    return next((item.own_item_ids[body_id] for body_id in organisation_ids if body_id in item.own_item_ids), None)


def _free_text(line: RequisitionLine) -> Wanted:
    assert line.supplier_id is not None and line.price is not None, "free text names its supplier and price when it is put in"
    return Wanted(
        line_id=line.pk,
        supplier_id=line.supplier_id,
        agreement_id=None,
        currency=line.currency,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        pack_unit=line.unit,
        outside_reason=line.outside_reason,
    )


def _price_changed(wanted: Wanted) -> Problem:
    facts = {
        "line_id": wanted.line_id,
        "name": wanted.description,
        "before": wanted.shown_price,
        "now": wanted.price,
        "currency": wanted.currency,
    }
    return Problem("ordering.price_changed", "error", facts)
