"""How much is kept, and how much of it is past its time."""

from datetime import datetime

from django.db.models import Min

from samkoeb.exchange.logic import keeping
from samkoeb.exchange.models import Inbound, OneTimeLink, Outbound


def kept_documents(at: datetime) -> tuple[int, datetime | None, int]:
    """Documents with their bytes (both ways): how many, the oldest, how many past their time."""
    before = keeping.documents_before(at)
    arrived, left = Inbound.objects.exclude(raw=b""), Outbound.objects.exclude(payload=b"")
    oldest = [
        x for x in (arrived.aggregate(x=Min("received_at"))["x"], left.aggregate(x=Min("created_at"))["x"]) if x is not None
    ]
    late = arrived.filter(received_at__lt=before).count() + left.filter(created_at__lt=before).count()
    return arrived.count() + left.count(), min(oldest, default=None), late


def kept_links(at: datetime) -> tuple[int, datetime | None, int]:
    """One-time links: how many, the oldest, how many past their time."""
    rows = OneTimeLink.objects.all()
    return rows.count(), rows.aggregate(x=Min("created_at"))["x"], rows.filter(expires_at__lt=keeping.links_before(at)).count()
