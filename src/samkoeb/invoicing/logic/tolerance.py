"""How far an invoice may stray from what was agreed before a person must look (6.5 step 1: "e.g. ±2 %/DKK 50 configurable").

Where a percentage and an amount stand together **both** must hold: 2 % of a large line is much money, and 50 kr. on a small one is a
large percentage. An agreement's own tolerances go before the body's; what neither sets is the house's default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Percentages are 2 for 2 %; amounts are ex VAT in the document's currency.

    price_percent, price_amount: over the agreed price, per unit in per cent and per line in money.
    quantity_percent: invoiced over received.
    freight_amount, fee_amount: charges that nobody ordered, per order that the invoice answers.
    rounding: between a stated amount and the same amount computed again, per line (PEPPOL-EN16931-R120 allows two cents).
    """

    price_percent: Decimal = Decimal(2)
    price_amount: Decimal = Decimal(50)
    quantity_percent: Decimal = Decimal(0)
    freight_amount: Decimal = Decimal(150)
    fee_amount: Decimal = Decimal(0)
    rounding: Decimal = Decimal("0.02")


NONE = Tolerances(Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0))
_KEYS = ("price_percent", "price_amount", "quantity_percent", "freight_amount", "fee_amount")


def tolerances(*sources: Mapping[str, Any]) -> Tolerances:
    """From the nearest source that sets each key: the agreement's, then the body's. Values are decimals or their text, as JSON keeps them."""
    chosen: dict[str, Decimal] = {}
    for key in _KEYS:
        for source in sources:
            if key in source:
                chosen[key] = Decimal(str(source[key]))
                break
    return Tolerances(**chosen)
