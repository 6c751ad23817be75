"""The supplier's own rows given back as a spreadsheet, with what is wrong in Danish and English behind them.

The same columns in the same order, so that the supplier mends the sheet and sends it again. A text that a spreadsheet would take for a
formula is written as text, never as a formula; cells that look so also get an apostrophe when exported as CSV by others, so they are
marked here already.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from samkoeb.catalogue.logic.decimals import Exact
from samkoeb.sentences import sentence

_MAX_ROWS: Final = 1_048_575
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_WEIGHTS: Final = {"error": ("Filfejl", "File fault"), "line": ("Udeladt", "Left out"), "warning": ("Advarsel", "Warning")}
_HEADINGS: Final = ("Linje / Line", "Virkning / Effect", "Fejl (dansk)", "Faults (English)")
_DOCUMENT_HEADINGS: Final = ("Varenummer / Item number", "Tekst / Text", "Enhed / Unit", "Pris / Price")

Finding = Mapping[str, Any]


def harmless(text: str) -> str:
    """A cell that no program runs: what begins like a formula gets an apostrophe in front, numbers excepted."""
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()


def said(findings: Sequence[Finding], language: str) -> str:
    """All sentences of a line, one after another."""
    return " ".join(sentence(one["code"], one["facts"], language) for one in findings)


def effect(findings: Sequence[Finding]) -> str:
    """The heaviest weight among the findings, in both languages."""
    for severity in ("error", "line", "warning"):
        if any(one["severity"] == severity for one in findings):
            return " / ".join(_WEIGHTS[severity])
    return ""


def workbook(
    headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str], Sequence[Finding]]], file_findings: Sequence[Finding] = ()
) -> bytes:
    """An XLSX: rows are (line in the file, cells, findings). Without a table's headings (a UBL file) item number, text, unit and price
    stand for the row. Written row by row in constant memory."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False})
    sheet = book.add_worksheet("Fejl")
    bold, wrap, red, amber = (
        book.add_format(look) for look in ({"bold": True}, {"text_wrap": True, "valign": "top"}, {"bg_color": "#F8D7DA"}, {"bg_color": "#FFF3CD"})
    )
    names = (*(headings or _DOCUMENT_HEADINGS), *_HEADINGS)
    at = 0
    for one in file_findings:
        sheet.write_string(at, 0, said([one], "da"), bold)
        sheet.write_string(at, 1, said([one], "en"), bold)
        at += 1
    for column, name in enumerate(names):
        sheet.write_string(at, column, harmless(name), bold)
    sheet.freeze_panes(at + 1, 0)
    width = len(names) - len(_HEADINGS)
    sheet.set_column(width + 2, width + 3, 60)
    for line, cells, findings in rows:
        at += 1
        if at > _MAX_ROWS:
            break
        look = red if any(one["severity"] == "line" for one in findings) else amber if findings else None
        for column in range(width):
            cell = cells[column] if column < len(cells) else ""
            if not cell and look is None:
                continue  # each cell costs: of a hundred thousand lines those that say nothing are left out
            if type(cell) is Exact and "." in cell:  # a number stays one: as text, "1.234" could be two
                sheet.write_number(at, column, float(cell), look)
            else:
                sheet.write_string(at, column, harmless(cell), look)
        sheet.write_number(at, width, line)
        if not findings:
            continue
        sheet.write_string(at, width + 1, effect(findings), look)
        sheet.write_string(at, width + 2, said(findings, "da"), wrap)
        sheet.write_string(at, width + 3, said(findings, "en"), wrap)
    book.close()
    return sink.getvalue()
