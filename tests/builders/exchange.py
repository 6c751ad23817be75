"""Bodies and suppliers that exchange documents."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from tests.builders import bodies

from samkoeb import documents
from samkoeb.documents import model, totals
from samkoeb.kernel.actor import operator
from samkoeb.organisations.models import Organisation

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BY = operator("test")


def four_organisations() -> SimpleNamespace:
    """Two regions; a supplier with a system and a competitor that gets its orders by e-mail."""
    return SimpleNamespace(
        region=bodies.body("Region Midtby", cvr="29190925", endpoint="0088:5798000000001"),
        other=bodies.body("Region Udkant", cvr="29190941", endpoint="0088:5798000000018"),
        supplier=bodies.supplier("Handskehuset", cvr="16356706", gln="5790000000043", endpoint="0184:16356706"),
        competitor=bodies.supplier(
            "Bandagebutikken", cvr="12345674", endpoint="0184:12345674", channel="email", email="ordre@bandage.example"
        ),
    )


def party(organisation: Organisation) -> model.Party:
    """The organisation as it stands in a document."""
    scheme, _, value = organisation.endpoint.partition(":")
    return model.Party(
        endpoint=model.Identifier(value, scheme) if value else None,
        name=organisation.name,
        legal_name=organisation.name,
        legal_id=model.Identifier(organisation.cvr, "0184"),
    )


def order_response(
    seller: Organisation, buyer: Organisation, number: str = "OR-1", *, note: str = "", on: date = date(2026, 11, 20)
) -> bytes:
    """A supplier accepts an order whole."""
    return documents.write(
        model.OrderResponse(
            number=number, issued_on=on, code="AP", currency="DKK", order_number="O-17", note=note, seller=party(seller), buyer=party(buyer),
        )
    )  # fmt: skip


def invoice_bytes(number: str, *, supplier_cvr: str, buyer_gln: str, price: str = "34.50") -> bytes:
    """An invoice for ten boxes without an order, from a supplier (known by CVR) to a location number."""
    draft = model.Invoice(
        number=number,
        issued_on=date(2026, 11, 20),
        due_on=date(2026, 12, 20),
        currency="DKK",
        buyer_reference="B4",
        seller=model.Party(
            endpoint=model.Identifier(f"DK{supplier_cvr}", "0184"),
            name="Handskehuset",
            legal_name="Handskehuset",
            legal_id=model.Identifier(f"DK{supplier_cvr}", "0184"),
            taxes=(model.TaxRegistration(f"DK{supplier_cvr}"),),
            address=model.Address(city="Odense", country="DK"),
        ),
        buyer=model.Party(
            endpoint=model.Identifier(buyer_gln, "0088"),
            name="Region Midtby",
            legal_name="Region Midtby",
            address=model.Address(country="DK"),
        ),
        lines=(
            model.InvoiceLine(
                id="1",
                quantity=model.Quantity(Decimal(10), "XBX"),
                net=Decimal(0),
                item=model.Item(name="Nitrilhandsker", tax=model.TaxCategory(code="S", percent=Decimal(25))),
                price=model.Price(amount=Decimal(price), currency="DKK"),
            ),
        ),
        totals=model.MonetaryTotals(lines=Decimal(0), payable=Decimal(0)),
    )
    return documents.write(totals.completed(draft))
