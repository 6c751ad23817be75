"""Who holds a role over a unit on a day, stedfortrædere included."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q

from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import RoleAssignment, Substitution, Unit
from samkoeb.organisations.queries.bodies import links


def people_with_role(
    role: str | Collection[str], organisation_id: int, unit_id: int | None, on: date, *, least_limit: Decimal | None = None
) -> list[int]:
    """Ids of active people, holders first (nearest unit first), then those who stand in for them.

    A role over a predecessor of the body counts, as it does for the actor. With `least_limit` only those who may decide so much.
    """
    roles = (role,) if isinstance(role, str) else tuple(role)
    held = RoleAssignment.objects.in_force(on).filter(
        role__in=roles, organisation_id__in=succession.family_on(organisation_id, links(), on), person__is_active=True
    )
    held = held.filter(_over(unit_id))
    if least_limit is not None:
        held = held.filter(Q(limit__isnull=True) | Q(limit__gte=least_limit))
    found = sorted(held.values_list("unit__path", "person_id"), key=lambda row: (-len(row[0] or ""), row[1]))
    holders = list(dict.fromkeys(person_id for _, person_id in found))
    standing_in = Substitution.objects.in_force(on).filter(person_id__in=holders, substitute__is_active=True)
    substitutes = standing_in.order_by("pk").values_list("substitute_id", flat=True)
    return list(dict.fromkeys([*holders, *substitutes]))


def _over(unit_id: int | None) -> Q:
    """Roles over the whole body, or over the unit or one that it lies in."""
    whole_body = Q(unit__isnull=True)
    if unit_id is None:
        return whole_body
    path = Unit.objects.values_list("path", flat=True).get(pk=unit_id)
    return whole_body | Q(unit_id__in=[int(part) for part in path.strip("/").split("/")])
