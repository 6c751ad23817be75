"""Where and when goods go: shared by order, despatch advice and invoice."""

from dataclasses import dataclass
from datetime import date, time

from samkoeb.documents.model.common import Span
from samkoeb.documents.model.party import Address, Identifier, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """`location_id` is the delivery point's GLN (scheme 0088); `party` is who receives, with contact."""

    location_id: Identifier | None = None
    location_name: str = ""
    address: Address | None = None
    actual_on: date | None = None
    requested: Span | None = None
    estimated: Span | None = None
    party: Party | None = None
    despatch_on: date | None = None
    despatch_time: time | None = None
    despatch_address: Address | None = None
    tracking_id: str = ""
    shipment_id: str = ""
    priority: str = ""
    shipping_marks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTerms:
    """Incoterms code, special terms and the place they refer to."""

    code: str = ""
    special: str = ""
    location_id: str = ""
