"""Lines on their way into a version: streamed into a temporary table with COPY, compared there, then written once.

The table lives as long as the session's connection needs it and is dropped by name; nothing of it outlives a crash.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import connection
from pydantic_core import to_json

from samkoeb.catalogue.logic.line import OfferedLine
from samkoeb.kernel.problem import Problem

BATCH: Final = 5_000
PIECE: Final = 100
_COLUMNS: Final = "line_number, number, data, price, faults, is_left_out"
#: What COPY would read as its own signs. In JSON only the first of them is left.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_SIGNS: Final = re.compile(r"[\\\t\n\r]").search


def table_of(version_id: int) -> str:
    return f"catalogue_staging_{int(version_id)}"


def create(version_id: int) -> None:
    name = table_of(version_id)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {name} (line_number integer, number text, data jsonb,"
            " price numeric(24, 10), faults jsonb, is_left_out boolean)"
        )


def drop(version_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table_of(version_id)}")


def copy(version_id: int, rows: Iterator[bytes]) -> int:
    """Add the next lines, at most BATCH, as `row_of` gives them; how many there were.

    Piece by piece: the database takes in what has been read while the next is being read. What breaks in the reading is raised when
    the COPY has ended: one that is broken off would take a caller's transaction with it.
    """
    count, broke = 0, None
    with connection.cursor() as cursor, cursor.copy(f"COPY {table_of(version_id)} ({_COLUMNS}) FROM STDIN") as sink:
        try:
            while count < BATCH and (piece := list(islice(rows, PIECE))):
                sink.write(b"".join(piece))
                count += len(piece)
        except Exception as error:
            broke = error
    if broke is not None:
        raise broke
    return count


def row_of(line: OfferedLine) -> bytes:
    """A line in COPY's text format: what it says is kept as JSON, its price also as a number per base unit.

    Text, so that a batch that waits for its turn holds no objects: they cost more to keep and to look through than to write.
    """
    problems = line.problems
    left_out = bool(problems) and line.is_left_out
    price = None if left_out else line.price_per_base
    number = line.supplier_item_number
    if _SIGNS(number):
        number = number.translate(_ESCAPES)
    return b"%d\t%b\t%b\t%b\t%b\t%b\n" % (
        line.number, number.encode(), _as_json(line.as_data()), b"\\N" if price is None else str(price).encode(),
        _as_json([as_finding(found) for found in problems]) if problems else b"[]", b"t" if left_out else b"f",
    )


def _as_json(value: Any) -> bytes:
    return to_json(value, fallback=str).replace(b"\\", b"\\\\")


def as_finding(found: Problem) -> dict[str, Any]:
    """A problem as it is stored beside a line or a version."""
    facts = {name: value if isinstance(value, (int, list)) else str(value) for name, value in found.facts.items()}
    return {"code": found.code, "severity": found.severity, "facts": facts}
