"""Whether a receipt can be registered as it was given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from samkoeb.receiving.logic import receipt
from samkoeb.receiving.logic.receipt import LineGiven, LineThere

TODAY = date(2026, 11, 23)
LINE = LineThere(1, 1, "Handsker nitril M", "XBX", D(10), D(0), D(0), False)


def codes(*given, line=LINE, state="confirmed", tolerance="0"):
    found = receipt.check(
        given, {line.order_line_id: line}, state=state, tolerance_percent=D(tolerance), on=TODAY, warning_days=30
    )
    return [(p.code, p.severity) for p in found]


def given(quantity, **more):
    return LineGiven(order_line_id=1, quantity=D(quantity), **more)


def test_a_part_and_then_the_rest_is_taken_over():
    assert codes(given("8")) == []
    assert codes(given("2"), line=replace(LINE, received=D(8))) == []


def test_more_than_ordered_is_refused_above_tolerance():
    assert codes(given("11")) == [("receipt.too_many", "error")]
    assert codes(given("11"), tolerance="10") == []
    assert codes(given("11.1"), tolerance="10") == [("receipt.too_many", "error")]


def test_what_was_cancelled_is_not_expected_any_more():
    assert codes(given("9"), line=replace(LINE, cancelled=D(2))) == [("receipt.too_many", "error")]


def test_batches_of_one_line_count_together():
    assert codes(given("6", batch="A"), given("5", batch="B")) == [("receipt.too_many", "error")]


def test_the_rejected_do_not_count_but_must_say_why():
    assert codes(given("10", rejected=D(5), deviation="too_many")) == []
    assert codes(given("8", rejected=D(1))) == [("receipt.deviation_missing", "error")]
    assert codes(given("8", rejected=D(1), deviation="ugly")) == [("receipt.deviation_unknown", "error")]


def test_nothing_at_all_is_no_receipt_but_something_missing_is():
    assert codes(given("0")) == [("receipt.empty", "error")]
    assert codes(given("0", deviation="missing")) == []
    assert codes(given("-1")) == [("receipt.negative", "error")]


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (date(2026, 11, 22), "receipt.expired"),
        (TODAY, "receipt.expired"),
        (date(2026, 11, 24), "receipt.expires_soon"),
        (date(2026, 12, 23), "receipt.expires_soon"),
        (date(2026, 12, 24), None),
    ],
)
def test_expired_goods_are_warned_of(expires_on, expected):
    assert codes(given("1", expires_on=expires_on)) == ([(expected, "warning")] if expected else [])
    assert codes(given("1", expires_on=expires_on), line=replace(LINE, is_service=True)) == []


def test_more_of_a_held_batch_is_pointed_out():
    held = replace(LINE, held_batches=frozenset({"LOT-7"}))
    assert codes(given("1", batch="LOT-7"), line=held) == [("receipt.batch_held", "warning")]


@pytest.mark.parametrize("state", ["rejected", "cancelled", "closed"])
def test_nothing_is_received_on_an_order_that_is_over(state):
    assert codes(given("1"), state=state) == [("receipt.order_is_over", "error")]


def test_a_line_of_another_order_is_refused():
    assert codes(LineGiven(order_line_id=2, quantity=D(1))) == [("receipt.line_unknown", "error")]


def test_a_receipt_is_taken_back_once_and_an_invoice_for_it_is_pointed_out():
    assert receipt.check_reversal(is_reversal=False, is_reversed=False, uncovered=[]) == []
    assert receipt.check_reversal(is_reversal=False, is_reversed=True, uncovered=[])[0].code == "receipt.already_reversed"
    [problem] = receipt.check_reversal(is_reversal=False, is_reversed=False, uncovered=[(1, "Handsker")])
    assert (problem.code, problem.severity) == ("receipt.is_invoiced", "warning")
