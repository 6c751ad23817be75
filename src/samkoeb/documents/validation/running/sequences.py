"""Functions over sequences and numbers: sums, extremes, rounding, distinct values, keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from samkoeb.documents.validation.running.comparing import value_compare
from samkoeb.documents.validation.running.errors import XPathError
from samkoeb.documents.validation.running.values import WIDE, Untyped, add, divide, to_double, to_string

_NUMBERS = (int, float, Decimal)


def total(values: Iterable[Any]) -> Any:
    """fn:sum over values that know their type; of nothing it is 0."""
    found = [_summand(value) for value in values]
    if not found:
        return 0
    if any(value.__class__ is float for value in found):
        return _left_to_right(found)
    if any(value.__class__ is Decimal for value in found):
        return decimal_total(found)
    return sum(found)


def _left_to_right(values: list[Any]) -> float:
    so_far: Any = values[0]
    for value in values[1:]:
        so_far = add(so_far, value)
    return float(so_far)


def decimal_total(values: Iterable[Any]) -> Decimal | int:
    """The sum of decimals and integers, exact."""
    with localcontext(WIDE):
        return sum(values)


def double_total(texts: Iterable[str]) -> float | int:
    """The sum of untyped values, as doubles from left to right; 0 of nothing."""
    so_far: Any = 0
    for text in texts:
        so_far = so_far + to_double(text) if so_far.__class__ is float else to_double(text)
    return so_far


def _summand(value: Any) -> Any:
    if value.__class__ is Untyped:
        return to_double(value)
    if value.__class__ in _NUMBERS:
        return value
    raise XPathError("FORG0006", f"{to_string(value)!r} in a sum")


def average(values: Iterable[Any]) -> Any:
    found = list(values)
    return divide(total(found), len(found)) if found else None


def extreme(values: Iterable[Any], smallest: bool) -> Any:
    """fn:min and fn:max."""
    found = [to_double(value) if value.__class__ is Untyped else value for value in values]
    if not found:
        return None
    if any(value.__class__ is float for value in found):
        found = [float(value) for value in found]
        if any(value != value for value in found):
            return math.nan
    best = found[0]
    for value in found[1:]:
        if value_compare("<" if smallest else ">", value, best):
            best = value
    return best


def absolute(value: Any) -> Any:
    return None if value is None else abs(_numeric(value))


def rounded(value: Any) -> Any:
    """fn:round: halves go up, towards positive infinity."""
    if value is None:
        return None
    value = _numeric(value)
    if value.__class__ is int:
        return value
    if value.__class__ is Decimal:
        return WIDE.add(value, _HALF).to_integral_value(ROUND_FLOOR)
    if value != value or math.isinf(value) or value == 0:
        return value
    return math.copysign(float(math.floor(value + 0.5)), value) if -0.5 <= value < 0 else float(math.floor(value + 0.5))


_HALF = Decimal("0.5")


def rounded_half_even(value: Any, places: Any = 0) -> Any:
    if value is None:
        return None
    value = _numeric(value)
    if value.__class__ is float and (value != value or math.isinf(value)):
        return value
    exact = Decimal(value).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_EVEN, WIDE)
    return float(exact) if value.__class__ is float else (int(exact) if value.__class__ is int else exact)


def floor(value: Any) -> Any:
    return _integral(value, ROUND_FLOOR, math.floor)


def ceiling(value: Any) -> Any:
    return _integral(value, ROUND_CEILING, math.ceil)


def _integral(value: Any, mode: str, of_double: Callable[[float], int]) -> Any:
    if value is None:
        return None
    value = _numeric(value)
    if value.__class__ is Decimal:
        return value.to_integral_value(mode)
    return value if value.__class__ is int or value != value or math.isinf(value) else float(of_double(value))


def _numeric(value: Any) -> Any:
    if value.__class__ is Untyped:
        return to_double(value)
    if value.__class__ in _NUMBERS:
        return value
    raise XPathError("XPTY0004", f"{to_string(value)!r} where a number is needed")


def distinct(values: Iterable[Any]) -> list[Any]:
    """fn:distinct-values: untyped as strings, numbers by value."""
    seen: dict[Any, Any] = {}
    for value in values:
        key: Any = ("text", str(value)) if isinstance(value, str) else ("number", value) if value.__class__ in _NUMBERS else ("other", str(value))
        seen.setdefault(key, value)
    return list(seen.values())


def span(first: Any, last: Any) -> Any:
    """`first to last`."""
    if first is None or last is None:
        return ()
    for bound in (first, last):
        if bound.__class__ not in (int, Untyped):
            raise XPathError("XPTY0004", "a range of what are no integers")
    return range(int(first), int(last) + 1)


def at_position(items: list[Any], place: Any) -> list[Any]:
    """items[place]."""
    if place.__class__ is not int:
        if place is None or place != place or place != int(place):
            return []
        place = int(place)
    return items[place - 1 : place] if place >= 1 else []


def filtered(items: Iterable[Any], keep: Callable[[Any, int, int], Any]) -> list[Any]:
    """items[predicate] where the predicate may be a number or ask for positions; `keep` gives its value as a list."""
    found = list(items)
    size = len(found)
    return [item for place, item in enumerate(found, 1) if _kept(keep(item, place, size), place)]


def _kept(value: Any, place: int) -> bool:
    if value.__class__ is bool:
        return value
    return value is not None and value == place
