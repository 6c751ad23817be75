"""Record what was done, tell what happened, seal the trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models

from samkoeb.audit.models import AuditEvent, Event, Seal
from samkoeb.audit.queries import fingerprint_of, unsealed
from samkoeb.base import transactions
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor


def record(
    action: str,
    thing: models.Model | None,
    *,
    by: Actor,
    at: datetime,
    body_id: int | None = None,
    substitute_for_id: int | None = None,
    **facts: Any,
) -> None:
    """The last line of every action. `facts` are ids, codes and amounts (kept as text); never names or free text."""
    record_all([line(action, thing, by=by, at=at, body_id=body_id, substitute_for_id=substitute_for_id, **facts)])


def record_all(lines: Iterable[AuditEvent]) -> None:
    """The lines of an action that did the same to many things, in one statement."""
    transactions.required()
    AuditEvent.objects.insert_all(lines)


def line(
    action: str,
    thing: models.Model | None,
    *,
    by: Actor,
    at: datetime,
    body_id: int | None = None,
    substitute_for_id: int | None = None,
    **facts: Any,
) -> AuditEvent:
    """As `record` takes it, for `record_all`."""
    return AuditEvent(
        at=at,
        action=action,
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=thing.pk if thing is not None else None,
        body_id=body_id,
        person_id=by.person_id,
        substitute_for_id=substitute_for_id,
        operator=by.name if by.is_operator else "",
        facts=_plain(facts),
    )


def tell(name: str, *, at: datetime, not_before: datetime | None = None, **payload: Any) -> None:
    """An event whose consequences stand in `process/reactions.py`. Gone if the transaction is."""
    transactions.required()
    Event.objects.insert_all([Event(name=name, payload=_plain(payload), at=at, not_before=not_before)])


def seal() -> int:
    """Chain all committed events that no running transaction can still precede; returns how many.

    Done afterwards by one job: chaining inside actions would take a global lock in an order of its own, which deadlocks.
    """
    with transactions.owns():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7265, 1)")
        chain = Seal.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
        seals = []
        for event in unsealed().iterator(chunk_size=2000):
            chain = fingerprint.of_bytes((chain + fingerprint_of(event)).encode())
            seals.append(Seal(event=event, hash=chain))
        Seal.objects.bulk_create(seals, batch_size=2000)
    return len(seals)


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {k: v if isinstance(v, int | str | bool | list | dict | None) else str(v) for k, v in facts.items()}
