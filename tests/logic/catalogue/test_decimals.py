"""Numbers as suppliers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.catalogue.logic import decimals
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.kernel.quantity import number_da, number_en


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (".3125", "0.3125"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("kr. 12,50", "12.50"), ("12,50 kr.", "12.50"),
        ("12,-", "12"), ("(3.00)", "-3.00"), ("12,50-", "-12.50"), ("$2.31", "2.31"), ("1 234,50", "1234.50"), ("1'234.50", "1234.50"),
        ("DKK 1.000.000", "1000000"), ("0,125", "0.125"), ("−5", "-5"), ("7", "7"),
    ],
)  # fmt: skip
def test_a_number_that_shows_its_convention_needs_no_help(said: str, means: str) -> None:
    assert decimals.read(said) == Decimal(means)


def test_one_separator_before_three_digits_needs_the_columns_convention() -> None:
    assert decimals.read("1.234") is None
    assert decimals.read("1.234", Convention.COMMA) == 1234
    assert decimals.read("1.234", Convention.POINT) == Decimal("1.234")
    assert decimals.read("1,234", Convention.COMMA) == Decimal("1.234")


@pytest.mark.parametrize("said", ["", "abc", "1,2,3", "--", "1.23.4", "12a", "1e5", "NaN", "9" * 30, "٣٤", "12,34,5"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert decimals.read(said, Convention.COMMA) is None


def test_the_column_tells_its_convention() -> None:
    assert decimals.convention_of(["1.234", "12,50", "3"]) is Convention.COMMA
    assert decimals.convention_of(["1.234", "12.50"]) is Convention.POINT
    assert decimals.convention_of(["1.234", "5"]) is Convention.UNKNOWN


def test_a_spreadsheets_binary_number_is_what_was_typed() -> None:
    assert decimals.from_cell(0.1 + 0.2) == "0.3"
    assert decimals.from_cell(5790000435951.0) == "5790000435951"
    assert decimals.from_cell(12.3) == "12.3"


@given(st.decimals(min_value=-10**9, max_value=10**9, places=2))
def test_what_we_write_in_either_convention_reads_back(number: Decimal) -> None:
    assert decimals.read(number_da(number, 2), Convention.COMMA) == number
    assert decimals.read(number_en(number, 2), Convention.POINT) == number
