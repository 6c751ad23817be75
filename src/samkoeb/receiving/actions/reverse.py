"""A mistaken receipt is taken back by a receipt of the opposite: both stay to be seen."""

from datetime import datetime
from decimal import Decimal

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import refuse
from samkoeb.ordering import actions as ordering
from samkoeb.ordering.logic import findings
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.receiving import permissions, queries
from samkoeb.receiving.actions.moving import Move, move_all
from samkoeb.receiving.logic import receipt, stock
from samkoeb.receiving.models import Receipt, ReceiptLine, StockLevel, StockMovement


def reverse(receipt_id: int, *, by: Actor, at: datetime) -> Receipt:
    """Refused where the goods have left the shelf. Where an invoice has come for them, the finding says so and the accounts clerks are told."""
    with transactions.owns():
        mistaken = Receipt.objects.select_related("unit").get(pk=receipt_id)
        order: Order = Order.objects.locked(mistaken.order_id)
        lines = list(mistaken.lines.order_by("pk"))
        there = {line.pk: line for line in OrderLine.objects.locked_all({line.order_line_id for line in lines})}
        movements = list(StockMovement.objects.filter(receipt_line__in=lines).order_by("pk"))
        moved = StockLevel.objects.select_related("own_item").locked_all({m.stock_level_id for m in movements})
        levels = {level.pk: level for level in moved}

        permissions.require(by, "reverse", permissions.Facts(mistaken.unit.organisation_id, mistaken.unit_id))

        taken_back: dict[int, Decimal] = {}
        for line in lines:
            taken_back[line.order_line_id] = taken_back.get(line.order_line_id, Decimal(0)) + line.quantity
        uncovered = [
            (there[pk].number, there[pk].description)
            for pk, quantity in taken_back.items()
            if there[pk].received_quantity - quantity < there[pk].invoiced_quantity and quantity > 0
        ]
        problems = receipt.check_reversal(
            is_reversal=mistaken.reverses_id is not None,
            is_reversed=Receipt.objects.filter(reverses=mistaken).exists(),
            uncovered=uncovered,
        )
        for movement in movements:
            level = levels[movement.stock_level_id]
            name, unit = level.own_item.name_da, level.own_item.base_unit
            problems += stock.check_out(level=level.level, quantity=movement.quantity, name=name, unit=unit)
        refuse(problems)

        made = Receipt.objects.create(
            number=queries.next_number(order),
            order=order,
            unit=mistaken.unit,
            despatch_id=mistaken.despatch_id,
            received_by_id=by.person_id,
            received_at=at,
            reverses=mistaken,
            findings=[findings.stored(p) for p in problems],
        )
        ReceiptLine.objects.bulk_create(_opposite(line, made) for line in lines)
        ordering.note_received_all({pk: -quantity for pk, quantity in taken_back.items()}, at=at)
        back = [
            Move(level=levels[m.stock_level_id], quantity=-m.quantity, batch=m.batch, expires_on=m.expires_on) for m in movements
        ]
        move_all(back, reason="reversal", by=by, at=at)

        audit.record("receiving.receipt.reversed", made, by=by, at=at, body_id=order.organisation_id, reverses=mistaken.pk)
        audit.tell("receiving.receipt.registered", at=at, receipt_id=made.pk, order_id=order.pk)
        if uncovered:
            audit.tell("receiving.receipt.uncovered", at=at, receipt_id=made.pk, order_id=order.pk)
    return made


def _opposite(line: ReceiptLine, made: Receipt) -> ReceiptLine:
    return ReceiptLine(
        receipt=made,
        order_line_id=line.order_line_id,
        quantity=-line.quantity,
        rejected_quantity=-line.rejected_quantity,
        deviation=line.deviation,
        batch=line.batch,
        expires_on=line.expires_on,
    )
