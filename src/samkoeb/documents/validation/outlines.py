"""A document's text told apart before it is parsed: its lines by their markup, and what stands around them.

A long document repeats one line a thousand times, and a sender repeats one document. Both are seen in the text alone: between two tags there is text
in which neither `<` nor `>` stands. Where anything is unusual (comments, sections, a stray `>`), nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree

LEAST = 4  # lines
_LIKELY = 4  # kinds of lines that are tried before a line is taken apart
_NAMES, _MEMORY = 16, 200_000  # kinds that are remembered: names of elements, characters for each
WHITE = " \t\r\n"
_OTHER_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_ALLOWED = bytes(byte for byte in range(256) if byte not in b"<>" and (byte > 31 or byte in b"\t\r\n"))
_NAME_ENDS = tuple(" \t\n/>")


class Line:
    """How lines of one markup are written: the first that was seen, and the places of the texts in which others were seen to differ from it."""

    def __init__(self, markup: tuple[str, ...], parts: list[str], first: str, places: Sequence[int] = ()) -> None:
        self.markup, self.parts, self.first, self.places = markup, parts, first, tuple(sorted(places))
        self.key = "<".join(markup)
        self.base = parts[2::2]
        ends = [*accumulate(map(len, parts), lambda at, size: at + size + 1)]  # of each part in `first`; tags have odd numbers
        starts = [0, *[ends[2 * place + 2] for place in self.places]]
        stops = [*[ends[2 * place + 1] + 1 for place in self.places], len(first)]
        self._segments = [(first[start:stop], stop - start) for start, stop in zip(starts, stops, strict=True)]

    def with_places(self, places: Iterable[int]) -> Line:
        return Line(self.markup, self.parts, self.first, [*self.places, *places])

    def match(self, text: str, start: int) -> tuple[int, list[str]] | None:
        """Where a line that begins at `start` ends, and its texts in the places, after an empty one; None if it is not of this kind."""
        at, values = start, []
        for segment, size in self._segments:
            stop = text.find("<", at)
            if not text.startswith(segment, stop):
                return None
            values.append(text[at:stop])
            at = stop + size
        return at, values


class Group:
    """The lines of one markup.

    `lines` are their places among all, from 0. `columns` has, by its place in the markup, each text that need not be the same in all of them;
    `base` has the others. `first` is the first of these lines as it stands in the document.
    """

    def __init__(self, line: Line, first: str) -> None:
        self.line, self.base, self.first = line, line.base, first
        self.lines: list[int] = []
        self.columns: dict[int, list[str]] = {place: [] for place in line.places}
        self._taken: list[list[str]] = []

    @property
    def markup(self) -> tuple[str, ...]:
        return self.line.markup

    def take(self, values: list[str], number: int) -> None:
        """A line that the kind of line matches."""
        self.lines.append(number)
        self._taken.append(values)

    def add(self, texts: list[str], number: int) -> None:
        """A line of this markup, whatever its texts."""
        self.settle()
        count = len(self.lines)
        self.lines.append(number)
        fresh = [place for place, (text, base) in enumerate(zip(texts, self.base, strict=True)) if text != base and place not in self.columns]
        for place in fresh:
            self.columns[place] = [self.base[place]] * count
        for place, column in self.columns.items():
            column.append(texts[place])
        if fresh:
            self.line = self.line.with_places(fresh)

    def settle(self) -> None:
        """Puts what was taken where it is looked up."""
        if self._taken:
            _, *others = zip(*self._taken, strict=True)  # the first is before the line
            for place, values in zip(self.line.places, others, strict=True):
                self.columns[place] += values
            self._taken = []

    def usual(self) -> Line:
        """What to expect of the next document: not that everything differs because it once did."""
        differing = [place for place, column in self.columns.items() if len(set(column)) > 1]
        return self.line if 2 * len(differing) >= len(self.columns) else Line(self.markup, self.line.parts, self.line.first, differing)

    def resolve(self) -> None:
        """References become what they stand for. Raises ParseError for those that stand for nothing."""
        self.base = [_resolved(text) for text in self.line.base]
        self.columns = {place: [_resolved(text) for text in column] for place, column in self.columns.items()}

    def texts(self, row: int, places: Iterable[int]) -> list[str]:
        """Those of one line."""
        columns, base = self.columns, self.base
        return [columns[place][row] if place in columns else base[place] for place in places]


@dataclass(frozen=True)
class Around:
    """What stands around the lines: how it is written, and the texts after each tag."""

    line: Line
    texts: list[str]

    @property
    def markup(self) -> tuple[str, ...]:
        return self.line.markup


@dataclass(frozen=True)
class Outline:
    """A document's text with one line of each markup: `reduced` can be parsed, and then `folding.settle` makes of it what the rules see.

    Without `groups` nothing stands for anything else. `around` is None where it is not plain.
    """

    reduced: str
    groups: list[Group]
    count: int
    around: Around | None


def outline(raw: bytes) -> Outline | None:
    """A document's lines by their markup, and what stands around them. None where neither can be told by its text.

    Raises UnicodeDecodeError for another encoding than UTF-8, ParseError for references that mean nothing.
    """
    text = raw.decode("utf-8-sig")
    plain = _plain(text, raw)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, end, groups, count = _lines(text, plain)
    if not groups:
        around = _around(text) if plain else None
        return Outline(text, [], 0, around) if around is not None else None
    before, after = text[:first], text[end:]
    return Outline(before + "".join([group.first for group in groups]) + after, groups, count, _around(before + after) if plain else None)


_NO_LINES: tuple[int, int, list[Group], int] = (0, 0, [], 0)


def _lines(text: str, plain: bool) -> tuple[int, int, list[Group], int]:
    """Where they begin and end, the lines of each markup, and how many there are; no groups if nothing is won."""
    end, closing = _last_child(text)
    if not closing:
        return _NO_LINES
    name = closing[2:-1]
    first = _first(text, f"<{name}")
    if first <= 0 or "<!" in text[:first] or _OTHER_ENCODING.match(text):
        return _NO_LINES
    region = text[first:end]
    if not plain and not _plain(region, region.encode()):
        return _NO_LINES
    groups: dict[tuple[str, ...], Group] = {}
    of_line: dict[Line, Group] = {}
    known = {line.markup: line for line in _known_lines.get(name, ())}
    likely = list(known.values())
    at = number = 0
    while (start := region.find("<", at)) >= 0:
        if start != at and region[at:start].strip(WHITE):
            return _NO_LINES
        for line in likely:
            if (found := line.match(region, start)) is not None:
                at, values = found
                if line not in of_line:
                    of_line[line] = groups[line.markup] = Group(line, region[start:at])
                of_line[line].take(values, number)
                break
        else:
            stop = region.find(closing, start)
            if stop < 0:
                return _NO_LINES
            parts = region[start:stop].replace(">", "<").split("<")
            markup = tuple(parts[1::2])
            at = stop + len(closing)
            if markup not in groups:
                if markup not in known and not _one_line(markup, name):
                    return _NO_LINES
                groups[markup] = Group(known.get(markup) or Line(markup, parts, region[start:at]), region[start:at])
            group = groups[markup]
            group.add(parts[2::2], number)
            of_line[group.line] = group
            likely = [group.line, *[one for one in likely if one.markup != markup]][:_LIKELY]
        number += 1
    if number < LEAST or len(groups) > number // 2:
        return _NO_LINES
    for group in groups.values():
        group.settle()
        if "&" in region:
            group.resolve()
    _remember(name, [group.usual() for group in groups.values()], likely)
    return first, end, list(groups.values()), number


_known_lines: dict[str, list[Line]] = {}  # by their element's name, for the next document


def oldest(table: dict[Any, Any]) -> Any:
    """The key that was put in first; of a copy, since other threads may put theirs in meanwhile."""
    return next(iter(list(table)))


def forget() -> None:
    _known_lines.clear()
    _known_arounds.clear()


def _remember(name: str, lines: list[Line], others: list[Line]) -> None:
    markups = {line.markup for line in lines}
    kept = [*lines, *[line for line in others if line.markup not in markups]][:_LIKELY]
    if sum(len(line.first) for line in kept) > _MEMORY:
        return
    _known_lines[name] = kept
    while len(_known_lines) > _NAMES:
        _known_lines.pop(oldest(_known_lines), None)


def _around(text: str) -> Around | None:
    for line in _known_arounds:
        if (found := line.match(text, 0)) is not None and found[0] == len(text):
            texts = list(line.base)
            for place, value in zip(line.places, found[1][1:], strict=True):
                texts[place] = value
            return Around(line, _all_resolved(text, texts))
    parts = text.replace(">", "<").split("<")
    markup = tuple(parts[1::2])
    declared = markup[:1] and markup[0].startswith("?xml ")
    if parts[0] or not _elements(markup[1:] if declared else markup) or _OTHER_ENCODING.match(text):
        return None
    line = _noted_around(Line(markup, parts, text))
    return Around(line, _all_resolved(text, parts[2::2]))


def _all_resolved(text: str, texts: list[str]) -> list[str]:
    return texts if "&" not in text else [_resolved(part) for part in texts]


_known_arounds: list[Line] = []  # the latest first


def _noted_around(line: Line) -> Line:
    """With what differs from one of the same markup that was seen before."""
    if len(line.first) > _MEMORY:
        return line
    before = next((one for one in _known_arounds if one.key == line.key), None)
    if before is not None:
        differing = [place for place, (own, other) in enumerate(zip(line.base, before.base, strict=True)) if own != other]
        line = before.with_places({*differing} - {*before.places})
    _known_arounds[:] = [line, *[one for one in _known_arounds if one.key != line.key]][:_NAMES]
    return line


def _last_child(text: str) -> tuple[int, str]:
    """Where the root's last child ends, and its end tag; ("" if its end is not plain to see)."""
    root = text.rfind("</")
    last = text.rfind("</", 0, max(root, 0))
    tag, _, between = text[max(last, 0) : max(root, 0)].partition(">")
    return (last + len(tag) + 1, f"{tag}>") if last > 0 and not between.strip(WHITE) else (0, "")


def _first(text: str, opening: str) -> int:
    """Where the first element of the name begins."""
    place = text.find(opening)
    while place >= 0 and not text.startswith(_NAME_ENDS, place + len(opening)):
        place = text.find(opening, place + 1)
    return place


def _one_line(markup: tuple[str, ...], name: str) -> bool:
    """Whether it opens the line, and no other of its name, and has nothing but elements."""
    opens = [tag for tag in markup if tag.startswith(name) and (tag == name or tag[len(name)] in WHITE)]
    return opens == [markup[0]] and _elements(markup)


def _elements(markup: tuple[str, ...]) -> bool:
    """Whether there are no comments, sections and instructions."""
    return not {tag[:1] for tag in markup} & {"!", "?", ""}


def _plain(text: str, raw: bytes) -> bool:
    """Whether it can hold nothing that the parser would refuse, or see otherwise than it stands there."""
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        return False
    # No control characters, and `<` and `>` by turns. So no `>` stands in a text, and what is no element shows in its tag.
    telling = raw.translate(None, _ALLOWED)
    return telling == b"<>" * (len(telling) // 2)


def _resolved(part: str) -> str:
    """References resolved by the parser itself; it refuses those that mean nothing."""
    return part if "&" not in part else (ElementTree.fromstring(f"<t>{part}</t>").text or "")  # noqa: S314 - plain text: no markup, no entities
