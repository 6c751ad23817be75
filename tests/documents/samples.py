"""Whole documents between a Danish region and a Danish supplier, as the platform and its trading partners write them."""

import random
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from samkoeb.documents import totals
from samkoeb.documents.model import (
    Address,
    AllowanceCharge,
    BillingReference,
    Catalogue,
    CatalogueHeader,
    CatalogueLine,
    Certificate,
    Classification,
    Contact,
    Delivery,
    DespatchAdvice,
    DespatchLine,
    DocumentReference,
    HandlingUnit,
    Identifier,
    Invoice,
    InvoiceLine,
    InvoiceResponse,
    Item,
    ItemInstance,
    ItemProperty,
    Order,
    OrderLine,
    OrderResponse,
    OrderResponseLine,
    Party,
    PaymentMeans,
    Price,
    PriceBreak,
    Quantity,
    ResponseStatus,
    Shipment,
    Span,
    StatusCondition,
    TaxCategory,
    TaxRegistration,
)

ISSUED = date(2026, 11, 22)
STANDARD = TaxCategory(code="S", percent=Decimal(25))
UNSPSC = Classification(code="42132203", list_id="TST", list_version="19.0501")

REGION = Party(
    endpoint=Identifier("5798000880016", "0088"),
    ids=(Identifier("5798000880016", "0088"),),
    name="Region Hovedstaden",
    legal_name="Region Hovedstaden",
    legal_id=Identifier("DK29190623", "0184"),
    taxes=(TaxRegistration("DK29190623"),),
    address=Address(street="Kongens Vænge 2", city="Hillerød", postal_code="3400", country="DK"),
    contact=Contact(name="Indkøber, Koncernindkøb", phone="38665000", email="indkoeb@example.dk"),
)
SUPPLIER = Party(
    endpoint=Identifier("DK10092485", "0184"),
    ids=(Identifier("DK10092485", "0184"),),
    name="Handskegrossisten A/S",
    legal_name="Handskegrossisten A/S",
    legal_id=Identifier("DK10092485", "0184"),
    taxes=(TaxRegistration("DK10092485"),),
    address=Address(street="Æblevej 9", city="Ærøskøbing", postal_code="5970", country="DK"),
    contact=Contact(name="Ordrekontor", phone="62521111", email="ordre@example.dk"),
)
WARD = Delivery(
    location_id=Identifier("5798000880016", "0088"),
    location_name="Afsnit B4",
    address=Address(street="Ringvejen 75", city="Herlev", postal_code="2730", country="DK"),
    party=Party(name="Afsnit B4, modtagelse", contact=Contact(name="Sygeplejerske, Afsnit B4", phone="38680000")),
)


def ends(party: Party) -> Party:
    """What an order response and the like say of a party."""
    return Party(endpoint=party.endpoint, ids=party.ids, legal_name=party.legal_name)


def item(number: str = "H-100-M", tax: TaxCategory | None = STANDARD) -> Item:
    return Item(
        name="Nitrilhandske, pudderfri, M",
        descriptions=("Engangshandske, æske à 100 stk",),
        sellers_id=number,
        standard_id=Identifier("5701234567899", "0160"),
        classifications=(UNSPSC,),
        tax=tax,
        properties=(ItemProperty(name="Størrelse", value="M"),),
    )


def dkk(amount: str, unit: str = "XBX", currency: str = "DKK") -> Price:
    return Price(amount=Decimal(amount), currency=currency, base_quantity=Quantity(Decimal(1), unit))


def catalogue() -> Catalogue:
    full = replace(
        item(),
        pack_quantity=Quantity(Decimal(1), "XBX"),
        pack_size=Decimal(100),
        keywords=("handske", "nitril"),
        brands=("Ren Hånd",),
        manufacturers_id="RH-1",
        manufacturer="Ren Hånd ApS",
        origin_country="MY",
        documents=(DocumentReference(id="billede-1", type_code="PRODUCT_IMAGE", uri="https://example.dk/h100m.jpg"),),
        certificates=(Certificate(id="EN 455", type_code="SVANEN", type="Environmental", issuer="Miljømærkning"),),
    )
    gloves = CatalogueLine(
        id="1",
        item=full,
        orderable=True,
        orderable_unit="XBX",
        content=Quantity(Decimal(100), "C62"),
        increment=Decimal(1),
        minimum_order=Quantity(Decimal(1), "XBX"),
        maximum_order=Quantity(Decimal(1000), "XBX"),
        pack_level="TU",
        validity=Span(date(2026, 1, 1), date(2026, 12, 31)),
        prices=(
            PriceBreak(price=dkk("34.50"), minimum=Quantity(Decimal(1), "XBX"), lead_time=Quantity(Decimal(2), "DAY")),
            PriceBreak(price=dkk("31.00"), minimum=Quantity(Decimal(100), "XBX")),
        ),
    )
    simple = CatalogueLine(id="2", item=item("H-100-L"), prices=(PriceBreak(price=dkk("34.50")),))
    header = CatalogueHeader(
        number="K-2026-1",
        issued_on=ISSUED,
        name="Handsker 2026",
        version="1",
        validity=Span(date(2026, 1, 1), date(2026, 12, 31)),
        contract="AFT-1",
        provider=replace(SUPPLIER, name="", taxes=(), contact=None),
        receiver=replace(REGION, name="", taxes=(), contact=None),
        seller=replace(SUPPLIER, legal_name="", legal_id=None, taxes=()),
        trading_terms=("Netto 30 dage",),
    )
    return Catalogue(header=header, lines=(gloves, simple))


def order() -> Order:
    draft = Order(
        number="O-2026-17",
        issued_on=ISSUED,
        issued_time=time(14, 30),
        currency="DKK",
        note="Leveres før kl. 12",
        customer_reference="Afsnit B4",
        accounting_cost="5250124502",
        valid_to=date(2026, 12, 1),
        catalogue="K-2026-1",
        contract="AFT-1",
        buyer=replace(REGION),
        seller=replace(SUPPLIER, taxes=()),
        delivery=replace(WARD, requested=Span(date(2026, 11, 25), date(2026, 11, 27))),
        payment_terms="Netto 30 dage",
        lines=(
            OrderLine(
                id="1", quantity=Quantity(Decimal(10), "XBX"), item=item(), price=dkk("34.50"), note="Haster", partial_delivery=True
            ),
            OrderLine(id="2", quantity=Quantity(Decimal(3), "XBX"), item=item("H-100-L"), price=dkk("34.50")),
        ),
    )
    return totals.completed_order(draft)


def order_response() -> OrderResponse:
    bare = Item(name="Nitrilhandske, pudderfri, M", sellers_id="H-100-M")
    return OrderResponse(
        number="OR-1",
        issued_on=ISSUED,
        code="CA",
        currency="DKK",
        order_number="O-2026-17",
        seller=ends(SUPPLIER),
        buyer=ends(REGION),
        note="Linje 2 kommer senere",
        customer_reference="Afsnit B4",
        promised=Span(date(2026, 11, 26), date(2026, 11, 27)),
        lines=(
            OrderResponseLine(id="1", order_line_id="1", status="5", item=bare, quantity=Quantity(Decimal(10), "XBX")),
            OrderResponseLine(
                id="2",
                order_line_id="2",
                status="3",
                item=replace(bare, sellers_id="H-100-L"),
                quantity=Quantity(Decimal(1), "XBX"),
                backorder=Quantity(Decimal(2), "XBX"),
                price=dkk("35.00"),
                note="To æsker i restordre",
            ),
        ),
    )


def despatch_advice() -> DespatchAdvice:
    gloves = Item(
        name="Nitrilhandske, pudderfri, M",
        sellers_id="H-100-M",
        standard_id=Identifier("5701234567899", "0160"),
        instances=(ItemInstance(lot="L-77", lot_expires_on=date(2028, 6, 30)),),
    )
    return DespatchAdvice(
        number="F-1",
        issued_on=ISSUED,
        issued_time=time(9, 15),
        supplier=replace(SUPPLIER, name="", taxes=(), legal_id=None),
        receiver=replace(REGION, name="", taxes=(), legal_id=None, contact=None),
        receiver_contact=Contact(name="Sygeplejerske, Afsnit B4", phone="38680000"),
        order_numbers=("O-2026-17",),
        shipment=Shipment(
            id="1",
            gross_weight=Quantity(Decimal("12.5"), "KGM"),
            delivery=Delivery(
                despatch_on=ISSUED,
                tracking_id="370123456789012345",
                estimated=Span(date(2026, 11, 24), date(2026, 11, 24)),
                party=Party(name="Afsnit B4", address=Address(street="Ringvejen 75", city="Herlev", postal_code="2730", country="DK")),
            ),
        ),
        lines=(
            DespatchLine(
                id="1",
                delivered=Quantity(Decimal(8), "XBX"),
                outstanding=Quantity(Decimal(2), "XBX"),
                outstanding_reasons=("Restordre",),
                order_line_id="1",
                order_number="O-2026-17",
                item=gloves,
                units=(HandlingUnit(id=Identifier("357012345678900000"), type_code="PK"),),
            ),
        ),
    )


def invoice(
    currency: str = "DKK", tax: TaxCategory = STANDARD, means: PaymentMeans | None = None, freight: bool = True, price: str = "34.50"
) -> Invoice:
    """Two lines, a discount on one, freight; totals counted."""
    draft = Invoice(
        number="FA-2026-1",
        issued_on=ISSUED,
        due_on=date(2026, 12, 22),
        currency=currency,
        buyer_reference="Afsnit B4",
        accounting_cost="5250124502",
        order_number="O-2026-17",
        contract="AFT-1",
        seller=SUPPLIER,
        buyer=REGION,
        delivery=Delivery(
            actual_on=date(2026, 11, 24), location_id=Identifier("5798000880016", "0088"), address=WARD.address, party=Party(name="Afsnit B4")
        ),
        payment_means=(means or PaymentMeans(code="42", account="4069172444", branch="0216", payment_id="FA-2026-1"),),
        payment_terms="Netto 30 dage",
        allowances=(AllowanceCharge(is_charge=True, amount=Decimal("49.95"), reason="Fragt", reason_code="FC", tax=tax),) if freight else (),
        taxes=(),
        totals=totals.UNCOUNTED,
        lines=(
            InvoiceLine(
                id="1",
                quantity=Quantity(Decimal(8), "XBX"),
                net=Decimal(0),
                item=item(tax=tax),
                price=dkk(price, currency=currency),
                order_line_id="1",
                allowances=(
                    AllowanceCharge(
                        is_charge=False,
                        amount=Decimal("27.60"),
                        reason="Rabat",
                        reason_code="95",
                        percent=Decimal(10),
                        base_amount=Decimal("276.00"),
                    ),
                )
                if price == "34.50"
                else (),
            ),
            InvoiceLine(
                id="2",
                quantity=Quantity(Decimal(1), "XBX"),
                net=Decimal(0),
                item=item("H-100-L", tax=tax),
                price=dkk(price, currency=currency),
                order_line_id="2",
            ),
        ),
    )
    return totals.completed(draft)


def long_invoice(lines: int, seed: int = 1) -> Invoice:
    """As many lines, each of another quantity, price and item; totals counted, so it breaks no rule."""
    chance, short = random.Random(seed), invoice(freight=False)
    first = short.lines[-1]
    long = tuple(
        replace(
            first,
            id=str(number),
            quantity=Quantity(Decimal(chance.randint(1, 400)), unit := chance.choice(("XBX", "XBX", "C62"))),
            price=dkk(f"{chance.randint(100, 90_000) / 100:.2f}", unit),
            item=item(f"H-{chance.randint(100, 999)}-M"),
            order_line_id=str(number),
        )
        for number in range(1, lines + 1)
    )
    return totals.completed(replace(short, number=f"FA-{seed}", lines=long, totals=totals.UNCOUNTED))


def credit_note() -> Invoice:
    return replace(
        invoice(),
        number="KN-2026-1",
        credit=True,
        type_code="381",
        billing_references=(BillingReference(number="FA-2026-1", issued_on=ISSUED),),
    )


def invoice_response() -> InvoiceResponse:
    return InvoiceResponse(
        number="IR-1",
        issued_on=ISSUED,
        issued_time=time(10, 0),
        sender=ends(REGION),
        receiver=ends(SUPPLIER),
        code="UQ",
        effective_on=ISSUED,
        invoice_number="FA-2026-1",
        invoice_issued_on=ISSUED,
        statuses=(
            ResponseStatus(
                code="QTY",
                list_id="OPStatusReason",
                reason="10 faktureret, 8 modtaget",
                conditions=(StatusCondition(attribute="BT-48", description="8"),),
            ),
            ResponseStatus(code="CNP", list_id="OPStatusAction", reason="Send en kreditnota på forskellen"),
        ),
    )


ALL = {
    "catalogue": catalogue,
    "order": order,
    "order_response": order_response,
    "despatch_advice": despatch_advice,
    "invoice": invoice,
    "credit_note": credit_note,
    "invoice_response": invoice_response,
}

