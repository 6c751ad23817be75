"""Whether an agreement can be concluded as it is written (F4.1, F4.2, S15, S19)."""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.agreements.logic import binding
from samkoeb.kernel.problem import Problem

LONGEST_MONTHS = 48  # udbudsloven § 95, stk. 2


@dataclass(frozen=True, slots=True)
class Terms:
    """Amounts ex VAT in the agreement's currency; `options` are (extends_to, last_notice_on) in order."""

    estimated: Decimal
    maximum: Decimal
    valid_from: date
    valid_to: date
    duration_reason: str
    binding_levels: tuple[str, ...]
    options: tuple[tuple[date, date], ...]
    lot_numbers: tuple[str, ...]


def check(terms: Terms) -> list[Problem]:
    return [*_value(terms), *_period(terms), *_options(terms), *_participants(terms), *_lots(terms)]


def _value(terms: Terms) -> list[Problem]:
    if terms.maximum <= 0:
        return [Problem("agreement.maximum_missing")]
    if terms.estimated > terms.maximum:
        return [Problem("agreement.estimate_above_maximum", "error", {"estimated": terms.estimated, "maximum": terms.maximum})]
    return []


def _period(terms: Terms) -> list[Problem]:
    if terms.valid_to <= terms.valid_from:
        return [Problem("period.ends_before_it_begins")]
    last = max([terms.valid_to, *(extends_to for extends_to, _ in terms.options)])
    if last > _months_after(terms.valid_from, LONGEST_MONTHS) and not terms.duration_reason.strip():
        return [Problem("agreement.too_long_without_reason", "error", {"months": LONGEST_MONTHS})]
    return []


def _options(terms: Terms) -> list[Problem]:
    """Each goes on from where the one before it ended, and is said before that day."""
    problems, end = [], terms.valid_to
    for extends_to, last_notice_on in terms.options:
        if extends_to <= end or last_notice_on >= end:
            problems.append(
                Problem("agreement.option_wrong", "error", {"last": extends_to - timedelta(days=1), "last_notice_on": last_notice_on})
            )
        end = max(end, extends_to)
    return problems


def _participants(terms: Terms) -> list[Problem]:
    if not terms.binding_levels:
        return [Problem("agreement.participants_missing")]
    unknown: Sequence[str] = sorted(set(terms.binding_levels) - set(binding.LEVELS))
    return [Problem("agreement.binding_level_unknown", "error", {"level": level}) for level in unknown]


def _lots(terms: Terms) -> list[Problem]:
    doubled = sorted({n for n in terms.lot_numbers if terms.lot_numbers.count(n) > 1})
    return [Problem("agreement.lot_twice", "error", {"lot": number}) for number in doubled]


def _months_after(day: date, months: int) -> date:
    """Whole years: 48 months are four, and 29 February becomes 1 March."""
    year = day.year + months // 12
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)
