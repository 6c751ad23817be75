"""Any document that the model can hold and its format can carry, for hypothesis. Text has no blanks at its ends: those are not data."""

import dataclasses
import typing
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from types import UnionType
from typing import Any

from hypothesis import strategies as st

from samkoeb.documents.model import Comparison, DocumentReference, ResponseStatus
from samkoeb.documents.ubl.shapes import Shape, written_fields

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
_WORDS = st.text(_LETTERS, min_size=1, max_size=12).filter(lambda text: text == text.strip() and text != "NA")
_BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: _WORDS,
    Decimal: st.decimals(min_value=-999999, max_value=999999, places=4, allow_nan=False),
    bool: st.booleans(),
    date: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    time: st.times().map(lambda one: one.replace(microsecond=0)),
    bytes: st.binary(min_size=1, max_size=20),
}
_CURRENCY = st.just("DKK")

# What hangs on a value is stated with the value or not at all: the attributes of an element that is not there.
_HANGS_ON: dict[type, dict[str, str]] = {
    Comparison: {"currency": "amount"},
    DocumentReference: {"mime_type": "content", "filename": "content"},
    ResponseStatus: {"list_id": "code"},
}


def of_shape(shape: Shape[Any], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Models with every field that the shape's table carries, stated or not."""
    hints = typing.get_type_hints(shape.model)
    carried = {*written_fields(shape.rows), "currency"}
    below = dict(_shapes_below(shape.dispatch))
    strategies = {}
    for field in dataclasses.fields(shape.model):
        if field.name in fixed:
            strategies[field.name] = fixed[field.name]
        elif field.name in carried:
            strategies[field.name] = _CURRENCY if field.name == "currency" else _of_field(hints[field.name], field, below.get(field.name))
    stated = st.builds(shape.model, **strategies).map(_without_loose_ends)
    return stated.filter(lambda model: any(getattr(model, name, None) not in (None, "", ()) for name in carried))


def _shapes_below(dispatch: dict[str, Any]) -> Iterator[tuple[str, Shape[Any]]]:
    for _how, field, what in dispatch.values():
        if isinstance(what, Shape):
            yield field, what
        elif isinstance(what, dict):
            yield from _shapes_below(what)


def _of_field(hint: Any, field: Any, inner: Shape[Any] | None) -> st.SearchStrategy[Any]:
    optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    arguments = typing.get_args(hint)
    if isinstance(hint, UnionType):
        value = of_shape(inner) if inner else _of_type(arguments[0])
        return st.none() | value if optional else value
    if typing.get_origin(hint) is tuple:
        one = of_shape(inner) if inner else _of_type(arguments[0])
        return st.lists(one, min_size=0 if optional else 1, max_size=2).map(tuple)
    if inner:
        return of_shape(inner)
    return st.just(field.default) | _of_type(hint) if optional else _of_type(hint)


def _of_type(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: _BY_TYPE[hints[field.name]] for field in dataclasses.fields(kind)})


def _without_loose_ends(model: Any) -> Any:
    loose = {name: "" for name, main in _HANGS_ON.get(type(model), {}).items() if not getattr(model, main)}
    return dataclasses.replace(model, **loose) if loose else model
