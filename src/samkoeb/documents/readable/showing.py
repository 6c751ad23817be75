"""The layout filled in from a document, each finding at the nearest place that is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from samkoeb.documents import xml
from samkoeb.documents.readable import walking
from samkoeb.documents.readable.layout import LAYOUT, ROOTS, Field, Part
from samkoeb.documents.readable.walking import At
from samkoeb.documents.ubl.names import local_name
from samkoeb.documents.validation.parsing import parse
from samkoeb.kernel.text import Text

ROWS = 200  # of a table; rows with findings are shown beyond that too
ELEMENTS = 1500  # of a tree
LONGEST = 400
_KINDS = {"Date": "date", "Percent": "percent", "Indicator": "truth"}
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


@dataclass(slots=True)
class Mark:
    """A place that findings point at: their numbers, counted from 1."""

    anchor: str = ""
    findings: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """`unit` and `currency` as the attributes say; `kind` is "date", "amount", "quantity", "percent", "truth" or "text"."""

    label: Text
    text: str
    path: str
    kind: str = "text"
    unit: str = ""
    depth: int = 0
    mark: Mark = field(default_factory=Mark)


@dataclass(slots=True)
class Row:
    cells: list[Cell]
    path: str
    mark: Mark = field(default_factory=Mark)


@dataclass(slots=True)
class Section:
    """`is_table`: `labels` are its columns, and each row has as many cells. `left_out` rows are not shown."""

    label: Text
    path: str
    rows: list[Row]
    is_table: bool
    labels: tuple[Text, ...] = ()
    left_out: int = 0
    mark: Mark = field(default_factory=Mark)


@dataclass(slots=True)
class Shown:
    """`name` is the root's. `marks[n]` is where finding n+1 is shown."""

    name: str
    sections: list[Section]
    tree: list[Cell]
    is_cut: bool
    marks: list[Mark]


def show(raw: bytes, *, locations: Sequence[str], limits: xml.Limits = xml.DEFAULT) -> Shown:
    """Raises DocumentFault for what can't be read."""
    root = parse(raw, limits).whole()
    name = local_name(root.tag)
    if root.tag.startswith(f"{{{_UBL}") and name in ROOTS:
        told = frozenset(ancestor for location in locations for ancestor in _ancestors(location))
        sections = [section for part in LAYOUT for section in _sections(part, root, told)]
        return Shown(name, sections, [], False, _placed(sections, [], locations))
    cells = [_in_tree(at, depth) for at, depth in walking.everything(root, ELEMENTS + 1)]
    return Shown(name, [], cells[:ELEMENTS], len(cells) > ELEMENTS, _placed([], cells[:ELEMENTS], locations))


def _sections(part: Part, root: Any, told: frozenset[str]) -> list[Section]:
    start = walking.top(root)
    found = next((places for path in part.paths if (places := walking.along(start, path))), [])
    if not found:
        return []
    if not part.repeats:
        element, path = found[0]
        cells = [cell for one in part.fields if (cell := _cell(one, (element, path))) is not None]
        return [Section(part.label, path, [Row([cell], "") for cell in cells], is_table=False)]
    shown = [at for place, at in enumerate(found) if place < ROWS or at[1] in told]
    rows = [Row([_cell(one, at) or Cell(one.label, "", "") for one in part.fields], at[1]) for at in shown]
    used = [place for place in range(len(part.fields)) if any(row.cells[place].text for row in rows)]
    for row in rows:
        row.cells = [row.cells[place] for place in used]
    labels = tuple(part.fields[place].label for place in used)
    return [Section(part.label, "", rows, is_table=True, labels=labels, left_out=len(found) - len(shown))]


def _cell(one: Field, at: At) -> Cell | None:
    for path in one.paths:
        for element, place in walking.along(at, path):
            return _value(one.label, element, place)
    return None


def _value(label: Text, element: Any, path: str) -> Cell:
    text = " ".join((element.text or "").split())
    name, attributes = local_name(element.tag), dict(element.items())
    if "currencyID" in attributes:
        kind, unit = "amount", attributes["currencyID"]
    elif "unitCode" in attributes:
        kind, unit = "quantity", attributes["unitCode"]
    else:
        kind, unit = next((kind for end, kind in _KINDS.items() if name.endswith(end)), "text"), ""
    return Cell(label, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", path, kind, unit)


def _in_tree(at: At, depth: int) -> Cell:
    element, path = at
    label = walking.words(element.tag)
    cell = _value(Text(label, label), element, path)
    cell.depth = depth
    return cell


def _placed(sections: list[Section], tree: list[Cell], locations: Sequence[str]) -> list[Mark]:
    """Each location at its own place, else at the first inside it, else at the nearest around it."""
    places: dict[str, Mark] = {}
    for section in sections:
        for row in section.rows:
            for cell in row.cells:
                _offer(places, cell.path, cell.mark)
            _offer(places, row.path, row.mark)
        _offer(places, section.path, section.mark)
    for cell in tree:
        _offer(places, cell.path, cell.mark)
    first = sections[0].mark if sections else tree[0].mark
    marks = []
    for number, location in enumerate(locations, 1):
        inside = (mark for path, mark in places.items() if path.startswith(f"{location}/"))
        around = (places[path] for path in _ancestors(location) if path in places)
        mark = places.get(location) or next(inside, None) or next(around, first)
        mark.findings.append(number)
        marks.append(mark)
    for number, mark in enumerate({id(mark): mark for mark in marks}.values(), 1):
        mark.anchor = f"place-{number}"
    return marks


def _offer(places: dict[str, Mark], path: str, mark: Mark) -> None:
    if path:
        places.setdefault(path, mark)


def _ancestors(location: str) -> Iterable[str]:
    """The place itself, then all above it."""
    while location:
        yield location
        location = location.rpartition("/")[0]
