"""Bytes that nobody vouches for become a tree for the rules, or DocumentFault: the limits of documents/xml.py, a tree without a parent pointer."""

import re
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation import outlines

# The XML parser knows this one by its other name only.
_UTF8 = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']utf8["']""", re.IGNORECASE)


_LEAST = len("<a/>")


@dataclass(frozen=True, slots=True)
class XmlText:
    """What will be parsed, `raw`, in `encoding` if it does not say so itself; `skipped` lines stood before it."""

    raw: bytes
    encoding: str | None
    skipped: int
    limits: xml.Limits
    outline: outlines.Outline | None


@dataclass(frozen=True, slots=True)
class Parsed:
    """`head` is the root element; with lines in the outline it holds one line of each markup only, and `whole()` parses all of it. `family` has
    judged its like before."""

    head: Any
    text: XmlText
    family: Any = None

    def whole(self) -> Any:
        """The root element of all of it. Raises DocumentFault."""
        outline = self.text.outline
        return self.head if self.family is None and (outline is None or not outline.groups) else _tree(self.text.raw, self.text)


def parse(raw: bytes, limits: xml.Limits = xml.DEFAULT) -> Parsed:
    """Raises DocumentFault."""
    return build(look(raw, limits))


def look(raw: bytes, limits: xml.Limits = xml.DEFAULT) -> XmlText:
    """Refuses what may hurt before anything is built. Entities can't be declared, since a document type is refused."""
    checked = xml.check_bytes(raw, limits)
    if len(checked) > _LEAST * limits.elements and checked.count(b"<") > limits.elements and xml.opening_tags(checked) > limits.elements:
        raise DocumentFault("xml_too_many_elements", {"limit": limits.elements})
    skipped = 0 if len(raw) == len(checked) else raw.count(b"\n") - checked.count(b"\n")
    return XmlText(checked, "utf-8" if _UTF8.match(checked) else None, skipped, limits, _outline(checked))


def build(text: XmlText) -> Parsed:
    """The tree. Raises DocumentFault."""
    if text.outline is not None and text.outline.groups:
        try:
            return Parsed(_tree(text.outline.reduced.encode(), replace(text, encoding="utf-8")), text)
        except DocumentFault:
            text = replace(text, outline=None)  # said again by the whole, with its place
    return Parsed(_tree(text.raw, text), text)


def _outline(raw: bytes) -> outlines.Outline | None:
    try:
        return outlines.outline(raw)
    except (UnicodeDecodeError, ElementTree.ParseError):
        return None


def _tree(raw: bytes, text: XmlText) -> Any:
    try:
        root = ElementTree.fromstring(raw, ElementTree.XMLParser(encoding=text.encoding))  # noqa: S314 - checked above
    except ElementTree.ParseError as error:
        raise DocumentFault("not_xml", {"line": error.position[0], "detail": str(error)[:200]}) from None
    except (ValueError, LookupError) as error:
        raise DocumentFault("not_xml", {"line": 0, "detail": str(error)[:200]}) from None
    _refuse_depth(root, text.limits.depth)
    return root


def _refuse_depth(root: Any, depth: int) -> None:
    """Level by level, never by recursion."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return
    raise DocumentFault("xml_too_deep", {"limit": depth})
