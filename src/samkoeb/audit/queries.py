"""The trail, read: what happened to a thing, what a body's people did, and whether the chain holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef
from django.db.models.expressions import RawSQL

from samkoeb.audit.models import AuditEvent, Event, Seal
from samkoeb.kernel import fingerprint


@dataclass(frozen=True, slots=True)
class Verdict:
    """sealed: events whose chain was recomputed; unsealed: the tail that no seal covers yet; broken_at: the first event that does not fit."""

    sealed: int
    unsealed: int
    broken_at: int | None

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def verify() -> Verdict:
    """Recompute the whole chain (C: architecture §4, requirements 7.2)."""
    chain, count = "", 0
    for seal in Seal.objects.select_related("event").order_by("pk").iterator(chunk_size=2000):
        chain = fingerprint.of_bytes((chain + fingerprint_of(seal.event)).encode())
        if chain != seal.hash:
            return Verdict(count, 0, seal.event_id)
        count += 1
    return Verdict(count, AuditEvent.objects.count() - count, None)


def unsealed() -> Any:
    """Events that no seal covers and no running transaction can still precede, in their order. A transaction that took its ids early may
    commit late, so they are found by absence and not by number: by an anti-join, which stays one pass when the trail has millions."""
    ended = RawSQL("xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint", (), output_field=BooleanField())
    sealed = Seal.objects.filter(event_id=OuterRef("pk"))
    return AuditEvent.objects.filter(ended, ~Exists(sealed)).order_by("pk")


def trail(
    *,
    body_ids: Iterable[int] | None = None,
    action: str = "",
    object_type: str = "",
    object_id: int | None = None,
    person_ids: Iterable[int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Any:
    """Events newest first, as a query set of dictionaries; what is empty narrows nothing.

    `action`: a code, or the beginning of several ("ordering."). `since` and `until`: a half-open span of instants.
    """
    rows = AuditEvent.objects.order_by("-pk")
    asked = {
        "body_id__in": None if body_ids is None else list(body_ids),
        "action__startswith" if action.endswith(".") else "action": action or None,
        "object_type": object_type or None,
        "object_id": object_id,
        "person_id__in": None if person_ids is None else list(person_ids),
        "at__gte": since,
        "at__lt": until,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return rows.values(
        "id", "at", "action", "object_type", "object_id", "body_id", "person_id", "substitute_for_id", "operator", "facts"
    )


def failed_events() -> Any:
    """Events whose consequence failed and that someone must look at."""
    return Event.objects.filter(failed_at__isnull=False).order_by("pk").values("id", "name", "payload", "at", "tries", "failure")


def fingerprint_of(event: AuditEvent) -> str:
    """Of everything the event says. The instant is written in UTC with microseconds, as PostgreSQL keeps it."""
    return fingerprint.of_facts(
        {
            "id": event.pk,
            "at": event.at.isoformat(),
            "action": event.action,
            "object": [event.object_type, event.object_id],
            "body": event.body_id,
            "person": [event.person_id, event.substitute_for_id, event.operator],
            "facts": event.facts,
        }
    )
