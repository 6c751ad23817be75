"""What every line is held against, whichever format it came in: item number, GTIN, UNSPSC, prices, VAT, texts, validity.

A check changes the line where the world's dirt can be taken off safely, and says what it found; nothing is put right in silence.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Final

from samkoeb.catalogue.logic import units
from samkoeb.catalogue.logic.faults import problem
from samkoeb.catalogue.logic.line import DELETE, MAX_PRICE, OfferedLine, without_overlaps
from samkoeb.catalogue.logic.seen import Seen
from samkoeb.kernel import identifiers, vat

#: What the columns of `catalogue.Item` hold.
LENGTHS: Final = {
    "name_da": 300, "name_en": 300, "description_da": 20_000, "description_en": 20_000, "manufacturer": 120,
    "manufacturer_item_number": 80, "image_url": 500,
}
_FITS_ALL: Final = min(LENGTHS.values())
_texts_of: Final = attrgetter(*LENGTHS)
_ITEM_NUMBER: Final = 80
_UNIT_CODE: Final = 10
_MAX_COUNT: Final = Decimal(10) ** 11
_LEAST_COUNT: Final = Decimal("1E-6")


@dataclass(slots=True)
class Surroundings:
    """What the checks know of the world outside the file. `known_unspsc` empty: no tree is loaded, nothing can be unknown."""

    on: date
    currency: str = ""
    known_unspsc: Collection[str] = ()
    wants_both_languages: bool = False
    seen: Seen = field(default_factory=Seen)


def check(line: OfferedLine, around: Surroundings) -> OfferedLine:
    """The line with its problems listed. Numbers seen before in `around` are duplicates: the first keeps its place."""
    _item_number(line, around)
    if line.action == DELETE:
        return line
    _prices(line, around)
    _unit(line)
    _gtin(line)
    _unspsc(line, around)
    _vat(line, around)
    _texts(line, around)
    _counts(line)
    return line


def _item_number(line: OfferedLine, around: Surroundings) -> None:
    number = line.supplier_item_number
    if not number:
        if not (line.action == DELETE and line.gtin):
            line.problems.append(problem("no_item_number", line=line.number))
    elif len(number) > _ITEM_NUMBER:
        line.problems.append(problem("item_number_too_long", line=line.number, said=number, allowed=_ITEM_NUMBER))
        line.supplier_item_number = number[:_ITEM_NUMBER]
    elif not around.seen.add(number):
        line.problems.append(problem("duplicate_item_number", line=line.number, said=number))


def _prices(line: OfferedLine, around: Surroundings) -> None:
    if not line.prices:
        if not any(found.code.startswith("catalogue.price_") for found in line.problems):
            line.problems.append(problem("no_price", line=line.number))
        return
    for price in line.prices:
        if price.amount < 0:
            line.problems.append(problem("price_negative", line=line.number, said=price.amount))
        elif price.amount == 0:
            line.problems.append(problem("price_zero", line=line.number))
        elif price.amount >= MAX_PRICE:
            line.problems.append(problem("number_out_of_range", line=line.number, said=price.amount))
        if len(price.currency) != 3 or not price.currency.isalpha():
            line.problems.append(problem("currency_unknown", line=line.number, said=price.currency))
        elif around.currency and price.currency != around.currency:
            line.problems.append(problem("currency_differs", line=line.number, said=price.currency, agreement=around.currency))
    if len(line.prices) == 1 and line.prices[0].valid_from is None and line.prices[0].valid_to is None:
        return  # nothing it could overlap, come before or be too late for
    in_order = [price for price in line.prices if price.valid_from is None or price.valid_to is None or price.valid_from < price.valid_to]
    kept, left_over = without_overlaps(in_order)
    if len(in_order) < len(line.prices):
        line.problems.append(problem("validity_reversed", line=line.number))
    if left_over:
        line.problems.append(problem("price_overlaps", line=line.number, said=left_over[0].amount))
    line.prices = tuple(sorted(kept, key=lambda price: (price.minimum, price.distance(around.on))))
    if not kept:
        line.problems.append(problem("no_price", line=line.number))
    elif all(price.valid_to is not None and price.valid_to <= around.on for price in kept):
        last = max(price.valid_to for price in kept if price.valid_to is not None)
        line.problems.append(problem("validity_expired", line=line.number, said=last - timedelta(days=1)))


def _unit(line: OfferedLine) -> None:
    packing = line.packing
    if not packing.unit:
        if not any(found.code == "catalogue.unit_unreadable" for found in line.problems):
            line.problems.append(problem("no_unit", line=line.number))
    elif len(packing.unit) > _UNIT_CODE or len(packing.base_unit) > _UNIT_CODE:
        line.problems.append(problem("unit_unreadable", line=line.number, said=packing.unit))
    elif packing.levels and packing.total == 1 and packing.base_unit == units.PIECE:
        line.problems.append(problem("pack_unknown", line=line.number, said=line.said.get("unit", packing.unit)))


def _gtin(line: OfferedLine) -> None:
    if not line.gtin:
        return
    if not line.gtin.isdigit() or len(line.gtin) not in (8, 12, 13, 14):
        line.problems.append(problem("gtin_length", line=line.number, said=line.gtin))
        line.said["gtin"] = line.gtin[:80]
        line.gtin = line.gtin if line.gtin.isdigit() and len(line.gtin) < 14 else ""
    elif not identifiers.is_gtin(line.gtin):
        line.problems.append(problem("gtin_check_digit", line=line.number, said=line.gtin))


def _unspsc(line: OfferedLine, around: Surroundings) -> None:
    code = line.unspsc
    if not code:
        return
    if not code.isdigit() or len(code) > 8 or len(code) % 2:
        line.problems.append(problem("unspsc_malformed", line=line.number, said=code))
        line.said["unspsc"], line.unspsc = code[:80], ""
        return
    line.unspsc = code.ljust(8, "0")
    if around.known_unspsc and line.unspsc not in around.known_unspsc:
        line.problems.append(problem("unspsc_unknown", line=line.number, said=line.unspsc))


def _vat(line: OfferedLine, around: Surroundings) -> None:
    if not 0 <= line.vat_percent <= 100:
        line.problems.append(problem("vat_unreadable", line=line.number, said=line.vat_percent))
        line.vat_percent = vat.rate(line.vat_category, around.on)
    if vat.is_foreign(line.vat_category, line.vat_percent, around.on):
        line.problems.append(problem("vat_foreign", line=line.number, said=line.vat_percent))


def _texts(line: OfferedLine, around: Surroundings) -> None:
    if not line.name_da and not line.name_en:
        line.name_da = line.description_da[:300] or line.supplier_item_number
        line.name_en = line.description_en[:300]
        line.problems.append(problem("no_name", line=line.number))
    elif around.wants_both_languages and not line.name_da:
        line.problems.append(problem("text_missing_da", line=line.number))
    elif around.wants_both_languages and not line.name_en:
        line.problems.append(problem("text_missing_en", line=line.number))
    texts = _texts_of(line)
    if max(map(len, texts)) <= _FITS_ALL:
        return
    for text, (name, length) in zip(texts, LENGTHS.items(), strict=True):
        if len(text) > length:
            setattr(line, name, text[: length - 1] + "…")
            line.problems.append(problem("text_shortened", line=line.number, field=name, allowed=length))


def _counts(line: OfferedLine) -> None:
    _count(line, line.packing.total)
    for price in line.prices:
        _count(line, price.base_quantity)
        _count(line, price.minimum)
    for limit in (line.minimum_quantity, line.order_multiple):
        if limit is not None and not 0 <= limit < _MAX_COUNT:
            line.problems.append(problem("number_out_of_range", line=line.number, said=limit))


def _count(line: OfferedLine, number: Decimal) -> None:
    if not _LEAST_COUNT <= number < _MAX_COUNT:
        line.problems.append(problem("number_out_of_range", line=line.number, said=number))
