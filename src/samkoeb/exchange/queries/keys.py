"""Keys of machines: whose they are, and what a machine may do."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from samkoeb.exchange import permissions
from samkoeb.exchange.models import ApiKey
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar, fingerprint
from samkoeb.kernel.actor import Actor, RoleHeld
from samkoeb.organisations import queries as organisations


def key_holder(plain: str) -> ApiKey | None:
    """The key's row with its organisation; None for an unknown or revoked key. Only the hash is stored, so only the hash is looked for."""
    found: ApiKey | None = (
        ApiKey.objects.select_related("organisation")
        .filter(key_sha256=fingerprint.of_bytes(plain.encode()), revoked_at__isnull=True)
        .first()
    )
    return found


def actor_of(key: ApiKey, at: datetime) -> Actor:
    """The machine as an actor. It hands in and fetches for its organisation (and whom that has succeeded), and decides nothing."""
    role = roles.SUPPLIER_USER if key.organisation.kind == "supplier" else roles.CALL_OFF_OFFICER
    family = organisations.family_on(key.organisation_id, calendar.day_of(at))
    return Actor(person_id=None, name=f"key {key.pk}", roles=(RoleHeld(role, family),))


def api_keys(actor: Actor) -> "QuerySet[ApiKey]":
    """The keys of the bodies that the actor administers, and of suppliers; those in use first."""
    permissions.require(actor, "see_keys", Facts())
    rows: QuerySet[ApiKey] = ApiKey.objects.select_related("organisation").order_by(
        F("revoked_at").desc(nulls_first=True), "organisation__name", "name", "pk"
    )
    if actor.is_operator:
        return rows
    return rows.filter(Q(organisation_id__in=actor.organisations(roles.ADMINISTRATOR)) | Q(organisation__kind="supplier"))
