"""Whatever is written is read back equal: one table both reads and writes, and this holds it to that."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import samples
from tests.documents.any_document import always, maybe, of_shape, some

from samkoeb import documents
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import Catalogue, Identifier, Party
from samkoeb.documents.ubl import catalogue, credit_note, despatch_advice, invoice, invoice_response, order, order_response
from samkoeb.documents.ubl.billing import BILLING_REFERENCE, PAYMENT_MEANS
from samkoeb.documents.ubl.tax import TAX_SUBTOTAL

SEEDS = st.integers(0, 2**32 - 1).map(Random)


def billing(shape, credit):
    """Invoices and credit notes: the rows with ways of their own are made here."""
    return of_shape(
        shape,
        credit=always(credit),
        taxes=some(of_shape(TAX_SUBTOTAL)),
        tax_amount=always(Decimal("12.50")),
        tax_currency=always("EUR"),
        tax_amount_in_tax_currency=maybe(always(Decimal("1.68"))),
        billing_references=some(of_shape(BILLING_REFERENCE)),
        payment_means=some(of_shape(PAYMENT_MEANS), least=1),
        documents=always(samples.catalogue().lines[0].item.documents),
        object=maybe(always(Identifier("MÅLER-7", "AVE"))),
        type_code=always("381" if credit else "380"),
    )


HEADER, LINES = of_shape(catalogue.HEADER), some(of_shape(catalogue.LINE))
MAKES = {
    "order": of_shape(order.ORDER),
    "order_response": of_shape(order_response.ORDER_RESPONSE),
    "despatch_advice": of_shape(despatch_advice.DESPATCH_ADVICE),
    "invoice_response": of_shape(invoice_response.INVOICE_RESPONSE),
    "invoice": billing(invoice.INVOICE, credit=False),
    "credit_note": billing(credit_note.CREDIT_NOTE_SHAPE, credit=True),
    "catalogue": lambda chance: Catalogue(header=HEADER(chance), lines=LINES(chance)),
}
FORMATS = {
    "order": order, "order_response": order_response, "despatch_advice": despatch_advice, "invoice_response": invoice_response,
    "invoice": invoice, "credit_note": credit_note, "catalogue": catalogue,
}  # fmt: skip


@pytest.mark.parametrize("name", samples.ALL)
def test_a_whole_document_is_read_back_equal(name):
    model = samples.ALL[name]()
    found = documents.read(documents.write(model), on=samples.ISSUED)
    assert found.type == name
    assert found.model == model


@pytest.mark.parametrize("name", samples.ALL)
def test_the_envelope_says_who_sent_what_to_whom(name):
    found = documents.envelope(documents.write(samples.ALL[name]()), on=samples.ISSUED)
    from_buyer = name in ("order", "invoice_response")
    buyer, seller = Identifier("5798000880016", "0088"), Identifier("DK10092485", "0184")
    assert (found.sender, found.receiver) == ((buyer, seller) if from_buyer else (seller, buyer))
    assert found.issued_on == samples.ISSUED
    assert found.number == documents.ends_of(samples.ALL[name]())[2]


@pytest.mark.parametrize("name", MAKES)
@given(chance=SEEDS)
def test_any_document_is_read_back_equal(name, chance):
    model = MAKES[name](chance)
    assert FORMATS[name].read(FORMATS[name].write(model)) == model


def test_control_characters_are_left_out_rather_than_lost_with_the_document():
    dirty = replace(samples.order(), note="Haster\x0b nu\x00")
    assert order.read(order.write(dirty)).note == "Haster nu"


def test_a_credit_notes_day_of_payment_stands_with_its_payment_means():
    note = samples.credit_note()
    raw = documents.write(note)
    assert b"<cbc:DueDate>" not in raw
    assert b"<cbc:PaymentDueDate>2026-12-22</cbc:PaymentDueDate>" in raw
    assert documents.read(raw, on=samples.ISSUED).model.due_on == note.due_on


def test_a_line_may_name_its_order_without_naming_the_orders_line():
    model = samples.invoice()
    line = replace(model.lines[0], order_line_id="", order_number="O-9")
    one = replace(model, lines=(line,))
    raw = invoice.write(one)
    assert b"<cbc:LineID>NA</cbc:LineID>" in raw
    assert invoice.read(raw).lines[0].order_number == "O-9"
    assert invoice.read(raw).lines[0].order_line_id == ""


def test_amounts_in_a_second_currency_are_refused():
    raw = documents.write(samples.invoice()).replace(b'<cbc:PayableAmount currencyID="DKK">', b'<cbc:PayableAmount currencyID="EUR">')
    with pytest.raises(DocumentFault) as caught:
        documents.read(raw, on=samples.ISSUED)
    assert caught.value.code == "mixed_currencies"
    assert caught.value.facts == {"currency": "DKK", "found": "EUR"}


def test_a_party_without_an_endpoint_is_known_by_its_number():
    assert Party(ids=(Identifier("1", "0088"),)).gln == "1"
    assert Party(endpoint=Identifier("DK1", "0184")).gln == ""


def test_a_missing_field_is_named_with_its_place():
    raw = documents.write(samples.order()).replace(b"<cbc:ID>O-2026-17</cbc:ID>", b"")
    with pytest.raises(DocumentFault) as caught:
        documents.read(raw, on=samples.ISSUED)
    assert caught.value.code == "missing_field"
    assert caught.value.facts["field"] == "ID"
    assert caught.value.facts["within"] == "Order"


@pytest.mark.parametrize(("wrong", "code"), [("12,50", "bad_number"), ("1e5", "bad_number"), ("NaN", "bad_number"), ("9" * 50, "bad_number")])
def test_numbers_must_be_written_as_the_standard_says(wrong, code):
    raw = documents.write(samples.order()).replace(b">34.50<", f">{wrong}<".encode(), 1)
    with pytest.raises(DocumentFault) as caught:
        documents.read(raw, on=samples.ISSUED)
    assert caught.value.code == code
    assert caught.value.facts["field"] == "PriceAmount"
    assert caught.value.facts["line"] > 0


def test_a_day_that_does_not_exist_is_refused():
    raw = documents.write(samples.order()).replace(b"2026-12-01", b"2026-02-30")
    with pytest.raises(DocumentFault) as caught:
        documents.read(raw, on=samples.ISSUED)
    assert (caught.value.code, caught.value.facts["value"]) == ("bad_date", "2026-02-30")
