"""`samkoeb validate`, and `python -m samkoeb.documents.validation` where the rest of the house is not installed."""

from __future__ import annotations

import json
import multiprocessing
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TextIO

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation import checking
from samkoeb.documents.validation.findings import Finding, Report
from samkoeb.documents.validation.schema import RuleFileError
from samkoeb.documents.xml import DEFAULT

VALID, NOT_VALID, UNREADABLE = 0, 1, 2

_FAULTS = {
    "empty_file": "the file is empty",
    "looks_like_zip": "this is a zip file, not an XML document: unpack it first",
    "looks_like_pdf": "this is a PDF, not an XML document",
    "not_xml": "this is not well-formed XML (line {line}: {detail})",
    "encoding_not_supported": "the encoding {encoding} is not supported: use UTF-8",
    "xml_dtd_refused": "a document type declaration (DTD) is not allowed in a business document",
    "xml_too_large": "the file is larger than {limit} bytes",
    "xml_too_deep": "elements are nested more than {limit} levels deep",
    "xml_too_many_elements": "the document has more than {limit} elements",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: a report, or the reason why there is none."""

    file: str
    report: Report | None
    error: str = ""

    @property
    def status(self) -> int:
        if self.report is None:
            return UNREADABLE
        return VALID if self.report.valid else NOT_VALID


def declare(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--rules", action="append", default=[], metavar="NAME", help="this rule set instead of those that follow from the document")
    parser.add_argument("--on", type=day, default=None, metavar="DATE", help="the day of validation, year-month-day (today)")
    parser.add_argument("--json", action="store_true", help="one JSON object a file and line")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="how many processes share the work (1)")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date: write it as 2026-11-25") from None


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError(f"{text!r} is no number of processes: write 1 to 256")
    return int(text)


def validate_files(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Answers in the order given, each as soon as it is known."""
    on = arguments.on or datetime.now(UTC).date()
    if unknown := _unknown(arguments.rules):
        print(f"samkoeb: no rule set is called {unknown!r} ('samkoeb rules list' shows all)", file=err)
        return UNREADABLE
    worst = VALID
    with _answers(arguments.files, tuple(arguments.rules), on, min(arguments.jobs, len(arguments.files))) as answers:
        for answer in answers:
            worst = max(worst, answer.status)
            if arguments.json:
                print(json.dumps(as_json(answer), ensure_ascii=False), file=out, flush=True)
            else:
                _say(answer, out, err)
    return worst


def _unknown(names: list[str]) -> str:
    library = checking.default_library()
    for name in names:
        try:
            library.named(name)
        except KeyError:
            return name
    return ""


@contextmanager
def _answers(files: list[str], rules: tuple[str, ...], on: date, jobs: int) -> Iterator[Iterator[Answer]]:
    check = partial(_answer, rules=rules, on=on)
    if jobs == 1:
        yield map(check, files)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield pool.imap(check, files)


def _answer(file: str, *, rules: tuple[str, ...], on: date) -> Answer:
    """Never raises: the next file gets its answer too."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - the name is shown as it was given
            raw = opened.read(DEFAULT.bytes + 1)
        return Answer(file, checking.validate(raw, rules=rules, on=on))
    except DocumentFault as fault:
        return Answer(file, None, sentence(fault))
    except OSError as error:
        return Answer(file, None, f"the file can't be read: {error.strerror or error}")
    except RuleFileError as error:
        return Answer(file, None, f"a rule set can't be used: {error}")
    except MemoryError:
        return Answer(file, None, "the document needs more memory than there is")


def sentence(fault: DocumentFault) -> str:
    """Why a document could not be read, in English."""
    return _FAULTS.get(fault.code, fault.code).format(**fault.facts)


def as_json(answer: Answer) -> dict[str, Any]:
    report = answer.report
    told: dict[str, Any] = {
        "file": answer.file,
        "rules": [one.name for one in report.rules] if report else [],
        "valid": bool(report and report.valid),
        "findings": [_finding_as_json(one) for one in report.findings] if report else [],
    }
    if report is None:
        return told | {"error": answer.error}
    return told | {"remarks": [one.en for one in report.remarks]} if report.remarks else told


def _finding_as_json(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id, "severity": one.severity, "location": one.location, "line": one.line, "message": one.message, "value": one.value,
    }  # fmt: skip


def _say(answer: Answer, out: TextIO, err: TextIO) -> None:
    report = answer.report
    if report is None:
        print(f"{answer.file}: {answer.error}", file=err, flush=True)
        return
    rules = ", ".join(f"{one.name} ({_age(one.issued, one.age)})" for one in report.rules) or "no rules"
    print(f"{answer.file}: {'valid' if report.valid else 'NOT valid'}: {rules}", file=out)
    for one in report.findings:
        print(f"  line {one.line}: {one.severity} {one.id}: {one.message}", file=out)
        print(f"    at {one.location}{'' if one.value is None else f': {one.value!r}'}", file=out)
        if one.explanation is not None and one.explanation.en != one.message:
            print(f"    {one.explanation.en}", file=out)
    for remark in report.remarks:
        print(f"  note: {remark.en}", file=out)
    out.flush()


def _age(issued: str, days: int | None) -> str:
    if days is None:
        return f"issued {issued}" if issued else "no date of issue"
    return f"issued {issued}, {days} days old"


def main(words: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m samkoeb.documents.validation", description="Check documents against the official rules of their kind.")
    declare(parser)
    return validate_files(parser.parse_args(words), sys.stdout, sys.stderr)
