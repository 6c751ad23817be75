"""Actors: a person with the roles in force at an instant, own and as stedfortræder, succession resolved."""

from collections.abc import Iterable
from datetime import datetime

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, RoleHeld
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Person, RoleAssignment, Substitution
from samkoeb.organisations.queries.bodies import links, units_below


def actor_for(person_id: int, at: datetime) -> Actor:
    """Raises Person.DoesNotExist for someone unknown or no longer active."""
    person = Person.objects.get(pk=person_id, is_active=True)
    day = calendar.day_of(at)
    stands_for = list(Substitution.objects.in_force(day).filter(substitute=person).values_list("person_id", flat=True))
    held = (
        RoleAssignment.objects.in_force(day).filter(person_id__in=[person.pk, *stands_for]).select_related("unit").order_by("pk")
    )
    known = links()
    return Actor(
        person_id=person.pk,
        name=person.name,
        roles=tuple(_role(r, person.pk, known, day) for r in held),
        language=person.language,
        home_unit_id=person.home_unit_id,
        identities=frozenset({person.pk, *stands_for}),
    )


def _role(held: RoleAssignment, person_id: int, known: Iterable[succession.Link], day) -> RoleHeld:
    unit_ids = None
    if held.unit is not None:
        unit_ids = units_below(held.unit.path)
    return RoleHeld(
        role=held.role,
        organisation_ids=succession.family_on(held.organisation_id, known, day),
        unit_ids=unit_ids,
        limit=held.limit,
        substitute_for=None if held.person_id == person_id else held.person_id,
    )


def person_by_id(person_id: int) -> Person:
    return Person.objects.get(pk=person_id)


def person_name(person_id: int | None) -> str:
    """How the person wishes to be called; empty for nobody."""
    return "" if person_id is None else Person.objects.values_list("name", flat=True).get(pk=person_id)


def person_names(ids: Iterable[int | None]) -> dict[int, str]:
    """How people wish to be called, by id."""
    return dict(Person.objects.filter(pk__in={i for i in ids if i is not None}).values_list("pk", "name"))
