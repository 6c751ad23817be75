"""Documents into the inbox as if they had arrived, and what became of each."""

import json
import sys
import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samkoeb.cli.acting import actor
from samkoeb.exchange import actions, queries
from samkoeb.exchange.logic import reason
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem, Refused
from samkoeb.process import run_until_quiet
from samkoeb.sentences import say

GOOD = ("handled", "duplicate")
PATIENCE_SECONDS = 60


def run(arguments: Namespace) -> int:
    """Exit status 1 when any was set aside or not taken in."""
    by = actor(arguments.acting_as)
    arrived = [(path, _take_in(path, by)) for path in arguments.files]
    _wait_for([found for _path, found in arrived if isinstance(found, int)])
    became = [_became(path, found) for path, found in arrived]
    if arguments.json:
        print(json.dumps(became, ensure_ascii=False, indent=2))
    else:
        for one in became:
            _say(one)
    return 0 if all(one["state"] in GOOD for one in became) else 1


def _wait_for(ids: list[int]) -> None:
    """Handle what waits, here; a worker that runs beside this may have taken some of it already, and ends it in a moment."""
    until = time.monotonic() + PATIENCE_SECONDS
    run_until_quiet(datetime.now(UTC))
    while time.monotonic() < until and any(_is_under_way(pk) for pk in ids):
        time.sleep(0.1)
        run_until_quiet(datetime.now(UTC))


def _is_under_way(inbound_id: int) -> bool:
    row = queries.inbound(operator(), inbound_id)
    return row.state == "received" and (row.not_before is None or row.not_before <= datetime.now(UTC))


def _take_in(path: Path, by: Actor) -> int | list[Problem]:
    """The id in the inbox, or why the file was not taken in."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Problem("file.not_readable", "error", {"reason": error.strerror or str(error)})]
    try:
        return actions.receive(raw, channel="cli", file_name=path.name, at=datetime.now(UTC), by=by).pk
    except Refused as refused:
        return list(refused.problems)


def _became(path: Path, found: int | list[Problem]) -> dict[str, Any]:
    if not isinstance(found, int):
        return {"file": str(path), "id": None, "state": "refused", "problems": _problems(found)}
    row = queries.inbound(operator(), found)
    return {
        "file": str(path),
        "id": row.pk,
        "state": row.state,
        "document_type": row.document_type,
        "document_number": row.document_number,
        "sender": row.sender.name if row.sender else None,
        "receiver": row.receiver.name if row.receiver else None,
        "result": row.result,
        "problems": _problems(queries.reason_of(row)),
    }


def _problems(found: list[Problem]) -> list[dict[str, Any]]:
    return [{**reason.of([p]), "da": say(p, "da"), "en": say(p, "en")} for p in found]


def _say(one: dict[str, Any]) -> None:
    if one["state"] in GOOD:
        what = " ".join(x for x in (one["document_type"], one["document_number"]) if x)
        print(f"{one['file']}: {one['state']}: {what} {one['result']}".rstrip())
        return
    why = " ".join(p["en"] for p in one["problems"]) or "it waits to be tried again"
    print(f"{one['file']}: {one['state']}: {why}", file=sys.stderr)
