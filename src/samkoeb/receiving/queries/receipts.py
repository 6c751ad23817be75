"""Receipts as they were registered, their photos, deviations to follow up, and goods that came to the wrong ward."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from samkoeb.base.models import Rows
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.receiving import permissions
from samkoeb.receiving.models import Misdelivery, Photo, Receipt, ReceiptLine


@dataclass(frozen=True, slots=True)
class ReceiptLineShown:
    order_line_id: int
    line_number: int
    description: str
    unit: str
    quantity: Decimal
    rejected: Decimal
    deviation: str
    batch: str
    expires_on: date | None
    note: str
    photo_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """findings: [{"code", "facts"}] for `sentences.sentence`."""

    id: int
    number: str
    order_id: int
    order_number: str
    supplier: str
    unit: str
    received_by: str
    received_at: datetime
    delivery_note: str
    despatch_number: str
    note: str
    findings: list[dict[str, Any]]
    lines: tuple[ReceiptLineShown, ...]
    is_reversal: bool
    reversed_by: str
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class MisdeliveryRow:
    id: int
    order_id: int
    order_number: str
    found_at: str
    belongs_at: str
    belongs_at_point: str
    reported_by: str
    reported_at: datetime
    resolved_at: datetime | None
    note: str


def visible_to(actor: Actor) -> Rows:
    """Receipts of orders that the actor's units ordered or received; a supplier's own orders' too."""
    seen = permissions.scope(
        actor, organisation="order__organisation_id", units=("unit_id", "order__unit_id", "order__delivery_unit_id")
    )
    rows: Rows = Receipt.objects.filter(seen)
    sells = actor.organisations(roles.SUPPLIER_USER)
    return rows | Receipt.objects.filter(order__supplier_id__in=sells) if sells else rows


def receipts_of_order(actor: Actor, order_id: int) -> list[ReceiptShown]:
    """In their order. Three questions, however many lines and photos."""
    return _shown(actor, visible_to(actor).filter(order_id=order_id))


def receipt(actor: Actor, receipt_id: int) -> ReceiptShown:
    """Raises Receipt.DoesNotExist for what the actor may not know of."""
    found = _shown(actor, visible_to(actor).filter(pk=receipt_id))
    if not found:
        raise Receipt.DoesNotExist
    return found[0]


def deviations(actor: Actor, *, limit: int = 100) -> list[ReceiptShown]:
    """Receipts with something wrong, newest first: for the purchaser and the supplier."""
    rows = visible_to(actor).filter(reverses__isnull=True, reversed_by__isnull=True, lines__deviation__gt="").distinct()
    return _shown(actor, rows.order_by("-received_at", "-pk"), limit=limit)


def photo(actor: Actor, photo_id: int) -> tuple[bytes, str]:
    """(content, media type). Raises Photo.DoesNotExist for one of a receipt that the actor may not see."""
    found = Photo.objects.filter(receipt_line__receipt__in=visible_to(actor).values("pk")).get(pk=photo_id)
    return bytes(found.content), found.media_type


def misdeliveries(actor: Actor, *, open_only: bool = True) -> list[MisdeliveryRow]:
    """Those found at the actor's units, and those that they wait for; newest first. One question."""
    seen = permissions.scope(
        actor, organisation="order__organisation_id", units=("found_at_unit_id", "order__unit_id", "order__delivery_unit_id")
    )
    rows = Misdelivery.objects.filter(seen)
    if open_only:
        rows = rows.filter(resolved_at__isnull=True)
    return [
        MisdeliveryRow(
            id=m.pk,
            order_id=m.order_id,
            order_number=m.order.number,
            found_at=m.found_at_unit.name,
            belongs_at=m.order.delivery_unit.name,
            belongs_at_point=m.order.delivery_unit.delivery_point,
            reported_by=m.reported_by.name if m.reported_by is not None else "",
            reported_at=m.reported_at,
            resolved_at=m.resolved_at,
            note=m.note,
        )
        for m in rows.select_related("order__delivery_unit", "found_at_unit", "reported_by").order_by("-reported_at", "-pk")
    ]


def _shown(actor: Actor, rows: Rows, *, limit: int = 200) -> list[ReceiptShown]:
    related = ("order__supplier", "unit", "received_by", "despatch", "reversed_by")
    found = list(rows.select_related(*related).order_by(*(rows.query.order_by or ("received_at", "pk")))[:limit])
    lines: dict[int, list[ReceiptLine]] = {}
    for line in ReceiptLine.objects.filter(receipt__in=found).select_related("order_line").order_by("pk"):
        lines.setdefault(line.receipt_id, []).append(line)
    pictures: dict[int, list[int]] = {}
    ids = Photo.objects.filter(receipt_line__receipt__in=found).order_by("pk").values_list("receipt_line_id", "pk")
    for line_id, photo_id in ids:
        pictures.setdefault(line_id, []).append(photo_id)
    return [_receipt(actor, r, lines.get(r.pk, []), pictures) for r in found]


def _receipt(actor: Actor, r: Receipt, lines: list[ReceiptLine], pictures: dict[int, list[int]]) -> ReceiptShown:
    taken_back_by = getattr(r, "reversed_by", None)
    may = permissions.allows(actor, "reverse", permissions.Facts(r.unit.organisation_id, r.unit_id))
    return ReceiptShown(
        id=r.pk,
        number=r.number,
        order_id=r.order_id,
        order_number=r.order.number,
        supplier=r.order.supplier.name,
        unit=r.unit.name,
        received_by=r.received_by.name if r.received_by is not None else "",
        received_at=r.received_at,
        delivery_note=r.delivery_note,
        despatch_number=r.despatch.number if r.despatch is not None else "",
        note=r.note,
        findings=r.findings,
        lines=tuple(_line(line, tuple(pictures.get(line.pk, ()))) for line in lines),
        is_reversal=r.reverses_id is not None,
        reversed_by=taken_back_by.number if taken_back_by is not None else "",
        may_reverse=may and r.reverses_id is None and taken_back_by is None,
    )


def _line(line: ReceiptLine, photo_ids: tuple[int, ...]) -> ReceiptLineShown:
    return ReceiptLineShown(
        order_line_id=line.order_line_id,
        line_number=line.order_line.number,
        description=line.order_line.description,
        unit=line.order_line.unit,
        quantity=line.quantity,
        rejected=line.rejected_quantity,
        deviation=line.deviation,
        batch=line.batch,
        expires_on=line.expires_on,
        note=line.note,
        photo_ids=photo_ids,
    )
