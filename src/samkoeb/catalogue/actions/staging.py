"""Lines on their way into a version: streamed into a temporary table with COPY, compared there, then written once.

The table lives as long as the session's connection needs it and is dropped by name; nothing of it outlives a crash.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from django.db import connection

from samkoeb.catalogue.logic.line import OfferedLine
from samkoeb.kernel import fingerprint
from samkoeb.kernel.problem import Problem

BATCH: Final = 5_000
_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_COLUMNS: Final = "line_number, number, data, content_sha256, price, faults, is_left_out"


def table_of(version_id: int) -> str:
    return f"catalogue_staging_{int(version_id)}"


def create(version_id: int) -> None:
    name = table_of(version_id)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {name} (line_number integer, number text, data jsonb, content_sha256 text,"
            " price numeric(24, 10), faults jsonb, is_left_out boolean)"
        )


def drop(version_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table_of(version_id)}")


def copy(version_id: int, lines: Iterable[OfferedLine]) -> None:
    """Add lines; what a line says is kept as JSON, its price also as a number per base unit."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table_of(version_id)} ({_COLUMNS}) FROM STDIN") as sink:
        for line in lines:
            sink.write_row(_row(line))


def _row(line: OfferedLine) -> tuple[Any, ...]:
    data = _AS_JSON(line.as_data())
    price = None if line.is_left_out else line.price_per_base
    return (
        line.number,
        line.supplier_item_number,
        data,
        fingerprint.of_bytes(data.encode()),
        None if price is None else str(price),
        json.dumps([as_finding(found) for found in line.problems], ensure_ascii=False, default=str) if line.problems else "[]",
        "t" if line.is_left_out else "f",
    )


def as_finding(found: Problem) -> dict[str, Any]:
    """A problem as it is stored beside a line or a version."""
    facts = {name: value if isinstance(value, (int, list)) else str(value) for name, value in found.facts.items()}
    return {"code": found.code, "severity": found.severity, "facts": facts}


def in_batches(lines: Iterator[OfferedLine], size: int = BATCH) -> Iterator[list[OfferedLine]]:
    while batch := list(islice(lines, size)):
        yield batch
