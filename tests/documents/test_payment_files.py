"""pain.001: the exact control sum, the Danish ways to be paid, and both versions read back equal."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from samkoeb.documents import DocumentFault
from samkoeb.documents.iso20022 import pain001, routes
from samkoeb.documents.model import DanishAccount, Fik, Giro, Iban, PaymentBatch, PaymentFile, PaymentMeans, Transfer

D = Decimal
FIK71 = "00000012345678" + routes.check_digit("00000012345678")
FIK75 = "000000123456789" + routes.check_digit("000000123456789")
ROUTES = {
    "IBAN": Iban("DK5000400440116243", "NDEADKKK"),
    "account": DanishAccount("0216", "4069172444"),
    "FIK 71": Fik("71", "81234567", FIK71),
    "FIK 73": Fik("73", "81234567"),
    "FIK 75": Fik("75", "81234567", FIK75),
    "giro 01": Giro("01", "1234567"),
    "giro 04": Giro("04", "12345678", FIK75),
    "giro 15": Giro("15", "12345678", FIK75),
}


def transfer(route, amount="416.06", currency="DKK", at=1):
    return Transfer(
        end_to_end_id=f"FA-2026-{at}", amount=D(amount), currency=currency, creditor_name="Handskegrossisten A/S", route=route, text="FA-2026-1"
    )


def file_of(*transfers, debtor=None):
    account = debtor or DanishAccount("0216", "4069172444")
    batch = PaymentBatch(
        id="B-1", execute_on=date(2026, 12, 22), debtor_name="Region Hovedstaden", debtor_account=account, transfers=tuple(transfers)
    )
    made = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return PaymentFile(message_id="M-1", created_at=made, initiator_name="Region Hovedstaden", initiator_id="29190623", batches=(batch,))


def schema(version):
    return etree.XMLSchema(etree.parse(str(Path(sepaxml.__file__).parent / f"schemas/pain.001.001.{version}.xsd")))


@pytest.mark.parametrize("version", ["09", "03"])
def test_every_danish_way_to_be_paid_is_valid_by_the_schema_and_read_back_equal(version):
    file = file_of(*(transfer(route, at=at) for at, route in enumerate(ROUTES.values())))
    raw = pain001.write(file, version)
    schema(version).assertValid(etree.fromstring(raw))
    assert pain001.read(raw) == file


def test_the_control_sum_is_the_exact_sum():
    raw = pain001.write(file_of(*(transfer(ROUTES["IBAN"], "0.10", at=at) for at in range(3))))
    assert pain001.control_sum(raw) == "0.30"
    assert raw.count(b"<NbOfTxs>3</NbOfTxs>") == 2
    assert raw.count(b"<CtrlSum>0.30</CtrlSum>") == 2


@given(st.lists(st.decimals(min_value="0.01", max_value="9999999.99", places=2), min_size=1, max_size=20))
def test_the_control_sum_is_exact_for_any_amounts(amounts):
    file = file_of(*(transfer(ROUTES["account"], str(amount), at=at) for at, amount in enumerate(amounts)))
    assert D(pain001.control_sum(pain001.write(file))) == sum(amounts)


def test_two_days_are_two_batches_under_one_sum():
    one = file_of(transfer(ROUTES["IBAN"], "100"))
    two = replace(one, batches=(*one.batches, replace(one.batches[0], id="B-2", execute_on=date(2026, 12, 23))))
    raw = pain001.write(two)
    assert pain001.control_sum(raw) == "200.00"
    assert pain001.read(raw) == two


def test_paying_from_an_iban_names_the_bank_where_it_is_known():
    file = file_of(transfer(ROUTES["IBAN"], currency="EUR"), debtor=Iban("DK5000400440116243", "NDEADKKK"))
    raw = pain001.write(file)
    assert b"<BICFI>NDEADKKK</BICFI>" in raw
    assert b"<Cd>SEPA</Cd>" in raw
    assert b"NOTPROVIDED" not in raw
    schema("09").assertValid(etree.fromstring(raw))


def test_a_card_carries_kind_creditor_and_reference():
    raw = pain001.write(file_of(transfer(ROUTES["FIK 71"])))
    assert b"<Prtry>FIK71</Prtry>" in raw
    assert b"<Id>81234567</Id>" in raw
    assert f"<Ref>{FIK71}</Ref>".encode() in raw


def test_the_check_digit_is_modulus_ten():
    assert routes.check_digit("7992739871") == "3"  # the textbook number of the method
    assert routes.has_valid_check_digit("79927398713")
    assert not routes.has_valid_check_digit("79927398710")
    assert not routes.has_valid_check_digit("")


@given(st.text("0123456789", min_size=1, max_size=15), st.data())
def test_any_single_wrong_digit_is_found(digits, data):
    reference = digits + routes.check_digit(digits)
    at = data.draw(st.integers(0, len(reference) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != reference[at]]))
    assert not routes.has_valid_check_digit(reference[:at] + other + reference[at + 1 :])


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (Iban("DK5000400440116244"), "bad_account"),
        (Iban(""), "bad_account"),
        (DanishAccount("216", "4069172444"), "bad_account"),
        (DanishAccount("0216", ""), "bad_account"),
        (DanishAccount("0216", "40691724440"), "bad_account"),
        (Fik("72", "81234567"), "bad_payment_reference"),
        (Fik("71", "8123456", FIK71), "bad_account"),
        (Fik("71", "81234567", FIK71[1:]), "bad_payment_reference"),
        (Fik("71", "81234567", FIK71[:-1] + str((int(FIK71[-1]) + 1) % 10)), "bad_check_digit"),
        (Fik("73", "81234567", FIK71), "bad_payment_reference"),
        (Fik("75", "81234567", FIK71), "bad_payment_reference"),
        (Giro("04", "123456", FIK75), "bad_account"),
        (Giro("01", "1234567", FIK75), "bad_payment_reference"),
        (Giro("04", "1234567", "x" * 16), "bad_payment_reference"),
    ],
)
def test_what_a_bank_would_turn_back_is_refused(route, code):
    with pytest.raises(DocumentFault) as caught:
        pain001.write(file_of(transfer(route)))
    assert caught.value.code == code


@pytest.mark.parametrize("amount", ["0", "-1", "1.001"])
def test_an_amount_that_cannot_be_paid_is_refused(amount):
    with pytest.raises(DocumentFault) as caught:
        pain001.write(file_of(transfer(ROUTES["IBAN"], amount)))
    assert caught.value.code == "bad_payment_amount"


def test_a_file_without_payments_is_refused():
    with pytest.raises(DocumentFault) as caught:
        pain001.write(replace(file_of(), batches=()))
    assert caught.value.code == "missing_field"
    with pytest.raises(DocumentFault):
        pain001.write(file_of())


def test_another_message_is_no_payment_file():
    with pytest.raises(DocumentFault) as caught:
        pain001.read(b"<Document/>")
    assert caught.value.code == "unknown_document_type"


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES.keys())
def test_what_an_invoice_asks_for_is_how_it_is_paid(route):
    assert routes.route_of(routes.means_of(route)) == route


def test_a_reference_is_filled_with_zeros_to_its_length():
    assert routes.route_of(PaymentMeans(code="93", payment_id="71#12345674", account="81234567")) == Fik("71", "81234567", "000000012345674")


@pytest.mark.parametrize("means", [PaymentMeans(code="48", card_number="1234"), PaymentMeans(code="97"), PaymentMeans(code="10")])
def test_what_is_not_a_transfer_has_no_route(means):
    assert routes.route_of(means) is None
