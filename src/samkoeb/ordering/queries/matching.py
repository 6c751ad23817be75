"""What an answer, a despatch advice or an invoice is held against: orders by their numbers, lines as frozen facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.documents import model as documents
from samkoeb.kernel import calendar
from samkoeb.ordering.logic.answers import LineNow
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations

MOST_NUMBERS = 500  # of one document: more is no order list but a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineFacts:
    """One ordered line with what has become of it. Quantities in `unit`; price ex VAT per base_quantity in `currency`.

    confirmed_price: what the supplier's answer said, None where it said nothing. cancelled_quantity will not come.
    """

    order_id: int
    order_number: str
    order_state: str
    order_line_id: int
    line_number: int
    organisation_id: int
    unit_id: int
    delivery_unit_id: int
    supplier_id: int
    agreement_id: int | None
    requester_id: int | None
    approver_id: int | None
    ordered_at: datetime
    outside_reason: str
    item_id: int | None
    own_item_id: int | None
    supplier_item_number: str
    gtin: str
    description: str
    is_service: bool
    unspsc: str
    quantity: Decimal
    unit: str
    pack_content: Decimal
    pack_unit: str
    price: Decimal
    base_quantity: Decimal
    currency: str
    vat_category: str
    vat_percent: Decimal
    net_amount: Decimal
    accounting_cost: str
    answer: str
    confirmed_quantity: Decimal | None
    confirmed_price: Decimal | None
    promised_on: date | None
    received_quantity: Decimal
    invoiced_quantity: Decimal
    cancelled_quantity: Decimal

    @property
    def ordered_on(self) -> date:
        return calendar.day_of(self.ordered_at)

    @property
    def open_quantity(self) -> Decimal:
        """What can still come."""
        return max(self.quantity - self.cancelled_quantity - self.received_quantity, Decimal(0))


_OF_ORDER = {
    "order_number": "number",
    "order_state": "state",
    **{
        name: name
        for name in (
            "organisation_id",
            "unit_id",
            "delivery_unit_id",
            "supplier_id",
            "agreement_id",
            "requester_id",
            "approver_id",
            "ordered_at",
            "outside_reason",
            "currency",
        )
    },
}
_OF_LINE = tuple(
    name
    for name in OrderLineFacts.__dataclass_fields__
    if name not in _OF_ORDER and name not in ("order_line_id", "line_number", "order_id")
)


def order_by_number(number: str, supplier_id: int) -> Order | None:
    """The supplier's order of this number (or of a supplier whose place it took); blanks around the number are not data."""
    return _numbered.first(number.strip(), _same_supplier(supplier_id))


@asked
def _numbered(number: str, supplier_ids: Iterable[int]) -> QuerySet[Order]:
    return Order.objects.filter(number=number, supplier_id__among=supplier_ids).order_by("pk")[:1]


def lines_for_matching(numbers: Iterable[str], supplier_id: int) -> list[OrderLineFacts]:
    """All lines of the supplier's orders with these numbers, in the order of orders and lines. One question."""
    wanted = {n.strip() for n in numbers if n.strip()}
    return [line_facts(line) for line in _lines_numbered(sorted(wanted)[:MOST_NUMBERS], _same_supplier(supplier_id))]


@asked
def _lines_numbered(numbers: Iterable[str], supplier_ids: Iterable[int]) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(order__number__among=numbers, order__supplier_id__among=supplier_ids)
    return lines.select_related("order").order_by("order_id", "number")


def _same_supplier(supplier_id: int) -> frozenset[int]:
    return organisations.family_on(supplier_id, date.max)


def line_facts(line: OrderLine) -> OrderLineFacts:
    """Of a line whose order is at hand."""
    order = line.order
    return OrderLineFacts(
        order_id=order.pk,
        order_line_id=line.pk,
        line_number=line.number,
        **{name: getattr(order, field) for name, field in _OF_ORDER.items()},
        **{name: getattr(line, name) for name in _OF_LINE},
    )


def line_now(line: OrderLine) -> LineNow:
    """As logic/answers.py needs it."""
    return LineNow(
        number=line.number,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        given_up=line.cancelled_quantity,
        received=line.received_quantity,
        answer=line.answer,
        confirmed_quantity=line.confirmed_quantity,
        back_order_quantity=line.back_order_quantity,
        confirmed_price=line.confirmed_price,
        promised_on=line.promised_on,
    )


def supplier_of(seller: documents.Party) -> int | None:
    """The supplier whom a document's seller is: by electronic address, then by its identifiers, then by its legal number."""
    named = [seller.endpoint, *seller.ids, seller.legal_id]
    for identifier in named:
        if identifier is None:
            continue
        found = organisations.organisation_by_endpoint(identifier.scheme or None, identifier.value)
        if found is not None and found.kind == "supplier":
            return int(found.pk)
    return None
