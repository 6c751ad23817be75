"""Long documents repeat one line a thousand times. Folded, lines of one form stand as one element, with the values in which they differ beside it.

The form of a line is its markup and the values that decide something; two lines of one form differ only in the text of some leaves. A document
is folded from its text, before anything is parsed: what is kept of it is parsed as always, and what is left out has the same markup as what is
kept, and text in which nothing is forbidden. Where anything is unusual (comments, sections, stray `>`), the document is not folded.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from samkoeb.documents.validation.outlines import WHITE, Group, Outline
from samkoeb.documents.validation.running.tree import Leaf

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
    """`form_of`: the form of each element of each form's line. `starts`: how many elements stand before each line, `before` the first of them.
    `free`: what differs."""

    frame: Frame
    forms: list[Form]
    starts: list[int]
    form_of: dict[Any, Form]
    free: frozenset[Pair]
    before: int
    in_a_line: bool = False

    def show(self, node: Any, line: int) -> None:
        """Puts the texts of a line in place, for whoever speaks of a node in it."""
        form = self.form_of[node.owner if isinstance(node, Leaf) else node]
        form.show(form.lines.index(line), form.free)


Deciding = Callable[[Frame, frozenset[Pair]], frozenset[Pair]]


def settle(outline: Outline, root: Any, deciding: Deciding) -> Folded | None:
    """What the rules see of a document, `root` being parsed from `outline.reduced`: lines that differ in a deciding value become forms of their own.
    None where so many are left that nothing is won."""
    if not outline.groups:
        return None
    elements = list(root)[-len(outline.groups) :]
    shapes = [Shape(element, group.markup) for element, group in zip(elements, outline.groups, strict=True)]
    frame = frame_of(root, elements)
    divided = divide(outline, shapes, lambda pairs: deciding(frame, pairs))
    return None if divided is None else fold(root, frame, outline, shapes, divided)


class Shape:
    """The leaves of one markup: which texts are theirs. `element` is an element of that markup."""

    def __init__(self, element: Any, markup: tuple[str, ...]) -> None:
        self.element = element
        elements = list(element.iter())
        self.size = len(elements)
        parents = {child: above.tag for above in elements for child in above}
        self.leaves: dict[int, tuple[int, Pair]] = {  # place of the text → (number of the element, its names)
            place: (number, (parents.get(elements[number], ""), elements[number].tag)) for place, number in leaf_places(markup)
        }


@dataclass(frozen=True)
class Division:
    """Lines of a group that make one form: `rows` of its lines. `left`: the places of texts in which they may differ. `key` tells it from forms
    of other markup, with other differences."""

    number: int
    group: Group
    rows: Sequence[int]
    left: tuple[int, ...]
    key: tuple[Any, ...]

    @property
    def lines(self) -> Sequence[int]:
        return [self.group.lines[row] for row in self.rows]

    def texts(self, place: int) -> Sequence[str]:
        column = self.group.columns.get(place)
        if column is None:
            return [self.group.base[place]] * len(self.rows)
        return column if len(self.rows) == len(column) else [column[row] for row in self.rows]


def leaf_places(markup: tuple[str, ...]) -> list[tuple[int, int]]:
    """The places of the texts between a start tag and its own end tag, and the number of the element."""
    found, number = [], -1
    for place, tag in enumerate(markup):
        if tag.startswith(("/", "?")):
            continue
        number += 1
        if not tag.endswith("/") and (place + 1 == len(markup) or markup[place + 1].startswith("/")):
            found.append((place, number))
    return found


def frame_of(root: Any, elements: list[Any]) -> Frame:
    within = [element for line in elements for element in line.iter()]
    return Frame(
        root.tag, elements[0].tag, frozenset(element.tag for element in within),
        frozenset(name for element in within for name in element.keys()),  # noqa: SIM118 - elements are no mappings
    )  # fmt: skip


def divide(outline: Outline, shapes: list[Shape], deciding: Callable[[frozenset[Pair]], frozenset[Pair]]) -> list[Division] | None:
    """The forms, in the order of their first lines. None where text stands between elements, or too many forms are left."""
    varying: list[set[int]] = []
    for group, shape in zip(outline.groups, shapes, strict=True):
        differ = set(group.columns)
        between = differ - shape.leaves.keys()
        if any(text.strip(WHITE) for place in between for text in set(group.columns[place])):
            return None
        varying.append(differ - between)
    wanted = deciding(frozenset([shape.leaves[place][1] for shape, places in zip(shapes, varying, strict=True) for place in places]))
    found: list[Division] = []
    for number, (group, shape, places) in enumerate(zip(outline.groups, shapes, varying, strict=True)):
        found += _divided(number, group, shape, places, wanted)
        if len(found) > outline.count // 2:
            return None
    found.sort(key=lambda one: one.group.lines[one.rows[0]])
    return found


def _divided(number: int, group: Group, shape: Shape, places: set[int], deciding: frozenset[Pair]) -> list[Division]:
    left = tuple(sorted([place for place in places if shape.leaves[place][1] not in deciding]))
    keys: list[Sequence[Any]] = [group.columns[place] for place in sorted(places & group.columns.keys()) if shape.leaves[place][1] in deciding]
    blanks = []  # whether there is a text at all is for the rules to see
    for place in left:
        column = group.columns.get(place, ())
        if not all(map(str.strip, column)):
            blank = [not text.strip() for text in column]
            keys.append(blank)
            blanks.append(blank)
    if not keys:
        return [Division(number, group, range(len(group.lines)), left, (number, left))]
    members: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(zip(*keys, strict=True)):
        members.setdefault(key, []).append(row)
    return [Division(number, group, rows, left, (number, left, *[blank[rows[0]] for blank in blanks])) for rows in members.values()]


def fold(root: Any, frame: Frame, outline: Outline, shapes: list[Shape], divided: list[Division]) -> Folded:
    """Puts one element for each form in the place of the lines."""
    forms = [_form(shapes[one.number], one) for one in divided]
    root[:] = [*list(root)[: -len(outline.groups)], *[form.element for form in forms]]
    form_of = {element: form for form in forms for element in form.element.iter()}
    before = sum(1 for _ in root.iter()) - len(form_of)
    return Folded(frame, forms, starts(outline, shapes, before), form_of, _free(root, forms), before)


def _form(shape: Shape, one: Division) -> Form:
    element = copy.deepcopy(shape.element)
    every = list(element.iter())
    for text, (number, _) in zip(one.group.texts(one.rows[0], shape.leaves), shape.leaves.values(), strict=True):
        every[number].text = text
    free = {every[shape.leaves[place][0]]: one.texts(place) for place in one.left}
    names = {every[shape.leaves[place][0]]: shape.leaves[place][1] for place in one.left}
    return Form(element, one.lines, free, names)


def starts(outline: Outline, shapes: list[Shape], before: int) -> list[int]:
    """How many elements stand before each line."""
    sizes = [0] * outline.count
    for group, shape in zip(outline.groups, shapes, strict=True):
        for line in group.lines:
            sizes[line] = shape.size
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
