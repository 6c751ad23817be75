"""The string functions of XPath 2.0. Positions are from one, and counted in characters."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from samkoeb.documents.validation.running.errors import XPathError, too_many
from samkoeb.documents.validation.running.nodes import is_node, sv
from samkoeb.documents.validation.running.regex import compiled
from samkoeb.documents.validation.running.values import Untyped, to_string

# What Python's split() takes for white space and XML does not: put away under private letters while it splits, and taken back.
_OTHER_SPACES = [*range(0x0B, 0x0D), *range(0x1C, 0x20), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
_SPACES = {point: 0xF0000 + place for place, point in enumerate(_OTHER_SPACES)}
_BACK = {private: point for point, private in _SPACES.items()}


def text_arg(value: Any) -> str:
    """An argument of type xs:string?: the empty sequence is "", a number a type error."""
    if value is None:
        return ""
    if isinstance(value, list):
        if not value:
            return ""
        if len(value) > 1:
            raise too_many()
        value = value[0]
    if isinstance(value, str):
        return value
    if is_node(value):
        return sv(value)
    raise XPathError("XPTY0004", f"{to_string(value)!r} where a string is needed")


def norm(text: str) -> str:
    """normalize-space: only the four white space characters of XML count."""
    if text.isalnum():  # most values are codes, numbers and single words
        return text
    if text.isascii():
        return " ".join(text.split()) if not _odd(text) else _exact_norm(text)
    return _exact_norm(text)


def _odd(text: str) -> bool:
    """ASCII characters that Python takes for white space and XML does not."""
    return any(c in text for c in "\x0b\x0c\x1c\x1d\x1e\x1f") if not text.isprintable() else False


def _exact_norm(text: str) -> str:
    return " ".join(text.translate(_SPACES).split()).translate(_BACK)


def substring(text: str, start: Any, length: Any = math.inf) -> str:
    """By rounded positions; NaN gives nothing (F&O 7.4.3)."""
    first = _rounded(start)
    end = first + _rounded(length) if length is not math.inf else math.inf
    if first != first or end != end:
        return ""
    begin = max(first, 1)
    if end <= begin:
        return ""
    return text[int(begin) - 1 : None if end == math.inf else int(end) - 1] if begin != math.inf else ""


def _rounded(value: Any) -> float:
    if value is None:
        raise XPathError("XPTY0004", "no position")
    value = float(value)
    return value if value != value or math.isinf(value) else math.floor(value + 0.5)


def before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


@lru_cache(maxsize=1000)
def _table(source: str, target: str) -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for place, letter in enumerate(source):
        table.setdefault(ord(letter), target[place] if place < len(target) else None)
    return table


def translate(text: str, source: str, target: str) -> str:
    return text.translate(_table(source, target))


def matches(text: str, pattern: str, flags: str = "") -> bool:
    return compiled(pattern, flags).search(text) is not None


def replace(text: str, pattern: str, replacement: str, flags: str = "") -> str:
    found = compiled(pattern, flags)
    if found.search("") is not None:
        raise XPathError("FORX0003", "a pattern that matches nothing")
    return found.sub(lambda match: _filled(match, replacement), text)


def _filled(match: Any, replacement: str) -> str:
    out, at = [], 0
    while at < len(replacement):
        letter = replacement[at]
        if letter == "\\":
            at += 1
            out.append(replacement[at : at + 1])
        elif letter == "$" and replacement[at + 1 : at + 2].isdigit():
            at += 1
            group = int(replacement[at])
            out.append((match.group(group) or "") if group <= (match.re.groups or 0) else "")
        else:
            out.append(letter)
        at += 1
    return "".join(out)


def tokenize(text: str, pattern: str, flags: str = "") -> list[str]:
    if not text:
        return []
    found = compiled(pattern, flags)
    if found.search("") is not None:
        raise XPathError("FORX0003", "a pattern that matches nothing")
    out, at = [], 0
    for match in found.finditer(text):
        out.append(text[at : match.start()])
        at = match.end()
    return [*out, text[at:]]


def codepoints(text: str) -> list[int]:
    return [ord(letter) for letter in text]


def from_codepoints(points: Iterable[Any]) -> str:
    return "".join(chr(point) for point in points)


def join(items: Iterable[Any], mark: str = "") -> str:
    out = []
    for item in items:
        if not isinstance(item, str):
            raise XPathError("XPTY0004", "string-join of what is no string")
        out.append(item)
    return mark.join(out)


def format_number(value: Any, picture: str) -> str:
    """The pictures that rule files use: digits, groups, a sign, a percent (XSLT 2.0, 16.4). Halves go to the even neighbour."""
    positive, _, negative = picture.partition(";")
    number = float("nan") if value is None else value
    number = float(number) if isinstance(number, Untyped) else number
    if number != number:
        return "NaN"
    prefix, body, suffix = _picture_parts(positive)
    whole, _, fraction = body.partition(".")
    scaled = Decimal(repr(number)) if isinstance(number, float) and not math.isinf(number) else number
    if isinstance(scaled, float):
        return ("-" if scaled < 0 else "") + prefix + "Infinity" + suffix
    scaled = Decimal(scaled) * (100 if "%" in positive else 1)
    minus = scaled.is_signed()
    digits = f"{abs(scaled).quantize(Decimal(1).scaleb(-len(fraction)), rounding='ROUND_HALF_EVEN'):f}"
    text = _with_places(digits, whole, fraction)
    if minus and negative:
        n_prefix, _, n_suffix = _picture_parts(negative)
        return n_prefix + text + n_suffix
    return ("-" if minus else "") + prefix + text + suffix


def _picture_parts(picture: str) -> tuple[str, str, str]:
    places = [k for k, letter in enumerate(picture) if letter in "0#.,"]
    if not places:
        raise XPathError("XTDE1310", f"the picture {picture!r}")
    return picture[: places[0]], picture[places[0] : places[-1] + 1], picture[places[-1] + 1 :]


def _with_places(digits: str, whole: str, fraction: str) -> str:
    front, _, back = digits.partition(".")
    least = whole.count("0")
    front = front.lstrip("0").rjust(least, "0") if least else front.lstrip("0")
    if "," in whole:
        size = len(whole.rpartition(",")[2])
        groups: list[str] = []
        while len(front) > size:
            front, groups = front[:-size], [front[-size:], *groups]
        front = ",".join([front, *groups])
    needed = fraction.count("0")
    while len(back) > needed and back.endswith("0"):
        back = back[:-1]
    return (front + ("." + back if back else "")) or "0"
