"""Tendered prices as a tender officer has them: copied from a spreadsheet, or a file. Pure: text or bytes in, rows or problems out."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from samkoeb.catalogue.logic import csv_tables, decimals, headings, offers, sheets
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.tables import Limits
from samkoeb.catalogue.logic.units import code_for
from samkoeb.kernel.problem import Problem

COLUMNS = ("supplier_item_number", "price", "unit", "base_quantity", "description", "lot")
SHOWN = 10  # problems at a time
_SAID_AS: Final = {"supplier_number": "supplier_item_number", "price": "price", "unit": "unit", "price_quantity": "base_quantity",
                   "name": "description"}
_LOTS: Final = frozenset({"lot", "delaftale", "delkontrakt"})
#: Faults that say more of a price list than that it is neither spreadsheet nor CSV.
_OWN_SENTENCE: Final = frozenset({"catalogue.empty", "catalogue.broken_spreadsheet", "catalogue.too_large"})

Read = tuple[list[dict[str, Any]], list[Problem]]


def read_file(raw: bytes) -> Read:
    """The prices of a spreadsheet or a CSV in any usual encoding; a file that is neither is one problem, agreement.price_file."""
    file, limits = io.BytesIO(raw), Limits()
    try:
        kind = offers.kind_of(file)
        if kind == offers.UBL:
            return [], [Problem("agreement.price_file")]
        found = sheets.first_rows(file, limits) if kind == offers.SHEET else csv_tables.all_rows(file, limits)
        rows, problems = _read([(row.line, row.cells) for row in found if any(cell.strip() for cell in row.cells)])
    except FileFault as fault:
        return [], [fault.problem if fault.problem.code in _OWN_SENTENCE else Problem("agreement.price_file")]
    return rows, problems or ([] if rows else [Problem("agreement.price_file_without_prices")])


def read(text: str) -> Read:
    """One price a line, in the order of COLUMNS; the first two are needed. A first line without a price is the heading.

    "1.234" is read as the other prices show: a price that could be two numbers is refused rather than guessed. Problems:
    agreement.price_line_item, agreement.price_line_price, agreement.price_line_unit, agreement.price_line_quantity, with `line` (from 1).
    """
    return _read(list(_lines(text)))


def _read(lines: Sequence[tuple[int, Sequence[str]]]) -> Read:
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    columns = _named(lines[0][1]) if lines else COLUMNS
    at = columns.index("price")
    convention = decimals.convention_of(cells[at] for _, cells in lines if len(cells) > at)
    for position, (line, cells) in enumerate(lines):
        found, wrong = _row(line, dict(zip(columns, (_tidy(cell) for cell in cells), strict=False)), convention)
        if position == 0 and any(p.code == "agreement.price_line_price" for p in wrong):
            continue
        rows += [found] if not wrong else []
        problems += wrong
    return rows, problems[:SHOWN]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    filled = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    sign = next((s for s in ("\t", ";") if any(s in line for _, line in filled[:5])), ",")
    for n, line in filled:
        yield n, [cell.strip().strip('"') for cell in line.split(sign)]


def _tidy(cell: str) -> str:
    return cell if type(cell) is decimals.Exact else cell.strip()


def _named(first: Iterable[str]) -> Sequence[str]:
    """What the columns hold: as the first line says, where it names at least item number and price; else in the order of COLUMNS."""
    names = [_column(cell) for cell in first]
    columns = [name if name not in names[:at] else "" for at, name in enumerate(names)]
    return columns if {"supplier_item_number", "price"} <= set(columns) else COLUMNS


def _column(heading: str) -> str:
    claims = sorted((rank, _SAID_AS[field]) for field, rank in headings.fields_for(heading) if field in _SAID_AS)
    return claims[0][1] if claims else "lot" if headings.key(heading) in _LOTS else ""


def _row(line: int, given: dict[str, str], convention: Convention) -> tuple[dict[str, Any], list[Problem]]:
    found: dict[str, Any] = {name: str(given.get(name, "")) for name in ("supplier_item_number", "description")}
    price, per = given.get("price", ""), given.get("base_quantity", "")
    problems = [] if found["supplier_item_number"] else [Problem("agreement.price_line_item", "error", {"line": line})]
    found["price"] = decimals.read(price, convention)
    if found["price"] is None:
        problems.append(Problem("agreement.price_line_price", "error", {"line": line, "said": price[:40]}))
    if per:
        found["base_quantity"] = decimals.read(per, convention)
        if found["base_quantity"] is None:
            problems.append(Problem("agreement.price_line_quantity", "error", {"line": line, "said": per[:40]}))
    if given.get("unit"):
        found["unit"] = code_for(given["unit"])
        if not found["unit"]:
            problems.append(Problem("agreement.price_line_unit", "error", {"line": line, "said": given["unit"][:40]}))
    if given.get("lot"):
        found["lot"] = str(given["lot"])
    return found, problems
