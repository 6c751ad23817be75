"""Days in Copenhagen, Danish holidays, working days (F10)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samkoeb.kernel import calendar

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


def test_store_bededag_ended_with_2023() -> None:
    assert calendar.is_holiday(date(2023, 5, 5))
    assert not calendar.is_holiday(date(2024, 4, 26))


def test_the_legal_day_is_copenhagens() -> None:
    assert calendar.day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert calendar.day_of(datetime(2026, 12, 1, 22, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert calendar.start_of(date(2026, 7, 2)) == datetime(2026, 7, 1, 22, 0, tzinfo=UTC)


def test_the_29th_of_february_is_a_day() -> None:
    assert calendar.add_working_days(date(2028, 2, 28), 1) == date(2028, 2, 29)


@given(days, st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    found = calendar.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(map(calendar.is_working_day, between)) == count
    assert count == 0 or calendar.is_working_day(found)


@given(days)
def test_the_next_working_day_is_never_before(day: date) -> None:
    found = calendar.next_working_day(day)
    assert found >= day and calendar.is_working_day(found)
    assert (found == day) is calendar.is_working_day(day)
