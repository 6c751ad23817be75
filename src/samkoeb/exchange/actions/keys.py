"""Keys for machines that hand documents in or fetch them."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import permissions
from samkoeb.exchange.models import ApiKey
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import queries as organisations

NOTED_EVERY = timedelta(minutes=1)


def make_api_key(organisation_id: int, *, name: str, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A new key of the organisation and its plain text, which can be shown now and never again."""
    with transactions.owns():
        permissions.require(by, "administer_keys", _facts(organisation_id))

        refuse([] if name.strip() else [Problem("exchange.key_without_name", "error", {"field": "name"})])

        plain = "sk_" + secrets.token_urlsafe(32)
        key = ApiKey.objects.create(
            organisation_id=organisation_id, name=name.strip()[:80], key_sha256=fingerprint.of_bytes(plain.encode()), created_at=at
        )

        audit.record("exchange.apikey.made", key, by=by, at=at, body_id=organisation_id)
    return key, plain


def revoke_api_key(key_id: int, *, by: Actor, at: datetime) -> ApiKey:
    """From now on the key opens nothing. Revoking twice changes nothing."""
    with transactions.owns():
        key: ApiKey = ApiKey.objects.locked(key_id)

        permissions.require(by, "administer_keys", _facts(key.organisation_id))

        if key.revoked_at is None:
            key.revoked_at = at
            key.save(update_fields=["revoked_at"])
            audit.record("exchange.apikey.revoked", key, by=by, at=at, body_id=key.organisation_id)
    return key


def note_key_used(key_id: int, *, at: datetime) -> None:
    """So that a key that nothing uses can be found and closed."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key_id).update(last_used_at=at)


def _facts(organisation_id: int) -> Facts:
    return Facts(organisation_id, is_supplier=organisations.is_supplier(organisation_id))
