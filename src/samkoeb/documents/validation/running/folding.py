"""Long documents repeat one line a thousand times. Folded, lines of one form stand as one element, with the values in which they differ beside it.

The form of a line is its markup and the values that decide something; two lines of one form differ only in the text of some leaves. A document
is folded from its text, before anything is parsed: what is kept of it is parsed as always, and what is left out has the same markup as what is
kept, and text in which nothing is forbidden. Where anything is unusual (comments, sections, stray `>`), the document is not folded.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree

from samkoeb.documents.validation.running.tree import Leaf

LEAST = 4  # lines
_WHITE = " \t\r\n"
_OTHER_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_ALLOWED = bytes(byte for byte in range(256) if byte not in b"<>" and (byte > 31 or byte in b"\t\r\n"))
_NAME_ENDS = tuple(" \t\n/>")

Pair = tuple[str, str]  # names of a leaf's parent and of the leaf


@dataclass
class Form:
    """Lines that differ only in the texts of `free` leaves, which have these `names`. `element` is the first of them; `lines` are their places
    among all, from 0."""

    element: Any
    lines: Sequence[int]
    free: dict[Any, Sequence[str]]
    names: dict[Any, Pair]
    totals: dict[Any, Any] = field(default_factory=dict)

    def show(self, number: int, leaves: Iterable[Any]) -> None:
        """Puts the texts of one line in place."""
        for leaf in leaves:
            leaf.text = self.free[leaf][number]


@dataclass(frozen=True)
class Frame:
    """The names around: of the root element, of the lines, of all elements in lines and of their attributes."""

    root: str
    tag: str
    inner: frozenset[str]
    attributes: frozenset[str]


@dataclass
class Folded:
    """`form_of`: the form of each element of each form's line. `starts`: how many elements stand before each line. `free`: what differs."""

    frame: Frame
    forms: list[Form]
    starts: list[int]
    form_of: dict[Any, Form]
    free: frozenset[Pair]
    in_a_line: bool = False

    def show(self, node: Any, line: int) -> None:
        """Puts the texts of a line in place, for whoever speaks of a node in it."""
        form = self.form_of[node.owner if isinstance(node, Leaf) else node]
        form.show(form.lines.index(line), form.free)


@dataclass
class Outline:
    """A document's text with one line of each markup: `reduced` can be parsed, and then `settle` makes of it what the rules see."""

    reduced: str
    groups: list[tuple[tuple[str, ...], list[int], list[list[str]]]]
    count: int

    def settle(self, root: Any, deciding: Callable[[Frame, frozenset[Pair]], frozenset[Pair]]) -> Folded | None:
        """Lines that differ in a deciding value become forms of their own. None where so many are left that nothing is won."""
        elements = list(root)[-len(self.groups) :]
        drafts = [_Draft(element, *group) for element, group in zip(elements, self.groups, strict=True)]
        if any(draft.mixed for draft in drafts):
            return None
        within = [element for line in elements for element in line.iter()]
        frame = Frame(
            root.tag, elements[0].tag, frozenset(element.tag for element in within),
            frozenset(name for element in within for name in element.keys()),  # noqa: SIM118 - elements are no mappings
        )  # fmt: skip
        wanted = deciding(frame, frozenset(pair for draft in drafts for pair in draft.varying()))
        forms: list[Form] = []
        for draft in drafts:
            forms += draft.forms(wanted)
            if len(forms) > self.count // 2:
                return None
        forms.sort(key=lambda form: form.lines[0])
        root[:] = [*list(root)[: -len(elements)], *[form.element for form in forms]]
        form_of = {element: form for form in forms for element in form.element.iter()}
        before = sum(1 for _ in root.iter()) - len(form_of)
        return Folded(frame, forms, _starts(drafts, before, self.count), form_of, _free(root, forms))


def outline(text: str) -> Outline | None:
    """The lines of a document by their markup, or None where it has no lines or is not plain."""
    end, closing = _last_child(text)
    if not closing:
        return None
    name = closing[2:-1]
    first = _first(text, f"<{name}")
    if first <= 0 or "<!" in text[:first]:
        return None
    region = text[first:end]
    chunks = region.split(closing)[:-1]
    if len(chunks) < LEAST or not _plain(text, region):
        return None
    groups: dict[tuple[str, ...], tuple[list[int], list[list[str]]]] = {}
    for number, chunk in enumerate(chunks):
        parts = chunk.replace(">", "<").split("<")
        markup = tuple(parts[1::2])
        group = groups.get(markup)
        if group is None:
            if not _one_line(markup, name):
                return None
            group = groups[markup] = ([], [])
        if parts[0].strip(_WHITE):
            return None
        group[0].append(number)
        group[1].append(parts[2::2] if "&" not in chunk else [_resolved(part) for part in parts[2::2]])
    if len(groups) > len(chunks) // 2:
        return None
    kept = "".join(f"{chunks[lines[0]]}{closing}" for lines, _ in groups.values())
    found = [(markup, lines, texts) for markup, (lines, texts) in groups.items()]
    return Outline(text[:first] + kept + text[end:], found, len(chunks))


def _last_child(text: str) -> tuple[int, str]:
    """Where the root's last child ends, and its end tag; ("" if its end is not plain to see)."""
    root = text.rfind("</")
    last = text.rfind("</", 0, max(root, 0))
    tag, _, between = text[max(last, 0) : max(root, 0)].partition(">")
    return (last + len(tag) + 1, f"{tag}>") if last > 0 and not between.strip(_WHITE) else (0, "")


def _first(text: str, opening: str) -> int:
    """Where the first element of the name begins."""
    place = text.find(opening)
    while place >= 0 and not text.startswith(_NAME_ENDS, place + len(opening)):
        place = text.find(opening, place + 1)
    return place


def _one_line(markup: tuple[str, ...], name: str) -> bool:
    """Whether it opens the line, and no other of its name."""
    opens = [tag == name or tag.startswith(f"{name} ") for tag in markup]
    return bool(opens) and opens[0] and sum(opens) == 1 and not any(tag.startswith(("!", "?")) for tag in markup)


def _plain(text: str, region: str) -> bool:
    """Whether what is left out can hold nothing that the parser would refuse, or see otherwise than it stands there."""
    if _OTHER_ENCODING.match(text) or (not region.isascii() and ("\ufffe" in region or "\uffff" in region)):
        return False
    # No control characters, and `<` and `>` by turns. So no `>` stands in a text, and what is no element shows in its tag.
    telling = region.encode().translate(None, _ALLOWED)
    return telling == b"<>" * (len(telling) // 2)


def _resolved(part: str) -> str:
    """References resolved by the parser itself; it refuses those that mean nothing."""
    return part if "&" not in part else (ElementTree.fromstring(f"<t>{part}</t>").text or "")  # noqa: S314 - plain text: no markup, no entities


class _Draft:
    """The lines of one markup. `texts[k]` is what stands after the k-th tag of the markup, in each line."""

    def __init__(self, element: Any, markup: tuple[str, ...], lines: list[int], rows: list[list[str]]) -> None:
        self.element, self.lines = element, lines
        self.texts = list(zip(*rows, strict=True))
        elements = list(element.iter())
        self.size = len(elements)
        parents = {child: above for above in elements for child in above}
        self.leaves: dict[int, tuple[int, Pair]] = {}  # column → (number of the element, its names)
        self.mixed = False
        number = -1
        for place, tag in enumerate(markup):
            if not tag.startswith("/"):
                number += 1
            varies = len(set(self.texts[place])) > 1
            if not varies:
                continue
            opens = not tag.startswith("/") and not tag.endswith("/")
            closes = place + 1 == len(markup) or markup[place + 1].startswith("/")
            if opens and closes:
                above = parents.get(elements[number])
                self.leaves[place] = (number, (above.tag if above is not None else "", elements[number].tag))
            elif any(text.strip(_WHITE) for text in set(self.texts[place])):
                self.mixed = True

    def varying(self) -> list[Pair]:
        return [pair for _, pair in self.leaves.values()]

    def forms(self, deciding: frozenset[Pair]) -> list[Form]:
        keys: list[Sequence[Any]] = [self.texts[place] for place, (_, pair) in self.leaves.items() if pair in deciding]
        left = {place: number for place, (number, pair) in self.leaves.items() if pair not in deciding}
        for place in left:
            blank = [not text.strip(_WHITE) for text in self.texts[place]]
            if any(blank):
                keys.append(blank)
        if not keys:
            return [self._form(self.element, range(len(self.lines)), left)]
        members: dict[tuple[Any, ...], list[int]] = {}
        for row, key in enumerate(zip(*keys, strict=True)):
            members.setdefault(key, []).append(row)
        return [self._form(self._as_in(rows[0]), rows, left) for rows in members.values()]

    def _as_in(self, row: int) -> Any:
        """The element with the texts of a line."""
        element = copy.deepcopy(self.element)
        every = list(element.iter())
        for place, (number, _) in self.leaves.items():
            every[number].text = self.texts[place][row]
        return element

    def _form(self, element: Any, rows: Sequence[int], left: dict[int, int]) -> Form:
        every = list(element.iter())
        whole = len(rows) == len(self.lines)
        free: dict[Any, Sequence[str]] = {
            every[number]: self.texts[place] if whole else [self.texts[place][row] for row in rows] for place, number in left.items()
        }
        names = {every[number]: self.leaves[place][1] for place, number in left.items()}
        return Form(element, [self.lines[row] for row in rows], free, names)


def _starts(drafts: list[_Draft], before: int, count: int) -> list[int]:
    sizes = [0] * count
    for draft in drafts:
        for line in draft.lines:
            sizes[line] = draft.size
    return [before, *accumulate(sizes[:-1], initial=before)][1:]


def _free(root: Any, forms: list[Form]) -> frozenset[Pair]:
    """The names of all that differs between lines of a form: the leaves, and what they lie in."""
    found: set[Pair] = set()
    for form in forms:
        _differing(form.element, root.tag, form.free, found)
    if found:
        found.add(("", root.tag))
    return frozenset(found)


def _differing(element: Any, parent: str, free: dict[Any, Any], found: set[Pair]) -> bool:
    below = [_differing(child, element.tag, free, found) for child in element]
    differs = element in free or any(below)
    if differs:
        found.add((parent, element.tag))
    return differs
