"""Axes, string values and document order, over the nodes of `tree`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from samkoeb.documents.validation.running.errors import XPathError, too_many
from samkoeb.documents.validation.running.tree import Attribute, Document, Leaf, Text

WHITE = " \t\r\n"
_PREFIXES = {
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def sv(node: Any) -> str:
    """The string value."""
    if len(node):
        return "".join(node.itertext())
    return node.text or ""


def first_text(node: Any, tag: str) -> str:
    """The string value of the one child of a name; "" where there is none."""
    found = node.findall(tag)
    if not found:
        return ""
    if len(found) > 1:
        raise too_many(tag)
    node = found[0]
    return "".join(node.itertext()) if len(node) else node.text or ""


def opt_text(node: Any, tag: str) -> str | None:
    """The string value of the one child of a name, or None."""
    found = node.findall(tag)
    if not found:
        return None
    if len(found) > 1:
        raise too_many(tag)
    node = found[0]
    return "".join(node.itertext()) if len(node) else node.text or ""


def opt_below(node: Any, first: str, second: str) -> str | None:
    """The string value of the one grandchild by two names, or None."""
    found = [child for above in node.findall(first) for child in above.findall(second)]
    if not found:
        return None
    if len(found) > 1:
        raise too_many(second)
    node = found[0]
    return "".join(node.itertext()) if len(node) else node.text or ""


def leaf_child(node: Any, tag: str) -> Any:
    """The one child of a name, which has no children of its own; None where there is none. Raises XPathError for another."""
    return _leaf(node.findall(tag), tag)


def leaf_below(node: Any, first: str, second: str) -> Any:
    """The one grandchild by two names, likewise."""
    return _leaf([child for above in node.findall(first) for child in above.findall(second)], second)


def _leaf(found: list[Any], tag: str) -> Any:
    if not found:
        return None
    if len(found) > 1 or len(found[0]):
        raise too_many(tag)
    return found[0]


def texts_of(nodes: Iterable[Any]) -> list[str]:
    """Their string values."""
    return [("".join(node.itertext()) if len(node) else node.text or "") for node in nodes]


def blank(node: Any) -> bool:
    """Nothing but white space in it."""
    text = node.text
    if text and text.strip(WHITE):
        return False
    return not len(node) or not sv(node).strip(WHITE)


def attributes(node: Any) -> list[Attribute]:
    return [Attribute(node, name, value) for name, value in node.items()]


def attribute(node: Any, name: str) -> list[Attribute]:
    value = node.get(name)
    return [] if value is None else [Attribute(node, name, value)]


def attribute_values(nodes: Iterable[Any], name: str) -> list[str]:
    """The values of an attribute, of those that have it."""
    return [value for node in nodes if (value := node.get(name)) is not None]


def by_value(nodes: Iterable[Any], values: Callable[[Any], Iterable[str]]) -> dict[str, list[Any]]:
    """The nodes by each of their values, in order."""
    out: dict[str, list[Any]] = {}
    for node in nodes:
        for value in dict.fromkeys(values(node)):
            out.setdefault(value, []).append(node)
    return out


def text_nodes(node: Any) -> list[Text]:
    """The texts directly below."""
    if isinstance(node, (Leaf, Document)):
        return []
    pieces = [node.text, *[child.tail for child in node]]
    return [Text(node, str(place), piece) for place, piece in enumerate(pieces) if piece]


def child_nodes(node: Any) -> list[Any]:
    """Elements and texts directly below, in order."""
    if isinstance(node, (Leaf, Document)):
        return list(node)
    out: list[Any] = [Text(node, "0", node.text)] if node.text else []
    for place, child in enumerate(node, 1):
        out.append(child)
        if child.tail:
            out.append(Text(node, str(place), child.tail))
    return out


def up(doc: Document, node: Any) -> list[Any]:
    above = doc.parent(node)
    return [] if above is None else [above]


def ancestors(doc: Document, node: Any, with_self: bool = False) -> list[Any]:
    """In document order, the document node first."""
    out = [node] if with_self else []
    while (node := doc.parent(node)) is not None:
        out.append(node)
    return out[::-1]


def descendants(node: Any, tag: str | None = None) -> list[Any]:
    """Elements below, without the node itself."""
    return [one for one in node.iter(tag) if one is not node]


def self_and_below(node: Any) -> list[Any]:
    """The node and all elements below: what `//` looks into."""
    if isinstance(node, Document):
        return [node, *node.iter()]
    return [node] if isinstance(node, Leaf) else list(node.iter())


def siblings(doc: Document, node: Any, after: bool) -> list[Any]:
    """Elements beside it that come after (or before), in document order."""
    above = doc.parent(node)
    if above is None or isinstance(node, Leaf):
        return []
    beside = list(above)
    place = next(k for k, one in enumerate(beside) if one is node)
    return beside[place + 1 :] if after else beside[:place]


def beyond(doc: Document, node: Any, after: bool, tag: str | None = None) -> list[Any]:
    """following:: or preceding:: elements, all or those of a name, in document order."""
    node = node.owner if isinstance(node, Leaf) else node
    others = [one for one in (doc.root.iter() if tag is None else doc.tagged(tag)) if one is not node]
    if not others:
        return []
    order = doc.order()
    if after:
        inside = set(node.iter())
        return [one for one in others if order[one] > order[node] and one not in inside]
    above = set(ancestors(doc, node))
    return [one for one in others if order[one] < order[node] and one not in above]


def ordered(doc: Document, nodes: list[Any]) -> list[Any]:
    """Without repetition, in document order."""
    if len(nodes) < 2:
        return nodes
    unique = list(dict.fromkeys(nodes))
    places = doc.order()
    return sorted(unique, key=lambda node: _place(node, places))


def merged(doc: Document, *sides: Iterable[Any]) -> list[Any]:
    """A union: without repetition, in document order."""
    filled = [side for side in sides if side]
    if len(filled) == 1:
        return list(filled[0])
    return ordered(doc, [node for side in filled for node in side])


def _place(node: Any, places: dict[Any, int]) -> tuple[int, int, str]:
    if isinstance(node, Document):
        return (-1, 0, "")
    if isinstance(node, Leaf):
        return (places[node.owner], 1 if isinstance(node, Attribute) else 2, node.tag)
    return (places[node], 0, "")


def name_of(node: Any) -> str:
    """name(): with the prefix that the namespace usually has. The C parser keeps no prefixes; UBL documents use these."""
    tag = node.tag
    if isinstance(node, Text) or not tag:
        return ""
    uri, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    prefix = _PREFIXES.get(uri, "")
    return f"{prefix}:{local}" if prefix else local


def local_name(node: Any) -> str:
    return "" if isinstance(node, Text) else node.tag.rpartition("}")[2]


def namespace_uri(node: Any) -> str:
    tag = node.tag
    return tag[1:].rpartition("}")[0] if tag[:1] == "{" and not isinstance(node, Text) else ""


def one_node(nodes: list[Any]) -> Any:
    """The one node of a sequence, or None."""
    if not nodes:
        return None
    if len(nodes) > 1:
        raise too_many()
    return nodes[0]


def need_nodes(items: Iterable[Any]) -> list[Any]:
    """The items, which must all be nodes."""
    found = list(items)
    for item in found:
        if not is_node(item):
            raise XPathError("XPTY0019", "a path over what is no node")
    return found


def is_node(item: Any) -> bool:
    return hasattr(item, "findall")
