"""Where VAT goes, months, netting, and where an invoice is paid."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.documents.model import DanishAccount, Fik, Iban
from samkoeb.invoicing.logic.payment_means import Confirmed, Means
from samkoeb.ledger.logic import chart, netting, periods, postings, routing
from samkoeb.ledger.logic.postings import Charged, VatRow

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
BANK = routing.Account(Confirmed(1, "dk", registration="0040", account="0440116243"), AT - timedelta(days=9))
CARD = routing.Account(Confirmed(2, "fik", account="88776655"), AT - timedelta(days=9))


def posted(*lines: Charged, vat: str = "0", payable: str = "0") -> dict[str, D]:
    drafts = postings.invoice(
        lines, [VatRow("S", D(25), D(vat))], {}, sign=1, payable=D(payable), prepaid=D(0), rounding=D(0), reverse_percent=D(25), supplier_id=9,
        currency="DKK",
    )  # fmt: skip
    sums: dict[str, D] = {}
    for d in drafts:
        key = d.account or d.purpose
        sums[key] = sums.get(key, D(0)) + d.amount
    return sums


def test_refundable_deductible_and_lost_vat_each_go_their_way() -> None:
    lines = [Charged(net=D(100), account="4100", vat_code=code) for code in ("refundable", "deductible", "non_refundable")]
    assert posted(*lines, vat="75", payable="375") == {
        "4100": D(325), chart.VAT_REFUNDABLE: D(25), chart.VAT_DEDUCTIBLE: D(25), chart.CREDITOR: D(-375),
    }  # fmt: skip


def test_reverse_charge_is_owed_and_refunded_at_once() -> None:
    line = Charged(net=D("100.02"), account="4100", vat_code="reverse_charge", vat_category="AE", vat_percent=D(0))
    assert posted(line, payable="100.02") == {
        "4100": D("100.02"), chart.VAT_REFUNDABLE: D("25.01"), chart.VAT_PAYABLE: D("-25.01"), chart.CREDITOR: D("-100.02"),
    }  # fmt: skip


def test_a_cent_goes_to_rounding_and_a_difference_that_someone_approved_to_cost() -> None:
    assert posted(Charged(net=D(100), account="4100"), vat="25", payable="125.01")[chart.ROUNDING] == D("0.01")
    assert posted(Charged(net=D(100), account="4100"), vat="25", payable="135")[chart.COST] == D(10)


def test_a_closed_month_is_posted_in_the_first_open_one() -> None:
    closed = {(2026, 11), (2026, 12)}
    assert periods.posting_day(date(2026, 11, 24), closed) == date(2027, 1, 1)
    assert periods.posting_day(date(2026, 10, 5), closed) == date(2026, 10, 5)


def test_a_month_is_closed_once_and_not_before_it_is_over() -> None:
    today = date(2026, 11, 24)
    assert periods.check_close((2026, 10), closed=set(), today=today) == []
    assert [p.code for p in periods.check_close((2026, 10), closed={(2026, 10)}, today=today)] == ["ledger.period_closed_already"]
    assert [p.code for p in periods.check_close((2026, 11), closed=set(), today=today)] == ["ledger.period_not_over"]


def test_a_credit_note_comes_first_off_its_own_invoice() -> None:
    bills = [netting.Bill(1, D(100)), netting.Bill(2, D(50))]
    found = netting.net(bills, [netting.Credit(9, D(60), credits_id=2)])
    assert found == netting.Netted({1: D(10), 2: D(50)}, (9,), ())


def test_a_credit_note_larger_than_everything_waits_whole() -> None:
    found = netting.net([netting.Bill(1, D(100))], [netting.Credit(8, D(101)), netting.Credit(9, D(100))])
    assert found == netting.Netted({1: D(100)}, (9,), (8,))


@given(
    st.lists(st.decimals(min_value="0.01", max_value="999", places=2), max_size=5),
    st.lists(st.tuples(st.decimals(min_value="0.01", max_value="999", places=2), st.integers(0, 6)), max_size=5),
)
def test_what_comes_off_is_what_the_credit_notes_are(payables, credits_) -> None:  # type: ignore[no-untyped-def]
    bills = [netting.Bill(n, p) for n, p in enumerate(payables)]
    notes = [netting.Credit(100 + n, amount, credits_id=of) for n, (amount, of) in enumerate(credits_)]
    found = netting.net(bills, notes)
    assert sum(found.credited.values(), D(0)) == sum((n.amount for n in notes if n.id in found.used), D(0))
    assert all(0 < found.credited[b.id] <= b.payable for b in bills if b.id in found.credited)
    assert {*found.used, *found.waiting} == {n.id for n in notes}


def test_an_invoice_is_paid_to_the_confirmed_spelling_of_its_account() -> None:
    found = routing.route(Means(kind="iban", account="DK5000400440116243"), [BANK], at=AT)
    assert (found.route, found.account_id) == (DanishAccount("0040", "0440116243"), 1)


def test_a_card_is_paid_with_the_invoices_reference_filled_up() -> None:
    found = routing.route(Means(kind="fik", account="88776655", card="71", reference="12344"), [CARD], at=AT)
    assert found.route == Fik("71", "88776655", "000000000012344")


def test_without_an_account_the_latest_rested_bank_account_is_paid() -> None:
    new = routing.Account(Confirmed(3, "iban", iban="DK5000400440116243"), AT + timedelta(hours=40))
    assert routing.route(Means(), [new, CARD, BANK], at=AT).account_id == 1
    assert routing.route(Means(), [new, CARD, BANK], at=AT + timedelta(days=2)).route == Iban("DK5000400440116243")


@pytest.mark.parametrize(
    ("means", "accounts", "code"),
    [
        (Means(kind="iban", account="DK5000400440116244"), [BANK], "payment.account_unknown"),
        (Means(), [CARD], "payment.account_missing"),
        (Means(), [routing.Account(BANK.confirmed, AT + timedelta(hours=1))], "payment.account_rests"),
        (Means(kind="fik", account="88776655", card="71", reference="12345"), [CARD], "documents.bad_check_digit"),
    ],
)
def test_what_can_not_be_paid_says_why(means, accounts, code) -> None:  # type: ignore[no-untyped-def]
    found = routing.route(means, accounts, at=AT)
    assert found.route is None
    assert found.problem is not None and found.problem.code == code


@pytest.mark.parametrize("way", [Iban("DK50", "BIC"), DanishAccount("0040", "1"), Fik("71", "8", "9")])
def test_a_route_is_stored_and_read_back(way) -> None:  # type: ignore[no-untyped-def]
    assert routing.from_facts(routing.as_facts(way)) == way
