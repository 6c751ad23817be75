"""Places, minimum and maximum, what is taken out and what is carried over. The level is decided under its own lock."""

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


def issue(level_id: int, *, quantity: Decimal, batch: str = "", note: str = "", by: Actor, at: datetime) -> StockMovement:
    """Taken from the shelf for use, in base units. Refuses more than lies there, and a held batch."""
    with transactions.owns():
        level = _locked(level_id)

        permissions.require(by, "use_stock", _facts(level))

        refuse([*_check_out(level, quantity, batch), *identity.check_text(note=note)])

        (made,) = move_all([Move(level=level, quantity=-quantity, batch=batch, note=note.strip())], reason="issue", by=by, at=at)

        audit.record("receiving.stock.issued", made, by=by, at=at, body_id=_facts(level).organisation_id, quantity=quantity)
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
    """Carried from one place to another within the body: two movements, out and in, in one transaction."""
    with transactions.owns():
        source = StockLevel.objects.get(pk=level_id)
        target, _ = StockLevel.objects.get_or_create(location_id=to_location_id, own_item_id=source.own_item_id)
        levels = {x.pk: x for x in StockLevel.objects.locked_all([source.pk, target.pk])}
        source, target = levels[source.pk], levels[target.pk]

        permissions.require(by, "keep_stock", _facts(source))

        problems = _check_out(source, quantity, batch)
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


def _locked(level_id: int) -> StockLevel:
    """With the place and the item that taking goods out is decided on."""
    level: StockLevel = StockLevel.objects.locked(level_id)
    level.location = StockLocation.objects.read(level.location_id)
    level.location.unit = Unit.objects.read(level.location.unit_id)
    level.own_item = OwnItem.objects.read(level.own_item_id)
    return level


def _facts(level: StockLevel) -> permissions.Facts:
    unit = level.location.unit
    return permissions.Facts(unit.organisation_id, unit.pk)


def _check_out(level: StockLevel, quantity: Decimal, batch: str) -> list[Problem]:
    own = level.own_item
    is_held = bool(batch) and batch in queries.held_batches([own.pk]).get(own.pk, frozenset())
    return stock.check_out(
        level=level.level, quantity=quantity, name=own.name_da, unit=own.base_unit, batch=batch, is_held=is_held
    )
