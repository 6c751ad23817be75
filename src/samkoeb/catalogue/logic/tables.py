"""A supplier's file as a table: headings, and rows with the line numbers that the supplier's own program shows.

CSV (`csv_tables`) and XLSX (`sheets`) both end here. The header row is found, not assumed: suppliers put logos, addresses and empty
rows above it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from samkoeb.catalogue.logic import headings
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most. Bytes, data rows, columns, characters in one cell."""

    file_bytes: int = 200_000_000
    rows: int = 1_000_000
    columns: int = 1_000
    cell_characters: int = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: `line` in the file (from 1), its cells as text, and what is wrong with the row as a whole."""

    line: int
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A readable table. `rows` may be called again for another pass; `sample` is its first rows, `where` the sheet or encoding."""

    headings: tuple[str, ...]
    header_line: int
    sample: tuple[Row, ...]
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    where: str = ""


_SEARCHED_ROWS: Final = 40
SAMPLE_ROWS: Final = 200


def find_header(rows: Iterable[Row]) -> Row:
    """The row that names the columns: the one among the first forty with most headings that we know.

    Raises FileFault "no_header" (or "empty"). A row needs two headings that we know, or one and no number beside it: in a data row
    hardly any cell reads as a heading.
    """
    best: Row | None = None
    best_known = 0
    seen_any = False
    for position, row in enumerate(rows):
        if position >= _SEARCHED_ROWS:
            break
        filled = [cell for cell in row.cells if cell.strip()]
        seen_any = seen_any or bool(filled)
        known = sum(headings.is_known(cell) for cell in filled)
        numbers = sum(cell.strip().lstrip("-").replace(",", "").replace(".", "").isdigit() for cell in filled)
        if known > best_known and (known >= 2 or not numbers) and numbers <= known:
            best, best_known = row, known
    if best is None:
        raise FileFault("no_header" if seen_any else "empty")
    return best


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings as keys: trimmed, a nameless column by its number, a repeated one with a number behind it."""
    seen: dict[str, int] = {}
    names = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"[{position}]"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    while names and names[-1].startswith("["):
        names.pop()
    return tuple(names)
