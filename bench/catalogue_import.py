"""Import of 100,000 catalogue lines, read, weighed and compared with what is in force and what was tendered (goal ≥ 5,000 lines/s).

Run inside a database that may be thrown away, with Django set up. Lines a second are wall time, all in: opening the file, checks, COPY,
diff, counts. CPU is this process's; PostgreSQL's is that of the one that serves it. Memory is measured in a process of its own for each
size, which does nothing but import: `mb_before` is what it held before it opened the file. The physical limit is COPY of the same finished
rows into a table with the same indexes. `BENCH_MEMORY=20000,100000` measures other sizes than 20,000, 100,000 and 400,000.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection

from samkoeb.agreements.actions import conclude, set_tendered_prices
from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.actions import approve_version, propose_version
from samkoeb.catalogue.models import CatalogueVersion
from samkoeb.documents.model import (
    CatalogueHeader,
    CatalogueLine,
    Classification,
    Identifier,
    Item,
    Party,
    Price,
    PriceBreak,
    TaxCategory,
)
from samkoeb.documents.model.common import Quantity
from samkoeb.documents.ubl import catalogue as ubl
from samkoeb.kernel.actor import operator
from samkoeb.organisations.actions import create_organisation

LINES = 100_000
SIZES = [int(size) for size in os.environ.get("BENCH_MEMORY", "20000,100000,400000").split(",")]
GOAL = 5_000
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GLN = "5798000000056"
BY = operator("bench")


def run() -> list[dict[str, Any]]:
    """A row for each way in, first and with a diff against 100,000 items in force; approval; the physical limit; memory by size."""
    table: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, write) in enumerate(WAYS.items(), start=1):
            large, dearer = (Path(folder) / f"{number}-{name}" for name in ("large", "dearer"))
            write(large, LINES, 0)
            write(dearer, LINES, 1)
            under = _agreement(f"bench-{number}", tendered=LINES if kind == "CSV" else 0)
            version, row = _measure(under, large, AT)
            against = " against tendered prices" if kind == "CSV" else ""
            table.append({"what": f"{kind}, {LINES:,} lines, all new{against}", **row})
            table.append({"what": f"{kind}, approval of {LINES:,} lines", **_approval(version)})
            changed, row = _measure(under, dearer, NEXT_DAY)
            limit = _copy_rate(changed)
            share = {"copy_lines_per_s": limit, "share_of_copy": f"{row['value'] / limit:.0%}", "changed": changed.counts["changed"]}
            table.append({"what": f"{kind}, {LINES:,} lines, diff against as many in force", **row, **share})
        for kind, write in WAYS.items():
            table.extend(_memory(kind, write, lines, Path(folder)) for lines in SIZES)
    return table


def _memory(kind: str, write: Callable[[Path, int, int], None], lines: int, folder: Path) -> dict[str, Any]:
    """The peak of a process that imports so many lines and does nothing else."""
    path = folder / f"{kind}-{lines}"
    write(path, lines, 0)
    under = _agreement(f"bench-{kind}-{lines}")
    done = subprocess.run(
        [sys.executable, "-c", "import samkoeb.cli.ready; from bench import catalogue_import; catalogue_import.alone()", str(under.pk), path],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    path.unlink()
    return {"what": f"{kind}, memory of {lines:,} lines, a process of its own", **json.loads(done.stdout)}


def alone() -> None:
    """What `_memory` runs: agreement and file are on the command line."""
    under, before = Agreement.objects.get(pk=int(sys.argv[1])), _peak()
    _, row = _measure(under, Path(sys.argv[2]), AT)
    print(json.dumps({"value": row["peak_mb"], "unit": "MB", "mb_before": before, "cpu_seconds": row["cpu_seconds"]}))


def _measure(under: Agreement, path: Path, at: datetime) -> tuple[CatalogueVersion, dict[str, Any]]:
    began, cpu, served = time.perf_counter(), time.process_time(), _server_cpu()
    with path.open("rb") as file:
        version = propose_version(file, supplier_id=under.supplier_id, agreement_id=under.pk, by=BY, at=at, file_name=path.name)
    seconds, used, served = time.perf_counter() - began, time.process_time() - cpu, _server_cpu() - served
    assert version.state == "proposed", version.faults
    rate = round(version.read_lines / seconds)
    return version, {
        "value": rate, "unit": "lines/s", "goal": GOAL, "reached": rate >= GOAL, "cpu_seconds": round(used, 1),
        "server_cpu_seconds": round(served, 1), "peak_mb": _peak(),
    }  # fmt: skip


def _approval(version: CatalogueVersion) -> dict[str, Any]:
    began, cpu = time.perf_counter(), time.process_time()
    approve_version(version.pk, by=BY, at=AT)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    return {"value": round(version.read_lines / seconds), "unit": "lines/s", "cpu_seconds": round(used, 1), "peak_mb": _peak()}


def _copy_rate(version: CatalogueVersion) -> int:
    """Lines a second of COPY alone: the version's finished rows into a table with the same indexes."""
    with connection.cursor() as cursor, tempfile.TemporaryFile() as rows:
        cursor.execute("CREATE TABLE bench_versionline (LIKE catalogue_versionline INCLUDING ALL)")
        with cursor.copy("COPY (SELECT * FROM catalogue_versionline WHERE version_id = %s) TO STDOUT", [version.pk]) as out:
            for piece in out:
                rows.write(piece)
        rows.seek(0)
        began = time.perf_counter()
        with cursor.copy("COPY bench_versionline FROM STDIN") as into:
            while piece := rows.read(1 << 20):
                into.write(piece)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_versionline")
    return round(version.read_lines / seconds)


def _agreement(number: str, *, tendered: int = 0) -> Agreement:
    body = create_organisation(kind="region", name=f"Region {number}", valid_from=date(2020, 1, 1), by=BY, at=AT)
    supplier = create_organisation(kind="supplier", name=f"Leverandør {number}", valid_from=date(2020, 1, 1), by=BY, at=AT)
    under = conclude(
        number=number, title=number, owner_id=body.pk, supplier_id=supplier.pk, currency="DKK", estimated_value=Decimal(1),
        maximum_value=Decimal(2), valid_from=date(2026, 1, 1), valid_to=date(2029, 1, 1),
        participants=[{"organisation_id": body.pk, "unit_id": None, "binding_level": "mandatory"}], by=BY, at=AT,
    )  # fmt: skip
    prices = [{"supplier_item_number": _number(n), "price": _price(n, 0), "unit": "XBX"} for n in range(tendered)]
    if prices:
        set_tendered_prices(under.pk, prices=prices, by=BY, at=AT)
    return under


def _number(n: int) -> str:
    return f"V-{n:06d}"


def _price(n: int, rise: int) -> Decimal:
    """One price in ten is a little higher the next day."""
    return Decimal(1000 + n * 37 % 90_000) / 100 + (rise if n % 10 == 0 else 0)


def _text(n: int) -> str:
    return f"Undersøgelseshandske, nitril, pudderfri, blå, str. {'SML'[n % 3]}, udgave {n}"


def _write_csv(path: Path, lines: int, rise: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("Varenr;Varetekst;Enhed;Nettopris;UNSPSC;Producent;Størrelse\n")
        for n in range(lines):
            price = str(_price(n, rise)).replace(".", ",")
            file.write(f"{_number(n)};{_text(n)};100/bx;{price};42132203;Nordhånd;{'SML'[n % 3]}\n")


def _write_ubl(path: Path, lines: int, rise: int) -> None:
    party = Party(endpoint=Identifier(GLN, "0088"), legal_name="Nordhånd")
    header = CatalogueHeader(number=path.name, issued_on=date(2026, 11, 23), provider=party, receiver=party)
    with path.open("wb") as file:
        ubl.write_lines(file, header, _ubl_lines(lines, rise))


def _ubl_lines(lines: int, rise: int) -> Iterator[CatalogueLine]:
    for n in range(lines):
        yield CatalogueLine(
            id=str(n + 1), action="Add", orderable=True, orderable_unit="XBX", content=Quantity(Decimal(100)),
            item=Item(
                name=_text(n), sellers_id=_number(n), manufacturer="Nordhånd", tax=TaxCategory(code="S", percent=Decimal(25)),
                classifications=(Classification(code="42132203", list_id="TST"),),
            ),
            prices=(PriceBreak(price=Price(amount=_price(n, rise), currency="DKK")),),
        )  # fmt: skip


WAYS = {"CSV": _write_csv, "UBL": _write_ubl}


def _server_cpu() -> float:
    """CPU seconds of the PostgreSQL process that serves this one, where it is on this machine (Linux); else 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    words = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return sum(map(int, words[11:13])) / os.sysconf("SC_CLK_TCK")


def _peak() -> int:
    """Of this program alone: what getrusage says begins with the peak of whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


