"""UBL 2.1 Catalogue (Peppol BIS 3 T19): whole, or line by line with flat memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import Catalogue, CatalogueHeader, CatalogueLine, Comparison, RelatedItem
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.kinds import DATE, NUMBER, QUANTITY, TRUTH, text_of
from samkoeb.documents.ubl.names import expand, local_name, root_tag
from samkoeb.documents.ubl.party import SPAN, party_in, reference
from samkoeb.documents.ubl.price import PRICE_BREAK
from samkoeb.documents.ubl.shapes import Shape, each, many, one, part, parts

ROOT = "Catalogue"
LINE_TAG = expand("cac:CatalogueLine")

_RELATED = Shape(RelatedItem, one("cbc:ID", "id"), one("cbc:Quantity", "quantity", QUANTITY))
_COMPARISON = Shape(
    Comparison,
    one("cbc:PriceAmount", "amount", NUMBER, currencyID="currency"),
    one("cbc:Quantity", "quantity", QUANTITY),
)

LINE = Shape(
    CatalogueLine,
    one("cbc:ID", "id"),
    one("cbc:ActionCode", "action"),
    one("cbc:ContractSubdivision", "contract"),
    many("cbc:Note", "notes"),
    one("cbc:OrderableIndicator", "orderable", TRUTH),
    one("cbc:OrderableUnit", "orderable_unit"),
    one("cbc:ContentUnitQuantity", "content", QUANTITY),
    one("cbc:OrderQuantityIncrementNumeric", "increment", NUMBER),
    one("cbc:MinimumOrderQuantity", "minimum_order", QUANTITY),
    one("cbc:MaximumOrderQuantity", "maximum_order", QUANTITY),
    one("cbc:WarrantyInformation", "warranty"),
    one("cbc:PackLevelCode", "pack_level"),
    part("cac:LineValidityPeriod", "validity", SPAN),
    parts("cac:ItemComparison", "comparisons", _COMPARISON),
    parts("cac:ComponentRelatedItem", "components", _RELATED),
    parts("cac:AccessoryRelatedItem", "accessories", _RELATED),
    parts("cac:RequiredRelatedItem", "required", _RELATED),
    parts("cac:ReplacedRelatedItem", "replaced", _RELATED),
    parts("cac:RequiredItemLocationQuantity", "prices", PRICE_BREAK.writing("lead_time minimum maximum territories", price=roles.CATALOGUE_PRICE)),
    part("cac:Item", "item", roles.CATALOGUE_ITEM),
)

HEADER = Shape(
    CatalogueHeader,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:ActionCode", "action"),
    one("cbc:Name", "name"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:VersionID", "version"),
    part("cac:ValidityPeriod", "validity", SPAN),
    reference("cac:ReferencedContract", "contract"),
    reference("cac:SourceCatalogueReference", "source_catalogue"),
    part("cac:ProviderParty", "provider", roles.CATALOGUE_END),
    part("cac:ReceiverParty", "receiver", roles.CATALOGUE_END),
    party_in("cac:SellerSupplierParty", "seller", roles.CATALOGUE_ROLE),
    party_in("cac:ContractorCustomerParty", "contractor", roles.CATALOGUE_ROLE),
    each("cac:TradingTerms", "cbc:Information", "trading_terms"),
)


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that cannot be read, and why. `position` counts from 1; `id` is the line's own number, if it has one."""

    position: int
    id: str
    fault: DocumentFault


Translate = Callable[[Any], None]


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> Catalogue:
    """The whole catalogue; the first line that cannot be read is a fault of the file."""
    root = document.root_of(source, (ROOT,), limits)
    return Catalogue(header=HEADER.read(root), lines=tuple(LINE.read(line) for line in root.iterchildren(LINE_TAG)))


def read_lines(
    file: IO[bytes] | Path, limits: xml.Limits = xml.STREAMED, translate: Translate | None = None
) -> tuple[CatalogueHeader, Iterator[CatalogueLine | LineFault]]:
    """Header, then lines one at a time: memory does not grow with the file, and a bad line does not stop the rest.

    A fault of the file itself may also come late, while iterating (DocumentFault). `translate` rewrites an element of another
    dialect in place before it is read.
    """
    opened = file.open("rb") if isinstance(file, Path) else file
    events = _line_elements(opened, limits, close=isinstance(file, Path))
    first = next(events)
    parent = first.getparent()
    root = first if parent is None else parent
    if root.tag != root_tag(ROOT):
        raise DocumentFault("unknown_document_type", {"root": local_name(root.tag)})
    if translate:
        translate(root)
    header = HEADER.read(root)
    return header, _lines(first, events, limits, translate)


def _line_elements(file: IO[bytes], limits: xml.Limits, close: bool) -> Iterator[Any]:
    """Each line's element as soon as it is whole; or the root, where there is no line. Elements are let go when the next is asked for."""
    try:
        found, before = False, None
        guarded = xml.GuardedFile(file, limits)
        walk = etree.iterparse(
            guarded, events=("end",), tag=(LINE_TAG,), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
            remove_comments=True, remove_pis=True, remove_blank_text=True, collect_ids=False,
        )  # fmt: skip
        for _event, element in walk:
            found = True
            yield element
            # The parser still holds on to the last line; the one before it can go.
            if before is not None:
                before.getparent().remove(before)
            before = element
        if not found:
            yield walk.root
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise xml.fault_of(error, limits) from None
    finally:
        if close:
            file.close()


def _lines(first: Any, rest: Iterator[Any], limits: xml.Limits, translate: Translate | None) -> Iterator[CatalogueLine | LineFault]:
    position = 0
    element = first if first.tag == LINE_TAG else None
    while element is not None:
        position += 1
        if translate and element is not first:
            translate(element)
        try:
            line: CatalogueLine | LineFault = LINE.read(element)
        except DocumentFault as fault:
            line = LineFault(position, _id_of(element), fault)
        yield line
        element = next(rest, None)


def _id_of(element: Any) -> str:
    found = element.find(expand("cbc:ID"))
    return text_of(found) if found is not None else ""


def write(catalogue: Catalogue) -> bytes:
    root = document.new_root(ROOT)
    HEADER.write(root, catalogue.header, "")
    for line in catalogue.lines:
        LINE.write(etree.SubElement(root, LINE_TAG), line, "")
    return document.to_bytes(root)


def write_lines(file: IO[bytes], header: CatalogueHeader, lines: Iterator[CatalogueLine]) -> int:
    """Write a catalogue of any size with flat memory; the number of lines written."""
    whole = write(Catalogue(header=replace(header), lines=()))
    head, _, _ = whole.rpartition(f"</{ROOT}>".encode())
    file.write(head)
    count = 0
    for line in lines:
        root = document.new_root(ROOT)
        LINE.write(etree.SubElement(root, LINE_TAG), line, "")
        text = etree.tostring(root[0], encoding="UTF-8", pretty_print=True)
        file.write(b"  " + _without_declarations(text))
        count += 1
    file.write(f"</{ROOT}>\n".encode())
    return count


def _without_declarations(text: bytes) -> bytes:
    """The namespaces stand on the root already."""
    start, end, rest = text.partition(b">")
    return start.split(b" ", 1)[0] + end + rest
