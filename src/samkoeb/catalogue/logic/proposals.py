"""A mapping proposed from the headings and the first rows, so that the usual file needs no human hand.

Headings come first, contents settle what they leave open (a column of thirteen-digit numbers with right check digits is the GTIN).
What can't be known is left empty, and asked for: currency and unit are never invented without a sign of them in the file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from samkoeb.catalogue.logic import decimals, headings, packs, units
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.catalogue.logic.mapping import BreakColumn, ColumnMapping, PriceBasis
from samkoeb.catalogue.logic.tables import Table
from samkoeb.kernel import identifiers

_SHARE: Final = 0.8
_CURRENCY_SIGNS: Final = (
    ("DKK", r"\bdkk\b|\bkr\b\.?|\bdanske kroner\b"), ("EUR", r"\beur\b|\beuro\b|€"), ("USD", r"\busd\b|us\$|\$"),
    ("GBP", r"\bgbp\b|£"), ("SEK", r"\bsek\b"), ("NOK", r"\bnok\b"), ("CHF", r"\bchf\b"),
)
_PER: Final = re.compile(r"(?i)(?:\bpr\b\.?|\bper\b|\bpro\b|/)\s*(\d[\d.]*)?\s*([^\W\d_]+)?")
_BREAK: Final = re.compile(
    r"(?i)^\W*(?:staffel)?(?:pris|price|preis|prix)\W*(?:ved|fra|from|at|ab|≥|>=|min\.?)?\s*(\d[\d.]*)\s*(?:\+|stk\.?|pcs|og derover|&?\s*up)?\W*$"
)
_BREAK_COUNT: Final = re.compile(r"(?i)^\W*(?:staffel)?(?:antal|qty|quantity|menge|min)\W*(\d)\W*$")
_US_TRADE: Final = re.compile(r"(?i)^\s*(?:\d+\s*/\s*(?:bx|cs|ea|pk)|each|ea)\s*$")
_DANISH: Final = re.compile(r"(?i)[æøå]|\b(?:til|med|uden|og|stk|handske\w*|kanyle\w*|steril|vare\w*|enhed|navn|moms|antal)\b")
_ENGLISH: Final = re.compile(r"(?i)\b(?:with|for|and|sterile|gloves?|non|box|size|tablet|needle|bandage)\b")


def propose(table: Table, *, agreement_currency: str = "") -> ColumnMapping:
    """The mapping that headings, sample rows and (for the currency, last) the agreement suggest."""
    columns = _by_heading(table.headings)
    _by_content(table, columns)
    if "supplier_number" not in columns and "manufacturer_number" in columns:
        columns["supplier_number"] = columns["manufacturer_number"]
    breaks = tuple(_breaks(table.headings, set(columns.values())))
    price_heading = columns.get("price", "")
    unit_said, quantity = _price_per(price_heading)
    default_unit = "" if "unit" in columns else unit_said
    text_column = columns.get("name", "")
    numbers = [cell for name in ("price", *(b.price_column for b in breaks))
               for cell in _cells(table, columns.get(name, name))]
    return ColumnMapping(
        columns=columns,
        attributes={found: name for name in table.headings if name not in columns.values() and (found := headings.attribute_for(name))},
        breaks=breaks,
        currency=_currency(table, columns, agreement_currency),
        price_basis=_basis(unit_said, quantity, price_heading, "unit" in columns),
        price_quantity=quantity,
        price_includes_vat=bool(re.search(r"(?i)in[kc]l\.?\s*(?:moms|vat|tva)|med moms", price_heading)),
        default_unit=default_unit,
        language=_language(_cells(table, text_column)) if text_column else "da",
        decimals=decimals.convention_of(numbers) or _usual_convention(table, columns),
    )


def _by_heading(names: Sequence[str]) -> dict[str, str]:
    """Each field's best heading; a heading serves one field, the surest claim first."""
    claims = sorted(
        (rank, position, name, field)
        for position, name in enumerate(names)
        for field, rank in headings.fields_for(name)
    )
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, name, field in claims:
        if field not in columns and name not in taken:
            columns[field] = name
            taken.add(name)
    if "description" in columns and not columns.keys() & {"name", "name_da", "name_en"}:
        columns["name"] = columns.pop("description")
    return columns


def _cells(table: Table, name: str) -> list[str]:
    if name not in table.headings:
        return []
    position = table.headings.index(name)
    filled = (row.cells[position] for row in table.sample if position < len(row.cells) and row.cells[position].strip())
    return [cell if type(cell) is decimals.Exact else cell.strip() for cell in filled]


def _by_content(table: Table, columns: dict[str, str]) -> None:
    """Fill what no heading claimed, and drop a claim that the contents contradict."""
    for field in ("price", "price_quantity", "pack_contents", "minimum_order"):
        cells = _cells(table, columns.get(field, ""))
        if cells and not _mostly(cells, lambda cell: decimals.read(cell, Convention.POINT) is not None, at_least=0.5):
            contradicted = columns.pop(field)
            if field == "pack_contents" and "pack_text" not in columns and _mostly(cells, _is_pack, at_least=0.5):
                columns["pack_text"] = contradicted
    for field, looks_right in _LOOKS:
        if field in columns:
            continue
        for name in table.headings:
            if name not in columns.values() and _mostly(_cells(table, name), looks_right):
                columns[field] = name
                break
    if "name" not in columns:
        free = [name for name in table.headings if name not in columns.values()]
        lengths = {name: sum(map(len, cells)) / len(cells) for name in free if (cells := _cells(table, name))}
        longest = max(lengths, key=lambda name: lengths[name], default="")
        if longest and lengths[longest] >= 8:
            columns["name"] = longest


def _mostly(cells: Sequence[str], looks_right: Callable[[str], bool], at_least: float = _SHARE) -> bool:
    return len(cells) > 0 and sum(map(looks_right, cells)) >= at_least * len(cells)


def _is_unspsc(cell: str) -> bool:
    return len(cell) == 8 and cell.isdigit() and "10" <= cell[:2] <= "95" and not identifiers.is_gtin(cell)


def _is_unit(cell: str) -> bool:
    return len(cell) <= 25 and not cell.isdigit() and packs.read(cell) is not None


def _is_pack(cell: str) -> bool:
    """Text or a bare number: "100/bx", "100 stk", "10"."""
    return cell.isdigit() or packs.read(cell) is not None


_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("gtin", lambda cell: len(cell) >= 12 and identifiers.is_gtin(cell)), ("unspsc", _is_unspsc), ("unit", _is_unit),
)


def _breaks(names: Sequence[str], taken: set[str]) -> Iterator[BreakColumn]:
    """Columns such as "Pris 10+" or the pairs "Antal 2", "Pris 2"."""
    counts = {found[1]: name for name in names if name not in taken and (found := _BREAK_COUNT.match(name))}
    for name in names:
        found = None if name in taken else _BREAK.match(name)
        if found is None:
            continue
        if found[1] in counts:
            yield BreakColumn(name, minimum_column=counts[found[1]])
        elif (minimum := decimals.read(found[1].replace(".", ""))) and minimum > 1:
            yield BreakColumn(name, minimum=minimum)


def _price_per(heading: str) -> tuple[str, Decimal]:
    """The unit and quantity that the price heading names: "Pris pr. 100 stk" is ("C62", 100), "$/flacon" is ("XBO", 1)."""
    for count, word in _PER.findall(heading):
        unit = units.code_for(word) if word else ""
        quantity = decimals.read(count.replace(".", "")) if count else None
        if unit or quantity:
            return unit, quantity or Decimal(1)
    return "", Decimal(1)


def _basis(unit_said: str, quantity: Decimal, heading: str, has_units: bool) -> PriceBasis:
    per_piece = unit_said and not units.is_package(unit_said)
    if has_units and (per_piece or quantity != 1 or headings.key(heading).startswith(("stykpris", "stueckpreis"))):
        return PriceBasis.BASE_UNIT
    return PriceBasis.ORDERABLE_UNIT


def _currency(table: Table, columns: dict[str, str], agreement_currency: str) -> str:
    """From signs in the price heading or cells; then the agreement's; then the habits of American distributors."""
    if "currency" in columns and _cells(table, columns["currency"]):
        return ""
    price = columns.get("price", "")
    for said in (price, " ".join(_cells(table, price)[:20])):
        for code, sign in _CURRENCY_SIGNS:
            if re.search(sign, said.casefold()):
                return code
    if agreement_currency:
        return agreement_currency
    units_said = _cells(table, columns.get("unit", ""))
    if _mostly(units_said, lambda cell: bool(_US_TRADE.match(cell))):
        return "USD"
    return "DKK" if "pris" in headings.key(price) and any(_DANISH.search(name) for name in table.headings) else ""


def _language(texts: Sequence[str]) -> str:
    """ "da" or "en" by letters and small words; "" where neither shows."""
    danish = sum(bool(_DANISH.search(text)) for text in texts)
    english = sum(bool(_ENGLISH.search(text)) for text in texts)
    if danish == english:
        return "" if not danish else "da"
    return "da" if danish > english else "en"


def _usual_convention(table: Table, columns: dict[str, str]) -> Convention:
    """Where no number decides: the comma in files with Danish, French or German headings, else the point."""
    foreign = {"price": ("pris", "prix", "preis")}
    price = headings.key(columns.get("price", ""))
    return Convention.COMMA if any(word in price for word in foreign["price"]) else Convention.POINT
