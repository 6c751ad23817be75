"""Who holds a role over a unit on a day, stedfortrædere included."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from samkoeb.base.asking import asked
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Person, RoleAssignment, Substitution
from samkoeb.organisations.queries.bodies import links, unit


@dataclass(frozen=True, slots=True)
class _Held:
    """A role that reaches the unit; `path` is empty where it is over the whole body."""

    path: str
    person_id: int
    limit: Decimal | None

    def may_decide(self, amount: Decimal | None) -> bool:
        return amount is None or self.limit is None or self.limit >= amount


def people_with_role(
    role: str | Collection[str], organisation_id: int, unit_id: int | None, on: date, *, least_limit: Decimal | None = None
) -> list[int]:
    """Ids of active people, holders first (nearest unit first), then those who stand in for them.

    A role over a predecessor of the body counts, as it does for the actor. With `least_limit` only those who may decide so much.
    """
    held = [h for h in _held(role, organisation_id, unit_id, on) if h.may_decide(least_limit)]
    return _with_substitutes(held, _standing_in(held, on))


def nearest_with_role(
    role: str | Collection[str], organisation_id: int, unit_id: int, on: date, *, least_limit: Decimal, besides: int | None
) -> list[int]:
    """As `people_with_role` without `besides`; those whose role is over the whole body only where there is nobody nearer."""
    held = _held(role, organisation_id, unit_id, on)
    substitutes = _standing_in(held, on)
    able = _with_substitutes([h for h in held if h.may_decide(least_limit)], substitutes)
    above = set(_with_substitutes([h for h in held if not h.path], substitutes))
    found = [person_id for person_id in able if person_id != besides]
    return [person_id for person_id in found if person_id not in above] or found


def _held(role: str | Collection[str], organisation_id: int, unit_id: int | None, on: date) -> list[_Held]:
    """The nearest unit first."""
    roles = (role,) if isinstance(role, str) else tuple(role)
    bodies = succession.family_on(organisation_id, links(), on)
    held = [_Held(path or "", person_id, limit) for path, person_id, limit in _assigned(roles, bodies, _line_of(unit_id), on)]
    return sorted(held, key=lambda h: (-len(h.path), h.person_id))


@asked
def _assigned(
    roles: Iterable[str], organisation_ids: Iterable[int], unit_ids: Iterable[int], on: date
) -> QuerySet[RoleAssignment, tuple[str | None, int, Decimal | None]]:
    """Roles over the whole body, or over one of these units."""
    rows = RoleAssignment.objects.in_force(on).filter(Q(unit__isnull=True) | Q(unit_id__among=unit_ids))
    rows = rows.filter(role__among=roles, organisation_id__among=organisation_ids, person__is_active=True)
    return rows.values_list("unit__path", "person_id", "limit")


def _standing_in(held: Iterable[_Held], on: date) -> list[tuple[int, int]]:
    """(holder, who stands in for them)."""
    return _substitutes({h.person_id for h in held}, on)


@asked
def _substitutes(person_ids: Iterable[int], on: date) -> QuerySet[Substitution, tuple[int, int]]:
    rows = Substitution.objects.in_force(on).filter(person_id__among=person_ids, substitute__is_active=True)
    return rows.order_by("pk").values_list("person_id", "substitute_id")


def _with_substitutes(held: Iterable[_Held], substitutes: Iterable[tuple[int, int]]) -> list[int]:
    holders = dict.fromkeys(h.person_id for h in held)
    return list(dict.fromkeys([*holders, *(substitute for person_id, substitute in substitutes if person_id in holders)]))


def _line_of(unit_id: int | None) -> list[int]:
    """The unit and those that it lies in."""
    return [] if unit_id is None else [int(part) for part in unit(unit_id).path.strip("/").split("/")]


@dataclass(frozen=True, slots=True)
class StandIn:
    """valid_to is half-open; None: until further notice."""

    id: int
    name: str
    valid_from: date
    valid_to: date | None


def stand_ins_of(person_id: int, on: date) -> list[StandIn]:
    """Who stands in for the person, now or later."""
    rows = Substitution.objects.filter(person_id=person_id).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return [StandIn(r.pk, r.substitute.name, r.valid_from, r.valid_to) for r in rows.select_related("substitute").order_by("valid_from", "pk")]


def are_colleagues(person_id: int, other_id: int, on: date) -> bool:
    """Whether both belong to, or hold a role in, the same body, succession resolved. Who belongs to nobody yet is no stranger."""
    others = _works_for(other_id, on)
    return not others or not others.isdisjoint(_works_for(person_id, on))


def _works_for(person_id: int, on: date) -> frozenset[int]:
    """The bodies of the day."""
    own = Person.objects.filter(pk=person_id).values_list("organisation_id", "home_unit__organisation_id")
    held = RoleAssignment.objects.filter(person_id=person_id).exclude(valid_to__lte=on).values_list("organisation_id", flat=True)
    bodies = {body for row in own for body in row if body is not None} | set(held)
    return frozenset(succession.body_on(body, links(), on) for body in bodies)


def colleague_of(person_id: int, reference: str, on: date) -> int | None:
    """The one with that name or e-mail who holds a role in a body where the person holds one."""
    named = reference.strip()
    bodies = set(RoleAssignment.objects.in_force(on).filter(person_id=person_id).values_list("organisation_id", flat=True))
    families = {member for body in bodies for member in succession.family_on(body, links(), on)}
    held = RoleAssignment.objects.in_force(on).filter(organisation_id__in=families).values("person_id")
    people = Person.objects.filter(Q(email__iexact=named) | Q(name__iexact=named), is_active=True, pk__in=held)
    found = list(people.values_list("pk", flat=True)[:2]) if named else []
    return found[0] if len(found) == 1 else None
