"""An account that nobody confirmed is never paid to."""

import pytest

from samkoeb.invoicing.logic import payment_means
from samkoeb.invoicing.logic.payment_means import Confirmed, Means, read

BANK = Confirmed(id=1, kind="dk", registration="0040", account="0440116243")
CARD = Confirmed(id=2, kind="fik", account="88776655")


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({"code": "58", "account": "DK50 0040 0440 1162 43"}, "iban"),
        ({"code": "31", "account": "0440116243", "branch": "0040"}, "dk"),
        ({"code": "42", "account": "440116243", "branch": "40"}, "dk"),
        ({"code": "93", "account": "88776655", "payment_id": "71#000000012345674"}, "fik"),
    ],
)
def test_the_confirmed_account_in_each_spelling(stated: dict[str, str], kind: str) -> None:
    means = read(**stated)
    assert means.kind == kind
    assert payment_means.check(means, [BANK, CARD]) == []


def test_another_account_is_a_deviation_and_shown_masked() -> None:
    (problem,) = payment_means.check(read(code="58", account="DK5000400440116244"), [BANK, CARD])
    assert (problem.code, problem.severity, problem.facts["ends_with"]) == ("invoice.bank_account_unknown", "error", "6244")


def test_another_creditors_card_is_a_deviation() -> None:
    assert payment_means.check(read(code="93", account="88776656", payment_id="71#000000012345674"), [BANK, CARD])


def test_an_invoice_that_names_no_account_is_paid_to_the_confirmed_one() -> None:
    assert payment_means.check(read(code="1"), [BANK]) == []


def test_stored_and_read_back() -> None:
    means = read(code="93", account="88776655", payment_id="71#000000012345674")
    assert (means.card, means.reference) == ("71", "000000012345674")
    assert payment_means.from_facts(means.as_facts()) == means
    assert payment_means.from_facts({}) == Means()
