"""UBL catalogue lines (Peppol BIS 3, OIOUBL) read into offered lines: the pack, and what the price is for.

In UBL a price is for a base quantity in a unit of its own, which may be the orderable unit or what it holds; `OrderableUnitFactorRate`
says how many of the former make one of the latter (Peppol BIS Catalogue 3, Price). Here it becomes a price per orderable unit, exactly.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from samkoeb.catalogue.logic import units
from samkoeb.catalogue.logic.faults import problem
from samkoeb.catalogue.logic.line import DELETE, OFFER, OfferedLine, OfferedPrice, day_after, plain
from samkoeb.catalogue.logic.packs import Level, Packing
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import CatalogueHeader, CatalogueLine, Item, PriceBreak
from samkoeb.documents.model.common import Quantity, Span
from samkoeb.kernel.quantity import SERVICE_UNITS
from samkoeb.kernel.vat import CATEGORIES

_PIECES: Final = frozenset({"C62", "EA", "H87", "NAR"})
_DAYS: Final = {"DAY": 1, "WEE": 7, "MON": 30}
_IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def unreadable(position: int, number: str, fault: DocumentFault) -> OfferedLine:
    """A line that the document reader could not read, with the reason."""
    facts = {name: value for name, value in fault.facts.items() if name not in ("line", "field", "detail")}
    return OfferedLine(number=position, said={"id": number[:80]}, problems=[
        problem("line_unreadable", line=position, column=str(fault.facts.get("field", "")), reason=fault.code, **facts),
    ])


def read(position: int, line: CatalogueLine, header: CatalogueHeader) -> OfferedLine:
    """The line as an offer, unchecked. `position` counts from 1."""
    item = line.item
    offered = OfferedLine(
        number=position,
        supplier_item_number=item.sellers_id.strip(),
        action=DELETE if line.action.casefold() == "delete" else OFFER,
        gtin=item.gtin.replace(" ", ""),
        name_da=" ".join(item.name.split()),
        description_da=item.description if item.description != item.name else "",
        manufacturer=item.manufacturer or next(iter(item.brands), ""),
        manufacturer_item_number=item.manufacturers_id,
        unspsc=item.unspsc.strip(),
        order_multiple=line.increment if line.increment and line.increment != 1 else None,
        minimum_quantity=line.minimum_order.value if line.minimum_order else None,
        said={"id": line.id[:80]},
    )
    if item.properties:
        offered.attributes = _attributes(item)
    if item.certificates:
        offered.labels = tuple({"name": one.id[:80], "kind": (one.type or one.type_code)[:80]} for one in item.certificates)
    if item.documents:
        offered.image_url = next((one.uri for one in item.documents if _is_image(one.uri, one.mime_type)), "")
    if offered.action == DELETE:
        return offered
    if line.orderable is False:
        offered.problems.append(problem("not_orderable", line=position))
    offered.packing = _packing(line)
    offered.is_service = offered.packing.unit in SERVICE_UNITS
    offered.lead_time_days = next((days for one in line.prices if (days := _days(one.lead_time)) is not None), None)
    if item.tax is not None and item.tax.code in CATEGORIES:
        offered.vat_category = item.tax.code
        offered.vat_percent = item.tax.percent if item.tax.percent is not None else Decimal(25 if item.tax.code == "S" else 0)
    period = _period(line.validity, header.validity)
    prices = [_price(one, offered, period) for one in line.prices]
    offered.prices = tuple([price for price in prices if price is not None])
    return offered


def _packing(line: CatalogueLine) -> Packing:
    """What one orderable unit holds: the content quantity, or else the pack size of the item."""
    unit = units.code_for(line.orderable_unit) or line.orderable_unit.strip()
    if not unit:
        said = [line.minimum_order, *(one.price.base_quantity for one in line.prices if one.price)]
        unit = next((one.unit for one in said if one), "")
    content = line.content
    if content is None and line.item.pack_size and line.item.pack_size > 1:
        content = Quantity(line.item.pack_size)
    return _holding(unit, content)


@lru_cache(maxsize=4096)
def _holding(unit: str, content: Quantity | None) -> Packing:
    if content is None or content.value <= 0:
        return Packing((Level(unit, Decimal(1)),)) if units.is_package(unit) else Packing((), unit)
    base = content.unit if content.unit != unit else units.PIECE
    if content.value == 1 and (content.unit == unit or {base, unit} <= _PIECES) and not units.is_package(unit):
        return Packing((), unit)
    return Packing((Level(unit, content.value),), base) if unit else Packing((), unit)


def _price(one: PriceBreak, offered: OfferedLine, otherwise: tuple[date | None, date | None]) -> OfferedPrice | None:
    """The price per orderable unit; `otherwise` is the period of one that tells none."""
    price = one.price
    if price is None:
        return None
    packing = offered.packing
    amount, base = price.amount, price.base
    said_for = price.base_quantity.unit if price.base_quantity else packing.unit
    offered.said["price"] = f"{plain(amount)} {price.currency}" + (f" / {plain(base)} {said_for}" if price.base_quantity else "")
    if base <= 0:
        offered.problems.append(problem("number_unreadable", line=offered.number, column="BaseQuantity", said=base))
        return None
    if said_for != packing.unit and not {said_for, packing.unit} <= _PIECES:
        if price.unit_factor and price.unit_factor > 0:
            amount *= price.unit_factor
        elif said_for == packing.base_unit or {said_for, packing.base_unit} <= _PIECES:
            amount *= packing.total
        else:
            offered.problems.append(problem("price_unreadable", line=offered.number, column="BaseQuantity", said=said_for))
            return None
    first, end = _period(price.validity)
    if first is None and end is None:
        first, end = otherwise
    return OfferedPrice(amount, price.currency, base, one.minimum.value if one.minimum else Decimal(1), first, end)


def _period(*spans: Span | None) -> tuple[date | None, date | None]:
    """The half-open period of the first span that says anything; documents write the last day, and it is included."""
    for span in spans:
        if span is not None and (span.first_on or span.last_on):
            return span.first_on, day_after(span.last_on)
    return None, None


def _days(lead_time: Quantity | None) -> int | None:
    if lead_time is None or not 0 <= lead_time.value < 10_000:
        return None
    if lead_time.unit == "HUR":
        return -int(-lead_time.value // 24)
    return int(lead_time.value) * _DAYS[lead_time.unit] if lead_time.unit in _DAYS else None


def _attributes(item: Item) -> dict[str, str]:
    told = {}
    for one in item.properties:
        value = one.value or (f"{plain(one.quantity.value)} {one.quantity.unit}" if one.quantity else "")
        if one.name and value:
            told[one.name[:80]] = value[:200]
    return told


def _is_image(uri: str, mime_type: str) -> bool:
    return bool(uri) and (mime_type.startswith("image/") or uri.split("?")[0].lower().endswith(_IMAGES))
