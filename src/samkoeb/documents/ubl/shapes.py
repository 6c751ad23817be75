"""Tables that say where each field of a model stands in XML; one table both reads and writes, in the schema's order.

    ADDRESS = Shape(Address,
        one("cbc:StreetName", "street"),
        inside("cac:Country", one("cbc:IdentificationCode", "country")))

Rows: `one` basic element, `many` of them, `part` (an aggregate with a model of its own), `parts`, `inside` (an aggregate whose
fields belong to the same model), `each` (a wrapper around one basic element, repeated), `fixed` (written with its siblings, never read).
Reading: what is empty is not stated; of what should stand once the first wins; what no row names is passed over.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, fields
from typing import Any, Generic, TypeVar

from lxml import etree

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.ubl.kinds import TEXT, Kind, set_attribute
from samkoeb.documents.ubl.names import expand, local_name
from samkoeb.documents.ubl.quick import maker

M = TypeVar("M")
Values = dict[str, Any]
Take = Callable[[Any, Values], None]
Put = Callable[[Any, Any, str], bool]

# How a row is read. The common ways are worked off inside `take_children` itself: a call less per element is what makes a
# catalogue of 100,000 lines quick.
_AS_TEXT, _AS_VALUE, _AS_PART, _AS_PARTS, _AS_INSIDE, _WITH_ATTRIBUTES, _BY_CALL = range(7)
Reading = tuple[int, str, Any]

_UNSTATED: tuple[Any, ...] = (None, "", ())


@dataclass(frozen=True, slots=True)
class Row:
    """`reading` says how an element becomes a field; `put` writes a model's field below a parent and tells whether it wrote."""

    tag: str
    reading: Reading | None
    put: Put | None
    fields: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    within: "tuple[Row, ...]" = ()


def by_call(tag: str, take: Take, put: Put | None, fields: tuple[str, ...], lists: tuple[str, ...] = ()) -> Row:
    """A row with ways of its own. `take` moves the element's content into values; a field named in `lists` is built as a list."""
    return Row(tag, (_BY_CALL, "", take), put, fields, lists)


def one(name: str, field: str, kind: Kind = TEXT, /, **attributes: str) -> Row:
    """A basic element. `attributes` maps further XML attributes to text fields of the same model: listID="list_id"."""
    tag, get, put_kind, pairs = expand(name), kind.get, kind.put, tuple(attributes.items())

    def put(parent: Any, model: Any, currency: str) -> bool:
        value = getattr(model, field)
        if not value and (value is None or value == ""):
            return False
        element = etree.SubElement(parent, tag)
        for attribute, source in pairs:
            stated = getattr(model, source)
            if stated:
                set_attribute(element, attribute, stated)
        put_kind(element, value, currency)
        return True

    if pairs:
        return Row(tag, (_WITH_ATTRIBUTES, field, (get, pairs)), put, (field,))
    return Row(tag, (_AS_TEXT, field, None) if kind is TEXT else (_AS_VALUE, field, get), put, (field,))


def many(name: str, field: str, kind: Kind = TEXT) -> Row:
    """A basic element that may be repeated; the field is a tuple."""
    tag = expand(name)

    def take(child: Any, values: Values) -> None:
        value = kind.get(child)
        if value is not None:
            values[field] = (*values.get(field, ()), value)

    def put(parent: Any, model: Any, currency: str) -> bool:
        every = getattr(model, field)
        for value in every:
            kind.put(etree.SubElement(parent, tag), value, currency)
        return bool(every)

    return by_call(tag, take, put, (field,))


def joined(name: str, field: str) -> Row:
    """Text that may be repeated, kept as one text with a line for each."""
    tag = expand(name)

    def take(child: Any, values: Values) -> None:
        text = TEXT.get(child)
        if text:
            values[field] = f"{values[field]}\n{text}" if field in values else text

    return by_call(tag, take, one(name, field).put, (field,))


def part(name: str, field: str, shape: "Shape[Any]") -> Row:
    """An aggregate that is a model of its own."""
    return _part(expand(name), field, shape)


def _part(tag: str, field: str, shape: "Shape[Any]") -> Row:
    def put(parent: Any, model: Any, currency: str) -> bool:
        value = getattr(model, field)
        return value is not None and _put_below(parent, tag, shape.puts, value, currency)

    return Row(tag, (_AS_PART, field, shape), put, (field,))


def parts(name: str, field: str, shape: "Shape[Any]") -> Row:
    """An aggregate that may be repeated; the field is a tuple of models."""
    return _parts(expand(name), field, shape)


def _parts(tag: str, field: str, shape: "Shape[Any]") -> Row:
    def put(parent: Any, model: Any, currency: str) -> bool:
        wrote = [_put_below(parent, tag, shape.puts, value, currency) for value in getattr(model, field)]
        return any(wrote)

    return Row(tag, (_AS_PARTS, field, shape), put, (field,), (field,))


def each(name: str, inner: str, field: str, kind: Kind = TEXT) -> Row:
    """`name` repeated, each around one `inner`: PartyIdentification/ID. The field is a tuple."""
    tag, inner_tag = expand(name), expand(inner)

    def take(child: Any, values: Values) -> None:
        for leaf in child.iterchildren(inner_tag):
            value = kind.get(leaf)
            if value is not None:
                values[field] = (*values.get(field, ()), value)

    def put(parent: Any, model: Any, currency: str) -> bool:
        every = getattr(model, field)
        for value in every:
            kind.put(etree.SubElement(etree.SubElement(parent, tag), inner_tag), value, currency)
        return bool(every)

    return by_call(tag, take, put, (field,))


def inside(name: str, *rows: Row) -> Row:
    """An aggregate whose fields belong to the same model."""
    return _inside(expand(name), rows)


def _inside(tag: str, rows: tuple[Row, ...]) -> Row:
    named, puts = tuple(field for row in rows for field in row.fields), puts_of(rows)
    written = tuple(written_fields(rows))

    def put(parent: Any, model: Any, currency: str) -> bool:
        for field in written:
            if getattr(model, field) not in _UNSTATED:
                return _put_below(parent, tag, puts, model, currency)
        return not written and bool(puts) and _put_below(parent, tag, puts, model, currency)

    return Row(tag, (_AS_INSIDE, "", dispatch_of(rows)), put, named, tuple(field for row in rows for field in row.lists), rows)


def fixed(name: str, text: str) -> Row:
    """A constant that goes along with its siblings and is never alone."""
    tag = expand(name)

    def put(parent: Any, _model: Any, _currency: str) -> bool:
        etree.SubElement(parent, tag).text = text
        return False

    return Row(tag, None, put)


def read_only(row: Row) -> Row:
    """A row of a format, or of an old habit, that is understood but never written."""
    return Row(row.tag, row.reading, None, row.fields, row.lists)


def limited(row: Row, names: frozenset[str], shapes: dict[str, "Shape[Any]"]) -> Row:
    """The same row, writing the named fields only; `shapes` replaces those of parts, by field."""
    if row.within:
        return _inside(row.tag, tuple(limited(one_row, names, shapes) for one_row in row.within))
    if row.reading is None:
        return row
    if not names.intersection(row.fields):
        return read_only(row)
    how, field, _what = row.reading
    if field in shapes:
        return (_parts if how == _AS_PARTS else _part)(row.tag, field, shapes[field])
    return row


def written_fields(rows: Iterable[Row]) -> Iterable[str]:
    """The fields that the rows write."""
    for row in rows:
        if row.within:
            yield from written_fields(row.within)
        elif row.put is not None:
            yield from row.fields


def write_only(row: Row) -> Row:
    """A row that is counted when written and not believed when read."""
    return Row(row.tag, None, row.put)


def _put_below(parent: Any, tag: str, puts: tuple[Put, ...], model: Any, currency: str) -> bool:
    element = etree.SubElement(parent, tag)
    if put_all(element, puts, model, currency):
        return True
    parent.remove(element)
    return False


def put_all(element: Any, puts: tuple[Put, ...], model: Any, currency: str) -> bool:
    """Write below `element`, in the order of the rows; tell whether anything was stated."""
    wrote = False
    for put in puts:
        if put(element, model, currency):
            wrote = True
    return wrote


def puts_of(rows: Iterable[Row]) -> tuple[Put, ...]:
    return tuple(row.put for row in rows if row.put is not None)


def dispatch_of(rows: Iterable[Row]) -> dict[str, Reading]:
    """Tag → how to read it. Two rows with one tag are a mistake in a table."""
    table: dict[str, Reading] = {}
    for row in rows:
        if row.reading is not None:
            if row.tag in table:
                raise ValueError(f"two rows read {row.tag}")
            table[row.tag] = row.reading
    return table


def take_children(element: Any, dispatch: dict[str, Reading], values: Values) -> Values:
    """Read each child that the table knows into `values`; a fault is told where it stands."""
    find = dispatch.get
    child = element
    try:
        for child in element:
            reading = find(child.tag)
            if reading is None:
                continue
            how, field, what = reading
            if how == _AS_TEXT:
                text = child.text
                if text and field not in values and (text := text.strip()):
                    values[field] = text
            elif how == _AS_VALUE:
                if field not in values and (value := what(child)) is not None:
                    values[field] = value
            elif how == _AS_INSIDE:
                take_children(child, what, values)
            elif how == _AS_PARTS:
                if below := take_children(child, what.dispatch, {}):
                    values.setdefault(field, []).append(what.build(child, below))
            elif how == _AS_PART:
                if field not in values and (below := take_children(child, what.dispatch, {})):
                    values[field] = what.build(child, below)
            elif how == _WITH_ATTRIBUTES:
                get, pairs = what
                if field not in values and (value := get(child)) is not None:
                    values[field] = value
                    for attribute, into in pairs:
                        if into not in values and (stated := child.get(attribute)):
                            values[into] = stated
            else:
                what(child, values)
    except DocumentFault as fault:
        fault.facts.setdefault("field", local_name(child.tag))
        fault.facts.setdefault("line", child.sourceline or 0)
        raise
    return values


class Shape(Generic[M]):
    """A model and its rows."""

    def __init__(self, model: type[M], *rows: Row) -> None:
        self.model, self.rows = model, rows
        self._make = maker(model)
        self.dispatch, self.puts = dispatch_of(rows), puts_of(rows)
        self._lists = tuple(name for row in rows for name in row.lists)
        self._required = [f.name for f in fields(model) if f.default is MISSING and f.default_factory is MISSING]  # type: ignore[arg-type]

    def writing(self, names: str, **shapes: "Shape[Any]") -> "Shape[M]":
        """The same shape for a place where the rules allow less: all is read, only the named fields (and `shapes`) are written."""
        allowed = frozenset(names.split()) | shapes.keys()
        return Shape(self.model, *(limited(row, allowed, shapes) for row in self.rows))

    def read(self, element: Any) -> M:
        """The model in `element`, or DocumentFault("missing_field") and its like."""
        return self.build(element, take_children(element, self.dispatch, {}))

    def read_stated(self, element: Any) -> M | None:
        """The model, or None where the element says nothing."""
        values = take_children(element, self.dispatch, {})
        return self.build(element, values) if values else None

    def write(self, element: Any, model: M, currency: str = "") -> bool:
        """Put the model's fields below `element`, amounts in `currency`; tell whether anything was stated."""
        return put_all(element, self.puts, model, currency)

    def build(self, element: Any, values: Values) -> M:
        """The model of the values read from `element`."""
        for name in self._lists:
            if name in values:
                values[name] = tuple(values[name])
        try:
            return self._make(values)
        except TypeError:
            missing = [self._tag_of(name) for name in self._required if name not in values]
            if not missing:
                raise
        facts = {"field": missing[0], "within": local_name(element.tag), "line": element.sourceline or 0}
        raise DocumentFault("missing_field", facts)

    def _tag_of(self, name: str) -> str:
        return next((local_name(row.tag) for row in self.rows if name in row.fields), name)
