"""Receiving: what came is taken over (or turned away), the order knows it, the shelf has it, and the invoice may be matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering import actions as ordering
from samkoeb.ordering.logic import findings
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Unit
from samkoeb.receiving import permissions, queries
from samkoeb.receiving.actions.moving import Move, locked_levels, move_all
from samkoeb.receiving.logic import photos, receipt, stock
from samkoeb.receiving.logic.photos import CleanPhoto
from samkoeb.receiving.models import Despatch, Photo, Receipt, ReceiptLine


@dataclass(frozen=True, slots=True)
class _Given:
    line: receipt.LineGiven
    photos: tuple[CleanPhoto, ...]


def register(
    order_id: int,
    *,
    unit_id: int,
    lines: Sequence[Mapping[str, Any]],
    despatch_id: int | None = None,
    client_key: str | None = None,
    delivery_note: str = "",
    note: str = "",
    location_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """Goods or a service are taken over by `unit_id`, the order's delivery point or unit.

    lines: order_line_id, quantity (accepted, in the orderable unit), and rejected_quantity, deviation ("damaged", "wrong_item", "expired",
    "too_many", "missing"), batch, expires_on, note, photos (raw bytes) where there is something to say; a line may come in several
    batches. A service is accepted the same way: one month of cleaning is quantity 1. Nothing is said of lines that are left out.

    client_key: the phone's own key of a queued receipt; sent again, it gives the first receipt. Without a location, goods go to the one
    shelf of the unit where the item lies. Warnings (expired goods, a held batch) stand in `findings`.
    """
    given = [_given(line) for line in lines]  # pictures are worked on before anything is locked
    with transactions.owns():
        order: Order = Order.objects.locked(order_id)
        unit: Unit = Unit.objects.read(unit_id)
        there: dict[int, OrderLine] = {line.pk: line for line in OrderLine.objects.locked_of("order", [order.pk])}

        earlier = Receipt.objects.filter(client_key=client_key).first() if client_key else None

        permissions.require(by, "receive", permissions.Facts(unit.organisation_id, unit.pk))

        if earlier is not None and (earlier.order_id, earlier.unit_id) == (order.pk, unit.pk):
            return earlier

        found = receipt.check(
            [g.line for g in given],
            queries.lines_there(there.values()),
            state=order.state,
            tolerance_percent=queries.over_delivery_percent(order, unit),
            on=calendar.day_of(at),
            warning_days=organisations.setting(unit.organisation_id, "expiry_warning_days"),
        )
        notes = {f"note_{n}": g.line.note for n, g in enumerate(given, 1)}
        found += identity.check_text(note=note, delivery_note=delivery_note, **notes)
        found += _check_place(order, unit, earlier, despatch_id, location_id)
        refuse(found)

        made = Receipt.objects.create(
            number=queries.next_number(order),
            order=order,
            unit=unit,
            despatch_id=despatch_id,
            received_by_id=by.person_id,
            received_at=at,
            delivery_note=delivery_note.strip(),
            client_key=client_key,
            note=note.strip(),
            findings=[findings.stored(p) for p in found],
        )
        written = _write_lines(made, given)
        ordering.note_received_all(_sums(written), at=at)
        _put_on_shelves(written, there, unit, location_id, by=by, at=at)

        facts = {"lines": len(written), "unit_id": unit.pk, "deviations": sum(bool(w.deviation) for w in written)}
        audit.record(
            "receiving.receipt.registered", made, by=by, at=at, body_id=order.organisation_id, order_id=order.pk, **facts
        )
        audit.tell("receiving.receipt.registered", at=at, receipt_id=made.pk, order_id=order.pk)
        if facts["deviations"]:
            audit.tell("receiving.deviation.reported", at=at, receipt_id=made.pk, order_id=order.pk)
    return made


def _given(line: Mapping[str, Any]) -> _Given:
    pictures = tuple(line.get("photos") or ())
    return _Given(
        receipt.LineGiven(
            order_line_id=int(line["order_line_id"]),
            quantity=Decimal(line["quantity"]),
            rejected=Decimal(line.get("rejected_quantity") or 0),
            deviation=line.get("deviation") or "",
            batch=(line.get("batch") or "").strip(),
            expires_on=line.get("expires_on"),
            note=(line.get("note") or "").strip(),
            photos=len(pictures),
        ),
        tuple(photos.clean(raw) for raw in pictures[: receipt.MOST_PHOTOS]),
    )


def _check_place(
    order: Order, unit: Unit, earlier: Receipt | None, despatch_id: int | None, location_id: int | None
) -> list[Problem]:
    problems = []
    if earlier is not None:
        problems.append(Problem("receipt.key_used"))
    if not queries.may_receive_at(order, unit):
        problems.append(Problem("receipt.wrong_unit", "error", {"number": order.number, "place": order.delivery_unit.name}))
    if despatch_id is not None and not Despatch.objects.filter(pk=despatch_id, lines__order_line__order=order).exists():
        problems.append(Problem("receipt.despatch_of_another", "error", {"number": order.number}))
    if location_id is not None and not queries.is_location_of(location_id, unit):
        problems.append(Problem("receipt.location_of_another"))
    return problems


def _write_lines(made: Receipt, given: Sequence[_Given]) -> list[ReceiptLine]:
    said = [g for g in given if g.line.quantity or g.line.rejected or g.line.deviation]
    written = ReceiptLine.objects.insert_all(
        ReceiptLine(
            receipt=made,
            order_line_id=g.line.order_line_id,
            quantity=g.line.quantity,
            rejected_quantity=g.line.rejected,
            deviation=g.line.deviation,
            batch=g.line.batch,
            expires_on=g.line.expires_on,
            note=g.line.note,
        )
        for g in said
    )
    Photo.objects.bulk_create(
        Photo(receipt_line=line, content=p.content, media_type=p.media_type, sha256=p.sha256)
        for line, g in zip(written, said, strict=True)
        for p in g.photos
    )
    return written


def _sums(lines: Sequence[ReceiptLine]) -> dict[int, Decimal]:
    """Accepted by order line, over its batches."""
    sums: dict[int, Decimal] = {}
    for line in lines:
        sums[line.order_line_id] = sums.get(line.order_line_id, Decimal(0)) + line.quantity
    return sums


def _put_on_shelves(
    written: Sequence[ReceiptLine],
    there: Mapping[int, OrderLine],
    unit: Unit,
    location_id: int | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Goods of own items, at the named place or the one where they lie; what no shelf waits for is used at once."""
    goods = [
        (line, ordered)
        for line in written
        if line.quantity > 0 and not (ordered := there[line.order_line_id]).is_service and ordered.own_item_id is not None
    ]
    own_items = {ordered.own_item_id for _, ordered in goods if ordered.own_item_id is not None}
    usual = queries.usual_locations(unit.pk, own_items) if location_id is None else {}
    base_units = queries.base_units(own_items)
    placed = [
        (place, own, line, ordered)
        for line, ordered in goods
        if (own := ordered.own_item_id) is not None and (place := location_id or usual.get(own))
    ]
    levels = locked_levels((place, own) for place, own, _, _ in placed)
    moves = [
        Move(
            level=levels[place, own],
            quantity=stock.in_base_units(
                line.quantity,
                unit=ordered.unit,
                pack_content=ordered.pack_content,
                pack_unit=ordered.pack_unit,
                base_unit=base_units[own],
            ),
            batch=line.batch,
            expires_on=line.expires_on,
            receipt_line=line,
        )
        for place, own, line, ordered in placed
    ]
    move_all(moves, reason="receipt", by=by, at=at)
