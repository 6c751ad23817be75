"""Where in a document a finding is: a readable XPath, the line in the file, the value that stands there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from samkoeb.documents.validation.running.tree import Attribute, Document, Leaf, Text

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_PREFIXES = {
    f"{_UBL}CommonAggregateComponents-2": "cac:",
    f"{_UBL}CommonBasicComponents-2": "cbc:",
    f"{_UBL}CommonExtensionComponents-2": "ext:",
    "http://www.w3.org/2000/09/xmldsig#": "ds:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "": "",
}
_SHOWN = 200
_NAME = 100  # of a name; no standard has a longer one


class Places:
    """Remembers the positions among siblings, so that many findings in one long document cost one pass."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._positions: dict[Any, dict[Any, str]] = {}
        self._paths: dict[Any, str] = {document: ""}

    def path(self, node: Any, line: int | None = None) -> str:
        """/Invoice/cac:InvoiceLine[3]/cbc:ID; a position only where there are several of the same name. `line`: of a folded document."""
        if line is not None:
            return self._in_line(node, line)
        if node is self._document:
            return "/"
        if isinstance(node, Attribute):
            return f"{self.path(node.owner)}/@{_named(node.tag)}"
        if isinstance(node, Text):
            return f"{self.path(node.owner)}/text()"
        steps: list[Any] = []
        while node not in self._paths:
            steps.append(node)
            node = self._document.parent(node)
        path = self._paths[node]
        for step in reversed(steps):
            parent = self._document.parent(step)
            path = self._paths[step] = f"{path}/{self._named_step(step, parent)}"
        return path

    def _in_line(self, node: Any, line: int) -> str:
        element = self._document.folded.form_of[node.owner if isinstance(node, Leaf) else node].element
        start, whole = self.path(element), self.path(node)
        return f"{start.rpartition('[')[0] or start}[{line + 1}]{whole[len(start) :]}"

    def _named_step(self, node: Any, parent: Any) -> str:
        if parent is self._document:
            return short(str(node.tag).rpartition("}")[2])
        return _named(node.tag) + self._of(parent)[node]

    def _of(self, parent: Any) -> dict[Any, str]:
        found = self._positions.get(parent)
        if found is None:
            by_tag: dict[str, list[Any]] = {}
            for child in parent:
                by_tag.setdefault(child.tag, []).append(child)
            found = self._positions[parent] = {
                child: f"[{place}]" if len(same) > 1 else "" for same in by_tag.values() for place, child in enumerate(same, 1)
            }
        return found

    def order(self, node: Any, line: int | None = None) -> tuple[int, str]:
        """To sort by the place in the document: an attribute after its element."""
        if line is not None:
            folded = self._document.folded
            element = folded.form_of[node.owner if isinstance(node, Leaf) else node].element
            (place, name), (start, _) = self.order(node), self.order(element)
            return (folded.starts[line] + place - start, name)
        if node is self._document:
            return (-1, "")
        if isinstance(node, (Attribute, Text)):
            return (self._document.order().get(node.owner, -1), f"@{node.tag}")
        return (self._document.order()[node], "")


def value_at(node: Any) -> str | None:
    """The text of a leaf or an attribute, shortened; None for what has parts."""
    if isinstance(node, Document) or len(node):
        return None
    text = " ".join((node.text or "").split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def lines(raw: bytes, encoding: str | None, wanted: Iterable[int]) -> dict[int, int]:
    """The line of each start tag whose place in the document is wanted (0 is the root; -1, the document itself, has its root's line)."""
    places = set(wanted)
    left = sorted({max(place, 0) for place in places}, reverse=True)
    found: dict[int, int] = {}
    if not left:
        return found
    parser, place, next_one = expat.ParserCreate(encoding), 0, left.pop()

    def start(_tag: str, _attributes: list[str]) -> None:
        nonlocal place, next_one
        if place == next_one:
            found[place] = parser.CurrentLineNumber
            next_one = left.pop() if left else -1
        place += 1

    parser.StartElementHandler = start
    parser.ordered_attributes = True
    parser.Parse(raw, True)
    return {place: found.get(max(place, 0), 0) for place in places}


def _named(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return _PREFIXES.get(space[1:], "*:") + short(name)


def short(name: str) -> str:
    return name if len(name) <= _NAME else name[:_NAME] + "…"
