"""Checking invoices by EN 16931 and Peppol: CPU against Saxon with its stylesheets compiled once, both from bytes to findings."""

import copy
import runpy
import tempfile
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree
from tests.conformance import corpus, oracles

from samkoeb.documents.validation import reading
from samkoeb.documents.validation.compiling.module import generate
from samkoeb.documents.validation.running.engine import Program
from samkoeb.documents.validation.running.engine import run as judge
from samkoeb.documents.validation.running.tree import Document

GOAL, FIRST_COMPILE = 15, 10
_EXAMPLE = corpus.STANDARDS / "openpeppol-bis-invoice-3/examples/examples/base-example.xml"


def invoice(lines: int) -> bytes:
    """The example with `lines` lines, each its own id; the sum of lines fits, the VAT totals do not, which adds findings to both sides alike."""
    root = etree.parse(str(_EXAMPLE)).getroot()
    first, *others = root.findall("{*}InvoiceLine")
    for one in others:
        root.remove(one)
    for number in range(lines):
        line = copy.deepcopy(first)
        line.find("{*}ID").text = str(number + 1)
        root.append(line)
    root.remove(first)
    amount = Decimal(first.findtext("{*}LineExtensionAmount")) * lines
    root.find("{*}LegalMonetaryTotal/{*}LineExtensionAmount").text = str(amount)
    return etree.tostring(root)


def compiled(file: Path) -> Program:
    text = generate(reading.read(file))
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as module:
        module.write(text)
        module.flush()
        return Program(file.stem, runpy.run_path(module.name), text)


def _ours(programs: list[Program], raw: bytes) -> None:
    document = Document(ET.fromstring(raw), datetime.now(UTC))  # noqa: S314 - our own document
    for program in programs:
        judge(program, document)


def _saxons(executables: list[Any], raw: bytes) -> None:
    node = oracles.saxon().parse_xml(xml_text=raw.decode())
    for executable in executables:
        executable.transform_to_string(xdm_node=node)


def _cpu(work, *args: Any, times: int) -> float:
    """The best of some: both sides get their warmest run."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        work(*args)
        best = min(best, time.process_time() - started)
    return best


def run() -> list[dict[str, Any]]:
    """Rows: the first compile, the ratio for 20 and 1,000 lines, and larger invoices by us alone."""
    started = time.process_time()
    programs = [compiled(file) for file in corpus.BILLING]
    seconds = time.process_time() - started
    rows = [{"what": "first compile of both rule sets", "value": round(seconds, 2), "unit": "s", "goal": FIRST_COMPILE, "reached": seconds <= FIRST_COMPILE}]
    executables = [oracles.stylesheet(file) for file in corpus.BILLING]
    for lines, times in ((20, 30), (1_000, 8)):
        raw = invoice(lines)
        ours, theirs = _cpu(_ours, programs, raw, times=times), _cpu(_saxons, executables, raw, times=times)
        rows.append({"what": f"times faster than Saxon, {lines:,} lines", "value": round(theirs / ours, 1), "unit": "×", "goal": GOAL,
                     "reached": theirs / ours >= GOAL, "cpu_seconds": round(ours, 4), "saxon_cpu_seconds": round(theirs, 4)})  # fmt: skip
    for lines in (10_000, 100_000):
        ours = _cpu(_ours, programs, invoice(lines), times=1)
        rows.append({"what": f"an invoice of {lines:,} lines", "value": round(ours, 2), "unit": "s", "cpu_seconds": round(ours, 2)})
    return rows
