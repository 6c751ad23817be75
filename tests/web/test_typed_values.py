"""Numbers and days as people type them, and what is said when they can't be read."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from samkoeb.kernel.problem import Refused
from samkoeb.web.parts.numbers import day, number
from samkoeb.web.templatetags.samkoeb import each, price, qty


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234.5", "1234.5"),
        (" 8 ", "8"),
        ("1 000", "1000"),
        ("-2", "-2"),
        ("1.000", "1000"),
        ("3.000", "3000"),
        ("0,345", "0.345"),
    ],
)
def test_a_number_is_read_with_comma_or_point(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


def test_what_a_screen_wrote_is_read_back_as_the_same_number_in_both_languages() -> None:
    for language in ("da", "en"):
        with translation.override(language):
            for value in (Decimal(3000), Decimal("1234.5"), Decimal("0.345"), Decimal(1000000)):
                assert number(qty(value)) == value


@pytest.mark.parametrize("text", ["", "otte", "1,2,3", "NaN", "Infinity", "²", "1e9"])
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        number(text)
    assert [p.code for p in refused.value.problems] == ["field.bad_number"]


@pytest.mark.parametrize("text", ["9" * 13, "9" * 40])
def test_a_number_that_is_too_large_is_called_that(text: str) -> None:
    with pytest.raises(Refused) as refused:
        number(text)
    assert [p.code for p in refused.value.problems] == ["field.too_large"]


def test_a_day_is_read_and_nothing_is_no_day() -> None:
    assert day("29-02-2028") == date(2028, 2, 29)
    assert day("2026-12-31") == date(2026, 12, 31)
    assert day(" ") is None


@pytest.mark.parametrize("text", ["29-02-2027", "32-13-2026", "i morgen"])
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day(text)
    assert [p.code for p in refused.value.problems] == ["field.bad_date"]


@pytest.mark.parametrize(
    ("value", "written"),
    [("34.500000", "34,50 kr."), ("139", "139,00 kr."), ("24.7525", "24,7525 kr."), ("0.123456", "0,123456 kr."), ("1234.5", "1.234,50 kr.")],
)
def test_a_price_has_two_decimals_and_as_many_more_as_it_needs(value, written):
    with translation.override("da"):
        assert price(value) == written


@pytest.mark.parametrize(("value", "written"), [("19.1041666667", "19,1042 kr."), ("0.2475000000", "0,2475 kr."), ("0.2", "0,20 kr."), (None, "–")])
def test_what_a_piece_of_a_pack_comes_to_has_four_decimals_at_most(value, written):
    with translation.override("da"):
        assert each(None if value is None else Decimal(value)) == written
