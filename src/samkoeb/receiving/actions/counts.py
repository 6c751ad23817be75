"""Counts: what was counted becomes the level, at once or by a second person where the difference is worth more than the limit (R6)."""

from datetime import datetime
from decimal import Decimal

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import duties, identity
from samkoeb.receiving import permissions, queries
from samkoeb.receiving.actions.moving import Move, move_all
from samkoeb.receiving.logic import stock
from samkoeb.receiving.models import StockCount, StockLevel


def count(level_id: int, *, counted: Decimal, note: str = "", by: Actor, at: datetime) -> StockCount:
    """`counted` in base units. state "taken": the level is what was counted; "waiting": a second person looks first."""
    with transactions.owns():
        level: StockLevel = StockLevel.objects.select_related("location__unit", "own_item").locked(level_id)
        unit = level.location.unit

        permissions.require(by, "use_stock", permissions.Facts(unit.organisation_id, unit.pk))

        problems = [Problem("stock.count_negative")] if counted < 0 else []
        if StockCount.objects.filter(stock_level=level, state="waiting").exists():
            problems.append(Problem("stock.count_waits", "error", {"name": level.own_item.name_da}))
        refuse([*problems, *identity.check_text(note=note)])

        difference = counted - level.level
        value = stock.value_of(difference, queries.unit_value(level.own_item_id))
        waits = stock.needs_second_person(value, organisations.setting(unit.organisation_id, "stock_adjustment_limit"))
        made = StockCount.objects.create(
            stock_level=level,
            level_then=level.level,
            counted=counted,
            value=value,
            state="waiting" if waits else "taken",
            note=note.strip(),
            counted_by_id=by.person_id,
            counted_at=at,
        )
        if not waits:
            found = Move(level=level, quantity=difference, counted=counted, note=note.strip())
            move_all([found], reason="count", by=by, at=at)

        audit.record(
            "receiving.stock.counted", made, by=by, at=at, body_id=unit.organisation_id, counted=counted, state=made.state
        )
        if waits:
            audit.tell("receiving.count.waits", at=at, count_id=made.pk, unit_id=unit.pk)
    return made


def approve_count(count_id: int, *, by: Actor, at: datetime) -> StockCount:
    """The difference that was found is taken over; what was moved since the count stays moved."""
    with transactions.owns():
        found, level = _locked(count_id)
        unit = level.location.unit

        permissions.require(by, "adjust_stock", permissions.Facts(unit.organisation_id, unit.pk))

        difference = found.counted - found.level_then
        problems = [*_is_waiting(found), *duties.counter_is_not_adjuster(by, found.counted_by_id)]
        if level.level + difference < 0:
            facts = {
                "name": level.own_item.name_da,
                "level": level.level,
                "wanted": -difference,
                "unit": level.own_item.base_unit,
            }
            problems.append(Problem("stock.not_enough", "error", facts))
        refuse(problems)

        taken_over = Move(level=level, quantity=difference, counted=found.counted, note=found.note)
        move_all([taken_over], reason="count", by=by, at=at)
        _decide(found, "taken", by, at)

        audit.record("receiving.count.approved", found, by=by, at=at, body_id=unit.organisation_id, difference=difference)
    return found


def refuse_count(count_id: int, *, by: Actor, at: datetime) -> StockCount:
    """Count again: the level stays as it is."""
    with transactions.owns():
        found, level = _locked(count_id)
        unit = level.location.unit

        permissions.require(by, "adjust_stock", permissions.Facts(unit.organisation_id, unit.pk))

        refuse(_is_waiting(found))

        _decide(found, "refused", by, at)

        audit.record("receiving.count.refused", found, by=by, at=at, body_id=unit.organisation_id)
    return found


def _locked(count_id: int) -> tuple[StockCount, StockLevel]:
    """The level first: it is what decides."""
    level_id = StockCount.objects.values_list("stock_level_id", flat=True).get(pk=count_id)
    level: StockLevel = StockLevel.objects.select_related("location__unit", "own_item").locked(level_id)
    found: StockCount = StockCount.objects.locked(count_id)
    return found, level


def _is_waiting(found: StockCount) -> list[Problem]:
    return [] if found.state == "waiting" else [Problem("stock.count_decided")]


def _decide(found: StockCount, state: str, by: Actor, at: datetime) -> None:
    found.state = state
    found.decided_by_id = by.person_id
    found.decided_at = at
    found.save(update_fields=["state", "decided_by", "decided_at"])
