"""The nine steps of a purchase on a throw-away database: one line per step, the documents in a folder, a summary."""

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from samkoeb import documents
from samkoeb.cli.fault import Fault
from samkoeb.kernel import calendar
from samkoeb.sentences import sentence
from samkoeb.story import summary
from samkoeb.story.offered import look
from samkoeb.story.walk import STEPS, Taken, Walk, take


def run(arguments: Namespace) -> int:
    """Exit status 0 only if all nine steps held."""
    folder: Path = arguments.out
    raw, name = _catalogue(arguments.catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        walk = Walk(raw, name, look(raw, name, today=calendar.day_of(datetime.now(UTC))))
    except documents.DocumentFault as fault:
        raise Fault(f"{name} cannot be read as a catalogue: {sentence(f'documents.{fault.code}', fault.facts, 'en')}") from None
    taken: list[Taken] = []
    for title, step in STEPS:
        taken.append(take(walk, title, step))
        if not arguments.json:
            print(f"{len(taken)}. {title:<20} {'held' if taken[-1].ok else 'FAILED'} {taken[-1].ms:>7} ms", flush=True)
        if not taken[-1].ok:
            break
    for paper, content in walk.papers.items():
        (folder / paper).write_bytes(content)
    told = summary.of(walk, taken)
    (folder / "journal.json").write_text(
        json.dumps(summary.journal(walk), ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8"
    )
    (folder / "summary.json").write_text(json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, default=str))
    if not taken[-1].ok:
        raise Fault(f"step {len(taken)}, {taken[-1].name}: {taken[-1].found}")
    return 0


def _catalogue(path: Path | None) -> tuple[bytes, str]:
    if path is None:
        return summary.own_catalogue(), "catalogue.xml"
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise Fault(f"{path}: {error.strerror}") from None
