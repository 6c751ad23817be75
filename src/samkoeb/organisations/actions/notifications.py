"""What waits for people: a line each, told later in one letter that names kinds and counts, never content (7.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import refuse
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import telling
from samkoeb.organisations.models import Notification, Person

_NOTIFY = """
INSERT INTO organisations_notification (person_id, kind, reference, path, at)
SELECT person_id, %(kind)s, %(reference)s, %(path)s, %(at)s FROM unnest(%(people)s::bigint[]) AS wanted(person_id)
WHERE NOT EXISTS (SELECT FROM organisations_notification AS waiting
                  WHERE waiting.person_id = wanted.person_id AND waiting.kind = %(kind)s AND waiting.reference = %(reference)s
                    AND waiting.told_at IS NULL AND waiting.seen_at IS NULL)
ORDER BY person_id
"""


def notify(person_ids: Iterable[int], *, kind: str, reference: str = "", path: str = "", at: datetime) -> None:
    """A line for each person. The same kind and reference that still waits untold is not said twice."""
    facts: dict[str, Any] = {"people": sorted(set(person_ids)), "kind": kind, "reference": reference, "path": path, "at": at}
    if facts["people"]:
        with connection.cursor() as cursor:
            cursor.execute(_NOTIFY, facts)


def note_told(notification_ids: Iterable[int], *, at: datetime) -> int:
    """The letter with these lines is in the outbox; in the same transaction as that."""
    with transactions.owns():
        return Notification.objects.filter(pk__in=list(notification_ids), told_at__isnull=True).update(told_at=at)


def no_longer_waits(*kinds: str, reference: str, at: datetime) -> None:
    """It is decided, by whomever: nobody is told of it any more. `reference` names the thing, or is what its lines' references begin with
    ("17" for "17:price"). In the transaction of the decision."""
    transactions.required()
    waiting = Notification.objects.filter(kind__in=kinds, told_at__isnull=True, seen_at__isnull=True)
    waiting.filter(Q(reference=reference) | Q(reference__startswith=f"{reference}:")).update(seen_at=at)


def note_seen(person_id: int, *, by: Actor, at: datetime, kind: str = "", reference: str = "") -> int:
    """The person has looked: what was seen on a screen needs no letter."""
    with transactions.owns():
        permissions.require(by, "set_notification", permissions.Facts(person_id=person_id))
        seen = Notification.objects.filter(person_id=person_id, seen_at__isnull=True)
        if kind:
            seen = seen.filter(kind=kind)
        if reference:
            seen = seen.filter(reference=reference)
        return seen.update(seen_at=at)


def set_notification(person_id: int, *, wishes: Mapping[str, Any], by: Actor, at: datetime) -> Person:
    """digest "instant", "daily" or "off"; quiet_from and quiet_to as "22:00"."""
    with transactions.owns():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)

        permissions.require(by, "set_notification", permissions.Facts(person_id=person_id))

        refuse(telling.check(wishes))

        person.notification = dict(wishes)
        person.save(update_fields=["notification"])

        audit.record("organisations.notification.set", person, by=by, at=at)
    return person
