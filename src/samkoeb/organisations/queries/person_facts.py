"""What decides who may look after a person, and who may give a role."""

from datetime import date

from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Organisation, Person, RoleAssignment
from samkoeb.organisations.queries.bodies import links


def person_facts(person: Person, on: date) -> permissions.Facts:
    """The home, else the body that took the person on; else the bodies of the roles held on the day or later, or ever."""
    home = person.home_unit.organisation_id if person.home_unit is not None else person.organisation_id
    if home is not None:
        return permissions.Facts(home, person.home_unit_id, person.pk, is_supplier=is_supplier(home))
    roles = RoleAssignment.objects.filter(person=person)
    held = list(roles.exclude(valid_to__lte=on).values_list("organisation_id", "organisation__kind"))
    found = held or list(roles.values_list("organisation_id", "organisation__kind"))
    return permissions.Facts(
        person_id=person.pk,
        is_supplier=bool(found) and all(kind == "supplier" for _pk, kind in found),
        body_ids=frozenset(pk for pk, _kind in found),
    )


def role_facts(organisation_id: int, unit_id: int | None, person_id: int, role: str) -> permissions.Facts:
    return permissions.Facts(organisation_id, unit_id, person_id, is_supplier=is_supplier(organisation_id), role=role)


def is_supplier(organisation_id: int) -> bool:
    return Organisation.objects.filter(pk=organisation_id, kind="supplier").exists()


def only_administrator_of(person_id: int, on: date) -> list[str]:
    """Names of the public bodies that nobody would administer without this person."""
    known, alone = links(), []
    roles = RoleAssignment.objects.in_force(on).filter(role=ADMINISTRATOR, unit__isnull=True)
    for held in roles.filter(person_id=person_id).select_related("organisation").order_by("organisation__name"):
        family = succession.family_on(held.organisation_id, known, on)
        if not roles.filter(organisation_id__in=family, person__is_active=True).exclude(person_id=person_id).exists():
            alone.append(held.organisation.name)
    return alone
