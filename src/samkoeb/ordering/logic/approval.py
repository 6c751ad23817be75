"""Who may say yes to what: below the limit nobody is asked; above it somebody else, with a limit that is high enough (R1, R3, R4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel.actor import APPROVER, CALL_OFF_OFFICER, REQUESTER, Actor
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic import outside
from samkoeb.ordering.logic.splitting import Wanted

APPROVING_ROLES = (APPROVER, CALL_OFF_OFFICER)


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """A wish that waits. totals: net by currency, as it would be ordered now; limits are said in `limit_currency`, the body's."""

    organisation_id: int
    unit_id: int
    requester_id: int | None
    totals: Mapping[str, Decimal]
    limit_currency: str


def own_limit(actor: Actor, organisation_id: int, unit_id: int, *, unit_limit: Decimal | None) -> Decimal | None:
    """The most that the actor may order for the unit without being asked; None: no limit.

    A requester without a limit of their own has the unit's. A disponent has the disponent's; but not as a substitute: standing in
    for the one who approves gives no right to approve one's own wishes (a substitute never accumulates both sides of a pair).
    """
    if actor.is_operator:
        return None
    limits: list[Decimal | None] = [Decimal(0)]
    for held in actor.roles:
        if not held.covers(organisation_id, unit_id):
            continue
        if held.role == REQUESTER:
            limits.append(held.limit if held.limit is not None else unit_limit)
        elif held.role == CALL_OFF_OFFICER and held.substitute_for is None:
            limits.append(held.limit)
    return None if None in limits else max(x for x in limits if x is not None)


def asked_about(wanted: Iterable[Wanted]) -> list[Wanted]:
    """The lines that the limit counts for: what a patient needs tonight is not among them."""
    return [w for w in wanted if w.outside_reason not in outside.LEAVES_AT_ONCE]


def within(totals: Mapping[str, Decimal], limit: Decimal | None, limit_currency: str) -> bool:
    """Whether the totals keep within a limit. Another currency can't be compared with it, and so is not within."""
    if limit is None:
        return True
    return all(currency == limit_currency and total <= limit for currency, total in totals.items())


def check(facts: ApprovalFacts, by: Actor) -> list[Problem]:
    """Why this actor may not approve this wish; empty when they may."""
    if by.is_same_person(facts.requester_id):
        return [Problem("approval.own_request")]
    limit = approving_limit(by, facts.organisation_id, facts.unit_id)
    if not within(facts.totals, limit, facts.limit_currency):
        total = ", ".join(f"{amount} {currency}" for currency, amount in facts.totals.items())
        return [Problem("approval.above_limit", "error", {"limit": limit, "currency": facts.limit_currency, "total": total})]
    return []


def approving_limit(by: Actor, organisation_id: int, unit_id: int) -> Decimal | None:
    """The highest limit of the roles that approve; Decimal(0) when none is held, None when one has no limit."""
    limits = [by.limit_for(role, organisation_id, unit_id) for role in APPROVING_ROLES]
    return None if None in limits else max(x for x in limits if x is not None)


def stands_in_for(by: Actor, organisation_id: int, unit_id: int) -> int | None:
    """Whose approver's role is used, where it is not the actor's own."""
    held = [r for r in by.roles if r.role in APPROVING_ROLES and r.covers(organisation_id, unit_id)]
    return None if not held or any(r.substitute_for is None for r in held) else held[0].substitute_for
