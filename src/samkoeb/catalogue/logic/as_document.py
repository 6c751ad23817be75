"""An offer said as catalogue lines of the canonical model: what a supplier without a system of its own would send as UBL.

Read back (`ubl_lines`), the lines mean the same: number, texts of one language, pack, prices per orderable unit, class, VAT, validity.
Several levels of packing become one (UBL has one content quantity), and a text in the other language is not carried.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from samkoeb.catalogue.logic.line import DELETE, OfferedLine, OfferedPrice
from samkoeb.documents.model import (
    CatalogueLine,
    Certificate,
    Identifier,
    Item,
    ItemProperty,
    Price,
    PriceBreak,
    TaxCategory,
    unspsc,
)
from samkoeb.documents.model.common import DocumentReference, Quantity, Span


def document_lines(lines: Iterable[OfferedLine]) -> Iterator[CatalogueLine]:
    """Those lines that can be offered, in their order; their ids are the numbers of the lines they came from."""
    return (document_line(line) for line in lines if not line.is_left_out)


def document_line(line: OfferedLine) -> CatalogueLine:
    packing = line.packing
    return CatalogueLine(
        id=str(line.number),
        action="Delete" if line.action == DELETE else "Add",
        orderable=True,
        orderable_unit=packing.unit,
        content=Quantity(packing.total, packing.base_unit),
        increment=line.order_multiple,
        minimum_order=Quantity(line.minimum_quantity, packing.unit) if line.minimum_quantity else None,
        item=_item(line),
        prices=tuple(_price(price, line) for price in line.prices),
    )


def _item(line: OfferedLine) -> Item:
    name, description = (line.name_da, line.description_da) if line.name_da else (line.name_en, line.description_en)
    return Item(
        name=name,
        descriptions=(description,) if description else (),
        sellers_id=line.supplier_item_number,
        manufacturers_id=line.manufacturer_item_number,
        standard_id=Identifier(line.gtin, "0160") if line.gtin else None,
        documents=(DocumentReference(id="image", uri=line.image_url, mime_type=""),) if line.image_url else (),
        classifications=unspsc(line.unspsc),
        tax=TaxCategory(code=line.vat_category, percent=line.vat_percent),
        properties=tuple(ItemProperty(name=name, value=value) for name, value in line.attributes.items()),
        manufacturer=line.manufacturer,
        certificates=tuple(
            Certificate(id=label["name"], type_code="NA", type=label.get("kind", "NA"), issuer=label["name"]) for label in line.labels
        ),
    )


def _price(price: OfferedPrice, line: OfferedLine) -> PriceBreak:
    validity = None
    if price.valid_from or price.valid_to:
        validity = Span(price.valid_from, price.valid_to - timedelta(days=1) if price.valid_to else None)
    return PriceBreak(
        lead_time=Quantity(Decimal(line.lead_time_days), "DAY") if line.lead_time_days is not None else None,
        minimum=Quantity(price.minimum, line.packing.unit) if price.minimum != 1 else None,
        price=Price(
            amount=price.amount, currency=price.currency, base_quantity=Quantity(price.base_quantity, line.packing.unit), validity=validity
        ),
    )
