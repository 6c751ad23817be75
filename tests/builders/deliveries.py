"""Goods that come to a ward: despatch advices as the supplier's system sends them, receipts as the ward registers them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.builders import bodies
from tests.builders.shop import Shop

from samkoeb.catalogue.actions import own_item_from
from samkoeb.catalogue.models import OwnItem
from samkoeb.documents import model as documents
from samkoeb.documents.ubl import despatch_advice as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound
from samkoeb.kernel.actor import Actor, operator
from samkoeb.ordering.models import Order
from samkoeb.receiving import actions
from samkoeb.receiving.models import Receipt, StockLevel

AT = bodies.AT + timedelta(days=1)


def own(shop: Shop, item: int = 0) -> OwnItem:
    """The region's own item in the image of the supplier's: must be there before an order, to reach the shelf."""
    number = f"EV-{shop.items[item].pk}"
    return own_item_from(shop.items[item].pk, shop.region.pk, number=number, by=operator(), at=bodies.AT)


def shelf(
    shop: Shop, own_item: OwnItem, *, minimum: str = "0", maximum: str = "0", name: str = "Depot", code: str = "H-1"
) -> StockLevel:
    """A place for the item, empty."""
    place = actions.create_location(shop.unit.pk, name=name, by=operator(), at=bodies.AT)
    return actions.set_min_max(
        place.pk,
        own_item_id=own_item.pk,
        minimum=Decimal(minimum),
        maximum=Decimal(maximum),
        shelf_code=code,
        by=operator(),
        at=bodies.AT,
    )


def line(order: Order, number: int, quantity: str | int, **more: object) -> dict[str, object]:
    return {"order_line_id": order.lines.get(number=number).pk, "quantity": Decimal(quantity), **more}


def received(
    order: Order,
    lines: Iterable[Mapping[str, object]],
    *,
    by: Actor,
    at: datetime = AT,
    unit_id: int | None = None,
    **more: object,
) -> Receipt:
    return actions.register(order.pk, unit_id=unit_id or order.delivery_unit_id, lines=list(lines), by=by, at=at, **more)


def sent(
    number: str, quantity: str, *, order: str = "", unit: str = "XBX", name: str = "Handsker", seller: str = "", batch: str = ""
) -> documents.DespatchLine:
    instance = documents.ItemInstance(lot=batch, lot_expires_on=date(2028, 1, 1))
    return documents.DespatchLine(
        id=number,
        order_line_id=number,
        order_number=order,
        delivered=documents.Quantity(Decimal(quantity), unit),
        item=documents.Item(name=name, sellers_id=seller, instances=(instance,) if batch else ()),
    )


def advice(
    shop: Shop, *lines: documents.DespatchLine, orders: Iterable[str] = (), number: str = "FS-1", **more: object
) -> documents.DespatchAdvice:
    party = documents.Party(
        endpoint=documents.Identifier(shop.supplier.gln, "0088"),
        name=shop.supplier.name,
        legal_name=shop.supplier.name,
        address=documents.Address(country="DK"),
    )
    receiver = documents.Party(name=shop.unit.name, endpoint=documents.Identifier(shop.unit.delivery_gln, "0088"))
    estimated = documents.Span(date(2026, 11, 25), date(2026, 11, 25))
    return documents.DespatchAdvice(
        **{
            "number": number,
            "issued_on": bodies.TODAY,
            "supplier": party,
            "receiver": receiver,
            "lines": lines,
            "order_numbers": tuple(orders),
            "shipment": documents.Shipment(delivery=documents.Delivery(estimated=estimated, tracking_id="TT-99")),
            **more,
        }
    )


def arrives(document: documents.DespatchAdvice, *, handed_in_by_id: int | None = None, at: datetime = bodies.AT) -> Inbound:
    raw = ubl.write(document)
    return exchange.receive(raw, channel="dropfolder", file_name="fs.xml", handed_in_by_id=handed_in_by_id, at=at, by=operator())
