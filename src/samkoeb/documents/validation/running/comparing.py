"""General comparison: true if some pair of items compares so, each pair by the types it has (XPath 2.0, 3.5.2). And value comparison."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from samkoeb.documents.validation.running.dates import Duration, Temporal
from samkoeb.documents.validation.running.errors import XPathError
from samkoeb.documents.validation.running.values import Untyped, cast, to_boolean, to_double

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_NUMBERS = (int, float, Decimal)


def some_pair(op: str, left: Iterable[Any], right: Iterable[Any]) -> bool:
    """Over values that know their type; untyped ones become what they are compared with."""
    right, compare = list(right), OPERATORS[op]
    return any(_pair(compare, a, b) for a in left for b in right)


def _pair(compare: Callable[[Any, Any], bool], a: Any, b: Any) -> bool:
    untyped_a, untyped_b = a.__class__ is Untyped, b.__class__ is Untyped
    if untyped_a and not untyped_b:
        a = _like(a, b)
    elif untyped_b and not untyped_a:
        b = _like(b, a)
    return _compared(compare, a, b)


def _like(untyped: Any, other: Any) -> Any:
    if other.__class__ is bool:
        return to_boolean(untyped)
    if other.__class__ in _NUMBERS:
        return to_double(untyped)
    if isinstance(other, Temporal):
        return cast(untyped, f"xs:{other.kind}")
    return str(untyped)


def _compared(compare: Callable[[Any, Any], bool], a: Any, b: Any) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return compare(str(a), str(b))
    if a.__class__ in _NUMBERS and b.__class__ in _NUMBERS:
        if a.__class__ is float or b.__class__ is float:
            return compare(float(a), float(b))
        return compare(a, b)
    if a.__class__ is bool and b.__class__ is bool:
        return compare(a, b)
    if isinstance(a, Temporal) and isinstance(b, Temporal) and a.kind == b.kind:
        return compare(a.instant(), b.instant())
    if isinstance(a, Duration) and isinstance(b, Duration):
        return compare(a.seconds, b.seconds)
    raise XPathError("XPTY0004", "values that can't be compared")


def value_compare(op: str, a: Any, b: Any) -> bool | None:
    """eq and its kin: of two single values; untyped is a string. None if either is missing."""
    if a is None or b is None:
        return None
    return _compared(OPERATORS[op], a, b)
