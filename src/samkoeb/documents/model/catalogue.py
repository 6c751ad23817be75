"""A supplier's catalogue: a header and lines with item, pack, limits of ordering and prices (UBL 2.1, Peppol BIS 3 T19)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samkoeb.documents.model.common import Quantity, Span
from samkoeb.documents.model.item import Item
from samkoeb.documents.model.party import Party
from samkoeb.documents.model.price import PriceBreak
from samkoeb.documents.model.profile import PEPPOL_CATALOGUE, PROFILE_CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedItem:
    """Another line of the catalogue, and how many of it."""

    id: str = ""
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A price made comparable: amount for a quantity of a common unit."""

    amount: Decimal | None = None
    currency: str = ""
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """One orderable article. `content` is what one orderable unit holds; `action` is Add, Update or Delete, or ""."""

    id: str
    item: Item
    action: str = ""
    orderable: bool | None = None
    orderable_unit: str = ""
    content: Quantity | None = None
    increment: Decimal | None = None
    minimum_order: Quantity | None = None
    maximum_order: Quantity | None = None
    warranty: str = ""
    pack_level: str = ""
    notes: tuple[str, ...] = ()
    contract: str = ""
    validity: Span | None = None
    comparisons: tuple[Comparison, ...] = ()
    components: tuple[RelatedItem, ...] = ()
    accessories: tuple[RelatedItem, ...] = ()
    required: tuple[RelatedItem, ...] = ()
    replaced: tuple[RelatedItem, ...] = ()
    prices: tuple[PriceBreak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueHeader:
    """Everything but the lines; the streaming reader gives it first."""

    number: str
    issued_on: date
    provider: Party
    receiver: Party
    validity: Span = field(default_factory=Span)
    name: str = ""
    action: str = ""
    version: str = ""
    contract: str = ""
    source_catalogue: str = ""
    seller: Party | None = None
    contractor: Party | None = None
    trading_terms: tuple[str, ...] = ()
    customization_id: str = PEPPOL_CATALOGUE
    profile_id: str = PROFILE_CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A whole catalogue in memory; for large files use `ubl.catalogue.read_lines`."""

    header: CatalogueHeader
    lines: tuple[CatalogueLine, ...]
