"""What a succession would mean, before it is said: what stands in the way, and what follows to the successor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samkoeb.kernel.actor import ADMINISTRATOR, Actor
from samkoeb.kernel.problem import Problem
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Organisation, Person, RoleAssignment, Unit
from samkoeb.organisations.queries.bodies import links


@dataclass(frozen=True, slots=True)
class BodyCounts:
    """What a body has on a day: `glns` are the location numbers that keep working, `roles` the ones that then reach further."""

    units: int
    glns: int
    people: int
    roles: int


def succession_problems(
    predecessors: Iterable[Organisation], successor: Organisation, *, on: date, known: Iterable[succession.Link]
) -> list[Problem]:
    """Why these can't be followed by that one on the day; each reason once."""
    known, after = list(known), _body(successor)
    problems = []
    for body in predecessors:
        problems += succession.check(body.pk, successor.pk, known) or succession.check_day(_body(body), after, on)
    once = {(p.code, tuple(sorted((k, str(v)) for k, v in p.facts.items()))): p for p in problems}
    return list(once.values())


def succession_preview(actor: Actor, predecessor_ids: Iterable[int], *, successor_id: int, on: date) -> list[Problem]:
    """As `succession_problems`, for a screen; raises NotAllowed for bodies that aren't the actor's."""
    wanted = {*predecessor_ids, successor_id}
    for body_id in wanted:
        permissions.require(actor, "succeed", permissions.Facts(body_id))
    bodies = {o.pk: o for o in Organisation.objects.filter(pk__in=wanted)}
    successor = bodies.pop(successor_id)
    return succession_problems(bodies.values(), successor, on=on, known=links())


def succession_choices(actor: Actor, on: date) -> list[tuple[int, str]]:
    """(id, name) of the public bodies that the actor administers and that have not ended: who may follow and be followed."""
    rows = Organisation.objects.exclude(kind="supplier").exclude(valid_to__lte=on).order_by("name", "pk")
    if not actor.is_operator:
        rows = rows.filter(pk__in=actor.organisations(ADMINISTRATOR))
    found = list(rows.values_list("pk", "name"))
    return [(pk, name) for pk, name in found if permissions.allows(actor, "succeed", permissions.Facts(pk))]


def body_counts(organisation_id: int, on: date) -> BodyCounts:
    """Four questions."""
    units = Unit.objects.filter(organisation_id=organisation_id).exclude(valid_to__lte=on)
    roles = RoleAssignment.objects.filter(organisation_id=organisation_id, person__is_active=True).exclude(valid_to__lte=on)
    holders = Q(pk__in=roles.values("person_id")) | Q(home_unit__organisation_id=organisation_id) | Q(organisation_id=organisation_id)
    glns = {gln for pair in units.values_list("delivery_gln", "invoice_gln") for gln in pair if gln}
    return BodyCounts(
        units=units.count(), glns=len(glns), people=Person.objects.filter(holders, is_active=True).count(), roles=roles.count()
    )


def _body(row: Organisation) -> succession.Body:
    return succession.Body(row.pk, row.kind == "supplier", row.valid_from, row.valid_to)
