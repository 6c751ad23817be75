"""A ward that can order: body, unit, people, a supplier with goods in sale, and the supplier's answers. All made through actions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.builders import bodies, goods

from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.models import Item
from samkoeb.documents import model as documents
from samkoeb.documents.ubl import order_response as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor, operator
from samkoeb.ordering import actions, queries
from samkoeb.ordering.logic.as_document import LineGiven, response_document
from samkoeb.ordering.models import Order, Requisition
from samkoeb.organisations.models import Organisation, Unit

AT = bodies.AT
GOODS = (
    "HH-1 | Handsker nitril M | 34.50 | 100 | 5701234567899",
    "HH-2 | Handsker nitril L | 34.50 | 100",
    "HH-3 | Sprit 500 ml | 22.00 | 12",
)


@dataclass(frozen=True)
class Shop:
    """A region's ward B4 under an agreement; nurse orders alone up to 5,000, head approves up to 20,000."""

    region: Organisation
    unit: Unit
    nurse: Actor
    head: Actor
    buyer: Actor
    supplier: Organisation
    seller: Actor
    agreement: Agreement
    items: list[Item]

    def put(self, quantity: int | str, item: int = 0, **more: object) -> None:
        """Put so many boxes of the item in the ward's basket."""
        actions.add_to_basket(
            self.unit.pk, **{"item_id": self.items[item].pk, "quantity": Decimal(quantity), "by": self.nurse, "at": AT, **more}
        )

    def submit(self, **more: object) -> Requisition:
        return actions.submit(self.unit.pk, **{"by": self.nurse, "at": AT, **more})

    def order(self, *quantities: int | str, at: datetime = AT) -> Order:
        """One order: the first quantity is of the first item, and so on. Placed by the operator, whom no limit binds."""
        for n, quantity in enumerate(quantities):
            self.put(quantity, n, by=operator(), large_confirmed=True, at=at)
        requisition = self.submit(by=operator(), at=at)
        return requisition.orders.get()


def shop(
    *,
    maximum: str = "2000000",
    channel: str = "dropfolder",
    lines: Iterable[str] = GOODS,
    level: str = "mandatory",
    **body: object,
) -> Shop:
    region = bodies.body("Region Nordjylland", gln="5790001968649", cvr="29190941", **body)
    unit = bodies.unit(
        region, "Afsnit B4", delivery_gln="5790001968656", invoice_gln="5790001968663", account="4410", street="Hobrovej 18"
    )
    supplier = bodies.supplier(
        "Handskehuset A/S", channel=channel, email="ordrer@handskehuset.example", cvr="12345674", gln="5790000435975"
    )
    agreement = goods.agreement(region, supplier, listed=[(region, None, level)])
    if maximum != "2000000":
        Agreement.objects.filter(pk=agreement.pk).update(maximum_value=Decimal(maximum), estimated_value=Decimal(maximum))
    return Shop(
        region=region,
        unit=unit,
        nurse=bodies.actor(roles.REQUESTER, region, unit, limit="5000", name="Sygeplejerske, Afsnit B4"),
        head=bodies.actor(roles.APPROVER, region, unit, limit="20000", name="Afdelingssygeplejerske, Afsnit B4"),
        buyer=bodies.actor(roles.PURCHASER, region, name="Indkøber"),
        supplier=supplier,
        seller=bodies.actor(roles.SUPPLIER_USER, supplier, name="Ordrekontor"),
        agreement=agreement,
        items=goods.offer(agreement, lines, at=AT - timedelta(days=200)),
    )


def response(
    order: Order, number: str, code: str = "CA", *lines: LineGiven, promised_on: date | None = None
) -> documents.OrderResponse:
    """The supplier's order response document."""
    facts = queries.document_facts([order])[order.pk]
    made = response_document(facts, number, lines, at=AT + timedelta(hours=1))
    span = documents.Span(promised_on, promised_on) if promised_on else None
    return replace(made, code=code, promised=span, lines=made.lines if code == "CA" else ())


def said(order: Order, number: int, answer: str = "accepted", **facts: object) -> LineGiven:
    """What the supplier says to one line: said(order, 1, "changed", quantity=Decimal(8))."""
    line = order.lines.get(number=number)
    return LineGiven(
        number=number, description=line.description, unit=line.unit, base_quantity=line.base_quantity, answer=answer, **facts
    )


def arrive(
    document: documents.OrderResponse, *, at: datetime = AT + timedelta(hours=1), sender: Organisation | None = None
) -> Inbound:
    """The document in the inbox, as the drop folder puts it there."""
    inbound = exchange.receive(ubl.write(document), channel="dropfolder", file_name="svar.xml", at=at, by=operator())
    if sender is not None:
        inbound.sender_id = sender.pk
    return inbound


def answered(order: Order, number: str, code: str, *lines: LineGiven, **more: object) -> Order:
    """The order after the supplier's document has been handled."""
    document = response(order, number, code, *lines, **more)
    actions.receive_response(document, arrive(document), by=operator("inbound"), at=AT + timedelta(hours=1))
    order.refresh_from_db()
    return order
