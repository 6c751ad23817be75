"""What was searched for and not found is kept for the buyer, who answers it with an item, a synonym or a word to the ward (6.1 step 2)."""

from datetime import datetime, timedelta

from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.models import SearchMiss
from samkoeb.kernel.actor import Actor

LONGEST = 200
#: The same unit asking for the same thing again within this time is one question.
SAME_QUESTION = timedelta(hours=12)


def note_miss(text: str, *, unit_id: int, organisation_id: int, results: int = 0, at: datetime) -> None:
    """Someone at the unit searched for this and found nothing (or, by leaving out words, `results` that are something else)."""
    text = " ".join(text.replace("\x00", " ").encode("utf-8", "ignore").decode().split())[:LONGEST]
    if len(text) < 2:
        return
    with transactions.owns():
        asked = SearchMiss.objects.filter(unit_id=unit_id, text=text, handled_at__isnull=True, at__gt=at - SAME_QUESTION)
        if not asked.exists():
            SearchMiss.objects.create(unit_id=unit_id, organisation_id=organisation_id, text=text, results=results, at=at)


def handle_misses(text: str, *, organisation_id: int, by: Actor, at: datetime) -> int:
    """The buyer has dealt with everything that was asked in these words; how many there were."""
    with transactions.owns():
        permissions.require(by, "keep_own_items", permissions.Facts(organisation_id))

        waiting = SearchMiss.objects.filter(organisation_id=organisation_id, text__iexact=text, handled_at__isnull=True)
        return int(waiting.update(handled_at=at, handled_by_id=by.person_id))
