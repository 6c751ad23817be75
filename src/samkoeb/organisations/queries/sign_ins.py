"""Who gets in how: with a password here, or only through their body's own accounts."""

from dataclasses import dataclass

from django.db.models import Q

from samkoeb.kernel.actor import ADMINISTRATOR, Actor
from samkoeb.organisations.models import Organisation, Person, RoleAssignment

UNUSABLE = "!"  # what Django writes before the password of one who has none


@dataclass(frozen=True, slots=True)
class SignInCount:
    """Of a body's people whose access is open."""

    organisation_id: int
    organisation: str
    with_password: int
    without: int


def sign_in_counts(actor: Actor) -> list[SignInCount]:
    """For each body that the actor administers; a person counts in each body that they have a role in or are at home in."""
    own = Organisation.objects.exclude(kind="supplier").filter(pk__in=actor.organisations(ADMINISTRATOR)).order_by("name", "pk")
    found = []
    for body in own:
        holders = RoleAssignment.objects.filter(organisation=body).values("person_id")
        there = Person.objects.filter(is_active=True)
        people = there.filter(Q(pk__in=holders) | Q(home_unit__organisation=body) | Q(organisation=body, home_unit__isnull=True))
        passwords = list(people.distinct().values_list("password", flat=True))
        without = sum(not p or p.startswith(UNUSABLE) for p in passwords)
        found.append(SignInCount(body.pk, body.name, len(passwords) - without, without))
    return found
