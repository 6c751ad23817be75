"""What a seller has sent (UBL 2.1 DespatchAdvice, Peppol BIS 3 T16)."""

from dataclasses import dataclass
from datetime import date, time

from samkoeb.documents.model.common import DocumentReference, Quantity
from samkoeb.documents.model.delivery import Delivery
from samkoeb.documents.model.item import Dimension, Item
from samkoeb.documents.model.party import Contact, Identifier, Party
from samkoeb.documents.model.profile import PEPPOL_DESPATCH_ADVICE, PROFILE_DESPATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A parcel within a handling unit; `id` is often an SSCC."""

    id: Identifier
    type_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingUnit:
    """A pallet or box: its SSCC, its type (UN/ECE Rec 21) and the parcels inside."""

    id: Identifier | None = None
    type_code: str = ""
    hazardous: bool | None = None
    marks: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    packages: tuple[Package, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """The whole consignment: weight, volume, carrier, where it goes and when it left."""

    id: str = "NA"
    information: tuple[str, ...] = ()
    gross_weight: Quantity | None = None
    gross_volume: Quantity | None = None
    handling_units: Quantity | None = None
    consignment_id: str = ""
    consignment_information: str = ""
    carrier: Party | None = None
    transport_mode: str = ""
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DespatchLine:
    """`delivered` is what was sent; `outstanding` what is still to come, with the reason."""

    id: str
    delivered: Quantity
    order_line_id: str
    item: Item
    note: str = ""
    outstanding: Quantity | None = None
    outstanding_reasons: tuple[str, ...] = ()
    order_number: str = ""
    sales_order_line_id: str = ""
    documents: tuple[DocumentReference, ...] = ()
    units: tuple[HandlingUnit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DespatchAdvice:
    """`supplier` sends, `receiver` gets; buyer, seller and originator where they differ."""

    number: str
    issued_on: date
    supplier: Party
    receiver: Party
    lines: tuple[DespatchLine, ...]
    issued_time: time | None = None
    type_code: str = ""
    note: str = ""
    order_numbers: tuple[str, ...] = ()
    documents: tuple[DocumentReference, ...] = ()
    receiver_contact: Contact | None = None
    buyer: Party | None = None
    seller: Party | None = None
    originator: Party | None = None
    shipment: Shipment | None = None
    customization_id: str = PEPPOL_DESPATCH_ADVICE
    profile_id: str = PROFILE_DESPATCH
