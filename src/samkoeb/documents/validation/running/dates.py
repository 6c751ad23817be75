"""xs:date, xs:dateTime and xs:time: cast, compared, taken apart. A time zone that is not written is taken as UTC (the implicit one)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samkoeb.documents.validation.running.errors import XPathError

_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d)?"
_DAY = r"(?P<year>-?(?:[1-9]\d{4,}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?)"
_FORMS = {
    "date": re.compile(_DAY + _ZONE, re.ASCII),
    "dateTime": re.compile(f"{_DAY}T{_CLOCK}{_ZONE}", re.ASCII),
    "time": re.compile(_CLOCK + _ZONE, re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Temporal:
    """A point in time; `zone` in minutes, None where none was written. `text` is how it was written."""

    kind: str
    year: int
    month: int
    day: int
    seconds: Decimal
    zone: int | None
    text: str

    def instant(self) -> Decimal:
        """Seconds since year 0 in UTC."""
        return Decimal(_days(self.year, self.month, self.day) * 86400 - (self.zone or 0) * 60) + self.seconds

    def minus(self, other: Temporal) -> Duration:
        return Duration(self.instant() - other.instant())

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A dayTimeDuration, in seconds."""

    seconds: Decimal

    def __str__(self) -> str:
        sign, left = ("-", -self.seconds) if self.seconds < 0 else ("", self.seconds)
        days, rest = divmod(int(left), 86400)
        hours, rest = divmod(rest, 3600)
        minutes, seconds = divmod(rest, 60)
        clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
        return sign + "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "") if days or clock else "PT0S"


def cast_temporal(value: Any, kind: str) -> Temporal:
    """FORG0001 for what is no date or time."""
    if isinstance(value, Temporal):
        return _converted(value, kind)
    if not isinstance(value, str):
        raise XPathError("XPTY0004", f"no {kind}")
    text = value.strip(" \t\r\n")
    found = _FORMS[kind].fullmatch(text)
    if found is None:
        raise XPathError("FORG0001", f"{value!r} is no {kind}")
    parts = found.groupdict()
    year, month, day = (int(parts.get(name) or 1) for name in ("year", "month", "day"))
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
    second = Decimal(parts.get("second") or 0)
    whole_day = hour == 24 and minute == 0 and second == 0
    if not (1 <= month <= 12 and 1 <= day <= _month_days(year, month) and (hour < 24 or whole_day) and minute < 60 and second < 60) or year == 0:
        raise XPathError("FORG0001", f"{value!r} is no {kind}")
    return Temporal(kind, year, month, day, Decimal(hour * 3600 + minute * 60) + second, _zone(parts["zone"], text), text)


def from_parts(day: Any, clock: Any) -> Temporal | None:
    """fn:dateTime."""
    if day is None or clock is None:
        return None
    day, clock = _argument(day, "date"), _argument(clock, "time")
    if day.zone is not None and clock.zone is not None and day.zone != clock.zone:
        raise XPathError("FORG0008", "two time zones")
    zone = day.zone if day.zone is not None else clock.zone
    return Temporal("dateTime", day.year, day.month, day.day, clock.seconds, zone, f"{day.text[:10]}T{clock.text}")


def timezone_of(value: Any, kind: str) -> Duration | None:
    """timezone-from-date and its kin."""
    if value is None:
        return None
    zone = _argument(value, kind).zone
    return None if zone is None else Duration(Decimal(zone * 60))


def part_of(value: Any, kind: str, part: str) -> int | None:
    """year-from-date and its kin."""
    return None if value is None else getattr(_argument(value, kind), part)


def _argument(value: Any, kind: str) -> Temporal:
    """By the function conversion rules: an untyped value is cast, any other must be of the kind."""
    if isinstance(value, Temporal) and value.kind == kind:
        return value
    if value.__class__ is str or not isinstance(value, str):
        raise XPathError("XPTY0004", f"no {kind}")
    return cast_temporal(value, kind)


def _converted(value: Temporal, kind: str) -> Temporal:
    if value.kind == kind:
        return value
    zone = re.search(r"(Z|[+-]\d\d:\d\d)$", value.text[10:])
    tail = zone.group() if zone else ""
    if value.kind == "dateTime" and kind == "date":
        return Temporal("date", value.year, value.month, value.day, Decimal(0), value.zone, value.text[:10] + tail)
    if value.kind == "date" and kind == "dateTime":
        return Temporal("dateTime", value.year, value.month, value.day, Decimal(0), value.zone, f"{value.text[:10]}T00:00:00{tail}")
    if value.kind == "dateTime" and kind == "time":
        return Temporal("time", 1, 1, 1, value.seconds, value.zone, value.text.partition("T")[2])
    raise XPathError("XPTY0004", f"a {value.kind} as {kind}")


def _zone(text: str | None, whole: str) -> int | None:
    if not text:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    if minutes > 14 * 60 or int(text[4:6]) > 59:
        raise XPathError("FORG0001", f"{whole!r} has no such time zone")
    return -minutes if text[0] == "-" else minutes


def _month_days(year: int, month: int) -> int:
    return monthrange(year % 400 + 400, month)[1]


def _days(year: int, month: int, day: int) -> int:
    """Days since 1 January of year 0, by the calendar of today for all time."""
    before = year - 1
    leap = before // 4 - before // 100 + before // 400
    return before * 365 + leap + sum(_month_days(year, m) for m in range(1, month)) + day
