"""The one calendar: days in Copenhagen, Danish public holidays, working days (F10; Store Bededag ended with 2023, lov nr. 214 af 06/03/2023)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def day_of(at: datetime) -> date:
    """The legal day of an instant, in Copenhagen."""
    return at.astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """The first instant of a day in Copenhagen, in UTC."""
    return datetime.combine(day, time.min, COPENHAGEN).astimezone(UTC)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    # Grundlovsdag, Christmas Eve and New Year's Eve are bank holidays, not public ones; banks close on them.
    return frozenset(holidays.country_holidays("DK", years=year).keys())


def is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: date) -> date:
    """`day` itself when it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The day that lies `count` working days after `day` (which itself does not count)."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
