"""What is suggested goes into the ward's basket with its reason; a person sends it."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from samkoeb import sentences
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.ordering import actions as ordering
from samkoeb.ordering.models import RequisitionLine
from samkoeb.receiving import queries

LONGEST_WHY = 200


def put_suggestions_in_basket(
    unit_id: int, *, level_ids: Collection[int] | None = None, by: Actor, at: datetime
) -> list[RequisitionLine]:
    """All suggestions of the unit (or those of the named levels) that something can be ordered for. The basket decides who may."""
    with transactions.owns():
        wanted = [
            s
            for s in queries.suggest(unit_id, at)
            if s.item_id is not None and s.quantity > 0 and (level_ids is None or s.level_id in level_ids)
        ]
        by_item: dict[int, list[queries.Suggestion]] = {}
        for suggestion in wanted:
            by_item.setdefault(suggestion.item_id or 0, []).append(suggestion)
        wishes = [
            ordering.Wish(
                item_id=item_id,
                quantity=sum((s.quantity for s in of_item), Decimal(0)),
                why=" ".join(sentences.say(s.why, by.language) for s in of_item)[:LONGEST_WHY],
                large_confirmed=True,  # it fills a shelf whose maximum a person has set
            )
            for item_id, of_item in by_item.items()
        ]
        return ordering.add_many_to_basket(unit_id, wishes=wishes, by=by, at=at) if wishes else []
