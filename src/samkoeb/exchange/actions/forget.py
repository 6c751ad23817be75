"""Forget what has been kept for as long as it must: the bytes go; the row, its hash and the trail stay."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange.actions.folder import PREPARED
from samkoeb.exchange.logic import keeping
from samkoeb.exchange.models import Inbound, OneTimeLink, Outbound
from samkoeb.kernel.actor import operator

# Prepared files of killed workers that never came to be claimed (actions/folder.py) are nobody's after a day.
LEFTOVER = timedelta(days=1)


def forget_documents(at: datetime) -> int:
    """Empty what ended and is past its time. What still waits for somebody is never emptied."""
    before = keeping.documents_before(at)
    with transactions.owns():
        arrived = (
            Inbound.objects.filter(received_at__lt=before).exclude(raw=b"").exclude(state="received").update(raw=b"", failure="")
        )
        left = Outbound.objects.filter(created_at__lt=before, state__in=("sent", "cancelled")).exclude(payload=b"")
        emptied = arrived + left.update(payload=b"", body="")
        if emptied:
            audit.record("exchange.documents.forgotten", None, by=operator("retention"), at=at, count=emptied, before=before)
    return emptied


def forget_links(at: datetime) -> int:
    with transactions.owns():
        count, _by_model = OneTimeLink.objects.filter(expires_at__lt=keeping.links_before(at)).delete()
    return count


def forget_leftovers(at: datetime) -> int:
    """Remove prepared files that no row names and that are older than a day."""
    claimed = set(Outbound.objects.filter(state="sending").values_list("claim", flat=True))
    count = 0
    for root in ("out", "mail"):
        for path in (Path(settings.HOME) / root / PREPARED).glob("*"):
            if f"file:{path.name}" not in claimed and path.stat().st_mtime < (at - LEFTOVER).timestamp():
                path.unlink(missing_ok=True)
                count += 1
    return count
