"""Everything that waits, until nothing waits: what a headless walk calls, and the worker at each waking."""

from dataclasses import dataclass
from datetime import datetime

from samkoeb.exchange import actions as exchange
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
    """What waits now: documents, then events, then what leaves."""
    return Counts(inbound.handle_waiting(at), reactions.drain(at), exchange.deliver_due(at))


def run_until_quiet(at: datetime) -> Counts:
    """Also what these have for consequences. What failed waits for a later instant and is not waited for."""
    total = Counts()
    while (done := run_once(at)) != Counts():
        total += done
    return total
