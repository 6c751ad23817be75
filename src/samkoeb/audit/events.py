"""The events that wait to have their consequences: take one, remove it when it had them, put it off when they failed."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from samkoeb.audit.actions import record
from samkoeb.audit.models import Event
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.kernel.actor import Actor


def take(at: datetime) -> Event | None:
    """The oldest event that is due, locked for whoever acts on it now; others pass it by. Needs the caller's transaction."""
    transactions.required()
    return _due.first(at)


@asked
def _due(at: datetime) -> QuerySet[Event]:
    due = Event.objects.filter(failed_at__isnull=True).exclude(not_before__gt=at).order_by("pk")
    return due.select_for_update(of=("self",), skip_locked=True)[:1]


def due_count(at: datetime, *, most: int = 1000) -> int:
    """How many events wait for their consequences now, counted up to `most`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM audit_event WHERE failed_at IS NULL AND (not_before IS NULL OR not_before <= %s) LIMIT %s) AS due",
            [at, most],
        )
        return int(cursor.fetchone()[0])


def remove(event: Event) -> None:
    """It had its consequences; in their transaction."""
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = %s", [event.pk])


def put_off(event: Event, *, failure: str, until: datetime | None, at: datetime) -> None:
    """A consequence failed: again not before `until`; None: no more, until a person asks for it (`retry`)."""
    transactions.required()
    event.tries += 1
    event.failure = failure[-4000:]
    event.not_before = until
    event.failed_at = at if until is None else None
    event.save(update_fields=["tries", "failure", "not_before", "failed_at"])


def retry(event_id: int, *, by: Actor, at: datetime) -> Event:
    """Somebody put right what was wrong. The caller asks whether `by` may."""
    with transactions.owns():
        event: Event = Event.objects.locked(event_id)
        event.tries, event.failed_at, event.not_before = 0, None, None
        event.save(update_fields=["tries", "failed_at", "not_before"])
        record("audit.event.retried", event, by=by, at=at, name=event.name)
    return event
