"""Keys of machines: whose they are."""

from django.db.models import QuerySet

from samkoeb.exchange import permissions
from samkoeb.exchange.models import ApiKey
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor


def key_holder(plain: str) -> ApiKey | None:
    """The key's row with its organisation; None for an unknown or revoked key. Only the hash is stored, so only the hash is looked for."""
    found: ApiKey | None = (
        ApiKey.objects.select_related("organisation")
        .filter(key_sha256=fingerprint.of_bytes(plain.encode()), revoked_at__isnull=True)
        .first()
    )
    return found


def api_keys(actor: Actor) -> "QuerySet[ApiKey]":
    """All keys, for administrators."""
    permissions.require(actor, "administer_keys", Facts())
    rows: QuerySet[ApiKey] = ApiKey.objects.select_related("organisation").order_by("organisation__name", "pk")
    return rows
