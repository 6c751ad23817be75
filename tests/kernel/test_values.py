"""The shared words: money, quantity, period, identifiers, VAT, workflow (T1–T4, T26)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.kernel import identifiers, quantity, vat
from samkoeb.kernel.money import MixedCurrencies, Money, line_amount, round_half_up
from samkoeb.kernel.problem import NotAllowed, Problem, Refused, refuse
from samkoeb.kernel.workflow import Workflow, step

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False)


def test_halves_are_rounded_away_from_zero() -> None:
    assert [round_half_up(Decimal(x)) for x in ("0.005", "-0.005", "2.675", "1.004")] == [
        Decimal(x) for x in ("0.01", "-0.01", "2.68", "1.00")
    ]


@given(amounts)
def test_rounding_moves_an_amount_by_half_a_cent_at_most_and_only_once(amount: Decimal) -> None:
    once = round_half_up(amount)
    assert abs(once - amount) <= Decimal("0.005")
    assert round_half_up(once) == once


@given(amounts, amounts)
def test_money_adds_back_to_what_it_was(a: Decimal, b: Decimal) -> None:
    assert Money(a, "DKK") + Money(b, "DKK") - Money(b, "DKK") == Money(a, "DKK")


def test_mixed_currencies_refuse_to_add_and_to_compare() -> None:
    with pytest.raises(MixedCurrencies):
        Money(Decimal(1), "DKK") + Money(Decimal(1), "EUR")
    with pytest.raises(MixedCurrencies):
        assert Money(Decimal(1), "DKK") < Money(Decimal(2), "EUR")


def test_money_is_never_a_binary_fraction() -> None:
    with pytest.raises(TypeError):
        Money(0.1, "DKK")  # type: ignore[arg-type]


def test_a_line_costs_quantity_times_price_per_base_quantity_rounded_once() -> None:
    assert line_amount(Decimal(3), Decimal("0.335"), Decimal(1)) == Decimal("1.01")
    assert line_amount(Decimal(250), Decimal("12.30"), Decimal(100)) == Decimal("30.75")


@pytest.mark.parametrize("number", ["10092485", "53383211", "10213231", "29189706", "29190623"])
def test_company_numbers_of_T1_are_valid(number: str) -> None:
    assert identifiers.is_cvr(number)


def test_a_wrong_company_number_and_location_numbers_of_T2_to_T4() -> None:
    assert not identifiers.is_cvr("12345678")
    assert identifiers.is_gln("5798000880016")
    assert not identifiers.is_gln("5798000000000")


@pytest.mark.parametrize("text", ["pt. 010203-1234", "0102031234", "født 31 12 99?", "310299 1234", "CPR:311299-1234."])
def test_a_civil_registration_number_is_found_in_free_text(text: str) -> None:
    expected = text not in ("født 31 12 99?", "310299 1234")  # the first is a date, and there is no 31st of February
    assert identifiers.finds_cpr(text) is expected


@pytest.mark.parametrize(
    "text", ["5798000880016", "ordre 001-2026-00014", "ring 38 64 50 00", "DK5000400440116243", "str. 10-12, 4 æsker"]
)
def test_other_numbers_are_not_taken_for_one(text: str) -> None:
    assert not identifiers.finds_cpr(text)


def test_the_danish_rate_is_dated_and_other_standard_rates_are_foreign() -> None:
    assert vat.rate("S", date(2026, 1, 1)) == 25
    assert vat.rate("Z", date(2026, 1, 1)) == 0
    assert vat.is_foreign("S", Decimal(18), date(2026, 1, 1))
    with pytest.raises(LookupError):
        vat.rate("S", date(1980, 1, 1))


def test_packs_are_said_so_that_nobody_mistakes_a_box_for_a_piece() -> None:
    box = quantity.Pack("XBX", Decimal(100))
    assert quantity.say(Decimal(10), box) == "10 æsker à 100 stk = 1.000 stk"
    assert quantity.say(Decimal(1), box, "en") == "1 box of 100 pcs = 100 pcs"
    assert quantity.say(Decimal("1.5"), quantity.Pack("KGM")) == "1,5 kg"


LIFE = Workflow(
    "wish",
    step("submit", "basket", "submitted"),
    step("approve", "submitted", "ordered"),
    step("withdraw", "submitted", "basket"),
)


def test_a_step_is_taken_only_from_its_states_and_never_skipped() -> None:
    assert LIFE.take("approve", LIFE.take("submit", "basket")) == "ordered"
    with pytest.raises(Refused) as refused:
        LIFE.take("approve", "basket")
    assert refused.value.problems[0].code == "workflow.step_not_possible"
    assert LIFE.choices("submitted") == ("approve", "withdraw")
    assert LIFE.states == ("basket", "submitted", "ordered")


def test_warnings_pass_and_errors_are_told_all_at_once() -> None:
    refuse([Problem("a", "warning")])
    with pytest.raises(Refused) as refused:
        refuse([Problem("a", "warning"), Problem("b"), Problem("c")])
    assert [p.code for p in refused.value.problems] == ["a", "b", "c"]
    assert issubclass(NotAllowed, Refused)
