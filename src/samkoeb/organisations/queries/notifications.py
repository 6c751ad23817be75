"""What waits to be told, and to whom it may be told now."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from samkoeb.organisations.logic import telling
from samkoeb.organisations.models import Notification, Person


@dataclass(frozen=True, slots=True)
class Digest:
    """One letter: kinds with their counts and where to look. `ids` are given back to `note_told`."""

    person_id: int
    email: str
    language: str
    kinds: tuple[tuple[str, int, str], ...]  # (kind, count, path of the newest)
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    reference: str
    path: str
    at: datetime


def digests_due(at: datetime) -> list[Digest]:
    """Everyone who has something untold and unseen, wishes to hear of it, and is not in their quiet hours. Three questions in all."""
    waiting: dict[int, list[Notification]] = {}
    for line in Notification.objects.filter(told_at__isnull=True, seen_at__isnull=True, at__lte=at).order_by("pk"):
        waiting.setdefault(line.person_id, []).append(line)
    told = dict(
        Notification.objects.filter(person_id__in=waiting, told_at__isnull=False)
        .values("person_id")
        .annotate(last=Max("told_at"))
        .values_list("person_id", "last")
    )
    people = Person.objects.filter(pk__in=waiting, is_active=True).order_by("pk")
    due = [p for p in people if telling.is_due(p.notification, last_told_at=told.get(p.pk), at=at)]
    return [_digest(person, waiting[person.pk]) for person in due]


def notifications_of(person_id: int, *, limit: int = 50) -> list[Line]:
    """What the person has not looked at yet, newest first."""
    rows = Notification.objects.filter(person_id=person_id, seen_at__isnull=True).order_by("-pk")[:limit]
    return [Line(row.kind, row.reference, row.path, row.at) for row in rows]


def _digest(person: Person, lines: list[Notification]) -> Digest:
    counts = Counter(line.kind for line in lines)
    newest = {line.kind: line.path for line in lines}
    kinds = tuple((kind, count, newest[kind]) for kind, count in counts.items())
    return Digest(person.pk, person.email, person.language, kinds, tuple(line.pk for line in lines))
