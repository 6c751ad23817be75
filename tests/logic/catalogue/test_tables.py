"""Files as they come: encodings, separators, quotes, header rows, spreadsheets."""

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from samkoeb.catalogue.logic import csv_tables, sheets
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
