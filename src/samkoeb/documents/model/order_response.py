"""A seller's answer to an order, by line (UBL 2.1 OrderResponse, Peppol BIS 3 T76)."""

from dataclasses import dataclass
from datetime import date, time

from samkoeb.documents.model.common import Quantity, Span
from samkoeb.documents.model.item import Item
from samkoeb.documents.model.party import Party
from samkoeb.documents.model.price import Price
from samkoeb.documents.model.profile import PEPPOL_ORDER_RESPONSE, PROFILE_ORDERING

# UNCL 4343: the answer to the whole order.
ACCEPTED, REJECTED, CHANGED, ACKNOWLEDGED = "AP", "RE", "CA", "AB"

# UNCL 1229: the answer to one line.
LINE_ADDED, LINE_CHANGED, LINE_ACCEPTED, LINE_REJECTED, LINE_ALREADY_DELIVERED = "1", "3", "5", "7", "42"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResponseLine:
    """`quantity` is what will come now, `backorder` what comes later; `substitute` replaces the ordered item."""

    id: str
    order_line_id: str
    status: str
    item: Item
    note: str = ""
    quantity: Quantity | None = None
    backorder: Quantity | None = None
    promised: Span | None = None
    price: Price | None = None
    substitute_id: str = ""
    substitute: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResponse:
    """`code` is one of ACCEPTED, REJECTED, CHANGED, ACKNOWLEDGED; lines are required where it is CHANGED."""

    number: str
    issued_on: date
    code: str
    currency: str
    order_number: str
    seller: Party
    buyer: Party
    issued_time: time | None = None
    sales_order_id: str = ""
    note: str = ""
    customer_reference: str = ""
    promised: Span | None = None
    lines: tuple[OrderResponseLine, ...] = ()
    customization_id: str = PEPPOL_ORDER_RESPONSE
    profile_id: str = PROFILE_ORDERING
