"""Files as they come: encodings, separators, quotes, header rows, spreadsheets."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from samkoeb.catalogue.logic import csv_tables, fault_sheet, offers, sheets
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.tables import Limits, Table

ROWS = "Varenr;Tekst;Enhed;Pris\nA1;Hånddesinfektion;stk;12,50\nA2;Æske, blå;æske;7,00\n"


def opened(raw: bytes, **limits: int) -> Table:
    return csv_tables.open_table(io.BytesIO(raw), Limits(**limits))


def cells(table: Table) -> list[list[str]]:
    return [list(row.cells) for row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_found(encoding: str) -> None:
    table = opened(ROWS.encode(encoding))
    assert table.headings == ("Varenr", "Tekst", "Enhed", "Pris")
    assert cells(table)[0] == ["A1", "Hånddesinfektion", "stk", "12,50"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_separator_is_found(separator: str) -> None:
    text = separator.join(["varenr", "navn", "enhed", "pris"]) + "\n" + separator.join(["1", "handske", "stk", "12.50"]) + "\n"
    assert cells(opened(text.encode())) == [["1", "handske", "stk", "12.50"]]


def test_a_decimal_comma_is_no_separator() -> None:
    assert len(opened(ROWS.encode()).headings) == 4


def test_excels_own_separator_line_is_obeyed() -> None:
    table = opened(b"sep=|\r\nvarenr|pris\r\n1|2,5\r\n")
    assert table.header_line == 2
    assert cells(table) == [["1", "2,5"]]


def test_the_header_is_found_below_logo_and_address() -> None:
    table = opened(("Firma A/S;;;\nTlf. 12345678;;;\n\n" + ROWS).encode())
    assert table.header_line == 4
    assert [row.line for row in table.rows()] == [5, 6]


def test_quotes_as_they_come() -> None:
    text = 'varenr,navn,enhed,pris\n1,"Tape, 1\\"" bred",rl,5\n2,"Linje 1\nLinje 2",stk,6\n3,Rør 5" langt,stk,7\n'
    assert cells(opened(text.encode())) == [
        ["1", 'Tape, 1\\" bred', "rl", "5"], ["2", "Linje 1\nLinje 2", "stk", "6"], ["3", 'Rør 5" langt', "stk", "7"],
    ]


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    text = "varenr;navn;enhed;pris\n" + "".join(f"{n};vare {n};stk;{n}\n" for n in range(1, 40)) + '40;"uden slut;stk;40\n'
    text += "".join(f"{n};vare {n};stk;{n}\n" for n in range(41, 120))
    rows = list(opened(text.encode()).rows())
    assert len(rows) == 119
    faulty = [row for row in rows if row.problems]
    assert [row.line for row in faulty] == [41]
    assert faulty[0].problems[0].code == "catalogue.quote_not_closed"


def test_two_stray_quotes_do_not_swallow_the_lines_between() -> None:
    text = 'varenr;navn;enhed;pris\n1;a;stk;1\n2;"b;stk;2\n3;c;stk;3\n4;d;stk;4"\n5;e;stk;5\n'
    rows = list(opened(text.encode()).rows())
    assert [row.cells[0] for row in rows] == ["1", "2", "3", "4", "5"]


def test_a_line_with_more_cells_than_headings_is_a_fault() -> None:
    rows = list(opened(b"varenr;navn;enhed;pris\n1;a;b;stk;5\n2;c;stk;6;;\n").rows())
    assert [problem.code for problem in rows[0].problems] == ["catalogue.too_many_cells"]
    assert rows[1].problems == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"), (b"   \n ", "empty"), (b"\x00\x01\x02binary\x00\x00junk" * 9, "binary"), (b"hej med dig\nintet her\n", "no_header"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_a_file_fault(raw: bytes, code: str) -> None:
    with pytest.raises(FileFault) as fault:
        opened(raw)
    assert fault.value.problem.code == f"catalogue.{code}"


def test_limits_are_file_faults() -> None:
    with pytest.raises(FileFault, match="too_large"):
        opened(ROWS.encode(), file_bytes=10)
    with pytest.raises(FileFault, match="too_large"):
        list(opened(ROWS.encode(), rows=1).rows())
    wide = ";".join(["varenr", "pris", *[f"k{n}" for n in range(50)]]) + "\n"
    with pytest.raises(FileFault, match="too_large"):
        opened(wide.encode(), columns=20)
    assert next(opened(ROWS.encode(), cell_characters=5).rows()).problems[0].code == "catalogue.cell_too_long"


def test_a_very_wide_file_is_read() -> None:
    head = ";".join(["varenr", "navn", "enhed", "pris", *[f"egenskab {n}" for n in range(700)]])
    assert len(opened((head + "\n1;a;stk;5\n").encode()).headings) == 704


def workbook(*sheets_: tuple[str, list[list[Any]]]) -> io.BytesIO:
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink)
    for name, rows in sheets_:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    sink.seek(0)
    return sink


def test_the_right_sheet_and_row_are_found_in_a_workbook() -> None:
    file = workbook(
        ("Forside", [["Velkommen"], ["Kontakt salg"]]),
        ("Priser", [[], ["", "Firma A/S"], [], ["Varenr", "Varetekst", "Enhed", "Pris", "EAN"], [10020, "Handske", "æske", 12.3, 5790000435951]]),
    )
    table = sheets.open_table(file)
    assert (table.where, table.header_line) == ("Priser", 4)
    row = next(table.rows())
    assert (row.line, list(row.cells)) == (5, ["10020", "Handske", "æske", "12.3", "5790000435951"])


def test_a_broken_workbook_is_a_file_fault() -> None:
    with pytest.raises(FileFault, match="broken_spreadsheet"):
        sheets.open_table(io.BytesIO(b"PK\x03\x04 and then nothing"))


@pytest.mark.parametrize(("inside", "kind"), [("priser.csv", "archive"), ("word/document.xml", "text_document")])
def test_a_zip_that_is_no_workbook_is_called_what_it_is(inside: str, kind: str) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(inside, ROWS)
    with pytest.raises(FileFault, match=kind):
        sheets.open_table(sink)


def test_a_workbook_that_unpacks_to_a_flood_is_refused_before_it_is_unpacked() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(FileFault, match="too_large"):
        sheets.open_table(sink)


def test_a_web_page_that_is_named_a_spreadsheet_is_told_so() -> None:
    for page in (b"<html><table><tr><td>Varenr", b"\n<!DOCTYPE html>\n<html>", b"<HTML lang=da>"):
        with pytest.raises(FileFault, match="web_page"):
            offers.table_of(io.BytesIO(page))


def test_merged_cells_and_headings_between_cost_no_item_but_their_own_line() -> None:
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink)
    sheet = book.add_worksheet("Katalog")
    sheet.merge_range(0, 0, 0, 3, "Leverandør A/S, prisliste")
    sheet.write_row(2, 0, ["Varenr", "Varetekst", "Enhed", "Pris"])
    sheet.write_row(3, 0, ["M-1", "Handske", "stk", 12.5])
    sheet.merge_range(4, 0, 4, 3, "Kitler")
    sheet.merge_range(5, 0, 6, 0, "M-2")
    sheet.write_row(5, 1, ["Kittel M", "stk", 30])
    sheet.write_row(6, 1, ["Kittel L", "stk", 31])
    book.close()
    read = list(offers.open_offer(sink, on=date(2026, 11, 26), currency="DKK").lines)
    assert [(line.number, line.supplier_item_number, len(line.prices)) for line in read] == [
        (4, "M-1", 1), (5, "Kitler", 0), (6, "M-2", 1), (7, "", 1),
    ]  # fmt: skip


def test_a_number_in_a_cell_is_no_text_whatever_the_headings_language() -> None:
    """1.234 kr. a piece is one krone; only a text "1.234" could be a thousand."""
    file = workbook(("Priser", [["Varenr", "Varetekst", "Enhed", "Pris"], ["A", "Klud", "stk", 1.234], ["B", "Pose", "stk", "1.234"]]))
    read = list(offers.open_offer(file, on=date(2026, 11, 26), currency="DKK").lines)
    assert [line.prices[0].amount for line in read] == [Decimal("1.234"), Decimal(1234)]


def test_the_list_of_faults_mended_and_sent_again_reads_as_the_first_file() -> None:
    """Numbers stay numbers, and what was kept from being a formula has its own text again."""
    rows = [["A", "Klud", "stk", 1.234], ["-B", "Pose", "æske", "12,50"], ["7001234567", "Spand", "stk", 30]]
    first = workbook(("Priser", [["Varenr", "Varetekst", "Enhed", "Pris"], *rows]))
    table = sheets.open_table(first)
    finding = {"code": "catalogue.no_price", "severity": "line", "facts": {"line": 2}}
    again = io.BytesIO(fault_sheet.workbook(table.headings, [(row.line, row.cells, [finding]) for row in table.rows()]))

    def read(file: io.BytesIO) -> list[tuple[Any, ...]]:
        offer = offers.open_offer(file, on=date(2026, 11, 26), currency="DKK")
        return [(line.supplier_item_number, line.name_da, line.packing, line.prices) for line in offer.lines]

    assert read(again) == read(first)
    assert [number for number, *_ in read(again)] == ["A", "-B", "7001234567"]
