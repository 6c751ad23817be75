"""Orders and answers as the platform writes them, before the official judges: UBL 2.1 schemas and Peppol's post-award rules."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from tests.conformance import oracles, schematron

from samkoeb.documents.ubl import order as ubl_order
from samkoeb.documents.ubl import order_response as ubl_response
from samkoeb.ordering.logic.as_document import LineFacts, LineGiven, OrderFacts, PartyFacts, order_document, response_document

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REGION = PartyFacts(name="Region Nordjylland", cvr="29190941", gln="5790001968649", city="Aalborg Øst", postal_code="9220")
SELLER = PartyFacts(name="Handskehuset A/S", cvr="12345674", gln="5790000435975", email="ordrer@handskehuset.example")
WARD = PartyFacts(name="Afsnit B4", legal_name="Region Nordjylland", cvr="29190941", gln="5790001968656", street="Hobrovej 18")
GLOVES = LineFacts(
    number=1, description="Undersøgelseshandske, nitril", quantity=D("10.000000"), unit="XBX", price=D("34.5000000000"),
    base_quantity=D("1.000000"), net=D("345.000"), vat_category="S", vat_percent=D("25.0000"), supplier_item_number="HH-1",
    own_item_number="100", gtin="5701234567899", unspsc="42132203", accounting_cost="4410",
)  # fmt: skip
TEXT = LineFacts(
    number=2, description="Specialskinne", quantity=D(2), unit="C62", price=D("900"), base_quantity=D(1), net=D(1800),
    vat_category="S", vat_percent=D(25),
)  # fmt: skip
FULL = OrderFacts(
    number="012-2026-00345", ordered_at=AT, currency="DKK", buyer=REGION, seller=SELLER, unit=WARD, delivery=WARD,
    invoice=replace(WARD, name="Region Nordjylland"), lines=[GLOVES, TEXT], agreement_number="A-17", delivery_point="Port 4",
    wanted_on=date(2026, 11, 25), buyer_reference="B4", accounting_cost="4410", note="Før kl. 10",
)  # fmt: skip
# A ward without numbers of its own, a foreign supplier, another currency: as the world is.
BARE = replace(
    FULL, currency="EUR", seller=PartyFacts(name="Gants SA", country="FR", cvr="FR123", endpoint="9957:FR123"),
    unit=PartyFacts(name="Afsnit C1"), delivery=PartyFacts(name="Afsnit C1"), invoice=replace(REGION, gln="5790001968649"),
    lines=[replace(TEXT, number=1)], agreement_number="", delivery_point="", wanted_on=None, accounting_cost="", note="",
)  # fmt: skip
ORDERS = {"full": FULL, "bare": BARE}
YES = LineGiven(number=1, description="Undersøgelseshandske, nitril", unit="XBX", base_quantity=D(1))
ANSWERS = {
    "all accepted": (YES, replace(YES, number=2)),
    "all rejected": (replace(YES, answer="rejected"), replace(YES, number=2, answer="rejected")),
    "all accepted, on a day": tuple(replace(YES, number=n, promised_on=date(2026, 11, 25), note="Kl. 8") for n in (1, 2)),
    "accepted, on two days": (YES, replace(YES, number=2, promised_on=date(2026, 11, 27))),
    "back-order": (
        replace(YES, answer="back_order", quantity=D(8), back_order=D(2), promised_on=date(2026, 12, 1), note="Resten tirsdag"),
    ),
    "dearer": (replace(YES, answer="changed", quantity=D(10), price=D("36")), replace(YES, number=2, answer="rejected")),
}


def post_award(shared_data, transaction: str):
    return oracles.stylesheet_of(
        schematron.to_xslt(shared_data / f"standards/peppol-rules-2026.5/schematron/PEPPOLBIS-{transaction}.sch")
    )


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_is_valid_by_schema_and_by_peppols_rules(name, shared_data):
    raw = ubl_order.write(order_document(ORDERS[name]))
    assert oracles.schema_faults(raw, shared_data / "standards/ubl-2.1-oasis/xsdrt/maindoc/UBL-Order-2.1.xsd") == []
    assert oracles.rule_faults(raw, post_award(shared_data, "T01")) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_from_the_page_is_valid_by_schema_and_by_peppols_rules(name, shared_data):
    raw = ubl_response.write(response_document(FULL, "012-2026-00345-1", ANSWERS[name], at=AT))
    assert oracles.schema_faults(raw, shared_data / "standards/ubl-2.1-oasis/xsdrt/maindoc/UBL-OrderResponse-2.1.xsd") == []
    assert oracles.rule_faults(raw, post_award(shared_data, "T76")) == []


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_reads_back_equal(name):
    document = order_document(ORDERS[name])
    assert ubl_order.read(ubl_order.write(document)) == document
