"""Prices: net amount per base quantity, and the conditions (quantity break, lead time, validity) under which it holds."""

from dataclasses import dataclass
from decimal import Decimal

from samkoeb.documents.model.common import Quantity, Span
from samkoeb.documents.model.party import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """`amount` excl. VAT for `base_quantity` (one, where None). `discount` and `gross` as in BT-147 and BT-148."""

    amount: Decimal
    currency: str
    base_quantity: Quantity | None = None
    discount: Decimal | None = None
    gross: Decimal | None = None
    type: str = ""
    unit_factor: Decimal | None = None
    validity: Span | None = None

    @property
    def base(self) -> Decimal:
        """The number that `amount` is for: 1 where nothing is stated."""
        return self.base_quantity.value if self.base_quantity else Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBreak:
    """A price and when it holds (UBL RequiredItemLocationQuantity): from `minimum` up to `maximum`, within `lead_time`."""

    price: Price | None = None
    minimum: Quantity | None = None
    maximum: Quantity | None = None
    lead_time: Quantity | None = None
    territories: tuple[Address, ...] = ()
