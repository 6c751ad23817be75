"""What is traded: names, numbers, pack, classification, attributes, certificates and labels, images as links."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.documents.model.common import DocumentReference, Quantity
from samkoeb.documents.model.party import Identifier
from samkoeb.documents.model.tax import TaxCategory

GTIN_SCHEMES = ("0160", "GTIN", "GTIN-13", "EAN")
UNSPSC_LISTS = ("TST", "UNSPSC", "MP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A code in a list of UNCL 7143: ("42132203", "TST") is UNSPSC, "STI" is CPV."""

    code: str
    list_id: str = ""
    list_version: str = ""
    name: str = ""


def unspsc(code: str) -> tuple[Classification, ...]:
    """An UNSPSC code as our documents carry it, if there is one: in the version that Danish trade uses (DK-R-003 of Peppol BIS Billing 3)."""
    return (Classification(code=code, list_id=UNSPSC_LISTS[0], list_version="19.0501"),) if code else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProperty:
    """An attribute: "Size" = "M", or with a measured `quantity`."""

    name: str
    value: str = ""
    id: Identifier | None = None
    name_code: Identifier | None = None
    quantity: Quantity | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A label or certificate (Svanemærket, CE …) with who issued it."""

    id: str
    type_code: str = ""
    type: str = ""
    remarks: tuple[str, ...] = ()
    issuer: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInstance:
    """One batch or one serial-numbered piece."""

    trace_id: Identifier | None = None
    manufactured_on: date | None = None
    best_before_on: date | None = None
    serial: str = ""
    lot: str = ""
    lot_expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A measured side of an item: attribute id (UNCL 6313: "LN", "AAF" …) and measure."""

    attribute: str
    measure: Quantity | None = None
    descriptions: tuple[str, ...] = ()
    minimum: Quantity | None = None
    maximum: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """Dangerous goods: UN number and class."""

    undg_code: str = ""
    class_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article as a document names it. `pack_quantity` × `pack_size` is what one orderable unit holds."""

    name: str
    descriptions: tuple[str, ...] = ()
    pack_quantity: Quantity | None = None
    pack_size: Decimal | None = None
    keywords: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    buyers_id: str = ""
    sellers_id: str = ""
    sellers_extended_id: str = ""
    manufacturers_id: str = ""
    standard_id: Identifier | None = None
    standard_extended_id: str = ""
    documents: tuple[DocumentReference, ...] = ()
    origin_country: str = ""
    classifications: tuple[Classification, ...] = ()
    transaction_conditions: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    tax: TaxCategory | None = None
    properties: tuple[ItemProperty, ...] = ()
    manufacturer: str = ""
    instances: tuple[ItemInstance, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    dimensions: tuple[Dimension, ...] = ()

    @property
    def description(self) -> str:
        """All descriptions, one a line."""
        return "\n".join(self.descriptions)

    @property
    def gtin(self) -> str:
        """The GTIN as written (its check digit is the reader's business), or ""."""
        return self.standard_id.value if self.standard_id and self.standard_id.scheme in GTIN_SCHEMES else ""

    @property
    def unspsc(self) -> str:
        """The first UNSPSC code, or ""."""
        return next((one.code for one in self.classifications if one.list_id in UNSPSC_LISTS), "")
