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


@dataclass(frozen=True, slots=True)
class Body:
    """What must be known of a body that is to follow or be followed."""

    id: int
    is_supplier: bool
    valid_from: date
    valid_to: date | None


def check_day(predecessor: Body, successor: Body, on: date) -> list[Problem]:
    """The one existed before the day, the other exists on it, and both are of a sort: a supplier never stands where a public body stood."""
    problems = []
    if predecessor.is_supplier != successor.is_supplier:
        problems.append(Problem("organisation.succession_of_another_sort", "error", {"field": "successor"}))
    if on <= predecessor.valid_from:
        problems.append(Problem("organisation.succession_too_early", "error", {"field": "on", "on": on}))
    if on < successor.valid_from or (successor.valid_to is not None and on >= successor.valid_to):
        problems.append(Problem("organisation.successor_not_there", "error", {"field": "on", "on": on}))
    return problems


def check(predecessor_id: int, successor_id: int, links: Iterable[Link]) -> list[Problem]:
    """A body is followed by one other, once, and never by itself in the end."""
    links = list(links)
    if any(k.predecessor_id == predecessor_id for k in links):
        return [Problem("organisation.already_succeeded", "error", {"organisation_id": predecessor_id})]
    if predecessor_id in (successor_id, body_on(successor_id, links, date.max)):
        return [Problem("organisation.succession_circle", "error", {"organisation_id": predecessor_id})]
    return []
