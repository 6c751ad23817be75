"""How loyal a body's spend is to its agreements (requirements C8): the supplier, the goods, and the price.

Compliance 1 asks whether a contract supplier sold it, compliance 2 whether it stood on the tendered list, and the third whether it cost
what the list says. One alone is not enough: the right supplier sells pens that were never tendered.
"""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """Amounts ex VAT in one currency, credit notes taken off. Each but the first is a part of `total`.

    on_agreements: ordered under an agreement; at_contract_suppliers: from a supplier whom the body has an agreement with; tendered: of
    goods on the tendered list; at_tendered_price: of these, not above the list's price by more than the tolerance; without_order: nobody ordered it
    here; difference: what the tendered goods cost above the list (below it when negative).
    """

    total: Decimal = ZERO
    on_agreements: Decimal = ZERO
    at_contract_suppliers: Decimal = ZERO
    tendered: Decimal = ZERO
    at_tendered_price: Decimal = ZERO
    outside: Decimal = ZERO
    without_order: Decimal = ZERO
    difference: Decimal = ZERO

    @property
    def saved(self) -> Decimal:
        """What the tendered goods cost below the list."""
        return -self.difference

    @property
    def coverage(self) -> Decimal | None:
        return share(self.on_agreements, self.total)

    @property
    def c_supplier(self) -> Decimal | None:
        return share(self.at_contract_suppliers, self.total)

    @property
    def c_item(self) -> Decimal | None:
        return share(self.tendered, self.total)

    @property
    def c_price(self) -> Decimal | None:
        return share(self.at_tendered_price, self.tendered)

    @property
    def c_total(self) -> Decimal | None:
        """Right goods at the right price: C_item × C_price."""
        return share(self.at_tendered_price, self.total)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent of the whole; None where there is nothing to be a part of."""
    return part * 100 / whole if whole > 0 else None
