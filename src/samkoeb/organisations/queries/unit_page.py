"""One unit as its administrator keeps it, and what stands in it when it is to be closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samkoeb.kernel.actor import Actor
from samkoeb.organisations import permissions
from samkoeb.organisations.models import Person, RoleAssignment, Unit


@dataclass(frozen=True, slots=True)
class UnitPage:
    id: int
    organisation_id: int
    organisation: str
    part_of: str
    kind: str
    name: str
    short_name: str
    delivery_gln: str
    invoice_gln: str
    street: str
    postal_code: str
    city: str
    delivery_point: str
    delivery_rules: dict[str, Any]
    account: str
    cost_place: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Of the unit and all below it: `unit_ids` those still open on the day, `people` whose home it is, `roles` held over it."""

    unit_ids: frozenset[int]
    people: int
    roles: int


def unit_page(actor: Actor, organisation_id: int, unit_id: int) -> UnitPage:
    """Raises Unit.DoesNotExist for one of another body, and NotAllowed for one that isn't the actor's."""
    u = Unit.objects.select_related("organisation", "parent").get(pk=unit_id, organisation_id=organisation_id)
    permissions.require(actor, "change_unit", permissions.Facts(organisation_id, unit_id))
    same = {f: getattr(u, f) for f in UnitPage.__dataclass_fields__ if f not in ("id", "organisation", "part_of")}
    return UnitPage(id=u.pk, organisation=u.organisation.name, part_of=u.parent.name if u.parent is not None else "", **same)


def unit_counts(unit_id: int, on: date) -> UnitCounts:
    path = Unit.objects.values_list("path", flat=True).get(pk=unit_id)
    there = frozenset(Unit.objects.filter(path__startswith=path).exclude(valid_to__lte=on).values_list("pk", flat=True))
    roles = RoleAssignment.objects.filter(unit_id__in=there, person__is_active=True).exclude(valid_to__lte=on)
    return UnitCounts(
        unit_ids=there, people=Person.objects.filter(home_unit_id__in=there, is_active=True).count(), roles=roles.count()
    )
