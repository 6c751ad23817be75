"""Atomic values: xs:integer is int, xs:decimal Decimal, xs:double float, xs:string str, xs:untypedAtomic Untyped. Casting and comparing as XPath 2.0 does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_DOWN, Context, Decimal, localcontext
from functools import lru_cache
from typing import Any

from samkoeb.documents.validation.running.dates import Temporal, cast_temporal
from samkoeb.documents.validation.running.errors import XPathError, too_many
from samkoeb.documents.validation.running.nodes import WHITE, is_node, sv

WIDE = Context(prec=200)  # sums and products of decimals are exact; Saxon's are too
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXACT = (Decimal, int)
_SHIFTS = {Decimal(1): 0, Decimal(10): -1, Decimal(100): -2, Decimal(1000): -3}
_DIVISION_SCALE = Decimal(1).scaleb(-18)


class Untyped(str):
    """The value of a node of a document without a schema: a string that becomes what it is compared with."""

    __slots__ = ()


def atomize(items: Iterable[Any]) -> list[Any]:
    """Nodes as their untyped values, the rest as it is."""
    return [Untyped(sv(item)) if is_node(item) else item for item in items]


def single(items: list[Any]) -> Any:
    """The one item, or None; XPTY0004 for more."""
    if not items:
        return None
    if len(items) > 1:
        raise too_many()
    return items[0]


def need_one(value: Any) -> Any:
    if value is None:
        raise XPathError("XPTY0004", "an empty sequence where a value is needed")
    return value


def to_double(value: Any) -> float:
    if value.__class__ is float:
        return value
    if isinstance(value, str):
        text = value.strip(WHITE)
        if _DOUBLE.fullmatch(text) is None:
            raise XPathError("FORG0001", f"{value!r} is no number")
        return float(text)
    if isinstance(value, (bool, int, Decimal)):
        return float(value)
    raise XPathError("XPTY0004", "no number")


def number(value: Any) -> float:
    """fn:number: NaN for what is no number."""
    if value is None:
        return math.nan
    try:
        return to_double(value)
    except XPathError:
        return math.nan


def to_decimal(value: Any) -> Decimal:
    if value.__class__ is Decimal:
        return value
    if isinstance(value, str):
        return decimal_of(value)
    if isinstance(value, int):
        return Decimal(int(value))
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            raise XPathError("FOCA0002", "NaN or INF as a decimal")
        return Decimal(value)
    raise XPathError("XPTY0004", "no decimal number")


@lru_cache(maxsize=50_000)
def decimal_of(written: str) -> Decimal:
    """The same amounts are asked for by many rules."""
    text = written.strip(WHITE)
    if _DECIMAL.fullmatch(text) is None:
        raise XPathError("FORG0001", f"{written!r} is no decimal number")
    return Decimal(text)


def to_integer(value: Any) -> int:
    if value.__class__ is int:
        return value
    if isinstance(value, str):
        text = value.strip(WHITE)
        if _INTEGER.fullmatch(text) is None:
            raise XPathError("FORG0001", f"{value!r} is no integer")
        return int(text)
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        raise XPathError("FOCA0002", "NaN or INF as an integer")
    return int(value)


def to_boolean(value: Any) -> bool:
    if value.__class__ is bool:
        return value
    if isinstance(value, str):
        text = value.strip(WHITE)
        if text in ("true", "1"):
            return True
        if text in ("false", "0"):
            return False
        raise XPathError("FORG0001", f"{value!r} is neither true nor false")
    return bool(value) and value == value


def to_string(value: Any) -> str:
    """xs:string(): as XPath writes a value."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, float):
        return _double_text(value)
    return sv(value) if is_node(value) else str(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _double_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    if 1e-6 <= abs(value) < 1e6:
        return _plain(Decimal(repr(value)))
    digits, exponent = f"{Decimal(repr(value)):E}".split("E")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent)}"


CASTS = {
    "xs:decimal": to_decimal,
    "xs:double": to_double,
    "xs:float": to_double,
    "xs:integer": to_integer,
    "xs:int": to_integer,
    "xs:long": to_integer,
    "xs:nonNegativeInteger": to_integer,
    "xs:positiveInteger": to_integer,
    "xs:boolean": to_boolean,
    "xs:string": to_string,
    "xs:untypedAtomic": lambda value: Untyped(to_string(value)),
    "xs:anyAtomicType": lambda value: value,
    "xs:date": lambda value: cast_temporal(value, "date"),
    "xs:dateTime": lambda value: cast_temporal(value, "dateTime"),
    "xs:time": lambda value: cast_temporal(value, "time"),
}
_AT_LEAST = {"xs:nonNegativeInteger": 0, "xs:positiveInteger": 1}


def cast(value: Any, kind: str) -> Any:
    """`value` as another type; FORG0001 where it can't be. An empty sequence stays one."""
    if value is None:
        return None
    found = CASTS[kind](value)
    if kind in _AT_LEAST and found < _AT_LEAST[kind]:
        raise XPathError("FORG0001", f"{value!r} is no {kind}")
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def castable(value: Any, kind: str, empty_too: bool) -> bool:
    if value is None:
        return empty_too
    if kind == "xs:date" and len(value) == 10 and _PLAIN_DATE.fullmatch(value):
        return _is_day(value)
    try:
        cast(value, kind)
    except XPathError:
        return False
    return True


def as_param(items: list[Any], kind: str, many: str) -> Any:
    """A function's argument by the conversion rules (XPath 2.0, 3.1.5): nodes become values, untyped values what is asked for."""
    if many == "" and len(items) != 1:
        raise XPathError("XPTY0004", "an argument must be one value" if items else "an argument is empty")
    if many == "?" and len(items) > 1:
        raise too_many()
    if kind in ("item()", "node()", "element()", "attribute()", "document-node()", "text()"):
        return items if many in ("*", "+") else (items[0] if items else None)
    out = [_promoted(value, kind) for value in atomize(items)]
    return out if many in ("*", "+") else (out[0] if out else None)


def _promoted(value: Any, kind: str) -> Any:
    if value.__class__ is Untyped:
        return cast(value, kind)
    if kind in ("xs:double", "xs:float") and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    if not instance(value, kind):
        raise XPathError("XPTY0004", f"{to_string(value)!r} is no {kind}")
    return value


def instance(value: Any, kind: str) -> bool:
    """Whether an atomic value is of a type."""
    match kind:
        case "xs:string":
            return value.__class__ is str
        case "xs:untypedAtomic":
            return value.__class__ is Untyped
        case "xs:boolean":
            return value.__class__ is bool
        case "xs:integer" | "xs:int" | "xs:long" | "xs:nonNegativeInteger" | "xs:positiveInteger":
            return value.__class__ is int
        case "xs:decimal":
            return value.__class__ in (int, Decimal)
        case "xs:double" | "xs:float":
            return value.__class__ is float
        case "xs:anyAtomicType":
            return not is_node(value)
        case "xs:date" | "xs:dateTime" | "xs:time":
            return isinstance(value, Temporal) and value.kind == kind[3:]
    return is_node(value)


def truth(items: list[Any]) -> bool:
    """The effective boolean value of any sequence."""
    if not items:
        return False
    value = items[0]
    if is_node(value):
        return True
    if len(items) > 1:
        raise XPathError("FORG0006", "no truth value")
    if isinstance(value, str):
        return bool(value)
    if isinstance(value, (bool, int, float, Decimal)):
        return bool(value) and value == value
    raise XPathError("FORG0006", "no truth value")


# -- arithmetic; None is the empty sequence --


def _numbers(a: Any, b: Any) -> tuple[Any, Any]:
    a, b = _number_of(a), _number_of(b)
    if a.__class__ is float or b.__class__ is float:
        return float(a), float(b)
    return a, b


def _number_of(value: Any) -> Any:
    if value.__class__ is Untyped:
        return to_double(value)
    if value.__class__ in (int, float, Decimal):
        return value
    raise XPathError("XPTY0004", f"{to_string(value)!r} in arithmetic")


def add(a: Any, b: Any) -> Any:
    if a.__class__ is Decimal and b.__class__ in _EXACT:
        return WIDE.add(a, b)
    if a is None or b is None:
        return None
    if isinstance(a, Temporal):
        raise XPathError("XPTY0004", "dates in arithmetic")
    a, b = _numbers(a, b)
    return WIDE.add(a, b) if a.__class__ is Decimal or b.__class__ is Decimal else a + b


def subtract(a: Any, b: Any) -> Any:
    if a.__class__ is Decimal and b.__class__ in _EXACT:
        return WIDE.subtract(a, b)
    if a is None or b is None:
        return None
    if isinstance(a, Temporal) and isinstance(b, Temporal):
        return a.minus(b)
    a, b = _numbers(a, b)
    return WIDE.subtract(a, b) if a.__class__ is Decimal or b.__class__ is Decimal else a - b


def multiply(a: Any, b: Any) -> Any:
    if a.__class__ is Decimal and b.__class__ in _EXACT:
        return WIDE.multiply(a, b)
    if a is None or b is None:
        return None
    a, b = _numbers(a, b)
    return WIDE.multiply(a, b) if a.__class__ is Decimal or b.__class__ is Decimal else a * b


def divide(a: Any, b: Any) -> Any:
    """div: decimals to 18 places, as Saxon does."""
    if a.__class__ is Decimal and b == 1 and b.__class__ in _EXACT:
        return a.normalize(WIDE)
    if a is None or b is None:
        return None
    a, b = _numbers(a, b)
    if a.__class__ is float:
        if b == 0:
            return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1, b)
        return a / b
    if b == 0:
        raise XPathError("FOAR0001", "division by zero")
    a, b = Decimal(a), Decimal(b)
    if b in _SHIFTS and int(a.as_tuple().exponent) >= -12:  # exact: no place to round
        return a.scaleb(_SHIFTS[b], WIDE).normalize(WIDE)
    scale = max(18, -int(a.as_tuple().exponent), -int(b.as_tuple().exponent))
    with localcontext(WIDE) as context:
        context.rounding = ROUND_HALF_DOWN
        found = (a / b).quantize(Decimal(1).scaleb(-scale))
        return found.normalize()


def integer_divide(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return None
    a, b = _numbers(a, b)
    if b == 0:
        raise XPathError("FOAR0001", "division by zero")
    if a != a or b != b or (a.__class__ is float and math.isinf(a)):
        raise XPathError("FOAR0002", "no integer")
    return int(abs(a) // abs(b)) * (1 if (a < 0) == (b < 0) else -1)


def modulo(a: Any, b: Any) -> Any:
    """mod: the sign is the dividend's."""
    if a is None or b is None:
        return None
    a, b = _numbers(a, b)
    if a.__class__ is float:
        return math.fmod(a, b) if b != 0 and not math.isinf(a) else math.nan
    if b == 0:
        raise XPathError("FOAR0001", "division by zero")
    if a.__class__ is int and b.__class__ is int:
        return int(math.fmod(a, b)) if abs(a) < 2**53 > abs(b) else abs(a) % abs(b) * (1 if a >= 0 else -1)
    return WIDE.remainder(Decimal(a), Decimal(b))


def negate(a: Any) -> Any:
    return None if a is None else -_number_of(a)
