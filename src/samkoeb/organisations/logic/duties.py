"""Separation of duties: the pairs of part 5 that one human being may not be both sides of.

Each predicate returns the problems it finds, so that a screen can hide the button and the action refuse for the same reason. A
substitute acts as two people and is refused if either of them stands on the other side. The operator is no person: what the command
line does on both sides is recorded as such.
"""

from decimal import Decimal

from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem


def _two_people(code: str, actor: Actor, *first: int | None) -> list[Problem]:
    return [Problem(code)] if any(actor.is_same_person(person_id) for person_id in first) else []


def approver_is_not_requester(actor: Actor, requester_id: int | None) -> list[Problem]:
    """R4 is never R1 of the same document (four eyes)."""
    return _two_people("duties.requester_approves", actor, requester_id)


def releaser_is_not_preparer(actor: Actor, preparer_id: int | None) -> list[Problem]:
    """R8 never prepared the same payment file (R7)."""
    return _two_people("duties.preparer_releases", actor, preparer_id)


def poster_is_not_releaser(actor: Actor, poster_ids: frozenset[int]) -> list[Problem]:
    """Who posted an invoice doesn't release its payment."""
    return _two_people("duties.poster_releases", actor, *sorted(poster_ids))


def invoice_approver_is_not_order_approver(
    actor: Actor, order_approver_id: int | None, amount: Decimal, limit: Decimal | None
) -> list[Problem]:
    """Above the limit (ex VAT; None: always) the one who approved the order doesn't approve its invoice."""
    if limit is not None and amount <= limit:
        return []
    return _two_people("duties.order_approver_approves_invoice", actor, order_approver_id)


def bank_account_has_two_people(actor: Actor, proposer_id: int | None) -> list[Problem]:
    """A supplier's changed account is confirmed by another person than the one who wrote it (fraud, 6.5)."""
    return _two_people("duties.proposer_confirms_account", actor, proposer_id)


def counter_is_not_adjuster(actor: Actor, counter_id: int | None) -> list[Problem]:
    """A stock adjustment above the limit is approved by another than the one who counted (R6)."""
    return _two_people("duties.counter_approves_adjustment", actor, counter_id)


def roles_are_not_given_to_oneself(actor: Actor, person_id: int) -> list[Problem]:
    """An administrator who needs a role asks another administrator for it."""
    return _two_people("duties.own_role", actor, person_id)
