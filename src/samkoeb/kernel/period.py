"""Periods: from a day and up to, not including, another. An open end lasts for ever."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open: `valid_from <= day < valid_to`; None means without end."""

    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("a period ends after it begins")

    def __contains__(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        return (other.valid_to is None or self.valid_from < other.valid_to) and (
            self.valid_to is None or other.valid_from < self.valid_to
        )

    @property
    def last_day(self) -> date | None:
        """The last day inside: what people write as *til og med*."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)


def until_and_including(valid_from: date, last_day: date | None) -> Period:
    """The period that people write with its last day."""
    return Period(valid_from, None if last_day is None else last_day + timedelta(days=1))
