"""Actors: a person with the roles in force at an instant, own and as stedfortræder, succession resolved."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, RoleHeld
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Person, RoleAssignment, Substitution
from samkoeb.organisations.queries.bodies import links, units_below


def actor_for(person_id: int, at: datetime) -> Actor:
    """Raises Person.DoesNotExist for someone unknown or no longer active."""
    return actor_of(Person.objects.get(pk=person_id, is_active=True), at)


def actor_of(person: Person, at: datetime) -> Actor:
    """As `actor_for`, where the person has just been read: by whoever let them in."""
    day = calendar.day_of(at)
    stands_for = list(Substitution.objects.in_force(day).filter(substitute_id=person.pk).values_list("person_id", flat=True))
    rows = RoleAssignment.objects.in_force(day).filter(person_id__in=[person.pk, *stands_for]).order_by("pk")
    held = rows.values_list("role", "organisation_id", "unit__path", "limit", "person_id")
    known = links()
    return Actor(
        person_id=person.pk,
        name=person.name,
        roles=tuple(
            RoleHeld(
                role=role,
                organisation_ids=succession.family_on(organisation_id, known, day),
                unit_ids=None if path is None else units_below(path),
                limit=limit,
                substitute_for=None if whose == person.pk else whose,
            )
            for role, organisation_id, path, limit, whose in held
        ),
        language=person.language,
        home_unit_id=person.home_unit_id,
        identities=frozenset({person.pk, *stands_for}),
    )


def person_by_id(person_id: int) -> Person:
    return Person.objects.get(pk=person_id)


def person_ids_named(text: str, *, most: int = 500) -> list[int]:
    """Those whose name or e-mail holds the text. To narrow what the asker may see anyway; never shown by itself."""
    rows = Person.objects.filter(Q(name__icontains=text) | Q(email__icontains=text)).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def person_names(ids: Iterable[int | None]) -> dict[int, str]:
    """How people wish to be called, by id."""
    return dict(Person.objects.filter(pk__in={i for i in ids if i is not None}).values_list("pk", "name"))
