"""One-time links: what a token opens."""

from datetime import datetime

from samkoeb.exchange.models import OneTimeLink
from samkoeb.kernel import calendar, fingerprint
from samkoeb.kernel.problem import Problem, Refused


def link(token: str, *, purpose: str, at: datetime) -> OneTimeLink:
    """What the token opens, without using it up; a used one is given too (its page shows what was answered: see `used_at`).

    Refuses exchange.link_unknown and exchange.link_expired.
    """
    found: OneTimeLink | None = (
        OneTimeLink.objects.select_related("organisation")
        .filter(token_sha256=fingerprint.of_bytes(token.encode()), purpose=purpose)
        .first()
    )
    if found is None:
        raise Refused([Problem("exchange.link_unknown")])
    if found.used_at is None and at >= found.expires_at:
        raise Refused([Problem("exchange.link_expired", "error", {"expired_on": calendar.day_of(found.expires_at)})])
    return found
