"""XPath's regular expressions (F&O 7.6.1) as Python's: what differs is written out, what Python lacks is refused when the rule is compiled."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from samkoeb.documents.validation.running.errors import XPathError

_ESCAPES = {"d": r"\d", "D": r"\D", "n": "\n", "r": "\r", "t": "\t"}
_LITERAL = frozenset("\\|.-^?*+{}()[]$/ ")
_INSIDE = {"s": " \\t\\n\\r", "i": r"A-Za-z_:\u00c0-\U0010ffff", "c": r"-.\w:\u00b7"}


@lru_cache(maxsize=5000)
def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    """FORX0002 for what is no regular expression."""
    options = 0
    for flag in flags:
        options |= {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": 0}.get(flag, -1)
        if options < 0:
            raise XPathError("FORX0001", f"the flag {flag!r}")
    text = re.sub(r"\s+", "", pattern) if "x" in flags else pattern
    try:
        return re.compile(_translated(text, "m" in flags, "s" in flags), options)
    except re.error as error:
        raise XPathError("FORX0002", f"{pattern!r}: {error}") from None


def _translated(pattern: str, multiline: bool, dotall: bool) -> str:
    out: list[str] = []
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            piece, at = _escape(pattern, at)
            out.append(piece)
        elif letter == "[":
            piece, at = _class(pattern, at)
            out.append(piece)
        else:
            out.append({"$": "$" if multiline else r"\Z", ".": "." if dotall else r"[^\n\r]"}.get(letter, letter))
            at += 1
    return "".join(out)


def _escape(pattern: str, at: int) -> tuple[str, int]:
    letter = pattern[at + 1 : at + 2]
    if letter in ("p", "P"):
        inside, end = _named_category(pattern, at)
        return (f"[{inside}]" if letter == "p" else f"[^{inside}]"), end + 1
    if letter in ("s", "S", "i", "I", "c", "C"):
        return f"[{'^' if letter.isupper() else ''}{_INSIDE[letter.lower()]}]", at + 2
    if letter in ("w", "W"):
        return f"[{'^' if letter == 'W' else ''}{_word()}]", at + 2
    if letter in _ESCAPES:
        return _ESCAPES[letter], at + 2
    if letter.isdigit():
        return f"\\{letter}", at + 2
    if letter in _LITERAL:
        return re.escape(letter), at + 2
    raise XPathError("FORX0002", f"\\{letter} in {pattern!r}")


def _class(pattern: str, at: int) -> tuple[str, int]:
    """A bracket expression; subtraction becomes a look-ahead."""
    out = ["["]
    at += 1
    if pattern[at : at + 1] == "^":
        out.append("^")
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        letter = pattern[at]
        if letter == "\\":
            piece, at = _inside_class(pattern, at)
            out.append(piece)
        elif letter == "-" and pattern[at + 1 : at + 2] == "[":
            subtracted, at = _class(pattern, at + 1)
            return f"(?!{subtracted}){''.join(out)}]", at + 1
        else:
            out.append("\\" + letter if letter in "[&~|" else letter)
            at += 1
    return "".join(out) + "]", at + 1


def _inside_class(pattern: str, at: int) -> tuple[str, int]:
    letter = pattern[at + 1 : at + 2]
    if letter == "p":
        inside, end = _named_category(pattern, at)
        return inside, end + 1
    if letter in ("s", "i", "c"):
        return _INSIDE[letter], at + 2
    if letter == "w":
        return _word(), at + 2
    if letter in ("S", "I", "C", "W", "P"):
        raise XPathError("FORX0002", f"\\{letter} inside brackets in {pattern!r}")
    return _escape(pattern, at)


def _named_category(pattern: str, at: int) -> tuple[str, int]:
    """The ranges that `\\p{…}` at a place stands for, and where it ends."""
    end = pattern.find("}", at)
    if end < 0 or pattern[at + 2 : at + 3] != "{":
        raise XPathError("FORX0002", f"\\{pattern[at + 1]} without braces in {pattern!r}")
    return _category(pattern[at + 3 : end]), end


@lru_cache(maxsize=100)
def _category(name: str) -> str:
    """The ranges of a Unicode category ("L", "Nd"), found once when a rule asks for it."""
    if not name or name.startswith("Is"):
        raise XPathError("FORX0002", f"\\p{{{name}}}")
    return _ranges(lambda category: category.startswith(name))


@lru_cache(maxsize=1)
def _word() -> str:
    """All but punctuation, separators and control characters."""
    return _ranges(lambda category: category[0] not in "PZC")


def _ranges(holds: Callable[[str], bool]) -> str:
    """All letters whose category holds."""
    out: list[str] = []
    start = None
    for point, category in (*_runs(), (sys.maxunicode + 1, "")):
        inside = bool(category) and holds(category)
        if inside and start is None:
            start = point
        elif not inside and start is not None:
            out.append(f"\\U{start:08x}-\\U{point - 1:08x}")
            start = None
    return "".join(out)


@lru_cache(maxsize=1)
def _runs() -> tuple[tuple[int, str], ...]:
    """(first letter, category) of each run of letters that have one category: the whole of Unicode is gone through once."""
    found, before = [], ""
    for point, category in enumerate(map(unicodedata.category, map(chr, range(sys.maxunicode + 1)))):
        if category != before:
            found.append((point, category))
            before = category
    return tuple(found)
