"""Who stands where whom stood, on a day (P8, T24, T30).

Nothing moves when bodies merge: orders, agreements, units and roles keep the body that they were made with, and every scope is
resolved through the dated successions. So history stays visible under the old names, and what is open follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Link:
    predecessor_id: int
    successor_id: int
    on: date


def body_on(organisation_id: int, links: Iterable[Link], on: date) -> int:
    """The body that stands where `organisation_id` stood, on the day."""
    following = {k.predecessor_id: k.successor_id for k in links if k.on <= on}
    seen = {organisation_id}
    while (successor := following.get(organisation_id)) is not None and successor not in seen:
        organisation_id = successor
        seen.add(successor)
    return organisation_id


def family_on(organisation_id: int, links: Iterable[Link], on: date) -> frozenset[int]:
    """The body of the day with all whose place it has taken: what a role over it reaches."""
    links = [k for k in links if k.on <= on]
    root = body_on(organisation_id, links, on)
    family = {root}
    while True:
        more = {k.predecessor_id for k in links if k.successor_id in family} - family
        if not more:
            return frozenset(family)
        family |= more


def predecessors_on(organisation_id: int, links: Iterable[Link], on: date) -> frozenset[int]:
    """The body itself and all whose place it has taken by the day: whose agreements it may use (F4.3)."""
    links = [k for k in links if k.on <= on]
    family = {organisation_id}
    while True:
        more = {k.predecessor_id for k in links if k.successor_id in family} - family
        if not more:
            return frozenset(family)
        family |= more


def check(predecessor_id: int, successor_id: int, links: Iterable[Link]) -> list[Problem]:
    """A body is followed by one other, once, and never by itself in the end."""
    links = list(links)
    if any(k.predecessor_id == predecessor_id for k in links):
        return [Problem("organisation.already_succeeded", "error", {"organisation_id": predecessor_id})]
    if predecessor_id in (successor_id, body_on(successor_id, links, date.max)):
        return [Problem("organisation.succession_circle", "error", {"organisation_id": predecessor_id})]
    return []
