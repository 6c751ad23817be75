"""The supplier's side of the story: answers, sends and invoices by reading and writing documents, as a supplier's own system would.

Nothing here touches the database: an order goes in as the bytes that the platform sent, documents come out as bytes.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.documents import totals
from samkoeb.documents.model import catalogue as cat
from samkoeb.documents.model.common import MonetaryTotals, Quantity, Span
from samkoeb.documents.model.delivery import Delivery
from samkoeb.documents.model.despatch import DespatchAdvice, DespatchLine, Shipment
from samkoeb.documents.model.invoice import Invoice, InvoiceLine, PaymentMeans
from samkoeb.documents.model.item import Certificate, Item, ItemInstance, ItemProperty, unspsc
from samkoeb.documents.model.order import Order
from samkoeb.documents.model.order_response import (
    ACCEPTED,
    CHANGED,
    LINE_ACCEPTED,
    LINE_CHANGED,
    LINE_REJECTED,
    OrderResponse,
    OrderResponseLine,
)
from samkoeb.documents.model.party import Identifier, Party, TaxRegistration
from samkoeb.documents.model.price import Price, PriceBreak
from samkoeb.documents.model.tax import AllowanceCharge, TaxCategory
from samkoeb.story.goods import Good


@dataclass(frozen=True, slots=True)
class Change:
    """What the supplier can't do as ordered, on one line: deliver less now, the rest later; or nothing at all (quantity 0)."""

    quantity: Decimal
    later: Decimal = Decimal(0)
    note: str = ""


def catalogue(
    goods: tuple[Good, ...], *, number: str, provider: Party, receiver: Party, contract: str, on: date, until: date
) -> cat.Catalogue:
    """A Peppol BIS 3 Catalogue of the goods, valid from `on`."""
    header = cat.CatalogueHeader(
        number=number,
        issued_on=on,
        name=f"Katalog {contract}",
        validity=Span(on, until),
        provider=provider,
        receiver=receiver,
        seller=provider,
        contract=contract,
    )
    return cat.Catalogue(header=header, lines=tuple(_catalogue_line(str(i), g, on, until) for i, g in enumerate(goods, 1)))


def _catalogue_line(number: str, good: Good, on: date, until: date) -> cat.CatalogueLine:
    prices = [(None, good.price), *((Quantity(Decimal(minimum), good.unit), price) for minimum, price in good.breaks)]
    return cat.CatalogueLine(
        id=number,
        action="Add",
        orderable=True,
        orderable_unit=good.unit,
        content=Quantity(Decimal(good.content), good.content_unit),
        validity=Span(on, until),
        item=Item(
            name=good.name_da,
            descriptions=(good.name_da,),
            sellers_id=good.number,
            standard_id=Identifier(good.gtin, "0160") if good.gtin else None,
            classifications=unspsc(good.unspsc),
            manufacturer=good.manufacturer,
            tax=TaxCategory(code="S", percent=Decimal(25)),
            properties=tuple(ItemProperty(name=k, value=v) for k, v in good.attributes.items()),
            certificates=tuple(
                Certificate(id=label.strip(), type_code="NA", type=label.strip(), issuer=label.strip())
                for label in good.label.split(",")
                if label
            ),
        ),
        prices=tuple(PriceBreak(price=Price(amount=price, currency="DKK"), minimum=minimum) for minimum, price in prices),
    )


def answer(
    order: Order, *, on: date, number: str, changes: dict[str, Change] | None = None, promised_on: date | None = None
) -> OrderResponse:
    """Everything accepted, or what `changes` (by order line id) says."""
    changes = changes or {}
    promised = Span(promised_on or on + timedelta(days=1), promised_on or on + timedelta(days=1))
    return OrderResponse(
        number=number,
        issued_on=on,
        code=CHANGED if changes else ACCEPTED,
        currency=order.currency,
        order_number=order.number,
        customer_reference=order.customer_reference,
        seller=order.seller,
        buyer=order.buyer,
        promised=promised,
        lines=tuple(_answer_line(line, changes.get(line.id), promised) for line in order.lines) if changes else (),
    )


def _answer_line(line, change: Change | None, promised: Span) -> OrderResponseLine:
    said = OrderResponseLine(
        id=line.id,
        order_line_id=line.id,
        status=LINE_ACCEPTED,
        item=line.item,
        quantity=line.quantity,
        price=line.price,
        promised=promised,
    )
    if change is None:
        return said
    return replace(
        said,
        status=LINE_CHANGED if change.quantity or change.later else LINE_REJECTED,
        quantity=Quantity(change.quantity, line.quantity.unit),
        backorder=Quantity(change.later, line.quantity.unit) if change.later else None,
        note=change.note,
    )


def despatch(
    order: Order,
    *,
    on: date,
    number: str,
    sent: dict[str, Decimal] | None = None,
    batch: str = "",
    expires_on: date | None = None,
) -> DespatchAdvice:
    """What leaves the supplier's house: all of it, or the quantities `sent` by order line id."""
    sent = sent or {line.id: line.quantity.value for line in order.lines}
    lines = tuple(
        DespatchLine(
            id=str(i),
            delivered=Quantity(sent[line.id], line.quantity.unit),
            outstanding=Quantity(line.quantity.value - sent[line.id], line.quantity.unit)
            if line.quantity.value > sent[line.id]
            else None,
            outstanding_reasons=("Restordre",) if line.quantity.value > sent[line.id] else (),
            order_line_id=line.id,
            order_number=order.number,
            item=replace(line.item, instances=(ItemInstance(lot=batch, lot_expires_on=expires_on),) if batch else ()),
        )
        for i, line in enumerate((x for x in order.lines if sent.get(x.id)), 1)
    )
    return DespatchAdvice(
        number=number,
        issued_on=on,
        order_numbers=(order.number,),
        supplier=order.seller,
        receiver=order.buyer,
        lines=lines,
        shipment=Shipment(id=number, delivery=order.delivery),
    )


def invoice(
    orders: list[tuple[Order, dict[str, Decimal] | None]],
    *,
    on: date,
    number: str,
    means: PaymentMeans,
    prices: dict[str, Decimal] | None = None,
    freight: Decimal = Decimal(0),
    tax: TaxCategory | None = None,
    due_days: int = 30,
) -> Invoice:
    """One invoice for one or many orders: (order, delivered quantities by line id, or None for all). `prices` overrides by seller's item id."""
    first = orders[0][0]
    tax = tax or TaxCategory(code="S", percent=Decimal(25))
    lines = tuple(_invoice_lines(orders, prices or {}, tax))
    charges = (AllowanceCharge(is_charge=True, amount=freight, reason="Fragt", reason_code="FC", tax=tax),) if freight else ()
    draft = Invoice(
        number=number,
        issued_on=on,
        due_on=on + timedelta(days=due_days),
        currency=first.currency,
        seller=_vat_registered(first.seller),
        buyer=first.buyer,
        order_number=first.number,
        buyer_reference=first.customer_reference,
        contract=first.contract,
        accounting_cost=first.accounting_cost,
        lines=lines,
        allowances=charges,
        taxes=(),
        totals=MonetaryTotals(lines=Decimal(0), payable=Decimal(0)),
        payment_means=(means,),
        delivery=Delivery(actual_on=on, location_id=first.delivery.location_id if first.delivery else None),
    )
    return totals.completed(draft)


def _invoice_lines(orders, prices, tax):
    number = 0
    for order, sent in orders:
        for line in order.lines:
            quantity = line.quantity.value if sent is None else sent.get(line.id, Decimal(0))
            if not quantity:
                continue
            number += 1
            price = line.price if line.item.sellers_id not in prices else replace(line.price, amount=prices[line.item.sellers_id])
            yield InvoiceLine(
                id=str(number),
                quantity=Quantity(quantity, line.quantity.unit),
                net=Decimal(0),
                item=replace(line.item, tax=line.item.tax or tax),
                price=price,
                order_line_id=line.id,
                order_number=order.number if len(orders) > 1 else "",
            )


def _vat_registered(seller: Party) -> Party:
    """An invoice with VAT names the seller's VAT number (BR-S-02): the country and the registered number, in Norway with MVA after it."""
    if seller.vat_number:
        return seller
    country = seller.address.country if seller.address and seller.address.country else "DK"
    number = (seller.legal_id.value if seller.legal_id else seller.gln).removeprefix("DK")
    return replace(seller, taxes=(TaxRegistration(f"{country}{number}{'MVA' if country == 'NO' else ''}"),))
