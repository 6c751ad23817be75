"""A UNSPSC list read from a CSV: one code a row, with its titles; the tree follows from the digits (segment, family, class, commodity)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from samkoeb.catalogue.logic import csv_tables, headings
from samkoeb.catalogue.logic.tables import Limits
from samkoeb.kernel.problem import Problem, Refused

#: Headings of the lists that are about: the Danish secretariat's, UNDP's and plain ones.
_CODE: Final = ("code", "kode", "unspsc", "unspsc kode", "commodity", "key")
_DANISH: Final = ("title da", "titel", "titel da", "dansk titel", "navn", "beskrivelse", "dansk")
_ENGLISH: Final = ("title en", "title", "english title", "name", "description", "commodity title", "english")


@dataclass(frozen=True, slots=True)
class Node:
    """`level` 1 is a segment, 4 a commodity; `parent_code` is "" for a segment."""

    code: str
    parent_code: str
    level: int
    title_da: str
    title_en: str


def parent_of(code: str) -> tuple[str, int]:
    """The code one level up (or "") and the level: "42132203" hangs on "42132200" and is a commodity, level 4."""
    for level, digits in ((4, 6), (3, 4), (2, 2)):
        if code[digits : digits + 2] != "00":
            return code[:digits].ljust(8, "0"), level
    return "", 1


def read(file: IO[bytes]) -> Iterator[Node]:
    """Every node of the file. Raises Refused for a file without codes, and FileFault for one that is no table."""
    lines = csv_tables.all_rows(file, Limits())
    head = next(lines, None)
    keys = [headings.key(cell) for cell in head.cells] if head else []
    places = [_place(keys, names) for names in (_CODE, _DANISH, _ENGLISH)]
    if places[0] is None:
        raise Refused([Problem("catalogue.unspsc_file", facts={"line": 1})])
    for row in lines:
        if not any(cell.strip() for cell in row.cells):
            continue
        code, title_da, title_en = (row.cells[at].strip() if at is not None and at < len(row.cells) else "" for at in places)
        code = code.replace(" ", "").replace(".", "")
        if not code.isdigit() or len(code) > 8 or len(code) % 2:
            raise Refused([Problem("catalogue.unspsc_file", facts={"line": row.line})])
        code = code.ljust(8, "0")
        parent, level = parent_of(code)
        yield Node(code, parent, level, title_da[:250], title_en[:250])


def _place(keys: list[str], names: tuple[str, ...]) -> int | None:
    return next((keys.index(key) for name in names if (key := headings.key(name)) in keys), None)
