"""Text to values and back, as XML Schema writes them: decimals, days, times, truth values. Never a float."""

import re
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from samkoeb.documents.faults import DocumentFault

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_TIME = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)[0-9]*(Z|[+-][0-9]{2}:[0-9]{2})?")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}

# No amount or quantity of trade needs more; a longer one is an attack on arithmetic.
_LONGEST_NUMBER = 40


@lru_cache(maxsize=8192)
def to_decimal(text: str) -> Decimal:
    """An xsd:decimal; "12,50", "1e5" and "NaN" are refused."""
    if len(text) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
        raise DocumentFault("bad_number", {"value": text[:60]})
    return Decimal(text)


@lru_cache(maxsize=4096)
def to_date(text: str) -> date:
    """An xsd:date; the zone, if any, is dropped, since trade days are legal days."""
    found = _DATE.fullmatch(text)
    if not found:
        raise DocumentFault("bad_date", {"value": text[:60]})
    try:
        return date.fromisoformat(found.group(1))
    except ValueError:
        raise DocumentFault("bad_date", {"value": text[:60]}) from None


def to_time(text: str) -> time:
    """An xsd:time, with its zone if it has one."""
    found = _TIME.fullmatch(text)
    if not found:
        raise DocumentFault("bad_time", {"value": text[:60]})
    try:
        return time.fromisoformat(found.group(1) + (found.group(2) or ""))
    except ValueError:
        raise DocumentFault("bad_time", {"value": text[:60]}) from None


def to_truth(text: str) -> bool:
    """An xsd:boolean."""
    if text not in _TRUTH:
        raise DocumentFault("bad_truth_value", {"value": text[:60]})
    return _TRUTH[text]


def from_decimal(value: Decimal) -> str:
    """Plain notation, never an exponent; zeros at the end are kept as given."""
    return format(value, "f")


def from_truth(value: bool) -> str:
    return "true" if value else "false"
