"""What the ledger is told of invoices: frozen facts for posting and for paying."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PostingLine:
    """net: as invoiced, ex VAT. ordered_price per ordered_base is the order's; claimed in the order line's unit."""

    position: int
    description: str
    net: Decimal
    account: str
    cost_place: str
    vat_code: str
    vat_category: str
    vat_percent: Decimal
    unit_id: int | None
    order_line_id: int | None
    claimed: Decimal
    ordered_price: Decimal
    ordered_base: Decimal


@dataclass(frozen=True, slots=True)
class PostingCharge:
    """A document charge (positive) or allowance (negative)."""

    reason: str
    amount: Decimal
    vat_category: str
    vat_percent: Decimal


@dataclass(frozen=True, slots=True)
class PostingVat:
    category: str
    percent: Decimal
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """All amounts as supplied and positive for both kinds."""

    invoice_id: int
    kind: str
    number: str
    state: str
    organisation_id: int
    unit_id: int | None
    supplier_id: int
    currency: str
    issued_on: date
    approved_at: datetime | None
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    payable: Decimal
    lines: tuple[PostingLine, ...]
    charges: tuple[PostingCharge, ...]
    vat_rows: tuple[PostingVat, ...]


@dataclass(frozen=True, slots=True)
class ToPay:
    """An invoice (or a credit note, whose payable is what comes off) that is posted and not paid."""

    invoice_id: int
    kind: str
    number: str
    state: str
    organisation_id: int
    supplier_id: int
    supplier: str
    supplier_country: str
    payable: Decimal
    currency: str
    due_on: date
    credits_id: int | None
    means: dict[str, str]
