"""The spreadsheet of faults that goes back to the supplier."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from samkoeb.catalogue.logic import csv_tables, fault_sheet, offers, sheets
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.tables import Table
from samkoeb.catalogue.models import CatalogueVersion, VersionLine
from samkoeb.exchange.models import Inbound

Rows = Iterator[tuple[int, Sequence[str], Sequence[fault_sheet.Finding]]]


def fault_workbook(version: CatalogueVersion, raw: bytes | None = None, *, only_faulty: bool = False) -> bytes:
    """An XLSX with the file's own rows and their faults. `raw` is the file; without it the inbound that the version came from.

    Where the file is no table (UBL), or can't be opened any more, item number, text, unit and price stand for each row.
    """
    table = _table(version, raw if raw is not None else _raw_of(version))
    found: dict[int, list[Any]] = {}
    lines = VersionLine.objects.filter(version=version).exclude(faults=[]).exclude(line_number=0)
    for number, faults in lines.order_by("line_number").values_list("line_number", "faults").iterator(chunk_size=2000):
        found.setdefault(number, []).extend(faults)
    rows = _own_rows(table, found) if table is not None else _plain_rows(version)
    if only_faulty:
        rows = (row for row in rows if row[2])
    return fault_sheet.workbook(table.headings if table is not None else (), rows, version.faults)


def _raw_of(version: CatalogueVersion) -> bytes | None:
    raw = Inbound.objects.filter(pk=version.inbound_id).values_list("raw", flat=True).first() if version.inbound_id else None
    return bytes(raw) if raw is not None else None


def _table(version: CatalogueVersion, raw: bytes | None) -> Table | None:
    if raw is None or version.format not in (offers.CSV, offers.SHEET):
        return None
    try:
        return (csv_tables if version.format == offers.CSV else sheets).open_table(io.BytesIO(raw))
    except FileFault:
        return None


def _own_rows(table: Table, found: dict[int, list[Any]]) -> Rows:
    for row in table.rows():
        yield row.line, row.cells, found.get(row.line, [])


def _plain_rows(version: CatalogueVersion) -> Rows:
    lines = VersionLine.objects.filter(version=version).exclude(line_number=0).order_by("line_number", "pk")
    for line in lines.iterator(chunk_size=2000):
        data = line.data
        cells = (line.supplier_item_number, data.get("name_da") or data.get("name_en", ""), data.get("unit", ""),
                 data.get("said", {}).get("price", ""))
        yield line.line_number, cells, line.faults
