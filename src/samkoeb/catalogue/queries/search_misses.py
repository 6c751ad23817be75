"""What was searched for and not found, for the buyer: by words, the most asked first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Min
from django.db.models.functions import Lower

from samkoeb.catalogue.models import SearchMiss


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that several units may have asked for."""

    text: str
    organisation_id: int
    times: int
    units: int
    first_at: datetime
    last_at: datetime


def missed(organisation_ids: Iterable[int], *, most: int = 200) -> list[Missed]:
    """Open questions of these bodies' units."""
    rows = SearchMiss.objects.filter(organisation_id__in=list(organisation_ids), handled_at__isnull=True)
    grouped = rows.values(words=Lower("text"), body=F("organisation_id"))
    return [
        Missed(row["words"], row["body"], row["times"], row["units"], row["first"], row["last"])
        for row in grouped.annotate(
            times=Count("pk"), units=Count("unit_id", distinct=True), first=Min("at"), last=Max("at")
        ).order_by("-times", "-last")[:most]
    ]
