"""A document against the schema of its root, with a bounded price: libxml2 counts siblings anew for every fault that it tells."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.validation.schema import RuleFileError
from samkoeb.documents.validation.structure import files
from samkoeb.documents.validation.structure.words import Told, told

_SMALL = 5_000  # so few elements can't be dear
_STEPS = 20_000_000  # of counting siblings: less than a second
_MOST = 100_000  # elements: each may have a fault, and each fault takes a kilobyte
_KEPT = (2_000, 200, 20, 5)  # of elements with one name in a row, where all of them would be too dear
_ATTRIBUTES = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` leads from the root to the element: which child, and so on. `what` says it."""

    place: tuple[int, ...]
    what: Told


@dataclass
class Schemas:
    """The schemas of one kind (UBL 2.1): each is compiled when a document of its type first comes."""

    path: Path
    types: dict[str, Path]
    title: str
    issued: str
    _compiled: dict[Path, Any] = field(default_factory=dict)
    _turn: Any = field(default_factory=threading.Lock)

    @classmethod
    def load(cls, path: Path) -> Schemas:
        """Raises RuleFileError."""
        types = files.document_types(path)
        if not types:
            raise RuleFileError(f"{path.name}: no document type is in it")
        return cls(path, types, files.title_of(path), files.issued_of(next(iter(types.values()))))

    def judge(self, raw: bytes, root: str, limits: xml.Limits = xml.DEFAULT) -> tuple[list[Fault], bool]:
        """The faults in the order in which they are met, and whether there may be more of them. Raises DocumentFault."""
        if root not in self.types:
            return [Fault((), told(f"Element '{root}': No matching global declaration available for the validation root."))], False
        tree = xml.parse(raw, limits)
        with self._turn:  # a compiled schema keeps what it told last
            schema = self._schema(self.types[root])
            limit = _too_dear(tree)
            if limit is None:
                return _faults(schema, tree, {}), False
            places = _shorten(tree, limit)
            if sum(1 for _ in tree.iter()) <= _MOST and (found := _faults(schema, tree, places)):
                return found, True
            del tree, places
            return ([], False) if _is_valid(schema, raw) else ([Fault((), told(""))], True)

    def _schema(self, path: Path) -> Any:
        if path not in self._compiled:
            self._compiled[path] = compiled(path)
        return self._compiled[path]


def compiled(path: Path) -> Any:
    """Raises RuleFileError for what can't be used."""
    files.files_of(path)  # all of it is here: libxml2 is never let to look elsewhere
    try:
        return etree.XMLSchema(etree.parse(str(path), etree.XMLParser(no_network=True, load_dtd=False)))
    except etree.XMLSchemaParseError as error:
        where = next((one.filename for one in error.error_log if one.filename), path.name)
        raise RuleFileError(f"{Path(where).name}: {error}") from None
    except (etree.XMLSyntaxError, OSError) as error:
        raise RuleFileError(f"{path.name}: {error}") from None


def try_all(found: files.Found) -> None:
    """All schemas of one kind, compiled together: what can't be used is said now and not when a document comes. Raises RuleFileError."""
    with tempfile.TemporaryDirectory(prefix="samkoeb-schemas-") as folder:
        index = Path(folder).resolve() / "all.xsd"
        index.write_text(files.index_of(found.files, index.parent, found.title), encoding="utf-8")
        compiled(index)


def _faults(schema: Any, tree: Any, places: dict[Any, list[int]]) -> list[Fault]:
    if schema.validate(tree):
        return []
    finder = _Finder(tree, places)
    return [Fault(finder.place(one.path or ""), told(one.message)) for one in schema.error_log]


def _is_valid(schema: Any, raw: bytes) -> bool:
    """Without a place for each fault, which makes it cheap."""
    try:
        etree.fromstring(raw, etree.XMLParser(schema=schema, resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _too_dear(tree: Any) -> int | None:
    """None for a document whose faults can all be told; else how many elements of one name in a row may stay."""
    sizes = [len(one) + len(one.attrib) for one in tree.iter() if len(one) or len(one.attrib) > 5]
    if sum(sizes) <= _SMALL or (sum(sizes) <= _MOST and sum(size * size for size in sizes) // 2 <= _STEPS):
        return None
    return next((limit for limit in _KEPT if sum(min(size, limit) ** 2 for size in sizes) // 2 <= _STEPS), _KEPT[-1])


def _shorten(tree: Any, limit: int) -> dict[Any, list[int]]:
    """Takes elements out of long rows of one name, which no schema counts so far; what is left, and where it stood before."""
    before: dict[Any, list[int]] = {}
    for one in tree.iter():
        for name in one.keys()[_ATTRIBUTES:]:
            del one.attrib[name]
        if len(one) > limit:
            kept, out = _rows(one, limit)
            before[one] = kept
            for child in out:
                one.remove(child)
    return before


def _rows(parent: Any, limit: int) -> tuple[list[int], list[Any]]:
    kept: list[int] = []
    out: list[Any] = []
    tag, count = None, 0
    for number, child in enumerate(parent):
        tag, count = child.tag, (count + 1 if child.tag == tag else 1)
        if count <= limit:
            kept.append(number)
        else:
            out.append(child)
    return kept, out


class _Finder:
    """Follows libxml2's paths ("/*/cac:Party[2]/*[3]"): a star counts all children, a name those of that prefix and name."""

    def __init__(self, root: Any, before: dict[Any, list[int]]) -> None:
        self._root, self._before = root, before
        self._named: dict[Any, dict[str, list[tuple[int, Any]]]] = {}

    def place(self, path: str) -> tuple[int, ...]:
        place: list[int] = []
        one = self._root
        for step in path.split("/")[2:]:
            name, _, number = step.rstrip("]").partition("[")
            same = self._children(one).get(name, [])
            at = int(number or 1) - 1
            if at >= len(same):
                break
            stood, child = same[at]
            place.append(self._before[one][stood] if one in self._before else stood)
            one = child
        return tuple(place)

    def _children(self, parent: Any) -> dict[str, list[tuple[int, Any]]]:
        if parent not in self._named:
            named: dict[str, list[tuple[int, Any]]] = {"*": [*enumerate(parent)]}
            for at, child in enumerate(parent):
                local = child.tag.rpartition("}")[2]
                named.setdefault(f"{child.prefix}:{local}" if child.prefix else local, []).append((at, child))
            self._named[parent] = named
        return self._named[parent]
