"""`samkoeb validate`, and `python -m samkoeb.documents.validation` where the rest of the house is not installed."""

from __future__ import annotations

import json
import os
import select
import stat
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any, TextIO

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation import checking, spoken
from samkoeb.documents.validation.findings import Finding, Report
from samkoeb.documents.validation.schema import RuleFileError
from samkoeb.kernel.text import Text

VALID, NOT_VALID, UNREADABLE = 0, 1, 2

_PATIENCE = 30  # seconds until something comes through a pipe


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: a report, or the reason why there is none."""

    file: str
    report: Report | None
    error: Text | None = None

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
    language = spoken.language()
    try:
        limits = xml.limits_of(os.environ)
    except ValueError as error:
        return _wrong_use(spoken.filled(spoken.BAD_LIMIT, name=error), language, err)
    if unknown := _unknown(arguments.rules):
        return _wrong_use(spoken.filled(spoken.NO_SUCH_RULES, name=repr(unknown)), language, err)
    on = arguments.on or datetime.now(UTC).date()
    check = partial(_answer, rules=tuple(arguments.rules), on=on, limits=limits)
    worst = VALID
    for answer in _answers(arguments.files, check, min(arguments.jobs, len(arguments.files))):
        worst = max(worst, answer.status)
        if arguments.json:
            _print(json.dumps(as_json(answer, language), ensure_ascii=False), out)
        elif answer.report is not None:
            _print("\n".join(told(answer.file, answer.report, language)), out)
        elif answer.error is not None:
            _print(f"{answer.file}: {answer.error.in_language(language)}", err)
    return worst


def _wrong_use(told: Text, language: str, err: TextIO) -> int:
    _print(f"samkoeb: {told.in_language(language)}", err)
    return UNREADABLE


def _print(text: str, to: TextIO) -> None:
    """Letters that the terminal does not know, and bytes of a file's name that are none, are shown by their number."""
    encoding = getattr(to, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=to, flush=True)


def _unknown(names: list[str]) -> str:
    library = checking.default_library()
    for name in names:
        try:
            library.named(name)
        except KeyError:
            return name
    return ""


def _answers(files: list[str], check: Callable[[str], Answer], jobs: int) -> Iterator[Answer]:
    """In the order of the files. The system may end a process that takes too much memory: its file is tried once more, by itself."""
    if jobs == 1:
        yield from map(check, files)
        return
    left = deque(files)
    while left:
        for answer in _until_one_breaks(list(left), check, jobs):
            left.popleft()
            yield answer
        if left:
            yield next(iter(_until_one_breaks([left[0]], check, 1)), Answer(left[0], None, spoken.NO_MEMORY))
            left.popleft()


def _until_one_breaks(files: list[str], check: Callable[[str], Answer], jobs: int) -> Iterator[Answer]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"))
    try:
        yield from pool.map(check, files)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _answer(file: str, *, rules: tuple[str, ...], on: date, limits: xml.Limits) -> Answer:
    """Never raises: the next file gets its answer too."""
    try:
        return Answer(file, checking.validate(_bytes(file, limits.bytes + 1), rules=rules, on=on, limits=limits))
    except _NothingCame:
        error = spoken.filled(spoken.NOBODY_WRITES, seconds=_PATIENCE)
    except DocumentFault as fault:
        error = spoken.refusal(fault)
    except OSError as fault:
        error = spoken.why_not(fault)
    except RuleFileError as fault:
        error = spoken.filled(spoken.RULES_FAULT, detail=fault)
    except MemoryError:
        error = spoken.NO_MEMORY
    except Exception as fault:
        if os.environ.get("SAMKOEB_DEBUG"):
            raise
        error = spoken.filled(spoken.OUR_FAULT, detail=f"{type(fault).__name__}: {fault}"[:200])
    return Answer(file, None, error)


class _NothingCame(Exception):
    pass


def _bytes(file: str, most: int) -> bytes:
    """No more than `most`, and never waiting for ever for a pipe that nobody writes to."""
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(handle, "rb") as opened:  # noqa: PTH123 - it is open already
        os.set_blocking(handle, True)
        if not stat.S_ISREG(os.fstat(handle).st_mode) and not _has_come(handle):
            raise _NothingCame
        return opened.read(most)


def _has_come(handle: int) -> bool:
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(_PATIENCE * 1000))


def as_json(answer: Answer, language: str = "en") -> dict[str, Any]:
    report, error = answer.report, answer.error
    told: dict[str, Any] = {
        "file": answer.file,
        "rules": [one.name for one in report.rules] if report else [],
        "valid": bool(report and report.valid),
        "findings": [_finding_as_json(one) for one in report.findings] if report else [],
    }
    if report is None:
        return told | {"error": error.in_language(language) if error else ""}
    return told | {"remarks": [one.in_language(language) for one in report.remarks]} if report.remarks else told


def _finding_as_json(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id, "severity": one.severity, "location": one.location, "line": one.line, "message": one.message, "value": one.value,
    }  # fmt: skip


def told(file: str, report: Report, language: str) -> Iterator[str]:
    """The lines that a person reads."""
    rules = ", ".join(f"{one.name} ({spoken.age(one).in_language(language)})" for one in report.rules) or spoken.NO_RULES.in_language(language)
    yield f"{file}: {spoken.VERDICT[report.valid].in_language(language)}: {rules}"
    line, at, note = (one.in_language(language) for one in (spoken.LINE, spoken.AT, spoken.NOTE))
    for one in report.findings:
        yield f"  {line} {one.line}: {spoken.SEVERITIES[one.severity].in_language(language)} {one.id}: {one.message}"
        yield f"    {at} {one.location}{'' if one.value is None else f': {one.value!r}'}"
        if one.explanation is not None and (explained := one.explanation.in_language(language)) != one.message:
            yield f"    {explained}"
    for remark in report.remarks:
        yield f"  {note}: {remark.in_language(language)}"


def main(words: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m samkoeb.documents.validation", description="Check documents against the official rules of their kind.")
    declare(parser)
    return validate_files(parser.parse_args(words), sys.stdout, sys.stderr)
