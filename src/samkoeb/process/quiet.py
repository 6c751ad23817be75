"""Everything that waits, until nothing waits: what a headless walk calls, and the worker at each waking."""

from dataclasses import dataclass
from datetime import datetime

from samkoeb.audit import events
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.process import inbound, reactions


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was done."""

    handled: int = 0
    reacted: int = 0
    delivered: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.handled + other.handled, self.reacted + other.reacted, self.delivered + other.delivered)


def run_once(at: datetime) -> Counts:
    """What waits now: documents, then events, then what leaves. What these have for consequences waits for the next time."""
    arrived, leaving = exchange_queries.due_counts(at)
    told = events.due_count(at)
    return Counts(
        handled=inbound.handle_waiting(at, limit=arrived),
        reacted=reactions.drain(at, limit=told),
        delivered=exchange.deliver_due(at) if leaving else 0,
    )


def run_until_quiet(at: datetime) -> Counts:
    """Also what these have for consequences. What failed waits for a later instant and is not waited for."""
    total = Counts()
    while (done := run_once(at)) != Counts() or (done := _last_words(at)) != Counts():
        total += done
    return total


def _last_words(at: datetime) -> Counts:
    """What was stopped on its way out has left nothing but an event."""
    return Counts(reacted=reactions.drain(at))
