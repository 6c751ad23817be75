"""What became of a document: handled, set aside with the reason, a duplicate; and the person who tries again or lets it go."""

import logging
from datetime import date, datetime
from typing import Any

from django.db import connection

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import permissions
from samkoeb.exchange.logic import broken, waiting
from samkoeb.exchange.logic import reason as reasons
from samkoeb.exchange.logic.lifecycle import INBOUND, STEP_TO
from samkoeb.exchange.logic.once import once_key
from samkoeb.exchange.models import Inbound
from samkoeb.exchange.queries.inbox import facts_of
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem, refuse

log = logging.getLogger(__name__)

_BEGIN = """
WITH taken AS MATERIALIZED (
    SELECT id, starts / 3 AS turn FROM exchange_inbound WHERE state = 'received' AND (not_before IS NULL OR not_before <= %s)
    ORDER BY starts / 3, id LIMIT %s FOR UPDATE SKIP LOCKED)
UPDATE exchange_inbound AS kept SET starts = kept.starts + 1 FROM taken WHERE kept.id = taken.id RETURNING taken.turn, kept.id
"""


def begin(count: int, *, at: datetime) -> list[int]:
    """The ids of up to `count` documents that wait, each noted as begun and committed: what ends its worker is known by its starts.

    Not a claim: whoever handles one locks it (`queries.inbox.take`). Those begun often come last, so that they hold up nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [at, count])
        return [inbound_id for _turn, inbound_id in sorted(cursor.fetchall())]


def mark(
    inbound_id: int,
    *,
    state: str,
    at: datetime,
    by: Actor | None = None,
    **outcome: Any,
) -> Inbound:
    """As `mark_taken`, of a document that is locked here."""
    with transactions.owns():
        return mark_taken(Inbound.objects.defer("raw").locked(inbound_id), state=state, at=at, by=by, **outcome)


def mark_taken(
    inbound: Inbound,
    *,
    state: str,
    document_type: str = "",
    document_number: str = "",
    issued_on: date | None = None,
    sender_id: int | None = None,
    receiver_id: int | None = None,
    reason: Problem | list[Problem] | tuple[Problem, ...] | None = None,
    result: str = "",
    checked: dict[str, Any] | None = None,
    at: datetime,
    by: Actor | None = None,
) -> Inbound:
    """Where a received document ended ("handled", "set_aside", "duplicate"), in the transaction of what was done with it, by whoever has
    locked it (`queries.take`). What is not given keeps what the row had.
    """
    with transactions.owns():
        inbound.state = INBOUND.take(STEP_TO[state], inbound.state)
        inbound.document_type = document_type or inbound.document_type
        inbound.document_number = document_number[:200] or inbound.document_number
        inbound.issued_on = issued_on or inbound.issued_on
        inbound.sender_id = sender_id or inbound.sender_id
        inbound.receiver_id = receiver_id or inbound.receiver_id
        inbound.result = result[:80]
        inbound.checked = checked or inbound.checked
        inbound.reason = None if reason is None else reasons.of([reason] if isinstance(reason, Problem) else reason)
        inbound.handled_at = at
        if state == "handled":
            inbound.once = once_key(inbound.document_type, inbound.document_number, inbound.sender_id, inbound.issued_on)
        Inbound.objects.update_all([inbound], _OUTCOME)
        audit.record(
            f"exchange.inbound.{state}",
            inbound,
            by=by or operator("inbound"),
            at=at,
            body_id=inbound.receiver_id,
            type=inbound.document_type,
            reason=inbound.reason["code"] if inbound.reason else "",
            result=inbound.result,
        )
    return inbound


def fail(inbound_id: int, *, failure: str, at: datetime) -> Inbound:
    """An error that nobody expected: try again later, a few times; then a person sees it. `failure` is the traceback."""
    with transactions.owns():
        inbound: Inbound = Inbound.objects.defer("raw").locked(inbound_id)
        inbound.tries += 1
        inbound.failure = failure[-4000:]
        inbound.not_before = waiting.next_try(inbound.tries, at)
        inbound.save(update_fields=["tries", "failure", "not_before"])
        if waiting.is_over(inbound.tries):
            return mark(inbound_id, state="set_aside", reason=Problem("unexpected", "error", {"number": inbound_id}), at=at)
    return inbound


def retry(inbound_id: int, *, by: Actor, at: datetime) -> Inbound:
    """Let it be read again, after something was put right (a supplier made, a rule changed)."""
    return _decide(inbound_id, "retry", by=by, at=at, checked=None, **_AFRESH)


def take_anyway(inbound_id: int, *, why: str, by: Actor, at: datetime) -> Inbound:
    """A person takes the document in although it breaks rules, and says why. It is read again in a moment, and its findings stop it no more."""
    with transactions.owns():
        refuse(broken.check_decision(why))
        inbound: Inbound = Inbound.objects.defer("raw").locked(inbound_id)
        permissions.require(by, "act", facts_of(inbound))
        refuse(broken.check_breaks_rules(inbound.reason))
        ids = inbound.checked["ids"] if inbound.checked else []
        return _decide(
            inbound_id, "take_anyway", by=by, at=at, told={"rules": ids}, taken_by_id=by.person_id, taken_at=at, decision=why.strip(),
            **_AFRESH,
        )  # fmt: skip


def reject(inbound_id: int, *, why: str, by: Actor, at: datetime) -> Inbound:
    """A person won't take what breaks rules. It is kept. `process.broken.reject` tells the sender in the same transaction."""
    with transactions.owns():
        refuse(broken.check_decision(why))
        inbound: Inbound = Inbound.objects.defer("raw").locked(inbound_id)
        permissions.require(by, "act", facts_of(inbound))
        refuse(broken.check_breaks_rules(inbound.reason))
        return _decide(inbound_id, "reject", by=by, at=at, decision=why.strip())


def dismiss(inbound_id: int, *, by: Actor, at: datetime) -> Inbound:
    """A person has looked: this needs nothing more. It is kept, and can be tried again."""
    return _decide(inbound_id, "dismiss", by=by, at=at)


def _decide(
    inbound_id: int, step: str, *, by: Actor, at: datetime, told: dict[str, Any] | None = None, **fields: Any
) -> Inbound:
    with transactions.owns():
        inbound: Inbound = Inbound.objects.defer("raw").locked(inbound_id)
        permissions.require(by, "act", facts_of(inbound))
        inbound.state = INBOUND.take(step, inbound.state)
        for name, value in fields.items():
            setattr(inbound, name, value)
        inbound.save(update_fields=["state", *fields])
        audit.record(f"exchange.inbound.{step}", inbound, by=by, at=at, body_id=inbound.receiver_id, **(told or {}))
    if step == "retry":
        log.info("inbound %s is tried again", inbound_id)
    return inbound


# Read again from the beginning.
_AFRESH: dict[str, Any] = {"reason": None, "tries": 0, "starts": 0, "not_before": None, "handled_at": None, "failure": ""}
_OUTCOME = [
    "state",
    "document_type",
    "document_number",
    "issued_on",
    "sender",
    "receiver",
    "result",
    "reason",
    "handled_at",
    "once",
    "checked",
]
