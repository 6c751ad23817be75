"""As whom a command acts: the operator, or with `--as PERSON` someone, with the roles that they hold now."""

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist

from samkoeb.cli.fault import Fault
from samkoeb.kernel.actor import Actor, operator
from samkoeb.organisations import queries


def actor(acting_as: str | None) -> Actor:
    """`acting_as` is an e-mail address or an id; None is the operator."""
    if acting_as is None:
        return operator("command line")
    people = get_user_model()
    try:
        person = people.objects.get(pk=int(acting_as)) if acting_as.isdigit() else people.objects.get_by_natural_key(acting_as)
        return queries.actor_for(person.pk, datetime.now(UTC))
    except ObjectDoesNotExist:
        raise Fault(f"nobody active is known as {acting_as}: give the e-mail address they sign in with, or their id.") from None
