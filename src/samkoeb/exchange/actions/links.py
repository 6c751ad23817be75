"""Links for suppliers without a system: made with a document, used once."""

import secrets
from datetime import datetime, timedelta

from samkoeb.base import transactions
from samkoeb.exchange.models import OneTimeLink
from samkoeb.exchange.queries.links import link
from samkoeb.kernel import calendar, fingerprint
from samkoeb.kernel.problem import Problem, Refused


def make_link(*, purpose: str, reference: int, organisation_id: int, at: datetime, days: int = 30) -> str:
    """The token of a new link to `reference`; only its hash is kept, so it can be shown now and never again."""
    token = secrets.token_urlsafe(32)
    with transactions.owns():
        OneTimeLink.objects.create(
            token_sha256=fingerprint.of_bytes(token.encode()),
            purpose=purpose,
            reference=reference,
            organisation_id=organisation_id,
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
    return token


def use_link(token: str, *, purpose: str, at: datetime) -> OneTimeLink:
    """Use it up, in the transaction of what it was used for. Refuses exchange.link_used besides what `queries.link` refuses."""
    with transactions.owns():
        row: OneTimeLink = OneTimeLink.objects.locked(link(token, purpose=purpose, at=at).pk)
        if row.used_at is not None:
            raise Refused([Problem("exchange.link_used", "error", {"used_on": calendar.day_of(row.used_at)})])
        row.used_at = at
        row.save(update_fields=["used_at"])
    return row
