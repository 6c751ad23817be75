"""Stock as its pages show it: places, levels with their batches, movements, counts that wait, batches that are held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Max, Q, Sum

from samkoeb.base.models import Rows
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import duties
from samkoeb.receiving import permissions
from samkoeb.receiving.logic import stock
from samkoeb.receiving.models import BatchHold, StockCount, StockLevel, StockLocation, StockMovement
from samkoeb.receiving.queries.shelf import held_batches


@dataclass(frozen=True, slots=True)
class LocationRow:
    id: int
    unit_id: int
    unit: str
    name: str
    is_emergency: bool
    items: int
    below_minimum: int


@dataclass(frozen=True, slots=True)
class BatchShown:
    batch: str
    expires_on: date | None
    quantity: Decimal
    is_expired: bool
    expires_soon: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """In the own item's base unit. batches: the first to expire first."""

    id: int
    own_item_id: int
    own_item_number: str
    name_da: str
    name_en: str
    unit: str
    level: Decimal
    minimum: Decimal
    maximum: Decimal
    is_low: bool
    shelf_code: str
    batches: tuple[BatchShown, ...]
    count_waits: bool


@dataclass(frozen=True, slots=True)
class StockPage:
    location_id: int
    name: str
    unit_id: int
    unit: str
    is_emergency: bool
    levels: tuple[LevelRow, ...]
    may_use: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    at: datetime
    quantity: Decimal
    level_after: Decimal
    reason: str
    batch: str
    expires_on: date | None
    counted: Decimal | None
    note: str
    person: str
    receipt_number: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """`may_approve` is false for the one who counted."""

    id: int
    level_id: int
    location: str
    unit_name: str
    name_da: str
    name_en: str
    unit: str
    level_then: Decimal
    counted: Decimal
    value: Decimal | None
    counted_by: str
    counted_at: datetime
    note: str
    may_approve: bool


@dataclass(frozen=True, slots=True)
class HoldRow:
    id: int
    own_item_id: int
    name_da: str
    name_en: str
    batch: str
    note: str
    held_by: str
    held_at: datetime
    may_release: bool


def locations(actor: Actor, *, unit_id: int | None = None) -> list[LocationRow]:
    """One question; narrowed to a unit and what lies below it."""
    rows = _places(actor)
    if unit_id is not None:
        rows = rows.filter(unit_id__in=organisations.unit_tree_ids(unit_id))
    low = Q(levels__level__lt=F("levels__minimum"))
    counted = rows.select_related("unit").annotate(items=Count("levels"), low=Count("levels", filter=low))
    return [
        LocationRow(x.pk, x.unit_id, x.unit.name, x.name, x.is_emergency, x.items, x.low)
        for x in counted.order_by("unit__path", "name")
    ]


def stock_page(actor: Actor, location_id: int, on: date) -> StockPage:
    """Raises StockLocation.DoesNotExist for a place that the actor may not see. A fixed number of questions."""
    place: StockLocation = _places(actor).select_related("unit__organisation").get(pk=location_id)
    levels = list(
        StockLevel.objects.filter(location=place).select_related("own_item").order_by("shelf_code", "own_item__name_da", "pk")
    )
    moved: dict[int, list[stock.Moved]] = {}
    for level_id, batch, expires_on, quantity, _last in _sums(x.pk for x in levels if x.level):
        moved.setdefault(level_id, []).append(stock.Moved(quantity, batch, expires_on))
    held = held_batches(level.own_item_id for level in levels)
    waiting = set(StockCount.objects.filter(stock_level__in=levels, state="waiting").values_list("stock_level_id", flat=True))
    soon = organisations.setting(place.unit.organisation_id, "expiry_warning_days")
    facts = permissions.Facts(place.unit.organisation_id, place.unit_id)
    return StockPage(
        location_id=place.pk,
        name=place.name,
        unit_id=place.unit_id,
        unit=place.unit.name,
        is_emergency=place.is_emergency,
        levels=tuple(
            _level(x, _batches(moved.get(x.pk, ()), held.get(x.own_item_id, frozenset()), on, soon), x.pk in waiting)
            for x in levels
        ),
        may_use=permissions.allows(actor, "use_stock", facts),
        may_keep=permissions.allows(actor, "keep_stock", facts),
    )


@dataclass(frozen=True, slots=True)
class LevelPage:
    """One item at one place, with what may be done there."""

    location_id: int
    location: str
    unit_id: int
    own_item_id: int
    name_da: str
    name_en: str
    unit: str
    level: Decimal
    minimum: Decimal
    maximum: Decimal
    shelf_code: str
    batches: tuple[BatchShown, ...]
    may_use: bool
    may_keep: bool


def level_page(actor: Actor, level_id: int, on: date) -> LevelPage:
    """Raises StockLevel.DoesNotExist for one that the actor may not see."""
    location_id = StockLevel.objects.filter(location__in=_places(actor)).values_list("location_id", flat=True).get(pk=level_id)
    page = stock_page(actor, location_id, on)
    row = next(x for x in page.levels if x.id == level_id)
    return LevelPage(
        location_id=page.location_id,
        location=page.name,
        unit_id=page.unit_id,
        own_item_id=row.own_item_id,
        name_da=row.name_da,
        name_en=row.name_en,
        unit=row.unit,
        level=row.level,
        minimum=row.minimum,
        maximum=row.maximum,
        shelf_code=row.shelf_code,
        batches=row.batches,
        may_use=page.may_use,
        may_keep=page.may_keep,
    )


def level_by_code(unit_id: int, code: str) -> int | None:
    """The level whose shelf label or own item number was scanned at the unit; None where there is none or a choice."""
    text = code.strip()
    rows = StockLevel.objects.filter(location__unit_id__in=organisations.unit_tree_ids(unit_id))
    found = list(rows.filter(Q(shelf_code=text) | Q(own_item__number=text)).values_list("pk", flat=True)[:2]) if text else []
    return found[0] if len(found) == 1 else None


def movements(actor: Actor, level_id: int, *, limit: int = 100) -> list[MovementRow]:
    """Newest first, with the level after each. Raises StockLevel.DoesNotExist for one that the actor may not see."""
    level = StockLevel.objects.filter(location__in=_places(actor)).get(pk=level_id)
    rows = (
        StockMovement.objects.filter(stock_level=level).select_related("person", "receipt_line__receipt").order_by("-pk")[:limit]
    )
    after, shown = level.level, []
    for m in rows:
        shown.append(_movement(m, after))
        after -= m.quantity
    return shown


def counts_waiting(actor: Actor) -> list[CountRow]:
    """Counts that a second person must look at, oldest first. One question."""
    rows = StockCount.objects.filter(state="waiting", stock_level__location__in=_places(actor))
    related = ("stock_level__location__unit", "stock_level__own_item", "counted_by")
    return [_count(row, actor) for row in rows.select_related(*related).order_by("counted_at", "pk")]


def holds(actor: Actor) -> list[HoldRow]:
    """Batches that are held in the actor's bodies. One question."""
    rows = BatchHold.objects.filter(released_at__isnull=True)
    if not actor.is_operator:
        rows = rows.filter(organisation_id__in=actor.organisations(*permissions.SEERS))
    return [
        HoldRow(
            id=h.pk,
            own_item_id=h.own_item_id,
            name_da=h.own_item.name_da,
            name_en=h.own_item.name_en,
            batch=h.batch,
            note=h.note,
            held_by=h.held_by.name if h.held_by is not None else "",
            held_at=h.held_at,
            may_release=permissions.allows(actor, "release_batch", permissions.Facts(h.organisation_id, actor.home_unit_id)),
        )
        for h in rows.select_related("own_item", "held_by").order_by("held_at", "pk")
    ]


def _places(actor: Actor) -> Rows:
    rows: Rows = StockLocation.objects.filter(permissions.scope(actor, organisation="unit__organisation_id", units=("unit_id",)))
    return rows


def _sums(level_ids: Iterable[int]) -> Iterable[tuple[int, str, date | None, Decimal, int]]:
    """(level id, batch, day of expiry, quantity, last movement), added up where they lie: a shelf moves for years. The day that was
    written last comes last."""
    rows = StockMovement.objects.filter(stock_level_id__in=list(level_ids)).values_list("stock_level_id", "batch", "expires_on")
    return rows.annotate(Sum("quantity"), last=Max("pk")).order_by("last")


def _batches(moved: Iterable[stock.Moved], held: frozenset[str], on: date, soon: int) -> tuple[BatchShown, ...]:
    return tuple(
        BatchShown(
            batch=b.batch,
            expires_on=b.expires_on,
            quantity=b.quantity,
            is_expired=b.expires_on is not None and b.expires_on <= on,
            expires_soon=b.expires_on is not None and 0 < (b.expires_on - on).days <= soon,
            is_held=b.batch in held,
        )
        for b in stock.batches(moved)
    )


def _level(x: StockLevel, batches: tuple[BatchShown, ...], count_waits: bool) -> LevelRow:
    return LevelRow(
        id=x.pk,
        own_item_id=x.own_item_id,
        own_item_number=x.own_item.number,
        name_da=x.own_item.name_da,
        name_en=x.own_item.name_en,
        unit=x.own_item.base_unit,
        level=x.level,
        minimum=x.minimum,
        maximum=x.maximum,
        is_low=x.level < x.minimum,
        shelf_code=x.shelf_code,
        batches=batches,
        count_waits=count_waits,
    )


def _movement(m: StockMovement, after: Decimal) -> MovementRow:
    return MovementRow(
        at=m.at,
        quantity=m.quantity,
        level_after=after,
        reason=m.reason,
        batch=m.batch,
        expires_on=m.expires_on,
        counted=m.counted,
        note=m.note,
        person=m.person.name if m.person is not None else "",
        receipt_number=m.receipt_line.receipt.number if m.receipt_line is not None else "",
    )


def _count(row: StockCount, actor: Actor) -> CountRow:
    level = row.stock_level
    unit = level.location.unit
    may = permissions.allows(actor, "adjust_stock", permissions.Facts(unit.organisation_id, unit.pk))
    return CountRow(
        id=row.pk,
        level_id=level.pk,
        location=level.location.name,
        unit_name=unit.name,
        name_da=level.own_item.name_da,
        name_en=level.own_item.name_en,
        unit=level.own_item.base_unit,
        level_then=row.level_then,
        counted=row.counted,
        value=row.value,
        counted_by=row.counted_by.name if row.counted_by is not None else "",
        counted_at=row.counted_at,
        note=row.note,
        may_approve=may and not duties.counter_is_not_adjuster(actor, row.counted_by_id),
    )
