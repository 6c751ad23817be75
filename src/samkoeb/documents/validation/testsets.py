"""The publishers' unit tests of their rules: fragments of documents, and which rule must fire on each or must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation.library import Library, RuleSet
from samkoeb.documents.validation.parsing import parse
from samkoeb.documents.validation.running import engine
from samkoeb.documents.validation.running.tree import Document
from samkoeb.documents.validation.schema import RuleFileError

_V = "{http://difi.no/xsd/vefa/validator/1.0}"
_CONFIGURATIONS = (
    (re.compile(r"^tc434-ubl"), ("en16931-ubl",)),
    (re.compile(r"^peppolbis-en16931-.*(self-?billing|-sb)"), ("peppol-billing-sb", "en16931-ubl")),
    (re.compile(r"^peppolbis-en16931"), ("peppol-billing", "en16931-ubl")),
    (re.compile(r"^peppolbis-t0*(\d+)(?:-|$)"), ("peppolbis-t{0:0>2}",)),
)
_FATAL = frozenset({"fatal", "error"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    file: str
    test: int
    rule: str
    expected: str
    got: str


@dataclass
class Outcome:
    """`failed` counts every expectation that did not hold, also those of files whose rule set is not there."""

    passed: int = 0
    failed: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)
    without_rules: dict[str, str] = field(default_factory=dict)
    not_tests: dict[str, str] = field(default_factory=dict)


def run_files(paths: Iterable[Path], library: Library, on: date) -> Outcome:
    outcome = Outcome()
    for path, given in _files(paths):
        try:
            root = parse(path.read_bytes()).whole()
        except (DocumentFault, OSError) as error:
            outcome.not_tests[str(path)] = f"can't be read: {error}"
            outcome.failed += 1
            continue
        if root.tag == f"{_V}testSet":
            _run(path, root, library, on, outcome)
        elif root.tag == f"{_V}test":
            holder = ElementTree.Element(f"{_V}testSet", root.attrib)
            holder.append(root)
            _run(path, holder, library, on, outcome)
        elif given:
            outcome.not_tests[str(path)] = "is no test set"
            outcome.failed += 1
    return outcome


def roles_of(configuration: str) -> tuple[str, ...]:
    """The rule sets that a configuration names; none if it is not known."""
    for pattern, roles in _CONFIGURATIONS:
        if found := pattern.search(configuration.strip().lower()):
            return tuple(role.format(*found.groups()) for role in roles)
    return ()


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file once, and whether it was given itself."""
    seen: set[Path] = set()
    for path in paths:
        for file in sorted(path.rglob("*.xml")) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, not path.is_dir()


def _run(path: Path, root: Any, library: Library, on: date, outcome: Outcome) -> None:
    configuration = root.get("configuration") or ""
    tests = [one for one in root if one.tag == f"{_V}test"]
    try:
        sets = _sets(configuration, library)
    except (KeyError, RuleFileError) as error:
        outcome.without_rules[str(path)] = str(error.args[0])
        outcome.failed += sum(1 for test in tests for _ in _expected(test)) or 1
        return
    for number, test in enumerate(tests, 1):
        documents = [one for one in test if one.tag != f"{_V}assert"]
        expected = list(_expected(test))
        fired = _fired(documents[0], sets, on) if documents else {}
        for kind, rule in expected:
            got = fired.get(rule, frozenset())
            if documents and _holds(kind, got):
                outcome.passed += 1
            else:
                outcome.failed += 1
                told = ", ".join(sorted(got)) or ("it did not fire" if documents else "the test has no document")
                outcome.disagreements.append(Disagreement(str(path), number, rule, kind, told))


def _sets(configuration: str, library: Library) -> list[RuleSet]:
    roles = roles_of(configuration)
    if not roles:
        raise KeyError(f"the configuration {configuration!r} is not known")
    sets = []
    for role in roles:
        source = library.find(role)
        if source is None:
            raise KeyError(f"{role} (configuration {configuration!r}) is not added: samkoeb rules add PATH")
        loaded = library.load(source)
        if isinstance(loaded, RuleSet):
            sets.append(loaded)
    return sets


def _expected(test: Any) -> Iterator[tuple[str, str]]:
    for one in test.findall(f"{_V}assert"):
        for child in one:
            kind = str(child.tag).removeprefix(_V)
            if kind in ("error", "fatal", "warning", "success"):
                yield kind, (child.text or "").strip()


def _fired(document: Any, sets: list[RuleSet], on: date) -> dict[str, frozenset[str]]:
    """Rule id → the severities in which it fired, "unevaluated" among them."""
    tree = Document(document, datetime.combine(on, time(), UTC))
    found: dict[str, set[str]] = {}
    for one in sets:
        for hit in engine.run(one.program, tree):
            check = one.program.names["CHECKS"][hit.check]
            found.setdefault(check[0], set()).add("unevaluated" if hit.error else check[1])
    return {rule: frozenset(severities) for rule, severities in found.items()}


def _holds(kind: str, fired: frozenset[str]) -> bool:
    fired -= {"unevaluated"}
    if kind == "success":
        return not fired
    return "warning" in fired if kind == "warning" else bool(fired & _FATAL)
