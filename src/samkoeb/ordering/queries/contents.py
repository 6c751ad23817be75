"""What is in an order, in a few words: people know their goods, not their order numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.ordering.models import OrderLine


@dataclass(frozen=True, slots=True)
class Contents:
    """The first line's name and how many lines there are besides. received: "all", "some" or "" of what is still to come."""

    first: str
    more: int
    received: str


def contents_of(order_ids: Iterable[int]) -> dict[int, Contents]:
    """order id → what is in it, in one question."""
    rows = OrderLine.objects.filter(order_id__in=list(order_ids)).order_by("order_id", "number")
    lines: dict[int, list[tuple[str, Decimal, Decimal]]] = {}
    for order_id, name, quantity, cancelled, received in rows.values_list(
        "order_id", "description", "quantity", "cancelled_quantity", "received_quantity"
    ):
        lines.setdefault(order_id, []).append((name, quantity - cancelled, received))
    return {order_id: _contents(found) for order_id, found in lines.items()}


def _contents(lines: list[tuple[str, Decimal, Decimal]]) -> Contents:
    some = any(received > 0 for _name, _wanted, received in lines)
    every = some and all(received >= wanted for _name, wanted, received in lines)
    return Contents(lines[0][0], len(lines) - 1, "all" if every else "some" if some else "")
