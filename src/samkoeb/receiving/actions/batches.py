"""A batch that someone doubts is held: it stays on the shelf, is pointed out when more of it comes, and is never issued (6.1 step 8)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue.models import OwnItem
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Unit
from samkoeb.receiving import permissions, queries
from samkoeb.receiving.models import BatchHold


def hold_batch(own_item_id: int, *, batch: str, unit_id: int, note: str = "", by: Actor, at: datetime) -> BatchHold:
    """Said at `unit_id`, holds in the whole body."""
    with transactions.owns():
        own_item: OwnItem = OwnItem.objects.select_for_update().get(pk=own_item_id)
        unit = Unit.objects.get(pk=unit_id)

        permissions.require(by, "hold_batch", permissions.Facts(unit.organisation_id, unit.pk))

        problems = [] if batch.strip() else [Problem("stock.batch_missing")]
        if not queries.is_of_same_body(own_item.organisation_id, unit.organisation_id, at):
            problems.append(Problem("stock.item_of_another_body"))
        if BatchHold.objects.filter(own_item=own_item, batch=batch.strip(), released_at__isnull=True).exists():
            problems.append(Problem("stock.batch_held", "error", {"name": own_item.name_da, "batch": batch.strip()}))
        refuse([*problems, *identity.check_text(note=note)])

        made = BatchHold.objects.create(
            organisation_id=own_item.organisation_id,
            own_item=own_item,
            batch=batch.strip(),
            note=note.strip(),
            held_by_id=by.person_id,
            held_at=at,
        )

        audit.record("receiving.batch.held", made, by=by, at=at, body_id=made.organisation_id, own_item_id=own_item.pk)
        audit.tell("receiving.batch.held", at=at, hold_id=made.pk)
    return made


def release_batch(hold_id: int, *, by: Actor, at: datetime) -> BatchHold:
    """It may be used again."""
    with transactions.owns():
        held: BatchHold = BatchHold.objects.locked(hold_id)

        permissions.require(by, "release_batch", permissions.Facts(held.organisation_id, by.home_unit_id))

        refuse([Problem("stock.batch_released")] if held.released_at is not None else [])

        held.released_by_id = by.person_id
        held.released_at = at
        held.save(update_fields=["released_by", "released_at"])

        audit.record("receiving.batch.released", held, by=by, at=at, body_id=held.organisation_id)
    return held
