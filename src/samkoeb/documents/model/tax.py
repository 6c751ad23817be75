"""VAT: categories (UNCL 5305), the breakdown per category and rate, and allowances and charges (EN 16931 BG-20..23, 27, 28)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCategory:
    """`percent` is 25 for 25 %. The exemption reason belongs to E, AE, K, G and O (BR-E-10 and its sisters)."""

    code: str
    percent: Decimal | None = None
    exemption_code: str = ""
    exemption_reason: str = ""
    scheme: str = "VAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxSubtotal:
    """One row of the VAT breakdown: taxable amount and tax of one category and rate."""

    taxable: Decimal
    tax: Decimal
    category: TaxCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceCharge:
    """A discount (`is_charge` False) or a charge such as freight. `amount` is never negative; `tax` only at document level."""

    is_charge: bool
    amount: Decimal
    reason: str = ""
    reason_code: str = ""
    percent: Decimal | None = None
    base_amount: Decimal | None = None
    tax: TaxCategory | None = None
