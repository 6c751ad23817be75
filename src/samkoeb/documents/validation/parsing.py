"""Bytes that nobody vouches for become a tree for the rules, or DocumentFault: the limits of documents/xml.py, a tree without a parent pointer."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation.running import folding

# The XML parser knows this one by its other name only.
_UTF8 = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']utf8["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """`raw` is what was parsed, in `encoding` if it does not say so itself; `skipped` lines stood before it.

    With an `outline`, `root` holds one line of each markup only; `whole()` parses all of it.
    """

    root: Any
    raw: bytes
    encoding: str | None
    skipped: int
    limits: xml.Limits = xml.DEFAULT
    outline: folding.Outline | None = None

    def whole(self) -> Any:
        """The root element of all of it. Raises DocumentFault."""
        return self.root if self.outline is None else _tree(self.raw, self.encoding, self.limits)


def parse(raw: bytes, limits: xml.Limits = xml.DEFAULT) -> Parsed:
    """Refuses what may hurt before anything is built. Entities can't be declared, since a document type is refused."""
    checked = xml.check_bytes(raw, limits)
    if checked.count(b"<") > limits.elements and xml.opening_tags(checked) > limits.elements:
        raise DocumentFault("xml_too_many_elements", {"limit": limits.elements})
    encoding = "utf-8" if _UTF8.match(checked) else None
    skipped = 0 if len(raw) == len(checked) else raw.count(b"\n") - checked.count(b"\n")
    outline = _outline(checked)
    if outline is not None:
        try:
            return Parsed(_tree(outline.reduced.encode(), "utf-8", limits), checked, encoding, skipped, limits, outline)
        except DocumentFault:
            pass  # said again by the whole, with its place
    return Parsed(_tree(checked, encoding, limits), checked, encoding, skipped, limits)


def _outline(raw: bytes) -> folding.Outline | None:
    try:
        text = raw.decode("utf-8-sig")
        return folding.outline(text if "\r" not in text else text.replace("\r\n", "\n").replace("\r", "\n"))
    except (UnicodeDecodeError, ElementTree.ParseError):
        return None


def _tree(raw: bytes, encoding: str | None, limits: xml.Limits) -> Any:
    try:
        root = ElementTree.fromstring(raw, ElementTree.XMLParser(encoding=encoding))  # noqa: S314 - checked above
    except ElementTree.ParseError as error:
        raise DocumentFault("not_xml", {"line": error.position[0], "detail": str(error)[:200]}) from None
    except (ValueError, LookupError) as error:
        raise DocumentFault("not_xml", {"line": 0, "detail": str(error)[:200]}) from None
    _refuse_depth(root, limits.depth)
    return root


def _refuse_depth(root: Any, depth: int) -> None:
    """Level by level, never by recursion."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return
    raise DocumentFault("xml_too_deep", {"limit": depth})
