"""Places, minimum and maximum, what is taken out and what is carried over. The level is decided under its own lock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue.models import OwnItem
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Unit
from samkoeb.receiving import permissions, queries
from samkoeb.receiving.actions.moving import Move, move_all
from samkoeb.receiving.logic import stock
from samkoeb.receiving.models import StockLevel, StockLocation, StockMovement


def create_location(unit_id: int, *, name: str, is_emergency: bool = False, by: Actor, at: datetime) -> StockLocation:
    """A shelf, a room, a depot of the unit. An emergency stock (beredskabslager) is not filled by ordinary receipts."""
    with transactions.owns():
        unit = Unit.objects.get(pk=unit_id)

        permissions.require(by, "keep_stock", permissions.Facts(unit.organisation_id, unit.pk))

        problems = [] if name.strip() else [Problem("stock.location_name_missing")]
        if StockLocation.objects.filter(unit=unit, name=name.strip()).exists():
            problems.append(Problem("stock.location_twice", "error", {"name": name.strip()}))
        refuse(problems)

        made = StockLocation.objects.create(unit=unit, name=name.strip(), is_emergency=is_emergency)

        audit.record("receiving.location.created", made, by=by, at=at, body_id=unit.organisation_id, unit_id=unit.pk)
    return made


def set_min_max(
    location_id: int,
    *,
    own_item_id: int,
    minimum: Decimal,
    maximum: Decimal = Decimal(0),
    shelf_code: str = "",
    by: Actor,
    at: datetime,
) -> StockLevel:
    """In the own item's base unit; maximum 0 means none. Puts the item on the location's list where it was not."""
    with transactions.owns():
        location = StockLocation.objects.select_related("unit").get(pk=location_id)
        own_item = OwnItem.objects.get(pk=own_item_id)

        permissions.require(by, "keep_stock", permissions.Facts(location.unit.organisation_id, location.unit_id))

        problems = stock.check_min_max(minimum, maximum)
        if not queries.is_of_same_body(own_item.organisation_id, location.unit.organisation_id, at):
            problems.append(Problem("stock.item_of_another_body"))
        refuse(problems)

        level, _ = StockLevel.objects.get_or_create(location=location, own_item=own_item)
        level = StockLevel.objects.locked(level.pk)
        level.minimum, level.maximum, level.shelf_code = minimum, maximum, shelf_code.strip()
        level.save(update_fields=["minimum", "maximum", "shelf_code"])

        audit.record(
            "receiving.stock.limits_set",
            level,
            by=by,
            at=at,
            body_id=location.unit.organisation_id,
            minimum=minimum,
            maximum=maximum,
        )
    return level


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """`quantity` in base units; without a batch the first to expire is taken first."""

    level_id: int
    quantity: Decimal
    batch: str = ""
    note: str = ""


def issue(level_id: int, *, quantity: Decimal, batch: str = "", note: str = "", by: Actor, at: datetime) -> StockMovement:
    """Taken from the shelf for use. As `issue_all`."""
    (made,) = issue_all([Take(level_id=level_id, quantity=quantity, batch=batch, note=note)], by=by, at=at)
    return made


def issue_all(takes: Sequence[Take], *, by: Actor, at: datetime) -> list[StockMovement]:
    """All of the takes or none, each level at most once among them; the movements in their order. Refuses, with all reasons at once, more
    than lies there, a held batch, and nothing at all."""
    with transactions.owns():
        levels = _locked(take.level_id for take in takes)
        wanted = [(levels[take.level_id], take) for take in takes]

        for level, _ in wanted:
            permissions.require(by, "use_stock", _facts(level))

        held = queries.held_batches(level.own_item_id for level, take in wanted if take.batch)
        problems = [] if takes else [Problem("stock.nothing_taken")]
        for level, take in wanted:
            problems += _check_out(level, take.quantity, take.batch, held)
            problems += identity.check_text(note=take.note)
        refuse(problems)

        moves = [Move(level=level, quantity=-take.quantity, batch=take.batch, note=take.note.strip()) for level, take in wanted]
        made = move_all(moves, reason="issue", by=by, at=at)

        audit.record_all(
            audit.line(
                "receiving.stock.issued", one, by=by, at=at, body_id=_facts(level).organisation_id, quantity=take.quantity
            )
            for one, (level, take) in zip(made, wanted, strict=True)
        )
    return made


def transfer(
    level_id: int,
    *,
    to_location_id: int,
    quantity: Decimal,
    batch: str = "",
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> tuple[StockMovement, StockMovement]:
    """Carried from one place to another within the body: two movements, out and in, in one transaction. Raises StockLocation.DoesNotExist."""
    with transactions.owns():
        source = StockLevel.objects.get(pk=level_id)
        StockLocation.objects.read(to_location_id)
        target, _ = StockLevel.objects.get_or_create(location_id=to_location_id, own_item_id=source.own_item_id)
        levels = _locked([source.pk, target.pk])
        source, target = levels[source.pk], levels[target.pk]

        permissions.require(by, "keep_stock", _facts(source))

        problems = _check_out(source, quantity, batch, queries.held_batches([source.own_item_id] if batch else []))
        if source.pk == target.pk:
            problems.append(Problem("stock.same_place"))
        if not queries.is_of_same_body(target.location.unit.organisation_id, source.location.unit.organisation_id, at):
            problems.append(Problem("stock.item_of_another_body"))
        refuse(problems)

        until = expires_on or queries.expiry_of(source.pk, batch)
        carried = [
            Move(level=source, quantity=-quantity, batch=batch, expires_on=until),
            Move(level=target, quantity=quantity, batch=batch, expires_on=until),
        ]
        out, into = move_all(carried, reason="transfer", by=by, at=at)

        audit.record(
            "receiving.stock.transferred",
            out,
            by=by,
            at=at,
            body_id=_facts(source).organisation_id,
            to=target.pk,
            quantity=quantity,
        )
    return out, into


def _locked(level_ids: Iterable[int]) -> dict[int, StockLevel]:
    """With the places and the items that taking goods out is decided on. Raises StockLevel.DoesNotExist."""
    wanted = set(level_ids)
    levels = {level.pk: level for level in StockLevel.objects.locked_all(wanted)}
    if len(levels) < len(wanted):
        raise StockLevel.DoesNotExist
    locations = StockLocation.objects.read_all(level.location_id for level in levels.values())
    units = Unit.objects.read_all(location.unit_id for location in locations.values())
    items = OwnItem.objects.read_all(level.own_item_id for level in levels.values())
    for level in levels.values():
        level.location, level.own_item = locations[level.location_id], items[level.own_item_id]
        level.location.unit = units[level.location.unit_id]
    return levels


def _facts(level: StockLevel) -> permissions.Facts:
    unit = level.location.unit
    return permissions.Facts(unit.organisation_id, unit.pk)


def _check_out(level: StockLevel, quantity: Decimal, batch: str, held: Mapping[int, Collection[str]]) -> list[Problem]:
    own = level.own_item
    is_held = bool(batch) and batch in held.get(own.pk, ())
    return stock.check_out(
        level=level.level, quantity=quantity, name=own.name_da, unit=own.base_unit, batch=batch, is_held=is_held
    )
