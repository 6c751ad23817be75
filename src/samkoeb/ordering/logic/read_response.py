"""A supplier's order response document as what it says to an order's lines."""

from datetime import date
from decimal import Decimal

from samkoeb.documents import model as documents
from samkoeb.ordering.logic.answers import LineSaid


def said_by(document: documents.OrderResponse) -> list[LineSaid]:
    """One for each line of the document. A line number that is not a number answers no line of the order."""
    return [_said(line) for line in document.lines]


def _said(line: documents.OrderResponseLine) -> LineSaid:
    reference = line.order_line_id or line.id
    return LineSaid(
        number=int(reference) if reference.isdecimal() else None,
        status=line.status,
        quantity=line.quantity.value if line.quantity else None,
        unit=line.quantity.unit if line.quantity else "",
        back_order=line.backorder.value if line.backorder else None,
        price=line.price.amount if line.price else None,
        base_quantity=line.price.base if line.price else Decimal(1),
        promised_on=promised(line.promised),
        note=line.note,
        name=line.item.name,
        supplier_item_number=line.item.sellers_id,
        substitute=_substitute(line.substitute),
    )


def promised(span: documents.Span | None) -> date | None:
    """The last day of the promised period: what the ward can count on."""
    return (span.last_on or span.first_on) if span else None


def _substitute(item: documents.Item | None) -> dict[str, str] | None:
    if item is None:
        return None
    return {"name": item.name, "supplier_item_number": item.sellers_id, "gtin": item.gtin}
