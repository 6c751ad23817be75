"""What we write, before the official judges: UBL 2.1 schemas, EN 16931, Peppol BIS Billing with its Danish rules, Peppol post-award."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest
from tests.conformance import oracles, schematron
from tests.conformance.test_published_examples import SCHEMAS
from tests.documents import samples
from tests.documents.test_payment_files import FIK71, FIK75

from samkoeb import documents
from samkoeb.documents.iso20022 import routes
from samkoeb.documents.model import Fik, Giro, Iban, Item, ItemInstance, Party, PaymentMeans, TaxCategory

POST_AWARD = {"catalogue": "T19", "order": "T01", "order_response": "T76", "despatch_advice": "T16", "invoice_response": "T111"}


def without_vat_numbers(one):
    return replace(one, seller=replace(one.seller, taxes=()), buyer=replace(one.buyer, taxes=()))


def answering_many_orders():
    one = samples.invoice()
    lines = tuple(replace(line, order_number=f"O-{line.id}", despatch_number=f"F-{line.id}") for line in one.lines)
    return replace(one, order_number="", lines=lines)


def tax(code: str, **more: str) -> TaxCategory:
    return TaxCategory(code=code, percent=Decimal(0), **more)


BILLING = {
    "25 % VAT": samples.invoice,
    "zero rated": lambda: samples.invoice(tax=tax("Z")),
    "exempt": lambda: samples.invoice(tax=tax("E", exemption_reason="Momslovens § 13, stk. 1, nr. 1")),
    "reverse charge": lambda: samples.invoice(tax=tax("AE")),
    "within the EU": lambda: samples.invoice(tax=tax("K")),
    "export": lambda: samples.invoice(tax=tax("G")),
    "outside VAT": lambda: without_vat_numbers(samples.invoice(tax=TaxCategory(code="O"))),
    "euro": lambda: samples.invoice("EUR", means=routes.means_of(Iban("DK5000400440116243", "NDEADKKK"))),
    "dollar": lambda: samples.invoice("USD", means=routes.means_of(Iban("DK5000400440116243", "NDEADKKK"), "FA-2026-1")),
    "IBAN": lambda: samples.invoice(means=PaymentMeans(code="58", account="DK5000400440116243")),
    "account": lambda: samples.invoice(means=PaymentMeans(code="31", account="4069172444", branch="0216")),
    "FIK 71": lambda: samples.invoice(means=routes.means_of(Fik("71", "81234567", FIK71))),
    "FIK 73": lambda: samples.invoice(means=routes.means_of(Fik("73", "81234567"))),
    "FIK 75": lambda: samples.invoice(means=routes.means_of(Fik("75", "81234567", FIK75))),
    "giro 01": lambda: samples.invoice(means=routes.means_of(Giro("01", "1234567"))),
    "giro 04": lambda: samples.invoice(means=routes.means_of(Giro("04", "1234567", FIK75))),
    "prices with four decimals": lambda: samples.invoice(price="3.3335"),
    "many orders": answering_many_orders,
    "credit note": samples.credit_note,
}


@pytest.mark.parametrize("name", samples.ALL)
def test_a_written_document_is_valid_by_the_ubl_schema(name, shared_data):
    schema = shared_data / f"standards/ubl-2.1-oasis/xsdrt/maindoc/UBL-{SCHEMAS[name]}-2.1.xsd"
    assert oracles.schema_faults(documents.write(samples.ALL[name]()), schema) == []


@pytest.mark.parametrize("case", BILLING)
def test_a_written_invoice_keeps_the_european_norm(case):
    assert oracles.rule_faults(documents.write(BILLING[case]()), oracles.stylesheet(oracles.EN16931)) == []


@pytest.mark.parametrize("case", BILLING)
def test_a_written_invoice_keeps_peppols_and_denmarks_rules(case):
    assert oracles.rule_faults(documents.write(BILLING[case]()), oracles.stylesheet(oracles.PEPPOL)) == []


def test_the_judges_of_invoices_can_say_no():
    good = samples.invoice()
    bad = replace(good, buyer_reference="", order_number="", seller=replace(good.seller, legal_id=None), tax_amount=Decimal(1))
    raw = documents.write(bad)
    norm = {one.partition(":")[0] for one in oracles.rule_faults(raw, oracles.stylesheet(oracles.EN16931))}
    peppol = {one.partition(":")[0] for one in oracles.rule_faults(raw, oracles.stylesheet(oracles.PEPPOL))}
    assert "BR-CO-14" in norm
    assert {"PEPPOL-EN16931-R003", "DK-R-002"} <= peppol


def post_award_rules(shared_data, transaction: str):
    return oracles.stylesheet_of(schematron.to_xslt(shared_data / f"standards/peppol-rules-2026.5/schematron/PEPPOLBIS-{transaction}.sch"))


@pytest.mark.parametrize("name", POST_AWARD)
def test_a_written_document_keeps_peppols_post_award_rules(name, shared_data):
    rules = post_award_rules(shared_data, POST_AWARD[name])
    assert oracles.rule_faults(documents.write(samples.ALL[name]()), rules) == []


@pytest.mark.parametrize("name", POST_AWARD)
def test_full_parties_and_items_may_be_handed_to_any_document(name, shared_data):
    """A region, a supplier and a catalogue item with all that is known of them: what has no place is left out."""
    rules = post_award_rules(shared_data, POST_AWARD[name])
    assert oracles.rule_faults(documents.write(with_everything(samples.ALL[name]())), rules) == []


@pytest.mark.parametrize("make", [samples.invoice, samples.credit_note])
def test_full_parties_and_items_may_be_handed_to_an_invoice(make):
    raw = documents.write(with_everything(make()))
    assert oracles.rule_faults(raw, oracles.stylesheet(oracles.EN16931)) == []
    assert oracles.rule_faults(raw, oracles.stylesheet(oracles.PEPPOL)) == []


def with_everything(model):
    """Every party and every item of `model` with all that its kind can hold."""
    if isinstance(model, Party):
        full = samples.REGION if model.endpoint == samples.REGION.endpoint else samples.SUPPLIER
        return replace(full, legal_form="A/S", contact=replace(full.contact, id="17"), legal_address=full.address)
    if isinstance(model, Item):
        known = samples.catalogue().lines[0].item
        more = {field.name: getattr(known, field.name) for field in fields(Item) if field.name != "instances" and not getattr(model, field.name)}
        return replace(model, **more, instances=(ItemInstance(serial="S-1", lot="L-1", best_before_on=samples.ISSUED),))
    if isinstance(model, tuple):
        return tuple(with_everything(one) for one in model)
    if is_dataclass(model):
        return replace(model, **{field.name: with_everything(getattr(model, field.name)) for field in fields(model)})
    return model


def test_the_judges_of_orders_can_say_no(shared_data):
    rules = post_award_rules(shared_data, "T01")
    order = samples.order()
    nameless = documents.write(replace(order, buyer=replace(order.buyer, endpoint=None)))
    assert any("EndpointID" in one for one in oracles.rule_faults(nameless, rules))
    wrong = documents.write(order).replace(b'<cbc:LineExtensionAmount currencyID="DKK">345.00<', b'<cbc:LineExtensionAmount currencyID="DKK">346.00<')
    assert oracles.rule_faults(wrong, rules) != []
