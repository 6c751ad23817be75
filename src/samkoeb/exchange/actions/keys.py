"""Keys for machines that hand documents in or fetch them."""

import secrets
from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import permissions
from samkoeb.exchange.models import ApiKey
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor


def make_api_key(organisation_id: int, *, name: str, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A new key of the organisation and its plain text, which can be shown now and never again."""
    permissions.require(by, "administer_keys", Facts())
    plain = "sk_" + secrets.token_urlsafe(32)
    with transactions.owns():
        key = ApiKey.objects.create(
            organisation_id=organisation_id, name=name[:80], key_sha256=fingerprint.of_bytes(plain.encode()), created_at=at
        )
        audit.record("exchange.apikey.made", key, by=by, at=at, body_id=organisation_id)
    return key, plain


def revoke_api_key(key_id: int, *, by: Actor, at: datetime) -> ApiKey:
    """From now on the key opens nothing. Revoking twice changes nothing."""
    permissions.require(by, "administer_keys", Facts())
    with transactions.owns():
        key: ApiKey = ApiKey.objects.locked(key_id)
        if key.revoked_at is None:
            key.revoked_at = at
            key.save(update_fields=["revoked_at"])
            audit.record("exchange.apikey.revoked", key, by=by, at=at, body_id=key.organisation_id)
    return key
