"""Everything that generated code may name, under the names it uses; and the few helpers that belong nowhere else."""

# ruff: noqa: F401 - the names are for generated code
from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from samkoeb.documents.validation.running.comparing import some_pair, value_compare
from samkoeb.documents.validation.running.dates import cast_temporal, from_parts, part_of, timezone_of
from samkoeb.documents.validation.running.errors import Failed, XPathError, too_many, use
from samkoeb.documents.validation.running.keys import by_key
from samkoeb.documents.validation.running.nodes import (
    ancestors,
    attribute,
    attribute_values,
    attributes,
    beyond,
    blank,
    by_value,
    child_nodes,
    descendants,
    first_text,
    is_node,
    leaf_below,
    leaf_child,
    local_name,
    merged,
    name_of,
    namespace_uri,
    need_nodes,
    one_node,
    opt_below,
    opt_text,
    ordered,
    self_and_below,
    siblings,
    sv,
    text_nodes,
    texts_of,
    up,
)
from samkoeb.documents.validation.running.sequences import (
    absolute,
    at_position,
    average,
    ceiling,
    decimal_total,
    distinct,
    double_total,
    extreme,
    filtered,
    floor,
    rounded,
    rounded_half_even,
    span,
    total,
)
from samkoeb.documents.validation.running.strings import (
    after,
    before,
    codepoints,
    format_number,
    from_codepoints,
    join,
    matches,
    norm,
    replace,
    substring,
    text_arg,
    tokenize,
    translate,
)
from samkoeb.documents.validation.running.totals import sum_of
from samkoeb.documents.validation.running.tree import NONE, Attribute, Document, Text, absent, alike, note
from samkoeb.documents.validation.running.values import (
    Untyped,
    add,
    as_param,
    atomize,
    cast,
    castable,
    decimal_of,
    divide,
    instance,
    integer_divide,
    modulo,
    multiply,
    need_one,
    negate,
    number,
    single,
    subtract,
    to_boolean,
    to_decimal,
    to_double,
    to_integer,
    to_string,
    truth,
)

UNSET = object()


def maybe(value: Any) -> tuple[Any, ...]:
    """An item or None as a sequence."""
    return () if value is None else (value,)


def untyped(value: str | None) -> Untyped | None:
    return None if value is None else Untyped(value)


def present(values: list[Any]) -> list[Any]:
    """Without those that are not there."""
    return [value for value in values if value is not None]


def opt_decimal(value: Any) -> Decimal | None:
    return None if value is None else decimal_of(value) if value.__class__ is str else to_decimal(value)


def decimal_or(node: Any, tag: str, otherwise: Any) -> Any:
    """The decimal in the one child of a name, else another value."""
    text = opt_text(node, tag)
    return otherwise if text is None else decimal_of(text)


def decimal_below_or(node: Any, first: str, second: str, otherwise: Any) -> Any:
    text = opt_below(node, first, second)
    return otherwise if text is None else decimal_of(text)


def opt_sv(node: Any) -> str | None:
    return None if node is None else sv(node)


def nonzero(value: Any) -> bool:
    """The truth of a number: neither zero nor NaN."""
    return bool(value) and value == value


def in_or_none(value: Any, values: Any) -> bool:
    return value is not None and value in values


def counted(items: list[Any]) -> tuple[int, list[Any]]:
    return len(items), items


def bool_or_number(value: Any) -> Any:
    """What `filtered` keeps by: a truth, or a position."""
    if isinstance(value, (int, float, Decimal)) and value.__class__ is not bool:
        return value
    return bool(value)


def position_or_truth(items: Sequence[Any]) -> Any:
    """A predicate whose type is known only now."""
    found = [*items]
    if len(found) == 1 and isinstance(found[0], (int, float, Decimal)) and found[0].__class__ is not bool:
        return found[0]
    return truth(found)


def picked(items: list[Any], value: Sequence[Any]) -> list[Any]:
    """items[value] where value does not depend on the item."""
    keep = position_or_truth(value)
    if keep.__class__ is bool:
        return items if keep else []
    return at_position(items, keep)


def castable_many(items: list[Any], kind: str, empty_too: bool) -> bool:
    if len(items) > 1:
        return False
    return castable(items[0] if items else None, kind, empty_too)


def instance_of(items: Any, kind: str, many: str) -> bool:
    found = [*items]
    if (not found and many in ("", "+")) or (len(found) > 1 and many in ("", "?")):
        return False
    return all(instance(item, kind) for item in found)


def of_node(name: Callable[[Any], str], nodes: list[Any]) -> str:
    node = one_node(nodes)
    return "" if node is None else name(node)


def same_node(a: Any, b: Any) -> bool:
    return a is not None and a == b


def comes_before(doc: Document, a: Any, b: Any) -> bool:
    return a is not None and b is not None and a != b and ordered(doc, [b, a])[0] == a


def compare_texts(a: Any, b: Any) -> int | None:
    return None if a is None or b is None else (a > b) - (a < b)


def subsequence(items: list[Any], start: Any, length: Any = None) -> list[Any]:
    first = int(rounded(float(start)))
    end = len(items) + 1 if length is None else first + int(rounded(float(length)))
    return items[max(first, 1) - 1 : max(end - 1, 0)]


def exactly(items: list[Any], least: int, most: int | None) -> list[Any]:
    if len(items) < least or (most is not None and len(items) > most):
        raise XPathError("FORG0005", f"{len(items)} items")
    return items


def index_of(values: Any, wanted: Any) -> list[int]:
    return [place for place, value in enumerate(values, 1) if some_pair("=", (value,), (wanted,))]


def today(doc: Document) -> Any:
    return cast_temporal(f"{doc.now:%Y-%m-%d}Z", "date")


def now(doc: Document) -> Any:
    return cast_temporal(f"{doc.now:%Y-%m-%dT%H:%M:%S}Z", "dateTime")


def returned(items: Any, kind: str, many: str) -> Any:
    """What a function gives back, as the type that it declares."""
    return as_param([*items], kind, many)
