"""What is to come to a unit, and the form on which it is received: on a desk and on a phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from samkoeb.base.asking import asked
from samkoeb.base.models import Rows
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.quantity import Pack, say
from samkoeb.ordering.logic.lifecycle import ORDER_IS_OVER
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation, Unit
from samkoeb.receiving import permissions
from samkoeb.receiving.logic.receipt import CLOSED_STATES, DEVIATIONS
from samkoeb.receiving.models import DespatchLine, ReceiptLine
from samkoeb.receiving.queries.facts import over_delivery_percent
from samkoeb.receiving.queries.shelf import usual_locations

_OPEN = Q(quantity__gt=F("received_quantity") + F("cancelled_quantity"))


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """An order of which something is still to come. expected_on: from the despatch advice, else promised, else wanted."""

    order_id: int
    number: str
    supplier: str
    unit: str
    delivery_unit: str
    delivery_point: str
    open_lines: int
    is_despatched: bool
    despatch_numbers: tuple[str, ...]
    tracking: str
    expected_on: date | None
    is_late: bool
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """A batch on its way, as the despatch advice says: what the form proposes."""

    despatch_id: int
    despatch_number: str
    quantity: Decimal
    batch: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class LineToReceive:
    """`open_quantity` is still to come, `most` may be taken over now (with the tolerance). Both in `unit`; `said` explains the pack."""

    order_line_id: int
    number: int
    description: str
    supplier_item_number: str
    gtin: str
    is_service: bool
    unit: str
    ordered: Decimal
    cancelled: Decimal
    received: Decimal
    open_quantity: Decimal
    most: Decimal
    back_order: Decimal
    promised_on: date | None
    said_da: str
    said_en: str
    coming: tuple[Coming, ...]
    usual_location_id: int | None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    order_id: int
    number: str
    state: str
    supplier: str
    body: str
    unit_id: int
    unit: str
    delivery_unit_id: int
    delivery_unit: str
    delivery_point: str
    lines: tuple[LineToReceive, ...]
    deviations: tuple[str, ...]
    may_receive: bool
    is_over: bool


def open_deliveries(actor: Actor, on: date, *, unit_id: int | None = None, limit: int = 200) -> list[DeliveryRow]:
    """What is still to come, the latest promise broken first. Five questions."""
    rows = _visible(actor).exclude(state__in=CLOSED_STATES)
    if unit_id is not None:
        tree = organisations.unit_tree_ids(unit_id)
        rows = rows.filter(Q(unit_id__in=tree) | Q(delivery_unit_id__in=tree))
    return _rows(rows, on, limit)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a parcel belongs that came to the wrong ward: the place and nothing of what is in it."""

    order_id: int
    number: str
    unit: str
    delivery_point: str


def find_elsewhere(actor: Actor, code: str, *, unit_id: int, on: date) -> Elsewhere | None:
    """For whoever stands at `unit_id` with a parcel of another ward of the same body."""
    here = organisations.unit(unit_id)
    if not code.strip() or not permissions.allows(actor, "report_misdelivery", permissions.Facts(here.organisation_id, here.pk)):
        return None
    of_body = Order.objects.filter(_by_code(code), organisation_id__in=organisations.family_on(here.organisation_id, on))
    found = of_body.exclude(delivery_unit_id=unit_id).exclude(state__in=ORDER_IS_OVER).select_related("delivery_unit").first()
    if found is None:
        return None
    return Elsewhere(found.pk, found.number, found.delivery_unit.name, found.delivery_unit.delivery_point)


def _by_code(code: str) -> Q:
    """What stands on the parcel: order number, despatch number, SSCC or tracking number."""
    text = code.strip()
    named = DespatchLine.objects.filter(
        Q(despatch__number=text) | Q(sscc=text.removeprefix("00")) | Q(sscc=text) | Q(despatch__tracking=text)
    )
    return Q(number__iexact=text) | Q(pk__in=named.values("order_line__order_id"))


def find_deliveries(actor: Actor, code: str, on: date) -> list[DeliveryRow]:
    """By what stands on the parcel."""
    return _rows(_visible(actor).filter(_by_code(code)), on, 20, open_only=False) if code.strip() else []


def delivery_page(actor: Actor, order_id: int, *, unit_id: int | None = None) -> DeliveryPage:
    """Raises Order.DoesNotExist for what the actor may not know of. `unit_id`: where one stands; without it the delivery point."""
    order: Order = (
        _visible(actor).select_related("organisation", "unit__organisation", "delivery_unit", "supplier").get(pk=order_id)
    )
    place = organisations.unit(unit_id) if unit_id is not None else order.delivery_unit
    lines = list(OrderLine.objects.filter(order=order).order_by("number"))
    tolerance = over_delivery_percent(order, order.unit)
    coming = _coming(line.pk for line in lines)
    shelves = usual_locations(place.pk, (line.own_item_id for line in lines if line.own_item_id is not None))
    return DeliveryPage(
        order_id=order.pk,
        number=order.number,
        state=order.state,
        supplier=order.supplier.name,
        body=order.organisation.name,
        unit_id=order.unit_id,
        unit=order.unit.name,
        delivery_unit_id=order.delivery_unit_id,
        delivery_unit=order.delivery_unit.name,
        delivery_point=order.delivery_unit.delivery_point,
        lines=tuple(_line(line, tolerance, coming.get(line.pk, []), shelves.get(line.own_item_id or 0)) for line in lines),
        deviations=DEVIATIONS,
        may_receive=permissions.allows(actor, "receive", permissions.Facts(place.organisation_id, place.pk)),
        is_over=order.state in CLOSED_STATES,
    )


def _visible(actor: Actor) -> Rows:
    rows: Rows = Order.objects.filter(
        permissions.scope(actor, organisation="organisation_id", units=("unit_id", "delivery_unit_id"))
    )
    return rows


def _rows(rows: Rows, on: date, limit: int, *, open_only: bool = True) -> list[DeliveryRow]:
    if open_only:
        rows = rows.filter(Exists(OrderLine.objects.filter(_OPEN, order_id=OuterRef("pk"))))
    soonest = Coalesce("promised_on", "wanted_on").asc(nulls_last=True)  # what is latest is never what a long list leaves out
    orders = list(rows.order_by(soonest, "ordered_at", "pk").values(*_OF_ORDER)[:limit])
    ids = [order["pk"] for order in orders]
    counted = OrderLine.objects.filter(_OPEN, order_id__in=ids).order_by().values_list("order_id").annotate(lines=Count("pk"))
    open_lines = dict(counted) if ids else {}
    suppliers = Organisation.objects.read_all(order["supplier_id"] for order in orders)
    units = Unit.objects.read_all(order[name] for order in orders for name in ("unit_id", "delivery_unit_id"))
    sent: dict[int, list[Any]] = {}
    lines = DespatchLine.objects.filter(order_line__order_id__in=ids).order_by("pk")
    for line in lines.values("order_line__order_id", "despatch__number", "despatch__tracking", "despatch__expected_on"):
        sent.setdefault(line["order_line__order_id"], []).append(line)
    shown = [
        _row(
            order,
            sent.get(order["pk"], []),
            on,
            supplier=suppliers[order["supplier_id"]].name,
            unit=units[order["unit_id"]].name,
            delivery_unit=units[order["delivery_unit_id"]],
            open_lines=open_lines.get(order["pk"], 0),
        )
        for order in orders
    ]
    return sorted(shown, key=lambda row: (row.expected_on or date.max, row.ordered_at))


_OF_ORDER = ("pk", "number", "ordered_at", "wanted_on", "promised_on", "supplier_id", "unit_id", "delivery_unit_id")


def _row(
    order: dict[str, Any], sent: list[Any], on: date, *, supplier: str, unit: str, delivery_unit: Unit, open_lines: int
) -> DeliveryRow:
    promised = [line["despatch__expected_on"] for line in sent if line["despatch__expected_on"] is not None]
    expected = max(promised, default=None) or order["promised_on"] or order["wanted_on"]
    return DeliveryRow(
        order_id=order["pk"],
        number=order["number"],
        supplier=supplier,
        unit=unit,
        delivery_unit=delivery_unit.name,
        delivery_point=delivery_unit.delivery_point,
        open_lines=open_lines,
        is_despatched=bool(sent),
        despatch_numbers=tuple(dict.fromkeys(line["despatch__number"] for line in sent)),
        tracking=next((line["despatch__tracking"] for line in sent if line["despatch__tracking"]), ""),
        expected_on=expected,
        is_late=expected is not None and expected < on and open_lines > 0,
        ordered_at=order["ordered_at"],
    )


def _coming(order_line_ids: Iterable[int]) -> dict[int, list[Coming]]:
    """order line id → what was sent of it and is in no receipt that names the advice."""
    found: dict[int, list[Coming]] = {}
    for line in _sent(list(order_line_ids)):
        batch = Coming(line.despatch_id, line.despatch.number, line.quantity, line.batch, line.expires_on)
        found.setdefault(line.order_line_id, []).append(batch)
    return found


@asked
def _sent(order_line_ids: Iterable[int]) -> QuerySet[DespatchLine]:
    live = ReceiptLine.objects.filter(
        order_line_id__among=order_line_ids, receipt__reverses__isnull=True, receipt__reversed_by__isnull=True
    )
    received = live.filter(receipt__despatch_id=OuterRef("despatch_id"), order_line_id=OuterRef("order_line_id"))
    rows = DespatchLine.objects.filter(~Exists(received), order_line_id__among=order_line_ids, quantity__gt=0)
    return rows.select_related("despatch").order_by("pk")


def _line(line: OrderLine, tolerance: Decimal, coming: list[Coming], shelf: int | None) -> LineToReceive:
    will_come = line.quantity - line.cancelled_quantity
    pack = Pack(line.unit, line.pack_content, line.pack_unit)
    return LineToReceive(
        order_line_id=line.pk,
        number=line.number,
        description=line.description,
        supplier_item_number=line.supplier_item_number,
        gtin=line.gtin,
        is_service=line.is_service,
        unit=line.unit,
        ordered=line.quantity,
        cancelled=line.cancelled_quantity,
        received=line.received_quantity,
        open_quantity=max(will_come - line.received_quantity, Decimal(0)),
        most=max(will_come * (1 + tolerance / 100) - line.received_quantity, Decimal(0)),
        back_order=line.back_order_quantity,
        promised_on=line.promised_on,
        said_da=say(line.quantity, pack, "da"),
        said_en=say(line.quantity, pack, "en"),
        coming=tuple(coming),
        usual_location_id=shelf,
    )


def sent_quantities(order_id: int) -> dict[int, Decimal]:
    """What the supplier says has been sent, by order line number."""
    rows = DespatchLine.objects.filter(order_line__order_id=order_id).values_list("order_line__number").order_by()
    return dict(rows.annotate(sent=Sum("quantity")))
