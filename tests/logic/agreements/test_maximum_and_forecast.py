"""What counts against the maximum, and who is warned (F4.2, 7.1, T23)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.agreements.logic import ceiling, forecast
from samkoeb.agreements.logic.ceiling import Drawn

amounts = st.decimals(min_value=0, max_value=10**9, places=2)


def test_t23_nineteen_point_four_of_twenty_million_leave_no_room_for_seven_hundred_thousand():
    [problem] = ceiling.check(maximum=D(20_000_000), drawn=D(19_400_000), wanted=D(700_000), number="R-1")
    assert problem.code == "agreement.ceiling_reached"
    assert problem.facts == {"number": "R-1", "maximum": D(20_000_000), "drawn": D(19_400_000), "wanted": D(700_000)}


def test_the_maximum_may_be_filled_exactly_and_not_by_an_øre_more():
    assert ceiling.check(maximum=D(100), drawn=D(60), wanted=D(40)) == []
    assert ceiling.check(maximum=D(100), drawn=D(60), wanted=D("40.01")) != []


def test_giving_back_is_never_refused_even_above_the_maximum():
    assert ceiling.check(maximum=D(100), drawn=D(120), wanted=D(-5)) == []


@pytest.mark.parametrize(
    ("drawn", "counts"),
    [
        (Drawn(D(100)), D(100)),
        (Drawn(D(100), invoiced=D(55), replaced=D(50)), D(105)),  # five of ten, invoiced 10 % dearer: 55 and five to come
        (Drawn(D(100), invoiced=D(55), replaced=D(50), settled=True), D(55)),
        (Drawn(D(100), settled=True), D(0)),
        (Drawn(D(100), invoiced=D(120), replaced=D(120)), D(120)),
    ],
)
def test_the_invoiced_part_replaces_the_ordered_part(drawn, counts):
    assert drawn.counts == counts


@given(ordered=amounts, parts=st.lists(st.tuples(amounts, amounts), max_size=5))
def test_a_settled_line_counts_exactly_what_was_invoiced_and_an_open_one_never_less(ordered, parts):
    invoiced, replaced = sum((p[0] for p in parts), D(0)), sum((p[1] for p in parts), D(0))
    assert Drawn(ordered, invoiced, replaced, settled=True).counts == invoiced
    assert Drawn(ordered, invoiced, replaced).counts >= invoiced


def test_each_threshold_is_told_once_and_a_jump_tells_the_last():
    thresholds = (60, 80, 90)

    def reached(drawn, warned):
        return ceiling.threshold_reached(drawn=D(drawn), maximum=D(100), thresholds=thresholds, warned=warned)

    assert reached(59, 0) is None
    assert reached(60, 0) == 60
    assert reached(79, 60) is None
    assert reached(95, 60) == 90
    assert reached(70, 90) is None


def test_the_rest_is_used_up_at_the_pace_of_the_last_year():
    start, on = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
    draws = [(start + timedelta(days=10 * n), D(1000)) for n in range(10)]
    assert forecast.exhausted_on(draws, drawn=D(10_000), maximum=D(30_000), valid_from=start, on=on) == on + timedelta(days=200)


@pytest.mark.parametrize(
    ("draws", "drawn", "on", "expected"),
    [
        ([], "0", date(2026, 6, 1), None),
        ([(date(2026, 1, 5), D(10))], "10", date(2026, 1, 20), None),  # too early to say
        ([(date(2026, 1, 5), D(10))], "100", date(2026, 6, 1), date(2026, 6, 1)),
        ([(date(2020, 1, 5), D(10))], "10", date(2026, 6, 1), None),  # nothing in the last year
        ([(date(2026, 5, 5), D("0.001"))], "0.001", date(2026, 6, 1), None),  # beyond the calendar
    ],
)
def test_a_forecast_says_nothing_where_nothing_can_be_said(draws, drawn, on, expected):
    maximum = D(10) ** 9 if drawn == "0.001" else D(100)
    valid_from = date(2026, 1, 1) if on.year == 2026 and draws and draws[0][0].year == 2026 else date(2019, 1, 1)
    assert forecast.exhausted_on(draws, drawn=D(drawn), maximum=maximum, valid_from=valid_from, on=on) == expected
