"""What the match knows: the invoice's lines as supplied, the order lines they may answer, and what is agreed. Frozen, plain, no database."""

from dataclasses import dataclass
from decimal import Decimal

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicedLine:
    """A line of the invoice. Prices and amounts ex VAT; `allowances` is the line's charges less its allowances, already inside `net_amount`."""

    position: int
    quantity: Decimal
    unit: str
    price: Decimal
    net_amount: Decimal
    base_quantity: Decimal = ONE
    allowances: Decimal = ZERO
    order_number: str = ""
    order_line_number: str = ""
    item_number: str = ""
    gtin: str = ""
    description: str = ""
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedLine:
    """An order line with what has come in of it.

    quantity: ordered less cancelled; received: taken over less returned; invoiced: by *other* invoices less their credit notes; all in `unit`.
    price: what it was ordered at. agreed_price: the agreement's on the order's day, for agreed_base of `unit`; None outside agreements.
    """

    id: int
    order_id: int
    order_number: str
    number: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal = ONE
    pack_content: Decimal = ONE
    pack_unit: str = "C62"
    agreed_price: Decimal | None = None
    agreed_base: Decimal = ONE
    received: Decimal = ZERO
    invoiced: Decimal = ZERO
    item_number: str = ""
    gtin: str = ""
    is_service: bool = False
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCharge:
    """Freight, a fee or a discount for the whole invoice; ex VAT, never negative."""

    amount: Decimal
    is_charge: bool = True
    reason: str = ""
    code: str = ""
