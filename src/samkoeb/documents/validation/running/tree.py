"""A document for the rules: elements as the C parser makes them, and the same elements by path, in columns.

A column holds all elements of one path ("Invoice/InvoiceLine/Item") in document order. Whether a rule applies depends mostly on the path,
so it is found once for each column, and paths from the root are looked up, never walked. Attributes, texts and the document answer to the same
calls as elements (`findall`, `find`, `get`, iteration), so that generated code need not ask what it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

NONE: list[Any] = []


class Column:
    """All elements of one path."""

    __slots__ = ("_attributes", "kids", "nodes", "parent", "tag")

    def __init__(self, tag: str, nodes: list[Any], parent: Column | None) -> None:
        self.tag, self.nodes, self.parent = tag, nodes, parent
        self.kids: dict[str, Column] = {}
        self._attributes: set[str] | None = None

    def attributes(self) -> set[str]:
        """The names of all attributes that its elements have."""
        found = self._attributes
        if found is None:
            found = self._attributes = set()
            for node in self.nodes:
                found.update(node.keys())
        return found

    def ends_with(self, tags: tuple[str, ...]) -> bool:
        """Whether its path ends so."""
        column: Column | None = self
        for tag in reversed(tags):
            if column is None or column.tag != tag:
                return False
            column = column.parent
        return True


class Bare:
    """A node without attributes."""

    __slots__ = ()

    def get(self, _name: str) -> None:
        return None

    def keys(self) -> list[str]:
        return NONE

    def items(self) -> list[tuple[str, str]]:
        return NONE


class Leaf(Bare):
    """What attributes and texts have in common: no children, a value."""

    __slots__ = ("owner", "tag", "text")
    tail = None

    def __init__(self, owner: Any, tag: str, text: str) -> None:
        self.owner, self.tag, self.text = owner, tag, text

    def findall(self, _tag: str) -> list[Any]:
        return NONE

    def find(self, _tag: str) -> None:
        return None

    def iter(self, _tag: str | None = None) -> Iterator[Any]:
        return iter(NONE)

    def __iter__(self) -> Iterator[Any]:
        return iter(NONE)

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True


class Attribute(Leaf):
    """`tag` is its name as elements spell it. The same attribute is equal to itself however often it was asked for."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Attribute and other.owner is self.owner and other.tag == self.tag

    def __hash__(self) -> int:
        return hash((id(self.owner), self.tag))


class Text(Leaf):
    """A text node; `tag` is its place among the texts of its owner."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Text and other.owner is self.owner and other.tag == self.tag

    def __hash__(self) -> int:
        return hash((id(self.owner), self.tag))


class Document(Bare):
    """The document node: one child, the root element."""

    tag, text, tail = "", None, None

    def __init__(self, root: Element, now: datetime) -> None:
        self.root, self.now = root, now
        self.folded: Any = None  # running.folding.Folded, where equal lines stand as one
        self._columns = column_tree(root)
        self.top = self._columns[0]
        self.by_tag: dict[str, list[Column]] = {}
        for column in self._columns:
            self.by_tag.setdefault(column.tag, []).append(column)
        self._attributes: set[str] | None = None
        self.globals: list[Any] = []
        self.keys_by_name: dict[Any, Any] = {}
        self._parents: dict[Any, Any] = {root: self}
        self._order: dict[Any, int] | None = None
        self._tagged: dict[str, list[Any]] = {}
        self._groups: dict[tuple[int, Any], tuple[list[Any], dict[str, list[Any]]]] = {}

    def forget_values(self) -> None:
        """Other texts were put in; all that is known of the tree still holds."""
        self.keys_by_name = {}
        self._groups = {}

    # -- as a node --

    def findall(self, tag: str) -> list[Any]:
        return [self.root] if self.root.tag == tag else NONE

    def find(self, tag: str) -> Any:
        return self.root if self.root.tag == tag else None

    def iter(self, tag: str | None = None) -> Iterator[Any]:
        return self.root.iter(tag)

    def itertext(self) -> Iterator[str]:
        return self.root.itertext()

    def __iter__(self) -> Iterator[Any]:
        return iter((self.root,))

    def __len__(self) -> int:
        return 1

    # -- paths from the root --

    def at(self, path: tuple[str, ...]) -> list[Any]:
        """The elements of an absolute path."""
        return self.below(path[1:]) if path[0] == self.root.tag else NONE

    def below(self, path: tuple[str, ...]) -> list[Any]:
        """The elements of a path from the root element."""
        column = self.top
        for tag in path:
            column = column.kids.get(tag)  # type: ignore[assignment]
            if column is None:
                return NONE
        return column.nodes

    def columns(self) -> list[Column]:
        """All columns."""
        return self._columns

    def outline(self) -> tuple[Any, ...]:
        """Its paths, in the order of its columns."""
        return tuple([(column.tag, *column.kids) for column in self._columns])

    def attribute_names(self) -> set[str]:
        """The names of all attributes."""
        if self._attributes is None:
            found: set[str] = set()
            for node in self.root.iter():
                if names := node.keys():
                    found.update(names)
            self._attributes = found
        return self._attributes

    def attributed(self, name: str) -> list[Any]:
        """All elements that have an attribute, in document order."""
        return [node for node in self.root.iter() if node.get(name) is not None] if name in self.attribute_names() else NONE

    def grouped(self, nodes: list[Any], key: Any) -> dict[str, list[Any]]:
        """The nodes by the values that `key` finds for each: for rules that differ only in the value they look for."""
        found = self._groups.get((id(nodes), key))
        if found is None:
            table: dict[str, list[Any]] = {}
            for node in nodes:
                for value in dict.fromkeys(key(self, node)):
                    table.setdefault(value, []).append(node)
            found = self._groups[(id(nodes), key)] = (nodes, table)  # the nodes are kept, so that no other list gets their id
        return found[1]

    def tagged(self, tag: str) -> list[Any]:
        """All elements of a name, in document order."""
        columns = self.by_tag.get(tag, NONE)
        if len(columns) < 2:
            return columns[0].nodes if columns else NONE
        found = self._tagged.get(tag)
        if found is None:
            found = self._tagged[tag] = list(self.root.iter(tag))
        return found

    # -- parents and order --

    def parent(self, node: Any) -> Any:
        """The node above, or None."""
        if isinstance(node, Leaf):
            return node.owner
        if node is self:
            return None
        found = self._parents.get(node)
        if found is None:
            self._parents.update((child, above) for above in self.root.iter() for child in above)
            found = self._parents[node]
        return found

    def order(self) -> dict[Any, int]:
        """Each element's place in the document."""
        if self._order is None:
            self._order = {node: place for place, node in enumerate(self.root.iter())}
        return self._order


def attributes_of(column: Column) -> dict[str, list[Attribute]]:
    out: dict[str, list[Attribute]] = {}
    for node in column.nodes:
        for name, value in node.items():
            out.setdefault(name, []).append(Attribute(node, name, value))
    return out


def column_tree(root: Element) -> list[Column]:
    """All elements by path: the columns, the root's first, each before those below it."""
    found = [Column(root.tag, [root], None)]
    for column in found:  # it grows as we go
        kids = column.kids
        for node in column.nodes:
            for child in node:
                tag = child.tag
                if tag in kids:
                    kids[tag].nodes.append(child)
                else:
                    kids[tag] = below = Column(tag, [child], column)
                    found.append(below)
    return found


def alike(nodes: list[Any], text: bool, names: list[str]) -> list[tuple[Any, list[Any]]]:
    """One leaf for all that have the same text (if that matters) and the same attributes of these names; anything else for itself."""
    if len(nodes) == 1:
        return [(nodes[0], nodes)]
    groups: dict[Any, list[Any]] = {}
    for node in nodes:
        if len(node):
            key: Any = node
        elif names:
            key = (node.text if text else None, *[node.get(name) for name in names])
        else:
            key = node.text if text else None
        same = groups.get(key)
        if same is None:
            groups[key] = [node]
        else:
            same.append(node)
    return [(same[0], same) for same in groups.values()]


def note(out: list[tuple[Any, int]], nodes: list[Any], check: int) -> None:
    out.extend([(node, check) for node in nodes])


Checks = list[int]
Below = dict[str, tuple[Checks, dict[str, Any], dict[str, Checks]]]
Anywhere = dict[str, list[tuple[tuple[str, ...], str, int]]]


def absent(doc: Document, trees: tuple[Below, Anywhere, dict[str, Checks]], node: Any, out: list[tuple[Any, int]]) -> None:
    """Notes each check of the forbidden paths whose path is there, as (node, number), once."""
    below, anywhere, attributes = trees
    found: set[int] = set()
    _below(doc.top, below, found)
    for tag in anywhere.keys() & doc.by_tag.keys():
        for tags, attribute, check in anywhere[tag]:
            for column in doc.by_tag[tag]:
                if column.ends_with(tags) and (not attribute or attribute in column.attributes()):
                    found.add(check)
    if attributes:
        for name in attributes.keys() & doc.attribute_names():
            found.update(attributes[name])
    out.extend((node, check) for check in sorted(found))


def _below(column: Column, tree: Below, found: set[int]) -> None:
    for tag, kid in column.kids.items():
        if tag in tree:
            checks, deeper, attributes = tree[tag]
            if checks:
                found.update(checks)
            if attributes:
                for name in attributes.keys() & kid.attributes():
                    found.update(attributes[name])
            if deeper and kid.kids:
                _below(kid, deeper, found)
