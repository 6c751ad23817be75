"""`samkoeb rules list | add | show | test`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from samkoeb.documents.validation import checking
from samkoeb.documents.validation.adding import add
from samkoeb.documents.validation.explanations import EXPLANATIONS
from samkoeb.documents.validation.library import RuleSet, SchemaSet
from samkoeb.documents.validation.schema import RuleFileError
from samkoeb.documents.validation.testsets import Disagreement, run_files

YES, NO, WRONG_USE = 0, 1, 2


def declare(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|add|show|test")
    verbs.add_parser("list", help="the rule sets that are there, and how old they are")
    adding = verbs.add_parser("add", help="add every rule set below a folder or in a zip")
    adding.add_argument("path", type=Path, metavar="PATH")
    adding.add_argument("--name", default="", metavar="NAME", help="what to call it")
    showing = verbs.add_parser("show", help="what a rule says, wherever it is")
    showing.add_argument("rule", metavar="RULE-ID")
    testing = verbs.add_parser("test", help="run the publishers' unit tests of their rules")
    testing.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    testing.add_argument("--json", action="store_true", help="print the answer as JSON")


def _list(_arguments: Namespace, out: TextIO, err: TextIO) -> int:
    library, today, status = checking.default_library(), datetime.now(UTC).date(), YES
    seen: set[str] = set()
    for source in library.sources():
        try:
            one = library.load(source)
        except RuleFileError as error:
            status = NO
            print(f"{source.name}: {error}", file=err)
            continue
        age = one.age(today)
        parts = [
            one.title, f"issued {one.issued}" if one.issued else "", f"{age} days old" if age is not None else "",
            _size(one), source.source, f"added {source.added}" if source.added else "",
            "replaced by the one above" if source.role in seen else "",
        ]  # fmt: skip
        seen.add(source.role)
        print(f"{source.name}: {' · '.join(part for part in parts if part)}", file=out)
        for remark in one.remarks:
            print(f"  note: {remark}", file=out)
    return status


def _size(one: RuleSet | SchemaSet) -> str:
    return f"{len(one.schemas.types)} document types" if isinstance(one, SchemaSet) else f"{len(one.checks)} checks"


def _add(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    try:
        results = add(arguments.path, to=checking.default_library(), on=datetime.now(UTC).date(), name=arguments.name)
    except (RuleFileError, OSError) as error:
        print(f"samkoeb: {error}", file=err)
        return WRONG_USE
    added = [one for one in results if one.source is not None]
    for one in results:
        if one.source is not None:
            held = f"{one.types} document types" if one.types else f"{one.checks} checks"
            print(f"{one.source.name}: added, {held} ({one.file})", file=out)
        else:
            print(f"not added: {one.file}: {one.reason}", file=out if one.twin else err)
    print(f"{len(added)} rule sets added", file=out)
    return YES if all(one.source is not None or one.twin for one in results) else NO


def _show(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    wanted, found = arguments.rule.lower(), False
    library = checking.default_library()
    for source in library.sources():
        try:
            one = library.load(source)
        except RuleFileError as error:
            print(f"{source.name}: {error}", file=err)
            continue
        for check in one.checks:
            if check[0].lower() == wanted:
                found = True
                _say_check(one, check, out)
    if not found:
        print(f"samkoeb: no rule set has a rule {arguments.rule!r}", file=err)
        return NO
    return YES


def _say_check(one: RuleSet | SchemaSet, check: Any, out: TextIO) -> None:
    id_, severity, parts, _, test = check
    print(f"{id_} · {severity} · {one.name} ({one.title})", file=out)
    print(f"  {' '.join(''.join('…' if part is None else part for part in parts).split())}", file=out)
    print(f"  test: {test}", file=out)
    if id_ in EXPLANATIONS:
        print(f"  {EXPLANATIONS[id_].en}\n  {EXPLANATIONS[id_].da}", file=out)


def _test(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    missing = [path for path in arguments.paths if not path.exists()]
    if missing:
        print(f"samkoeb: {missing[0]}: there is no such file or folder", file=err)
        return WRONG_USE
    outcome = run_files(arguments.paths, checking.default_library(), datetime.now(UTC).date())
    if arguments.json:
        told = {"passed": outcome.passed, "failed": outcome.failed, "disagreements": [_as_json(one) for one in outcome.disagreements],
                "without_rules": outcome.without_rules, "not_tests": outcome.not_tests}  # fmt: skip
        print(json.dumps(told, ensure_ascii=False), file=out)
    else:
        for one in outcome.disagreements:
            print(f"{one.file}: test {one.test}: {one.rule}: {one.expected} was expected: {one.got}", file=out)
        for file, why in outcome.without_rules.items():
            print(f"{file}: no rule set: {why}", file=out)
        for file, why in outcome.not_tests.items():
            print(f"{file}: {why}", file=err)
        print(f"{outcome.passed} passed, {outcome.failed} failed", file=out)
    return NO if outcome.failed or not outcome.passed else YES


def _as_json(one: Disagreement) -> dict[str, Any]:
    return {"file": one.file, "test": one.test, "rule": one.rule, "expected": one.expected, "got": one.got}


VERBS: dict[str, Callable[[Namespace, TextIO, TextIO], int]] = {"list": _list, "add": _add, "show": _show, "test": _test}
