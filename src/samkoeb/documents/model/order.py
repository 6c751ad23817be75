"""An order from a buyer to a seller (UBL 2.1 Order, Peppol BIS 3 T01)."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from samkoeb.documents.model.common import DocumentReference, MonetaryTotals, Quantity, Span
from samkoeb.documents.model.delivery import Delivery, DeliveryTerms
from samkoeb.documents.model.item import Item
from samkoeb.documents.model.party import Party
from samkoeb.documents.model.price import Price
from samkoeb.documents.model.profile import PEPPOL_ORDER, PROFILE_ORDERING
from samkoeb.documents.model.tax import AllowanceCharge


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """`net` is the line amount excl. VAT, if stated. `requested` is when this line is wanted."""

    id: str
    quantity: Quantity
    item: Item
    price: Price | None = None
    net: Decimal | None = None
    note: str = ""
    partial_delivery: bool | None = None
    accounting_cost: str = ""
    delivery_id: str = ""
    requested: Span | None = None
    originator: Party | None = None
    allowances: tuple[AllowanceCharge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`customer_reference` is the buyer's reference that the invoice must carry; `contract` is the agreement's number."""

    number: str
    issued_on: date
    currency: str
    buyer: Party
    seller: Party
    lines: tuple[OrderLine, ...]
    issued_time: time | None = None
    type_code: str = "220"
    sales_order_id: str = ""
    note: str = ""
    customer_reference: str = ""
    accounting_cost: str = ""
    valid_to: date | None = None
    quotation: str = ""
    previous_order: str = ""
    originator_document: str = ""
    catalogue: str = ""
    documents: tuple[DocumentReference, ...] = ()
    contract: str = ""
    project: str = ""
    originator: Party | None = None
    invoice_party: Party | None = None
    delivery: Delivery | None = None
    delivery_terms: DeliveryTerms | None = None
    payment_terms: str = ""
    allowances: tuple[AllowanceCharge, ...] = ()
    tax_amount: Decimal | None = None
    totals: MonetaryTotals | None = None
    customization_id: str = PEPPOL_ORDER
    profile_id: str = PROFILE_ORDERING
