"""Checking invoices by EN 16931 and Peppol: CPU against Saxon with its stylesheets compiled once, both from bytes to findings."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.conformance import corpus, oracles
from tests.documents.samples import long_invoice

from samkoeb.documents import write
from samkoeb.documents.validation import recurring, validate

GOAL, FIRST_COMPILE, FROM_CACHE, MEMORY = 15, 10, 0.2, 3
DAY = date(2026, 11, 25)
Row = dict[str, Any]


def invoices(lines: int, count: int) -> list[bytes]:
    """Valid invoices of one supplier, no two alike: numbers, quantities, prices, items and totals."""
    return [write(long_invoice(lines, seed)) for seed in range(1, count + 1)]


def _cpu(work: Callable[[bytes], Any], documents: Sequence[bytes], rounds: int = 3) -> float:
    """Seconds for one document: the best of some rounds, so that both sides get their warmest."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for raw in documents:
            work(raw)
        best = min(best, (time.process_time() - started) / len(documents))
    return best


def _ours(raw: bytes) -> None:
    assert validate(raw, on=DAY).valid


def _ours_first_of_its_markup(raw: bytes) -> None:
    recurring.forget()
    _ours(raw)


def _saxons(raw: bytes) -> None:
    node = oracles.saxon().parse_xml(xml_text=raw.decode())
    for file in corpus.BILLING:
        oracles.stylesheet(file).transform_to_string(xdm_node=node)


def _ratio(what: str, work: Callable[[bytes], Any], ours: Sequence[bytes], theirs: Sequence[bytes], goal: int | None = GOAL) -> Row:
    a, b = _cpu(work, ours), _cpu(_saxons, theirs)
    row = {"what": f"times faster than Saxon, {what}", "value": round(b / a, 1), "unit": "×", "cpu_seconds": round(a, 4), "saxon_cpu_seconds": round(b, 4)}
    return row if goal is None else {**row, "goal": goal, "reached": b / a >= goal}


def _loading() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_in_a_process(f"{_LOAD}\nload()", folder)["cpu"] for _ in range(2)]
    first, cached = seconds
    return [
        {"what": "both rule sets, first compile", "value": round(first, 2), "unit": "s", "goal": FIRST_COMPILE, "reached": first <= FIRST_COMPILE},
        {"what": "both rule sets, from the cache", "value": round(cached, 3), "unit": "s", "goal": FROM_CACHE, "reached": cached <= FROM_CACHE},
    ]


_PEAK = """
from pathlib import Path
def peak():  # not getrusage: that one remembers the process it was started from
    return next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
"""
_LOAD = f"""{_PEAK}
import time
from samkoeb.documents.validation import Library
def load():
    library = Library()
    started = time.process_time()
    for name in ("en16931-ubl", "peppol-billing"):
        library.load(library.named(name))
    print(time.process_time() - started, peak())
"""
_CHECK = f"""{_PEAK}
import time, sys
from datetime import date
from samkoeb.documents.validation import validate
started = time.process_time()
assert validate(Path(sys.argv[1]).read_bytes(), on=date(2026, 11, 25)).valid
print(time.process_time() - started, peak())
"""
_PARSE = f"""{_PEAK}
import time, sys
from lxml import etree
started = time.process_time()
root = etree.parse(sys.argv[1], etree.XMLParser(huge_tree=True)).getroot()
print(time.process_time() - started, peak())
"""


def _in_a_process(code: str, cache: str, *arguments: str) -> dict[str, float]:
    """CPU seconds, and the most memory that a process of its own had, in MB."""
    told = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, env={"SAMKOEB_RULES_CACHE": cache, "PATH": ""}
    )  # fmt: skip
    cpu, kilobytes = told.stdout.split()
    return {"cpu": float(cpu), "peak": float(kilobytes) / 1024}


def _long(lines: int) -> list[Row]:
    """In processes of their own, as the memory of one can't be given back to the next."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "invoice.xml"
        file.write_bytes(write(long_invoice(lines)))
        _in_a_process(f"{_LOAD}\nload()", folder)
        ours, theirs = _in_a_process(_CHECK, folder, str(file)), _in_a_process(_PARSE, folder, str(file))
        size = file.stat().st_size / 1024 / 1024
    ratio = ours["peak"] / theirs["peak"]
    return [
        {"what": f"an invoice of {lines:,} lines ({size:.0f} MB)", "value": round(ours["cpu"], 2), "unit": "s", "cpu_seconds": round(ours["cpu"], 2),
         "peak_mb": round(ours["peak"])},
        {"what": f"its peak memory, times lxml's to parse it ({theirs['peak']:.0f} MB)", "value": round(ratio, 2), "unit": "×", "goal": MEMORY,
         "reached": ratio <= MEMORY},
    ]  # fmt: skip


def run() -> list[Row]:
    """Rows: loading, ratios to Saxon, and large invoices by us alone."""
    rows = _loading()
    few, long = invoices(20, 40), invoices(1_000, 5)
    for raw in (few[0], long[0]):
        _saxons(raw)
        _ours(raw)
    rows.append(_ratio("20 lines, a supplier's next invoices", _ours, few * 3, few[:10]))
    rows.append(_ratio("20 lines, the first of its markup", _ours_first_of_its_markup, few, few[:10]))
    rows.append(_ratio("20 lines, the same again", _ours, few[:1] * 100, few[:1] * 10, goal=None))
    rows.append(_ratio("1,000 lines, a supplier's next invoices", _ours, long, long[:2]))
    rows.append(_ratio("1,000 lines, the first of its markup", _ours_first_of_its_markup, long, long[:2]))
    for lines in (10_000, 100_000):
        rows += _long(lines)
    return rows
