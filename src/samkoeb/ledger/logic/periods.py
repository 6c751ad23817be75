"""Months: open, or closed. What belongs to a closed month is posted in the first open one after it (6.5 step 8)."""

from collections.abc import Collection
from datetime import date

from samkoeb.kernel.problem import Problem

Month = tuple[int, int]


def month_of(day: date) -> Month:
    return day.year, day.month


def following(month: Month) -> Month:
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def posting_day(wanted: date, closed: Collection[Month]) -> date:
    """`wanted`, or the first day of the first open month after it."""
    month = month_of(wanted)
    if month not in closed:
        return wanted
    while month in closed:
        month = following(month)
    return date(*month, 1)


def check_close(month: Month, *, closed: Collection[Month], today: date) -> list[Problem]:
    """A month is closed once, and not before it is over."""
    if month in closed:
        return [Problem("ledger.period_closed_already", "error", {"year": month[0], "month": f"{month[1]:02}"})]
    if month >= month_of(today):
        return [Problem("ledger.period_not_over", "error", {"year": month[0], "month": f"{month[1]:02}"})]
    return []
