"""Hostile XML becomes a tree or a clear refusal: no DTD, no entities, no network, limits on bytes, elements and depth.

What can hurt is looked for in the bytes before a tree is built: a document type declaration (entity bombs, external files),
an encoding whose tags cannot be counted, more tags than allowed. Depth is bounded by libxml2 while it builds, and checked after.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import IO

from lxml import etree

from samkoeb.documents.faults import DocumentFault

_ENCODINGS = frozenset({
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252",
})  # fmt: skip
_DECLARED = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
_DECLARATION = re.compile(r"^<\?xml\s[^>]{0,300}\?>")
_PROLOG_MAX = 1 << 20
_HEAD = 65536


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask of us. `elements` is bounded from the number of tags, before anything is built."""

    bytes: int = 200_000_000
    elements: int = 5_000_000
    depth: int = 200


DEFAULT = Limits()
_SETTINGS = {"SAMKOEB_XML_BYTES": "bytes", "SAMKOEB_XML_ELEMENTS": "elements", "SAMKOEB_XML_DEPTH": "depth"}

# Read piece by piece, a file costs time but no memory: a catalogue of 100,000 rich lines must pass.
STREAMED = Limits(bytes=1_000_000_000, elements=25_000_000)


def limits_of(surroundings: Mapping[str, str]) -> Limits:
    """DEFAULT with what is set to something else. Raises ValueError with the name of what is no number above 0."""
    given = {name: surroundings[name] for name in _SETTINGS if surroundings.get(name)}
    if wrong := next((name for name, text in given.items() if not (text.isascii() and text.isdecimal() and int(text))), None):
        raise ValueError(wrong)
    return replace(DEFAULT, **{_SETTINGS[name]: int(text) for name, text in given.items()})


def parse(raw: bytes, limits: Limits = DEFAULT) -> etree._Element:
    """The root element of `raw`, or DocumentFault."""
    raw = check_bytes(raw, limits)
    if opening_tags(raw) > limits.elements:
        raise DocumentFault("xml_too_many_elements", {"limit": limits.elements})
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise fault_of(error, limits) from None
    if deeper_than(root, limits.depth):
        raise DocumentFault("xml_too_deep", {"limit": limits.depth})
    return root


def check_bytes(raw: bytes, limits: Limits = DEFAULT) -> bytes:
    """`raw` as bytes whose tags can be counted (UTF-16 becomes UTF-8), or the reason why it is refused unparsed."""
    if len(raw) > limits.bytes:
        raise DocumentFault("xml_too_large", {"bytes": len(raw), "limit": limits.bytes})
    raw = _in_countable_encoding(raw)
    _refuse_what_is_not_xml(raw)
    _refuse_document_type(raw)
    return raw


def opening_tags(raw: bytes) -> int:
    """No fewer than the elements in `raw` (comments and CDATA may add to it)."""
    return raw.count(b"<") - raw.count(b"</")


def deeper_than(root: etree._Element, depth: int) -> bool:
    """Whether any element below `root` lies more than `depth` levels down, `root` being the first."""
    return bool(etree.XPath("boolean(self::*" + "/*" * depth + ")")(root))


def fault_of(error: Exception, limits: Limits) -> DocumentFault:
    """What a parser's complaint means to the sender."""
    words = str(error)
    if "depth" in words.lower():
        return DocumentFault("xml_too_deep", {"limit": limits.depth})
    line = getattr(error, "lineno", None)
    return DocumentFault("not_xml", {"line": line or 0, "detail": words[:200]})


class GuardedFile:
    """A file that counts what passes, for parsing piece by piece: the same limits as `parse`, with flat memory."""

    def __init__(self, file: IO[bytes], limits: Limits = DEFAULT) -> None:
        self._file, self._limits = file, limits
        self._bytes = self._tags = 0
        self._head: bytes | None = None

    def read(self, size: int = 65536) -> bytes:
        if self._head is None:
            self._head = self._whole_head()
            chunk = self._first(self._head)
        else:
            chunk = self._file.read(size)
        self._bytes += len(chunk)
        self._tags += chunk.count(b"<") - chunk.count(b"</")
        if self._bytes > self._limits.bytes:
            raise DocumentFault("xml_too_large", {"bytes": self._bytes, "limit": self._limits.bytes})
        # A "</" that falls between two pieces is counted once too often: one in 65,536 bytes, on the safe side.
        if self._tags > self._limits.elements:
            raise DocumentFault("xml_too_many_elements", {"limit": self._limits.elements})
        return chunk

    def _whole_head(self) -> bytes:
        """The first 64 KiB, or all there is; a pipe may give less at a time, and a declaration must not hide in the gap."""
        head = b""
        while len(head) < _HEAD and (more := self._file.read(_HEAD - len(head))):
            head += more
        return head

    def _first(self, head: bytes) -> bytes:
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:4]:
            rest = self._file.read(DEFAULT.bytes)  # turned into UTF-8 as a whole, so the limit is the one for memory
            return check_bytes(head + rest, replace(self._limits, bytes=min(self._limits.bytes, DEFAULT.bytes)))
        head = _in_countable_encoding(head)
        _refuse_what_is_not_xml(head)
        _refuse_document_type(head)
        return head


def _in_countable_encoding(raw: bytes) -> bytes:
    if raw[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00\x00\x00", b"\x00\x00\x00<"):
        raise DocumentFault("encoding_not_supported", {"encoding": "UTF-32"})
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        little = raw[:2] == b"\xff\xfe" or raw[:2] == b"<\x00"
        try:
            text = raw.decode("utf-16" if raw[:1] in b"\xff\xfe" else ("utf-16-le" if little else "utf-16-be"))
        except UnicodeDecodeError:
            raise DocumentFault("not_xml", {"line": 1, "detail": "not UTF-16"}) from None
        return _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")).lstrip().encode("utf-8", "surrogatepass")
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    raw = raw.lstrip(b" \t\r\n")
    declared = _DECLARED.match(raw)
    if declared and declared.group(1).decode("ascii").lower() not in _ENCODINGS:
        raise DocumentFault("encoding_not_supported", {"encoding": declared.group(1).decode("ascii")})
    return raw


def _refuse_what_is_not_xml(raw: bytes) -> None:
    if not raw:
        raise DocumentFault("empty_file")
    if raw[:2] == b"PK" and raw[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        raise DocumentFault("looks_like_zip")
    if raw[:5] == b"%PDF-":
        raise DocumentFault("looks_like_pdf")
    if raw[:1] != b"<" or b"\x00" in raw[:_HEAD]:
        raise DocumentFault("not_markup")


def _refuse_document_type(raw: bytes) -> None:
    """Walk comments and processing instructions up to the root; a document type declaration on the way is refused."""
    at = 0
    while True:
        at = raw.find(b"<", at, _PROLOG_MAX)
        if at < 0 or at == len(raw) - 1:
            raise DocumentFault("not_xml", {"line": 1, "detail": "no root element"})
        if raw.startswith(b"<?", at):
            end, skip = raw.find(b"?>", at + 2), 2
        elif raw.startswith(b"<!--", at):
            end, skip = raw.find(b"-->", at + 4), 3
        elif raw.startswith(b"<!", at):
            raise DocumentFault("xml_dtd_refused")
        else:
            return
        if end < 0:
            raise DocumentFault("not_xml", {"line": 1, "detail": "no root element"})
        at = end + skip
