"""Consequences that failed so often that a person has to look: which, why, and once more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samkoeb.audit import events
from samkoeb.audit import queries as audit
from samkoeb.kernel.actor import ADMINISTRATOR, Actor
from samkoeb.kernel.problem import NotAllowed


@dataclass(frozen=True, slots=True)
class Failed:
    """`name` and `payload` as the event was told; `why`: the last line of what went wrong, `failure`: all of it."""

    id: int
    name: str
    payload: dict[str, Any]
    at: datetime
    tries: int
    why: str
    failure: str


def failed(actor: Actor) -> list[Failed]:
    """Oldest first, for administrators: what must happen knows no body of its own."""
    _require(actor)
    return [
        Failed(row["id"], row["name"], row["payload"], row["at"], row["tries"], _last_line(row["failure"]), row["failure"])
        for row in audit.failed_events()
    ]


def retry(event_id: int, *, by: Actor, at: datetime) -> None:
    """Let it happen now, after something was put right; a worker takes it in a moment. Raises Event.DoesNotExist once it has happened."""
    _require(by)
    events.retry(event_id, by=by, at=at)


def _require(actor: Actor) -> None:
    if not (actor.is_operator or actor.holds(ADMINISTRATOR)):
        raise NotAllowed()


def _last_line(failure: str) -> str:
    lines = failure.strip().splitlines()
    return lines[-1] if lines else ""
