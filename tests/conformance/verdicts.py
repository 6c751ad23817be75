"""The verdict of both judges in one form: how often each rule speaks, or that the rules can't be evaluated on a document."""

import functools
import re
import runpy
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from tests.conformance import oracles
from tests.conformance.schematron import to_xslt

from samkoeb.documents.validation import judging, reading
from samkoeb.documents.validation.compiling.module import generate
from samkoeb.documents.validation.parsing import parse
from samkoeb.documents.validation.running.engine import Program

ABORTS = "can't be evaluated"
_IN_TEXT = re.compile(r"\s*\[([FEW]-[\w.-]+)\]")  # OIOUBL's ids
_COUNTED = re.compile(r".*-\d+\.\d+")  # ours, where a file gives none
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@functools.lru_cache(maxsize=80)
def program(file: Path) -> Program:
    """A rule file compiled by us."""
    schema = reading.read(file)
    text = generate(schema)
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as module:
        module.write(text)
        module.flush()
        return Program(schema.name, runpy.run_path(module.name), text)


@functools.lru_cache(maxsize=80)
def executable(file: Path):
    """A rule file for Saxon: a publisher's stylesheet as it is, Schematron by way of ours."""
    return oracles.stylesheet(file) if file.suffix in (".xsl", ".xslt") else oracles.stylesheet_of(to_xslt(file))


def findings(file: Path, raw: bytes) -> list[tuple[str, str, str]]:
    """Ours as (id, severity, error or "")."""
    judge = program(file)
    checks = judge.names["CHECKS"]
    _, (hits,) = judging.judge([judge], parse(raw), datetime.now(UTC))
    return [(checks[hit.check][0], checks[hit.check][1], hit.error) for hit in hits]


def ours(file: Path, raw: bytes) -> Counter | str:
    judge = program(file)
    _, (hits,) = judging.judge([judge], parse(raw), datetime.now(UTC))
    if any(hit.error for hit in hits):
        return ABORTS
    return Counter(_named(judge.names["CHECKS"][hit.check][0], judge.names["CHECKS"][hit.check][2]) for hit in hits)


def saxons(file: Path, raw: bytes) -> Counter | str:
    judge, node = executable(file), oracles.saxon().parse_xml(xml_text=raw.decode())
    try:
        report = judge.transform_to_string(xdm_node=node)
    except Exception:
        return ABORTS
    root = etree.fromstring(report.encode())
    told = [_named(one.get("id", ""), ["".join(one.itertext())]) for one in root.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report")]
    for one in root.iter(f"{_SVRL}as-written"):
        told += [_named("", [error.findtext("Description")]) for error in one.iter("Error")]
    return Counter(told)


def _named(id_: str, message) -> str:
    first = next((part for part in message if part), "")
    if found := _IN_TEXT.match(first):
        return found.group(1)
    return first.split("  ")[0].strip() if not id_ or _COUNTED.fullmatch(id_) else id_


def difference(file: Path, raw: bytes) -> str:
    """What the two say that the other does not; "" where they agree."""
    theirs, mine = saxons(file, raw), ours(file, raw)
    if theirs == mine:
        return ""
    if isinstance(theirs, str) or isinstance(mine, str):
        return f"Saxon: {theirs}; ours: {mine}"
    return f"only Saxon: {dict(theirs - mine)}; only ours: {dict(mine - theirs)}"
