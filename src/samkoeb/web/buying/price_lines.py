"""Tendered prices as a tender officer has them: copied from a spreadsheet, or saved as CSV. Pure: text in, rows or problems out."""

from collections.abc import Iterator
from typing import Any

from samkoeb.catalogue.logic import decimals
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.catalogue.logic.units import code_for
from samkoeb.kernel.problem import Problem

COLUMNS = ("supplier_item_number", "price", "unit", "base_quantity", "description", "lot")
SHOWN = 10  # problems at a time


def text_of(raw: bytes) -> str:
    """A file's text: UTF-8, or what spreadsheet programs on Windows write."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read(text: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """One price a line, in the order of COLUMNS; the first two are needed. A first line without a price is the heading.

    "1.234" is read as the other prices show: a price that could be two numbers is refused rather than guessed. Problems:
    agreement.price_line_item, agreement.price_line_price, agreement.price_line_unit, agreement.price_line_quantity, with `line` (from 1).
    """
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    lines = list(_lines(text))
    convention = decimals.convention_of(cells[1] for _, cells in lines if len(cells) > 1)
    for position, (line, cells) in enumerate(lines):
        found, wrong = _row(line, cells, convention)
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


def _row(line: int, cells: list[str], convention: Convention) -> tuple[dict[str, Any], list[Problem]]:
    given = dict(zip(COLUMNS, cells, strict=False))
    found: dict[str, Any] = {"supplier_item_number": given["supplier_item_number"], "description": given.get("description", "")}
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
        found["lot"] = given["lot"]
    return found, problems
