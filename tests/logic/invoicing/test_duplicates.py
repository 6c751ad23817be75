"""The same invoice twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from samkoeb.invoicing.logic import duplicates

FIRST = duplicates.Known(kind="invoice", number="2026-17", issued_on=date(2026, 11, 2), payable=D("431.25"), currency="DKK")


def codes(new: duplicates.Known, *others: duplicates.Known) -> list[tuple[str, str]]:
    return [(p.code, p.severity) for p in duplicates.check(new, others)]


def test_same_number_in_the_same_year_is_refused() -> None:
    assert codes(replace(FIRST, number=" 2026-17 "), FIRST) == [("invoice.duplicate", "error")]


def test_a_number_used_again_in_another_year_is_another_invoice() -> None:
    assert codes(replace(FIRST, issued_on=date(2027, 1, 4), payable=D(10)), FIRST) == []


def test_another_number_with_the_same_amount_and_day_is_suspicious() -> None:
    assert codes(replace(FIRST, number="2026-18"), FIRST) == [("invoice.looks_like_another", "warning")]


def test_two_equal_deliveries_that_answer_their_own_orders_are_not() -> None:
    new = replace(FIRST, number="2026-18", order_reference="R-2")
    assert codes(new, replace(FIRST, order_reference="R-1")) == []


def test_a_credit_note_is_not_its_invoice() -> None:
    assert codes(replace(FIRST, kind="credit_note"), FIRST) == []


def test_a_rejected_number_is_not_used_again_but_its_amount_may_be() -> None:
    rejected = replace(FIRST, state="rejected")
    assert codes(FIRST, rejected) == [("invoice.number_of_a_rejected", "error")]
    assert codes(replace(FIRST, number="2026-18"), rejected) == []
