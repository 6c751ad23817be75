"""CSV as it comes: encoding, separator and quotes are found from the content.

Encodings: UTF-8 with and without mark, UTF-16 (what Excel calls Unicode text) and Windows-1252. Separators: semicolon, comma, tab, bar.
A quote that is opened and never closed would swallow the rest of the file; here it costs its own line only.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, Any, Final

from samkoeb.catalogue.logic import tables
from samkoeb.catalogue.logic.faults import FileFault, problem
from samkoeb.catalogue.logic.tables import Limits, Row, Table

_CHUNK: Final = 1 << 20
_SEPARATORS: Final = (";", ",", "\t", "|")
_LINES_OF_ONE_ROW: Final = 25
_SAMPLE_LINES: Final = 60


def open_table(file: IO[bytes], limits: Limits | None = None) -> Table:
    """The table in a CSV file (binary, seekable, stays open while rows are read). Raises FileFault."""
    limits = limits or Limits()
    encoding = find_encoding(file, limits)
    separator, skip = find_separator(_first_lines(file, encoding))

    def every_row() -> Iterator[Row]:
        return read_rows(_text_of(file, encoding), separator, limits, skip=skip)

    header = tables.find_header(every_row())
    headings = tables.unique(header.cells)
    if len(headings) > limits.columns:
        raise FileFault("too_large", columns=len(headings), allowed=limits.columns)

    def data_rows() -> Iterator[Row]:
        count = 0
        for row in every_row():
            if row.line <= header.line or not any(cell.strip() for cell in row.cells):
                continue
            count += 1
            if count > limits.rows:
                raise FileFault("too_large", rows=limits.rows, allowed=limits.rows)
            yield _checked(row, len(headings), limits)

    sample = tuple(row for row, _ in zip(data_rows(), range(tables.SAMPLE_ROWS), strict=False))
    return Table(headings, header.line, sample, data_rows, where=f"{encoding} {separator!r}")


def all_rows(file: IO[bytes], limits: Limits) -> Iterator[Row]:
    """Every row of a CSV whose layout the caller knows: nothing is looked for, nothing is left out."""
    encoding = find_encoding(file, limits)
    separator, skip = find_separator(_first_lines(file, encoding))
    return read_rows(_text_of(file, encoding), separator, limits, skip=skip)


def _text_of(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_KeptOpen(file), 1 << 16), encoding=encoding, errors="replace", newline="")


def _checked(row: Row, width: int, limits: Limits) -> Row:
    problems = list(row.problems)
    if not problems and len(row.cells) > width and any(cell.strip() for cell in row.cells[width:]):
        problems.append(problem("too_many_cells", line=row.line, cells=len(row.cells), headings=width))
    if max(map(len, row.cells), default=0) > limits.cell_characters:
        problems.append(problem("cell_too_long", line=row.line, allowed=limits.cell_characters))
    return Row(row.line, row.cells, tuple(problems)) if problems else row


class _KeptOpen(io.RawIOBase):
    """Lets a text wrapper go without closing the file below it, so that it can be read again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def find_encoding(file: IO[bytes], limits: Limits) -> str:
    """The encoding by mark or by trial. Raises FileFault for what is not text, or too large."""
    file.seek(0)
    start = file.read(4096)
    if not start.strip():
        raise FileFault("empty")
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        return _utf16_without_mark(start)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, total = True, 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        if total > limits.file_bytes:
            raise FileFault("too_large", bytes=total, allowed=limits.file_bytes)
        if b"\0" in chunk:
            raise FileFault("binary")
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    return "utf-8" if is_utf8 and not decoder.getstate()[0] else "cp1252"


def _utf16_without_mark(start: bytes) -> str:
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.3 and not even:
        return "utf-16-le"
    if even > len(start) * 0.3 and not odd:
        return "utf-16-be"
    raise FileFault("binary")


def _first_lines(file: IO[bytes], encoding: str) -> list[str]:
    text = _text_of(file, encoding)
    return [line for line, _ in zip(text, range(_SAMPLE_LINES), strict=False)]


def find_separator(lines: Sequence[str]) -> tuple[str, int]:
    """The separator, and how many lines to skip: Excel's "sep=;" says it, else the one that gives the most even table wins."""
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4], 1
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator)), 0


def _evenness(lines: Sequence[str], separator: str) -> float:
    """How table-like the lines are with this separator: share of rows with the commonest width, times that width (at most ten)."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
    except csv.Error:
        return 0.0
    del widths[1]
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda found: found[1])
    return rows / max(len(lines), 1) * min(width, 10)


class _Runaway(Exception):
    """A row that goes on over too many lines: a quote was opened and not closed."""


class _Lines:
    """The file's physical lines, counted; lines can be put back when they turned out not to belong to the row."""

    def __init__(self, text: IO[str], skip: int) -> None:
        self._text, self.number, self.taken, self._back = text, 0, [""], list[str]()
        for _ in range(skip):
            next(self)
        self.taken.clear()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LINES_OF_ONE_ROW:
            raise _Runaway
        line = self._back.pop() if self._back else self._text.readline(_CHUNK)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line.replace("\0", "")

    def put_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self.number -= len(rest)
        self._back.extend(reversed(rest))
        return first


def read_rows(text: IO[str], separator: str, limits: Limits, skip: int = 0) -> Iterator[Row]:
    """Every row, header and empty ones too. A stray quote costs its own line: it is listed, and reading goes on with the next."""
    csv.field_size_limit(max(limits.cell_characters * 4, 1 << 17))
    lines = _Lines(text, skip)
    reader = csv.reader(lines, delimiter=separator)
    usual_width = 0
    while True:
        lines.taken.clear()
        first_line = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_Runaway, csv.Error):
            cells = []
        if cells and (len(lines.taken) == 1 or not _swallowed_rows(lines.taken, cells, separator, usual_width)):
            usual_width = max(usual_width, len(cells)) if len(cells) <= limits.columns else usual_width
            yield Row(first_line, cells)
        elif not lines.taken or (not cells and len(lines.taken) == 1):
            yield Row(first_line, cells)
        else:
            alone = _bare_cells(lines.put_back_all_but_first(), separator)
            yield Row(first_line, alone, (problem("quote_not_closed", line=first_line),))
            reader = csv.reader(lines, delimiter=separator)


def _bare_cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])


def _swallowed_rows(taken: Sequence[str], cells: Sequence[str], separator: str, usual_width: int) -> bool:
    """True when a row over several lines is really a stray quote: its lines alone are each as wide as the table."""
    if len(cells) == usual_width:
        return False
    return len(_bare_cells(taken[0], separator)) >= usual_width > 1
