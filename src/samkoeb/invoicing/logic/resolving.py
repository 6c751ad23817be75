"""Which order line does an invoice line answer? By its reference, else the item number, else the GTIN, else the only line (7.1: at most one)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from samkoeb.invoicing.logic.facts import InvoicedLine, OrderedLine


@dataclass(slots=True)
class Ordered:
    """The order lines of all orders that an invoice names, by every way to find one. Built once per invoice."""

    lines: Sequence[OrderedLine]
    by_reference: dict[tuple[str, str], OrderedLine] = field(default_factory=dict)
    by_item: dict[str, list[OrderedLine]] = field(default_factory=lambda: defaultdict(list))
    by_gtin: dict[str, list[OrderedLine]] = field(default_factory=lambda: defaultdict(list))
    orders: tuple[str, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[OrderedLine]) -> "Ordered":
        index = cls(tuple(lines))
        for line in index.lines:
            index.by_reference[line.order_number, line.number] = line
            if line.item_number:
                index.by_item[line.item_number.casefold()].append(line)
            if line.gtin:
                index.by_gtin[_gtin(line.gtin)].append(line)
        index.orders = tuple(dict.fromkeys(line.order_number for line in index.lines))
        return index


def resolve(line: InvoicedLine, ordered: Ordered, *, header_order: str = "", alone: bool = False) -> OrderedLine | None:
    """The order line, or None. `alone`: the invoice has this one goods line only."""
    order = line.order_number or header_order or (ordered.orders[0] if len(ordered.orders) == 1 else "")
    if order and line.order_line_number:
        found = ordered.by_reference.get((order, line.order_line_number))
        if found is not None:
            return found
    for key, index in ((line.item_number.casefold(), ordered.by_item), (_gtin(line.gtin), ordered.by_gtin)):
        if key and key in index:
            return _best(index[key], order)
    if alone and len(ordered.lines) == 1:
        return ordered.lines[0]
    return None


def _best(found: list[OrderedLine], order: str) -> OrderedLine:
    """In the order that is named where it is there; the first that is still open, else the first."""
    if len(found) == 1:
        return found[0]
    near = [x for x in found if x.order_number == order] or found
    return next((x for x in near if x.invoiced < max(x.received, x.quantity)), near[0])


def _gtin(text: str) -> str:
    """A GTIN-8, -12, -13 or -14 names the same article with and without leading zeros."""
    return text.lstrip("0")
