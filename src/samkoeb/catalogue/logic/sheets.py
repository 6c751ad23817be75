"""XLSX (and XLS, ODS) as it comes: the sheet with the catalogue is found, leading rows are passed over, numbers keep their digits."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from samkoeb.catalogue.logic import decimals, headings, tables
from samkoeb.catalogue.logic.faults import FileFault, problem
from samkoeb.catalogue.logic.tables import Limits, Row, Table

_UNPACKED_PER_PACKED: Final = 200
_UNPACKED_BYTES: Final = 2_000_000_000


def open_table(file: IO[bytes], limits: Limits | None = None) -> Table:
    """The table in a workbook: the sheet whose header names most columns that we know. Raises FileFault."""
    limits = limits or Limits()
    workbook = _opened(file, limits)
    best: tuple[int, str, Row] | None = None
    why: FileFault | None = None
    for name in workbook.sheet_names:
        try:
            header = tables.find_header(_rows_of(workbook, name, limits))
        except FileFault as found:
            why = found if why is None or why.problem.code.endswith("empty") else why
            continue
        known = sum(headings.is_known(cell) for cell in header.cells)
        if best is None or known > best[0]:
            best = (known, name, header)
    if best is None:
        raise why or FileFault("empty")
    _, sheet, header = best
    names = tables.unique(header.cells)
    if len(names) > limits.columns:
        raise FileFault("too_large", columns=len(names), allowed=limits.columns)

    def data_rows() -> Iterator[Row]:
        count = 0
        for row in _rows_of(workbook, sheet, limits):
            if row.line <= header.line or not any(row.cells):
                continue
            count += 1
            if count > limits.rows:
                raise FileFault("too_large", rows=limits.rows, allowed=limits.rows)
            yield row

    sample = tuple(row for row, _ in zip(data_rows(), range(tables.SAMPLE_ROWS), strict=False))
    return Table(names, header.line, sample, data_rows, where=sheet)


def first_rows(file: IO[bytes], limits: Limits) -> Iterator[Row]:
    """Every row of the first sheet that holds anything, for a layout that the caller knows."""
    workbook = _opened(file, limits)
    for name in workbook.sheet_names:
        rows = [row for row in _rows_of(workbook, name, limits) if any(row.cells)]
        if rows:
            return iter(rows)
    raise FileFault("empty")


def _opened(file: IO[bytes], limits: Limits) -> CalamineWorkbook:
    _refuse_what_is_no_workbook(file, limits)
    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(file)
    except (CalamineError, OSError, ValueError) as fault:
        raise FileFault("broken_spreadsheet") from fault


def _refuse_what_is_no_workbook(file: IO[bytes], limits: Limits) -> None:
    """An XLSX is a zip: one that unpacks to far more than it holds, or holds something else, is refused before anything is unpacked."""
    size = file.seek(0, 2)
    if size > limits.file_bytes:
        raise FileFault("too_large", bytes=size, allowed=limits.file_bytes)
    file.seek(0)
    if file.read(2) != b"PK":
        return
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile as fault:
        raise FileFault("broken_spreadsheet") from fault
    if unpacked > _UNPACKED_BYTES or unpacked > max(size, 10_000) * _UNPACKED_PER_PACKED:
        raise FileFault("too_large", bytes=unpacked, allowed=min(_UNPACKED_BYTES, size * _UNPACKED_PER_PACKED))
    if any(name.startswith("word/") for name in names):
        raise FileFault("text_document")
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):  # neither XLSX nor ODS
        raise FileFault("archive")


def _rows_of(workbook: CalamineWorkbook, sheet: str, limits: Limits) -> Iterator[Row]:
    try:
        opened = workbook.get_sheet_by_name(sheet)
    except (CalamineError, OSError, ValueError) as fault:
        raise FileFault("broken_spreadsheet") from fault
    for line, values in enumerate(opened.iter_rows(), start=1):
        cells = [as_text(value) for value in values]
        if any(len(cell) > limits.cell_characters for cell in cells):
            yield Row(line, cells, (problem("cell_too_long", line=line, allowed=limits.cell_characters),))
        else:
            yield Row(line, cells)


def as_text(value: Any) -> str:
    """A cell as the supplier sees it; dates as ISO days. Item numbers that Excel made into numbers lose their ".0"."""
    if isinstance(value, str):
        return value.replace("\0", "").strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, (float, int)):
        return decimals.from_cell(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta, Decimal)):
        return str(value)
    return str(value)
