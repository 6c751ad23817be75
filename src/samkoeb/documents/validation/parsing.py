"""Bytes that nobody vouches for become a tree for the rules, or DocumentFault: the limits of documents/xml.py, a tree without a parent pointer."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault

# The XML parser knows this one by its other name only.
_UTF8 = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']utf8["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """`raw` is what was parsed, in `encoding` if it does not say so itself; `skipped` lines stood before it."""

    root: Any
    raw: bytes
    encoding: str | None
    skipped: int


def parse(raw: bytes, limits: xml.Limits = xml.DEFAULT) -> Parsed:
    """Refuses what may hurt before anything is built. Entities can't be declared, since a document type is refused."""
    checked = xml.check_bytes(raw, limits)
    if xml.opening_tags(checked) > limits.elements:
        raise DocumentFault("xml_too_many_elements", {"limit": limits.elements})
    encoding = "utf-8" if _UTF8.match(checked) else None
    try:
        root = ElementTree.fromstring(checked, ElementTree.XMLParser(encoding=encoding))  # noqa: S314 - checked above
    except ElementTree.ParseError as error:
        raise DocumentFault("not_xml", {"line": error.position[0], "detail": str(error)[:200]}) from None
    except (ValueError, LookupError) as error:
        raise DocumentFault("not_xml", {"line": 0, "detail": str(error)[:200]}) from None
    _refuse_depth(root, limits.depth)
    return Parsed(root, checked, encoding, raw.count(b"\n") - checked.count(b"\n"))


def _refuse_depth(root: Any, depth: int) -> None:
    """Level by level, never by recursion."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return
    raise DocumentFault("xml_too_deep", {"limit": depth})
