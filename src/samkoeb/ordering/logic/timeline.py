"""One line of time from wish to payment: each room of the chain gives its moments, a screen merges them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# The stations of a purchase in their order; `what` of a moment is one of these, or a deviation on the way ("changed", "chased" …).
STATIONS = ("wished", "approved", "ordered", "confirmed", "despatched", "received", "invoiced", "paid")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a purchase. `facts` are plain values for the sentence; reference names a document or a thing."""

    at: datetime
    what: str
    person_id: int | None = None
    reference: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Station:
    """`reached_at` is None for what is still to come."""

    name: str
    reached_at: datetime | None


def merged(*parts: Iterable[Moment]) -> list[Moment]:
    """All moments in the order of time; at the same instant in the order of the stations."""
    rank = {name: n for n, name in enumerate(STATIONS)}
    return sorted((m for part in parts for m in part), key=lambda m: (m.at, rank.get(m.what, len(rank))))


def stations(moments: Iterable[Moment], *, is_service: bool = False) -> list[Station]:
    """How far the purchase has come: the first time that each station was reached. What was ordered without anybody's approval has no such
    station, and a service is never on its way."""
    first: dict[str, datetime] = {}
    for moment in merged(moments):
        first.setdefault(moment.what, moment.at)
    passed = {"approved"} if "ordered" in first and "approved" not in first else set()
    if is_service and "despatched" not in first:
        passed.add("despatched")
    return [Station(name, first.get(name)) for name in STATIONS if name not in passed]
