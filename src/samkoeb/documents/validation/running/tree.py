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
    """All elements of one path. `owner[k]` is the place of the parent of `nodes[k]` in the parent column."""

    __slots__ = ("kids", "nodes", "owner", "parent", "tag")

    def __init__(self, tag: str, nodes: list[Any], owner: list[int], parent: Column | None) -> None:
        self.tag, self.nodes, self.owner, self.parent = tag, nodes, owner, parent
        self.kids: dict[str, Column] = {}


class Leaf:
    """What attributes and texts have in common: no children, a value."""

    __slots__ = ("owner", "tag", "text")
    tail = None

    def __init__(self, owner: Any, tag: str, text: str) -> None:
        self.owner, self.tag, self.text = owner, tag, text

    def findall(self, _tag: str) -> list[Any]:
        return NONE

    def find(self, _tag: str) -> None:
        return None

    def get(self, _name: str) -> None:
        return None

    def keys(self) -> list[str]:
        return NONE

    def items(self) -> list[tuple[str, str]]:
        return NONE

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
        return other.__class__ is Attribute and other.owner is self.owner and other.tag == self.tag  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((id(self.owner), self.tag))


class Text(Leaf):
    """A text node; `tag` is its place among the texts of its owner."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Text and other.owner is self.owner and other.tag == self.tag  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((id(self.owner), self.tag))


class Document:
    """The document node: one child, the root element."""

    tag, text, tail = "", None, None

    def __init__(self, root: Element, now: datetime) -> None:
        self.root, self.now = root, now
        self.top = column_tree(root)
        self.globals: list[Any] = []
        self.keys_by_name: dict[Any, Any] = {}
        self._parents: dict[Any, Any] = {root: self}
        self._known: set[int] = {id(self.top)}
        self._order: dict[Any, int] | None = None
        self._tagged: dict[str, list[Any]] = {}

    # -- as a node --

    def findall(self, tag: str) -> list[Any]:
        return [self.root] if self.root.tag == tag else NONE

    def find(self, tag: str) -> Any:
        return self.root if self.root.tag == tag else None

    def get(self, _name: str) -> None:
        return None

    def keys(self) -> list[str]:
        return NONE

    def items(self) -> list[tuple[str, str]]:
        return NONE

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

    def tagged(self, tag: str) -> list[Any]:
        """All elements of a name, in document order."""
        found = self._tagged.get(tag)
        if found is None:
            found = self._tagged[tag] = list(self.root.iter(tag))
        return found

    # -- parents and order --

    def know_parents(self, column: Column) -> None:
        """Remember the parents of a column's elements and of all above."""
        while id(column) not in self._known and column.parent is not None:
            self._known.add(id(column))
            above = column.parent.nodes
            self._parents.update(zip(column.nodes, [above[k] for k in column.owner], strict=True))
            column = column.parent

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


def column_tree(root: Element) -> Column:
    """All elements by path."""
    top = Column(root.tag, [root], [0], None)
    todo = [top]
    while todo:
        column = todo.pop()
        kids = column.kids
        for place, node in enumerate(column.nodes):
            for child in node:
                below = kids.get(child.tag)
                if below is None:
                    below = kids[child.tag] = Column(child.tag, [], [], column)
                    todo.append(below)
                below.nodes.append(child)
                below.owner.append(place)
    return top


def absent(column: Column, tree: dict[str, tuple[list[int], dict[str, Any]]], node: Any, out: list[tuple[Any, int]]) -> None:
    """Notes each check of a tree of forbidden paths whose path is there, as (node, number)."""
    kids = column.kids
    for tag in kids.keys() & tree.keys():
        checks, below = tree[tag]
        for check in checks:
            out.append((node, check))
        if below:
            absent(kids[tag], below, node, out)
