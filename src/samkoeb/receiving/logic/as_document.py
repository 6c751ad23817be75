"""What the supplier typed on the despatch page, as the despatch advice that its own system would have sent (Peppol BIS 3 T16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samkoeb.documents import model as documents
from samkoeb.kernel import calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSent:
    """One order line's part of the consignment, in the order line's unit; `outstanding` is still to come."""

    number: int
    name: str
    supplier_item_number: str
    quantity: Decimal
    unit: str
    outstanding: Decimal = Decimal(0)
    batch: str = ""
    expires_on: date | None = None


def despatch_advice(
    *,
    number: str,
    order_number: str,
    supplier: documents.Party,
    receiver: documents.Party,
    buyer: documents.Party | None,
    lines: Sequence[LineSent],
    delivery: documents.Delivery | None,
    carrier: str = "",
    consignment_id: str = "",
    at: datetime,
) -> documents.DespatchAdvice:
    """`at` is the instant of sending; the document carries Copenhagen's day and time."""
    here = at.astimezone(calendar.COPENHAGEN)
    return documents.DespatchAdvice(
        number=number,
        issued_on=here.date(),
        issued_time=here.time().replace(microsecond=0),
        supplier=supplier,
        receiver=receiver,
        buyer=buyer,
        order_numbers=(order_number,),
        shipment=documents.Shipment(
            id="1",
            consignment_id=consignment_id,
            carrier=documents.Party(name=carrier) if carrier else None,
            delivery=delivery,
        ),
        lines=tuple(_line(n, line, order_number) for n, line in enumerate(lines, 1)),
    )


def _line(number: int, line: LineSent, order_number: str) -> documents.DespatchLine:
    has_instance = bool(line.batch) or line.expires_on is not None
    return documents.DespatchLine(
        id=str(number),
        delivered=documents.Quantity(line.quantity, line.unit),
        outstanding=documents.Quantity(line.outstanding, line.unit) if line.outstanding > 0 else None,
        order_line_id=str(line.number),
        order_number=order_number,
        item=documents.Item(
            name=line.name,
            sellers_id=line.supplier_item_number,
            instances=(documents.ItemInstance(lot=line.batch, lot_expires_on=line.expires_on),) if has_instance else (),
        ),
    )
