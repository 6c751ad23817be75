"""Whatever is written is read back equal: one table both reads and writes, and this holds it to that."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.documents import samples
from tests.documents.strategies import of_shape

from samkoeb import documents
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import Catalogue, Identifier, Party
from samkoeb.documents.ubl import catalogue, credit_note, despatch_advice, invoice, invoice_response, order, order_response
from samkoeb.documents.ubl.billing import BILLING_REFERENCE, PAYMENT_MEANS
from samkoeb.documents.ubl.tax import TAX_SUBTOTAL

# Documents are too large to be shrunk in reasonable time: the failing one is shown as it was found.
many_examples = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate), database=None
)


def billing(shape, credit):
    """Invoices and credit notes: the rows with ways of their own get their strategies here."""
    rows = st.lists(of_shape(TAX_SUBTOTAL), max_size=2).map(tuple)
    return of_shape(
        shape,
        credit=st.just(credit),
        taxes=rows,
        tax_amount=st.just(Decimal("12.50")),
        tax_currency=st.just("EUR"),
        tax_amount_in_tax_currency=st.none() | st.just(Decimal("1.68")),
        billing_references=st.lists(of_shape(BILLING_REFERENCE), max_size=2).map(tuple),
        payment_means=st.lists(of_shape(PAYMENT_MEANS), min_size=1, max_size=2).map(tuple),
        documents=st.just(samples.catalogue().lines[0].item.documents),
        object=st.none() | st.just(Identifier("MÅLER-7", "AVE")),
        type_code=st.just("381" if credit else "380"),
    )


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


@many_examples
@given(of_shape(order.ORDER))
def test_any_order_is_read_back_equal(model):
    assert order.read(order.write(model)) == model


@many_examples
@given(of_shape(order_response.ORDER_RESPONSE))
def test_any_order_response_is_read_back_equal(model):
    assert order_response.read(order_response.write(model)) == model


@many_examples
@given(of_shape(despatch_advice.DESPATCH_ADVICE))
def test_any_despatch_advice_is_read_back_equal(model):
    assert despatch_advice.read(despatch_advice.write(model)) == model


@many_examples
@given(of_shape(invoice_response.INVOICE_RESPONSE))
def test_any_invoice_response_is_read_back_equal(model):
    assert invoice_response.read(invoice_response.write(model)) == model


@many_examples
@given(billing(invoice.INVOICE, credit=False))
def test_any_invoice_is_read_back_equal(model):
    assert invoice.read(invoice.write(model)) == model


@many_examples
@given(billing(credit_note.CREDIT_NOTE_SHAPE, credit=True))
def test_any_credit_note_is_read_back_equal(model):
    assert credit_note.read(credit_note.write(model)) == model


@many_examples
@given(of_shape(catalogue.HEADER), st.lists(of_shape(catalogue.LINE), max_size=2).map(tuple))
def test_any_catalogue_is_read_back_equal(header, lines):
    model = Catalogue(header=header, lines=lines)
    assert catalogue.read(catalogue.write(model)) == model


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
