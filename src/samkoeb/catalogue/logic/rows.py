"""A table's rows read into offered lines by a column mapping."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from samkoeb.catalogue.logic import decimals, packs, units
from samkoeb.catalogue.logic.faults import FileFault, problem
from samkoeb.catalogue.logic.line import DELETE, OFFER, OfferedLine, OfferedPrice, day_after
from samkoeb.catalogue.logic.mapping import ColumnMapping, PackReading, PriceBasis
from samkoeb.catalogue.logic.packs import Level, Packing
from samkoeb.catalogue.logic.tables import Row, Table

_DELETES: Final = frozenset({"delete", "slet", "slettes", "udgår", "udgået", "d", "x"})
_NO_VAT: Final = frozenset({"fri", "momsfri", "momsfrit", "exempt", "fritaget", "e", "nej", "no", "ingen"})
_FULL_VAT: Final = frozenset({"ja", "yes", "s", "standard", "momspligtig", "incl", "ekskl"})
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})(?:[T ].*)?")


def refuse_unusable(table: Table, mapping: ColumnMapping) -> None:
    """Raises FileFault when the mapping can't give what every line needs: number, price, unit and currency."""
    there = set(table.headings)

    def has(field: str) -> bool:
        return mapping.columns.get(field) in there

    if not has("supplier_number"):
        raise FileFault("no_item_number_column", headings=list(table.headings)[:40])
    if not has("price"):
        raise FileFault("no_price_column", headings=list(table.headings)[:40])
    if not has("unit") and not mapping.default_unit:
        raise FileFault("no_unit_column", headings=list(table.headings)[:40])
    if not table.sample:
        raise FileFault("no_lines", header_line=table.header_line)
    if not has("currency") and not mapping.currency:
        raise FileFault("no_currency")


def reader(table: Table, mapping: ColumnMapping) -> Callable[[Row], OfferedLine]:
    """A function that reads one row; the columns are looked up once."""
    position = {name: index for index, name in enumerate(table.headings)}
    columns = {field: position[name] for field, name in mapping.columns.items() if name in position}
    attributes = {name: position[heading] for name, heading in mapping.attributes.items() if heading in position}
    breaks = [
        (position[one.price_column], one.minimum, position.get(one.minimum_column), one.price_column)
        for one in mapping.breaks if one.price_column in position
    ]

    def read(row: Row) -> OfferedLine:
        return _Reading(row, columns, mapping).line(attributes, breaks)

    return read


def read_rows(table: Table, mapping: ColumnMapping) -> Iterator[OfferedLine]:
    """Every row as an offered line, unchecked (see `checks`). Raises FileFault where the mapping can't serve."""
    refuse_unusable(table, mapping)
    read = reader(table, mapping)
    return (read(row) for row in table.rows())


class _Reading:
    """One row being read."""

    __slots__ = ("_cells", "_line", "_mapping", "_said")

    def __init__(self, row: Row, columns: dict[str, int], mapping: ColumnMapping) -> None:
        self._cells, self._mapping = row.cells, mapping
        self._said = {field: self.at(position) for field, position in columns.items()}
        self._line = OfferedLine(number=row.line, problems=list(row.problems))

    def cell(self, field: str) -> str:
        return str(self._said.get(field, ""))

    def figure(self, field: str) -> str:
        """As `cell`, and it still knows whether it was a number in the file."""
        return self._said.get(field, "")

    def at(self, position: int) -> str:
        cell = self._cells[position] if position < len(self._cells) else ""
        if cell.isalnum() or type(cell) is decimals.Exact:
            return cell
        said = " ".join(cell.replace('\\"', '"').split())
        # An apostrophe that keeps a text from being a formula is a mark of spreadsheets (and of our own list of faults), no part of it.
        return said[1:] if said[:1] == "'" and said[1:2] in _FORMULA_STARTS and len(said) > 2 else said

    def line(self, attributes: dict[str, int], breaks: Sequence[tuple[int, Decimal | None, int | None, str]]) -> OfferedLine:
        line = self._line
        line.supplier_item_number = self.cell("supplier_number")
        line.action = DELETE if self.cell("action").casefold() in _DELETES else OFFER
        line.gtin = _digits(self.cell("gtin"))
        line.unspsc = _digits(self.cell("unspsc"))
        line.manufacturer = self.cell("manufacturer") or self.cell("brand")
        line.manufacturer_item_number = self.cell("manufacturer_number")
        line.image_url = self.cell("image")
        self._texts()
        self._vat()
        if line.action == OFFER:
            self._packing()
            self._prices(breaks)
        line.minimum_quantity = self.number("minimum_order", fault="number_unreadable")
        line.order_multiple = self.number("increment", fault="number_unreadable") or line.order_multiple
        if days := self.cell("lead_time").split(" ")[0]:
            line.lead_time_days = int(days) if days.isdecimal() and len(days) < 5 else None
        line.attributes = {name: value for name, at in attributes.items() if (value := str(self.at(at)))}
        if label := self.cell("label"):
            line.labels = tuple({"name": name.strip()[:80]} for name in re.split(r"[,;/|]", label) if name.strip())
        return line

    def _texts(self) -> None:
        line, language = self._line, self._mapping.language
        name, description = self.cell("name"), self.cell("description")
        description = "" if description == name else description
        line.name_da = self.cell("name_da") or (name if language != "en" else "")
        line.name_en = self.cell("name_en") or (name if language == "en" else "")
        line.description_da = description if language != "en" else ""
        line.description_en = description if language == "en" else ""

    def _vat(self) -> None:
        said = self.cell("vat").rstrip("% ").casefold()
        line = self._line
        line.vat_percent = self._mapping.default_vat
        if said in _NO_VAT:
            line.vat_category, line.vat_percent = "E", Decimal(0)
        elif said and said not in _FULL_VAT:
            number = decimals.read(said, decimals.Convention.POINT)
            if number is None or not 0 <= number <= 100:
                line.problems.append(problem("vat_unreadable", line=line.number, column=self.heading("vat"), said=said))
            elif number == 0:
                line.vat_category, line.vat_percent = "Z", Decimal(0)
            else:
                line.vat_percent = number if number >= 1 else number * 100  # a percent-formatted cell is a fraction

    def heading(self, field: str) -> str:
        return self._mapping.columns.get(field, "")

    def number(self, field: str, fault: str = "") -> Decimal | None:
        said = self.figure(field)
        if not said:
            return None
        number = decimals.read(said, self._mapping.decimals)
        if number is None and fault:
            self._line.problems.append(problem(fault, line=self._line.number, column=self.heading(field), said=said))
        return number

    def _packing(self) -> None:
        line, mapping = self._line, self._mapping
        said = self.cell("unit") or mapping.default_unit
        if not said:
            line.packing = Packing((), "")
            return
        line.said["unit"] = said[:80]
        packing = _read_pack(said)
        if packing is None:
            line.packing = Packing((), "")
            line.problems.append(problem("unit_unreadable", line=line.number, column=self.heading("unit"), said=said))
            return
        if not packing.levels or packing.total == 1:
            packing = self._with_contents(packing)
        if mapping.pack_reading is PackReading.UNIT_ONLY and packing.levels:
            packing = Packing((Level(packing.unit, Decimal(1)),), packing.base_unit)
        elif mapping.pack_reading is PackReading.PIECES and packing.levels:
            line.order_multiple = packing.total
            packing = Packing((), packing.base_unit)
        line.packing = packing

    def _with_contents(self, packing: Packing) -> Packing:
        """The pack with what other columns say of its contents: a pack text, or a number and a unit."""
        if text := self.cell("pack_text"):
            told = _read_pack(text)
            if told is not None and told.levels and told.total != 1:
                own_unit = Level(packing.unit, told.levels[0].holds)
                return Packing((own_unit, *told.levels[1:]), told.base_unit) if packing.levels else told
            if told is None and not decimals.read(text):
                self._line.problems.append(problem("pack_unreadable", line=self._line.number, column=self.heading("pack_text"), said=text))
        count = self.number("pack_contents") or self.number("pack_text")
        if count is None or count <= 0:
            return packing
        base = units.code_for(self.cell("content_unit")) or units.PIECE
        if not packing.levels:
            return packing if count == 1 else Packing((Level("XPK", count),), packing.base_unit)
        return Packing((Level(packing.unit, count),), base)

    def _prices(self, breaks: Sequence[tuple[int, Decimal | None, int | None, str]]) -> None:
        line = self._line
        said = self.figure("price")
        if not said:
            return
        line.said["price"] = said[:80]
        amount = decimals.read(said, self._mapping.decimals)
        if amount is None:
            line.problems.append(problem("price_unreadable", line=line.number, column=self.heading("price"), said=said))
            return
        valid_from, valid_to = self._validity()
        prices = [self._price(amount, Decimal(1), valid_from, valid_to)]
        for price_at, minimum, minimum_at, heading in breaks:
            if not (cell := self.at(price_at)):
                continue
            least = minimum if minimum_at is None else decimals.read(self.at(minimum_at), self._mapping.decimals)
            lower = decimals.read(cell, self._mapping.decimals)
            if lower is None or least is None or least <= 1:
                line.problems.append(problem("quantity_break_unreadable", line=line.number, column=heading, said=cell))
            else:
                prices.append(self._price(lower, least, valid_from, valid_to))
        line.prices = tuple(prices)

    def _price(self, said: Decimal, minimum: Decimal, valid_from: date | None, valid_to: date | None) -> OfferedPrice:
        """The price per orderable unit; one said per base unit is multiplied up exactly, never rounded."""
        mapping, line = self._mapping, self._line
        per = self.number("price_quantity") or mapping.price_quantity
        amount = said
        if mapping.price_includes_vat:
            amount = (said * 100 / (100 + line.vat_percent)).quantize(Decimal("1E-6"))
        base = per if per > 0 else Decimal(1)
        if mapping.price_basis is PriceBasis.BASE_UNIT:
            amount *= line.packing.total
        currency = (self.cell("currency") or mapping.currency).upper().strip(".")
        return OfferedPrice(amount, {"KR": "DKK", "€": "EUR", "$": "USD"}.get(currency, currency), base, minimum, valid_from, valid_to)

    def _validity(self) -> tuple[date | None, date | None]:
        first, last = self._day("valid_from"), self._day("valid_to")
        return first, day_after(last)

    def _day(self, field: str) -> date | None:
        said = self.cell(field)
        if not said:
            return None
        day = read_day(said)
        if day is None:
            self._line.problems.append(
                problem("validity_unreadable", line=self._line.number, column=self.heading(field), said=said))
        return day


@lru_cache(maxsize=4096)
def _read_pack(text: str) -> Packing | None:
    return packs.read(text)


def read_day(text: str) -> date | None:
    """A day written year first ("2026-01-31", "20260131") or day first ("31-01-2026", "31.1.26"), or None."""
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _digits(text: str) -> str:
    """A number that identifies, without the spaces, dashes and spreadsheet apostrophes that people put into it."""
    return re.sub(r"[\s'\u00a0-]", "", text) if text else ""
