"""Any document that the model can hold and its format can carry, made by chance. Text has no blanks at its ends: those are not data.

Hypothesis draws the seed only: its own way of drawing a document takes fifty times as long as writing and reading it. A failing one is too
large to be shrunk anyway, and its seed makes it again.
"""

import dataclasses
import functools
import typing
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from types import UnionType
from typing import Any

from samkoeb.documents.model import Comparison, DocumentReference, ResponseStatus
from samkoeb.documents.ubl.shapes import Shape, written_fields

Make = Callable[[Random], Any]

_NO_DATA = frozenset(("Cc", "Cs", "Zs", "Zl", "Zp"))  # Unicode's categories
_COMMON = "abcXYZ0189 æøåÆØÅéß-.,:;/+*#%&<>\"'()[]{}=?!@_|~^`\\\u200b\u00ad\u0301\u05d0\U0001f9e4"
_DAYS = (date(2099, 12, 31) - date(2000, 1, 1)).days


def always(value: Any) -> Make:
    return lambda _chance: value


def maybe(make: Make, otherwise: Any = None) -> Make:
    return lambda chance: make(chance) if chance.random() < 0.5 else otherwise


def some(make: Make, least: int = 0, most: int = 2) -> Make:
    return lambda chance: tuple(make(chance) for _ in range(chance.randint(least, most)))


def _letter(chance: Random) -> str:
    while True:
        found = chance.choice(_COMMON) if chance.random() < 0.6 else chr(chance.randrange(chance.choice((0x80, 0x800, 0x10000, 0x110000))))
        if unicodedata.category(found) not in _NO_DATA and found not in "\ufffe\uffff":
            return found


def _words(chance: Random) -> str:
    while (text := "".join(_letter(chance) for _ in range(chance.randint(1, 12)))) == "NA":
        pass
    return text


def _number(chance: Random) -> Decimal:
    most = chance.choice((0, 9, 10_000, 9_999_990_000))
    return Decimal(chance.randint(-most, most)).scaleb(-4)


_BY_TYPE: dict[Any, Make] = {
    str: _words,
    Decimal: _number,
    bool: lambda chance: chance.random() < 0.5,
    date: lambda chance: date(2000, 1, 1) + timedelta(days=chance.randint(0, _DAYS)),
    time: lambda chance: time(chance.randrange(24), chance.randrange(60), chance.randrange(60)),
    bytes: lambda chance: chance.randbytes(chance.randint(1, 20)),
}

# What hangs on a value is stated with the value or not at all: the attributes of an element that is not there.
_HANGS_ON: dict[type, dict[str, str]] = {
    Comparison: {"currency": "amount"},
    DocumentReference: {"mime_type": "content", "filename": "content"},
    ResponseStatus: {"list_id": "code"},
}


def of_shape(shape: Shape[Any], **given: Make) -> Make:
    """Models with every field that the shape's table carries, stated or not; `given`: fields with ways of their own."""
    hints = typing.get_type_hints(shape.model)
    carried = {*written_fields(shape.rows), "currency"}
    below = dict(_shapes_below(shape.dispatch))
    makes = dict(given)
    for field in dataclasses.fields(shape.model):
        if field.name in carried and field.name not in given:
            makes[field.name] = always("DKK") if field.name == "currency" else _of_field(hints[field.name], field, below.get(field.name))
    told = [name for name in carried if name in hints]

    def make(chance: Random) -> Any:
        while True:
            model = _without_loose_ends(shape.model(**{name: one(chance) for name, one in makes.items()}))
            if any(getattr(model, name) not in (None, "", ()) for name in told):
                return model

    return make


def _shapes_below(dispatch: dict[str, Any]) -> Iterator[tuple[str, Shape[Any]]]:
    for _how, field, what in dispatch.values():
        if isinstance(what, Shape):
            yield field, what
        elif isinstance(what, dict):
            yield from _shapes_below(what)


def _of_field(hint: Any, field: Any, inner: Shape[Any] | None) -> Make:
    optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    arguments = typing.get_args(hint)
    if isinstance(hint, UnionType):
        value = of_shape(inner) if inner else _of_type(arguments[0])
        return maybe(value) if optional else value
    if typing.get_origin(hint) is tuple:
        one = of_shape(inner) if inner else _of_type(arguments[0])
        return some(one, least=0 if optional else 1)
    if inner:
        return of_shape(inner)
    return maybe(_of_type(hint), field.default) if optional else _of_type(hint)


@functools.cache
def _of_type(kind: Any) -> Make:
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    hints = typing.get_type_hints(kind)
    makes = {field.name: _BY_TYPE[hints[field.name]] for field in dataclasses.fields(kind)}
    return lambda chance: kind(**{name: one(chance) for name, one in makes.items()})


def _without_loose_ends(model: Any) -> Any:
    loose = {name: "" for name, main in _HANGS_ON.get(type(model), {}).items() if not getattr(model, main)}
    return dataclasses.replace(model, **loose) if loose else model
