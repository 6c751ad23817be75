"""A despatch advice's lines held against the lines of the orders that it names (Peppol BIS 3 T16)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.documents import model as documents
from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """`quantity` in `unit`, each holding `pack_content` of `pack_unit`."""

    order_id: int
    order_number: str
    order_line_id: int
    number: int
    supplier_item_number: str
    gtin: str
    unit: str
    pack_content: Decimal
    pack_unit: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One batch of one order line that is on its way, in the order line's unit."""

    order_id: int
    order_line_id: int
    quantity: Decimal
    back_order_quantity: Decimal
    batch: str
    expires_on: date | None
    sscc: str


def match(advice: documents.DespatchAdvice, lines: Sequence[OrderedLine]) -> tuple[list[Sent], list[Problem]]:
    """Each document line by its order's number and line number, else by the one line with its item number or GTIN."""
    sent, problems = [], []
    for line in advice.lines:
        ordered = _find(line, advice.order_numbers, lines)
        if ordered is None:
            facts = {"line": line.id, "name": line.item.name, "order": line.order_number}
            problems.append(Problem("despatch.line_unknown", "error", facts))
            continue
        quantity = _in_order_unit(line.delivered, ordered)
        if quantity is None or quantity < 0:
            facts = {"line": line.id, "name": line.item.name, "sent_unit": line.delivered.unit, "ordered_unit": ordered.unit}
            problems.append(Problem("despatch.other_unit", "error", facts))
            continue
        outstanding = _in_order_unit(line.outstanding, ordered) if line.outstanding is not None else None
        sent.append(_sent(line, ordered, quantity, outstanding or Decimal(0)))
    return sent, problems


def order_numbers(advice: documents.DespatchAdvice) -> list[str]:
    """All that the document names, in its order, each once."""
    return list(dict.fromkeys(n for n in (*advice.order_numbers, *(line.order_number for line in advice.lines)) if n))


def expected_on(advice: documents.DespatchAdvice) -> date | None:
    """The last day of the estimated delivery: what the ward can count on."""
    delivery = advice.shipment.delivery if advice.shipment is not None else None
    if delivery is None or delivery.estimated is None:
        return None
    return delivery.estimated.last_on or delivery.estimated.first_on


def _find(line: documents.DespatchLine, named: Sequence[str], lines: Iterable[OrderedLine]) -> OrderedLine | None:
    numbers = {line.order_number} if line.order_number else set(named)
    among = [o for o in lines if o.order_number in numbers]
    by_number = [o for o in among if str(o.number) == line.order_line_id.strip()]
    if len(by_number) == 1:
        return by_number[0]
    by_item = [o for o in among if _is_item(line.item, o)]
    return by_item[0] if len(by_item) == 1 else None


def _is_item(item: documents.Item, ordered: OrderedLine) -> bool:
    if item.sellers_id and item.sellers_id == ordered.supplier_item_number:
        return True
    return bool(item.gtin) and item.gtin.lstrip("0") == ordered.gtin.lstrip("0")


def _in_order_unit(quantity: documents.Quantity, ordered: OrderedLine) -> Decimal | None:
    """Pieces are packs where they fill whole ones; any other unit can't be compared."""
    if quantity.unit == ordered.unit:
        return quantity.value
    if quantity.unit == ordered.pack_unit and quantity.value % ordered.pack_content == 0:
        return quantity.value / ordered.pack_content
    return None


def _sent(line: documents.DespatchLine, ordered: OrderedLine, quantity: Decimal, outstanding: Decimal) -> Sent:
    instance = line.item.instances[0] if line.item.instances else None
    unit = next((u.id.value for u in line.units if u.id is not None), "")
    return Sent(
        order_id=ordered.order_id,
        order_line_id=ordered.order_line_id,
        quantity=quantity,
        back_order_quantity=outstanding,
        batch=(instance.lot or instance.serial)[:60] if instance is not None else "",
        expires_on=(instance.lot_expires_on or instance.best_before_on) if instance is not None else None,
        sscc=unit[:18],
    )
