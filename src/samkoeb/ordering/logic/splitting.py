"""One basket becomes one order per supplier × agreement × delivery point × currency; what is bought outside stands alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel.money import line_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A basket line with the facts of the order's day. `price` is per `base_quantity` of `unit`, ex VAT, in `currency`.

    agreement_id is None for free text and for what leaves outside the agreements; shown_price is what the basket showed.
    """

    line_id: int
    supplier_id: int
    agreement_id: int | None
    currency: str
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal = Decimal(1)
    shown_price: Decimal | None = None
    lot_id: int | None = None
    item_id: int | None = None
    own_item_id: int | None = None
    number: str = ""
    gtin: str = ""
    unspsc: str = ""
    is_service: bool = False
    pack_content: Decimal = Decimal(1)
    pack_unit: str = "C62"
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)
    outside_reason: str = ""

    @property
    def net(self) -> Decimal:
        return line_amount(self.quantity, self.price, self.base_quantity, self.currency)


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes one order."""

    supplier_id: int
    agreement_id: int | None
    delivery_unit_id: int
    currency: str
    outside_reason: str
    lines: tuple[Wanted, ...]

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))


def split(lines: Iterable[Wanted], delivery_unit_id: int) -> list[Part]:
    """The parts, agreements in the order of their ids so that two baskets take the agreements' locks in the same order."""
    groups: dict[tuple[int, int, str, str], list[Wanted]] = {}
    for line in lines:
        groups.setdefault((line.agreement_id or 0, line.supplier_id, line.currency, line.outside_reason), []).append(line)
    return [
        Part(supplier, agreement or None, delivery_unit_id, currency, reason, tuple(group))
        for (agreement, supplier, currency, reason), group in sorted(groups.items(), key=lambda pair: pair[0])
    ]


def totals(lines: Iterable[Wanted]) -> dict[str, Decimal]:
    """Net by currency: amounts of different currencies are never added."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.currency] = sums.get(line.currency, Decimal(0)) + line.net
    return sums
