"""When the maximum will be used up if it is drawn on as in the last year (F4.2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

WINDOW = timedelta(days=365)
LEAST_DAYS = 28  # a shorter observation says nothing about a trend


def exhausted_on(
    draws: Iterable[tuple[date, Decimal]], *, drawn: Decimal, maximum: Decimal, valid_from: date, on: date
) -> date | None:
    """The day on which the rest is used at the average daily draw of the last 365 days (or since the agreement began).

    None where nothing was drawn, where it is too early to say, or where the day lies beyond the calendar. The day itself when nothing
    is left.
    """
    if drawn >= maximum:
        return on
    start = max(valid_from, on - WINDOW)
    days = (on - start).days
    recent = sum((amount for day, amount in draws if start <= day <= on), Decimal(0))
    if days < LEAST_DAYS or recent <= 0:
        return None
    left = ((maximum - drawn) * days / recent).to_integral_value(ROUND_FLOOR)
    return on + timedelta(days=int(left)) if left <= (date.max - on).days else None
