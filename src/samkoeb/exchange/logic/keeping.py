"""How long documents and links are kept (F9): accounting material five years after the end of its financial year; links a year."""

from datetime import UTC, date, datetime, timedelta

from samkoeb.kernel import calendar

YEARS = 5  # bogføringsloven § 12; Budget- og regnskabssystem for regioner keeps the same
LINK_DAYS = 365


def documents_before(at: datetime) -> datetime:
    """What arrived or left before this instant may be emptied: its year ended five years ago or more."""
    return calendar.start_of(date(calendar.day_of(at).year - YEARS, 1, 1)).astimezone(UTC)


def links_before(at: datetime) -> datetime:
    return at - timedelta(days=LINK_DAYS)
