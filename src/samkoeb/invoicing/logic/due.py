"""When an invoice must be paid, and what it costs when it isn't (F9: directive 2011/7/EU art. 4; renteloven §§ 3 b, 5 and 9 a).

The clock is the supplier's: it runs on while an invoice is disputed, and the screens say so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.kernel.money import round_half_up
from samkoeb.kernel.problem import Problem

LEGAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class ReferenceRate:
    """Nationalbanken's official lending rate on the first day of a half-year, in per cent a year."""

    valid_from: date
    percent: Decimal
    source: str


_SOURCE = "renteloven § 5; Nationalbankens officielle udlånsrente"
REFERENCE_RATES = (
    ReferenceRate(date(2013, 3, 1), Decimal("0.20"), _SOURCE),
    ReferenceRate(date(2015, 7, 1), Decimal("0.05"), _SOURCE),
    ReferenceRate(date(2021, 7, 1), Decimal("-0.35"), _SOURCE),
    ReferenceRate(date(2022, 1, 1), Decimal("-0.45"), _SOURCE),
    ReferenceRate(date(2023, 1, 1), Decimal("1.90"), _SOURCE),
    ReferenceRate(date(2023, 7, 1), Decimal("3.25"), _SOURCE),
    ReferenceRate(date(2024, 1, 1), Decimal("3.75"), _SOURCE),
    ReferenceRate(date(2024, 7, 1), Decimal("3.50"), _SOURCE),
    ReferenceRate(date(2025, 1, 1), Decimal("2.75"), _SOURCE),
    ReferenceRate(date(2025, 7, 1), Decimal("1.75"), _SOURCE + " [TC]"),
)
ADDITION = Decimal(8)  # percentage points, since 2013-03-01
COMPENSATION = Decimal(310)  # DKK for each late payment, renteloven § 9 a [TC]


def due_on(*, received_on: date, stated: date | None, agreed_days: int | None) -> date:
    """Agreed days after receipt (30 where nothing is agreed); later where the supplier's own day is later.

    A supplier who writes an earlier day than the agreement's does not move it.
    """
    reckoned = received_on + timedelta(days=LEGAL_DAYS if agreed_days is None else agreed_days)
    return reckoned if stated is None else max(stated, reckoned)


def terms_problems(*, received_on: date, due: date) -> list[Problem]:
    """Public authorities pay within 30 days: longer terms are said, not refused."""
    days = (due - received_on).days
    return [Problem("invoice.terms_over_30_days", "warning", {"days": days, "limit": LEGAL_DAYS})] if days > LEGAL_DAYS else []


def reference_rate(on: date) -> Decimal:
    """The rate of the half-year that `on` lies in; the nearest known one for days outside the table."""
    in_force = [rate for rate in REFERENCE_RATES if rate.valid_from <= on] or [REFERENCE_RATES[0]]
    return in_force[-1].percent


def late_interest(amount: Decimal, *, due: date, paid_on: date) -> Decimal:
    """Simple interest of `amount` from the day after `due` to `paid_on`, at the reference rate + 8 points, each half-year at its own rate."""
    total, day = Decimal(0), due
    while day < paid_on:
        turn = date(day.year, 7, 1) if day.month < 7 else date(day.year + 1, 1, 1)
        until = min(turn - timedelta(days=1), paid_on)
        if until <= day:
            until = min(day + timedelta(days=1), paid_on)
        rate = reference_rate(day + timedelta(days=1)) + ADDITION
        total += amount * rate * (until - day).days / (Decimal(100) * 365)
        day = until
    return round_half_up(total)


@dataclass(frozen=True, slots=True)
class Risk:
    """days_left: negative when late. interest: what has run up until now. per_day: what each further day costs. compensation: once, if late."""

    days_left: int
    interest: Decimal
    per_day: Decimal
    compensation: Decimal


def risk(amount: Decimal, *, due: date, on: date) -> Risk:
    """What waiting costs: shown beside every hold."""
    late = on > due
    rate = reference_rate(max(on, due) + timedelta(days=1)) + ADDITION
    return Risk(
        days_left=(due - on).days,
        interest=late_interest(amount, due=due, paid_on=on) if late else Decimal(0),
        per_day=round_half_up(amount * rate / (Decimal(100) * 365)),
        compensation=COMPENSATION if late else Decimal(0),
    )
