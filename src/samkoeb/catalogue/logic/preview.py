"""A spreadsheet looked at before it is handed in: headings, first rows, the mapping that would be used, and how lines would be read."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from samkoeb.catalogue.logic import checks, offers, rows
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.line import OfferedLine
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.logic.offers import FindMapping
from samkoeb.kernel.problem import Problem

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """`sample` are the first rows as they stand; `lines` the same rows as read. `fault` is what would stop the whole file."""

    headings: tuple[str, ...]
    header_line: int
    sample: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping
    lines: tuple[OfferedLine, ...]
    fault: Problem | None = None


def look(file: IO[bytes], *, on: date, mapping_for: FindMapping | None = None, currency: str = "") -> Preview | None:
    """None for a file that needs no mapping (UBL). Raises FileFault for one that can't be opened as a table at all."""
    found = offers.table_of(file)
    if found is None:
        return None
    _, table = found
    mapping = offers.mapping_of(table, mapping_for, currency)
    sample = table.sample[:SHOWN]
    fault = None
    try:
        rows.refuse_unusable(table, mapping)
    except FileFault as stop:
        fault = stop.problem
    around = checks.Surroundings(on=on, currency=currency)
    read = rows.reader(table, mapping)
    lines = tuple(checks.check(read(row), around) for row in sample)
    cells = tuple(tuple(row.cells[: len(table.headings)]) for row in sample)
    return Preview(table.headings, table.header_line, cells, mapping, lines, fault)
