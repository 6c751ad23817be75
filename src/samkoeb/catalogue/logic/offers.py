"""A supplier's file, whatever it is, opened as an offer: a header, and lines that come one at a time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final

from samkoeb import documents
from samkoeb.catalogue.logic import csv_tables, proposals, rows, sheets, ubl_lines
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.line import OfferedLine, day_after
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.logic.tables import Limits, Table
from samkoeb.documents import DocumentFault
from samkoeb.documents.model import CatalogueHeader, CatalogueLine, Party

CSV, SHEET, UBL, OIOUBL = "csv", "xlsx", "ubl", "oioubl"
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHER_FILES: Final = {
    b"%PDF": "pdf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"{\\rtf": "text_document",
    b"Rar!": "archive", b"7z\xbc\xaf": "archive", b"\x1f\x8b": "archive",
}
_XML_FAULTS: Final = {
    "not_xml": "broken_xml", "empty_file": "empty", "xml_dtd_refused": "unsafe_xml", "encoding_not_supported": "unknown_encoding",
    "xml_too_large": "too_large", "xml_too_many_elements": "too_large", "xml_too_deep": "too_large",
    "unknown_document_type": "not_a_catalogue", "unknown_format": "unknown_format", "format_not_in_force": "unknown_format",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """`lines` can be walked once. `partial`: items that are not mentioned stay as they are. Tables have a mapping, documents a header."""

    format: str
    lines: Iterator[OfferedLine] = field(repr=False)
    partial: bool = False
    table: Table | None = None
    mapping: ColumnMapping | None = None
    header: CatalogueHeader | None = None

    @property
    def number(self) -> str:
        """The document's own number, or ""."""
        return self.header.number if self.header else ""

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The half-open period that the document as a whole is valid in."""
        if self.header is None:
            return None, None
        span = self.header.validity
        return span.first_on, day_after(span.last_on)

    @property
    def wants_both_languages(self) -> bool:
        """True for a table with a column for each language: there, a missing text is worth a warning."""
        return self.mapping is not None and {"name_da", "name_en"} <= set(self.mapping.columns)


FindMapping = Callable[[tuple[str, ...]], ColumnMapping | None]


def open_offer(
    file: IO[bytes], *, on: date, mapping_for: FindMapping | None = None, currency: str = "", limits: Limits | None = None
) -> Offer:
    """The offer in a file (binary, seekable; it must stay open while lines are read). Raises FileFault.

    `mapping_for` gives the mapping for a table's headings; where it has none, one is proposed. `currency` is the agreement's; `on` the
    day of receipt, which says what formats are taken.
    """
    found = table_of(file, limits)
    if found is None:
        return _document_offer(file, on)
    kind, table = found
    mapping = mapping_of(table, mapping_for, currency)
    return Offer(kind, rows.read_rows(table, mapping), partial=mapping.partial, table=table, mapping=mapping)


def table_of(file: IO[bytes], limits: Limits | None = None) -> tuple[str, Table] | None:
    """The kind of table and the table; None for XML, which is no table. Raises FileFault."""
    limits = limits or Limits()
    kind = kind_of(file)
    if kind == SHEET:
        return SHEET, sheets.open_table(file, limits)
    return None if kind == UBL else (CSV, csv_tables.open_table(file, limits))


def kind_of(file: IO[bytes]) -> str:
    """CSV (any text), SHEET or UBL (any XML), by how the file begins. Raises FileFault for what is none of them."""
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if not start.strip():
        raise FileFault("empty")
    for mark, kind in _OTHER_FILES.items():
        if start.startswith(mark):
            raise FileFault(kind)
    _refuse_web_page(start)
    if start.startswith(_SPREADSHEETS):
        return SHEET
    return UBL if _looks_like_xml(start) else CSV


def _refuse_web_page(start: bytes) -> None:
    """What some systems call a spreadsheet is a web page with a table in it."""
    if re.match(rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html)[\s>]", start):
        raise FileFault("web_page")


def mapping_of(table: Table, mapping_for: FindMapping | None, currency: str) -> ColumnMapping:
    """The mapping that is known for these headings, or a proposed one."""
    mapping = mapping_for(table.headings) if mapping_for else None
    return mapping if mapping is not None else proposals.propose(table, agreement_currency=currency)


def _looks_like_xml(start: bytes) -> bool:
    for encoding in ("utf-8-sig", "utf-16"):
        text = start.decode(encoding, errors="ignore").lstrip()
        if text.startswith("<"):
            return True
    return False


def _document_offer(file: IO[bytes], on: date) -> Offer:
    try:
        profile, header, lines = documents.catalogue_lines(file, on=on)
    except DocumentFault as fault:
        raise _as_file_fault(fault) from fault
    kind = OIOUBL if profile.dialect == "oioubl" else UBL
    return Offer(kind, _document_lines(header, lines), partial=header.action.casefold() == "update", header=header)


def _document_lines(
    header: CatalogueHeader, lines: Iterator[CatalogueLine | documents.LineFault]
) -> Iterator[OfferedLine]:
    try:
        position = 0
        for position, line in enumerate(lines, start=1):
            if isinstance(line, documents.LineFault):
                yield ubl_lines.unreadable(line.position, line.id, line.fault)
            else:
                yield ubl_lines.read(position, line, header)
    except DocumentFault as fault:
        raise _as_file_fault(fault) from fault
    if not position and header.action.casefold() != "delete":
        raise FileFault("no_lines")


def _as_file_fault(fault: DocumentFault) -> FileFault:
    facts = {"at": fault.facts.get("line", 0), "field": fault.facts.get("field", ""), "allowed": fault.facts.get("limit", ""),
             "said": fault.facts.get("customization_id", "") or fault.facts.get("format", "")}
    return FileFault(_XML_FAULTS.get(fault.code, "header_incomplete"), **{name: value for name, value in facts.items() if value})


def names_supplier(header: CatalogueHeader, *, cvr: str, gln: str, endpoint: str) -> bool:
    """True when the document's seller or provider is the supplier by CVR, GLN or endpoint; and when neither side has a number to compare."""
    ours = {number for said in (cvr, gln, endpoint.rpartition(":")[2]) if (number := _bare(said))}
    theirs = _numbers_of(header.seller) | _numbers_of(header.provider)
    return not ours or not theirs or bool(ours & theirs)


def _numbers_of(party: Party | None) -> set[str]:
    if party is None:
        return set()
    every = [*party.ids, *(one for one in (party.endpoint, party.legal_id) if one is not None)]
    return {number for said in [*(one.value for one in every), party.vat_number] if (number := _bare(said))}


def _bare(number: str) -> str:
    """A company number without country letters, spaces and dots: "DK 45 65 67 87" is "45656787"."""
    return "".join(filter(str.isalnum, number)).upper().removeprefix("DK")
