"""Who can stand where: the unit of a session, the people at a ward's computer, the units that roles reach."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.organisations.models import Organisation, Person, Unit
from samkoeb.organisations.queries.bodies import body_on, unit


@dataclass(frozen=True, slots=True)
class Standing:
    """The unit of the session, if any, and the body of the day: under its present name."""

    unit_name: str = ""
    body_name: str = ""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    id: int
    name: str
    body_name: str


@dataclass(frozen=True, slots=True)
class PersonChoice:
    id: int
    name: str


def standing(unit_id: int | None, actor: Actor, at: datetime) -> Standing:
    """What the head of a page shows. Without a unit: the body of the person's first role."""
    day = calendar.day_of(at)
    if unit_id is not None:
        here = unit(unit_id)
        body_id = body_on(here.organisation_id, day)
        return Standing(here.name, here.organisation.name if body_id == here.organisation_id else _name(body_id))
    ids = sorted(actor.roles[0].organisation_ids) if actor.roles else []
    return Standing("", _name(body_on(ids[0], day))) if ids else Standing()


def _name(organisation_id: int) -> str:
    return Organisation.objects.values_list("name", flat=True).get(pk=organisation_id)


def units_of(actor: Actor) -> list[UnitChoice]:
    """The units that the actor's unit-bound roles reach, in the order of the tree."""
    reached = {unit_id for role in actor.roles if role.unit_ids for unit_id in role.unit_ids}
    rows = Unit.objects.filter(pk__in=reached).order_by("path").values_list("pk", "name", "organisation__name")
    return [UnitChoice(*row) for row in rows]


def people_at_computer(unit_id: int | None) -> list[PersonChoice]:
    """Those who belong to the unit and have chosen a PIN."""
    rows = Person.objects.filter(home_unit_id=unit_id, is_active=True).exclude(pin="").order_by("name").values_list("pk", "name")
    return [PersonChoice(*row) for row in rows] if unit_id else []


def person_by_pin(person_id: int, *, pin: str, unit_id: int | None) -> Person | None:
    """The person, if the PIN fits and they belong to the unit that the session stands in."""
    person = Person.objects.filter(pk=person_id, home_unit_id=unit_id, is_active=True).exclude(pin="").first() if unit_id else None
    return person if person is not None and check_password(pin, person.pin) else None


def person_or_none(person_id: int) -> Person | None:
    return Person.objects.filter(pk=person_id).first()
