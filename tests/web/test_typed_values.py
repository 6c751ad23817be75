"""Numbers and days as people type them, and what is said when they can't be read."""

from datetime import date
from decimal import Decimal

import pytest

from samkoeb.kernel.problem import Refused
from samkoeb.web.parts.numbers import day, number


@pytest.mark.parametrize(("text", "value"), [("1.234,5", "1234.5"), ("1234.5", "1234.5"), (" 8 ", "8"), ("1 000", "1000"), ("-2", "-2")])
def test_a_number_is_read_with_comma_or_point(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "otte", "1,2,3", "NaN", "Infinity", "²"])
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        number(text)
    assert [p.code for p in refused.value.problems] == ["field.bad_number"]


def test_a_day_is_read_and_nothing_is_no_day() -> None:
    assert day("29-02-2028") == date(2028, 2, 29)
    assert day("2026-12-31") == date(2026, 12, 31)
    assert day(" ") is None


@pytest.mark.parametrize("text", ["29-02-2027", "32-13-2026", "i morgen"])
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day(text)
    assert [p.code for p in refused.value.problems] == ["field.bad_date"]
