"""Documents whose markup was seen before need no parsing: their values are put into the tree of the one before (running/recurring.py)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from samkoeb.documents import xml
from samkoeb.documents.validation import outlines, parsing
from samkoeb.documents.validation.outlines import Outline
from samkoeb.documents.validation.running.effects import NeedsWhole, deciding
from samkoeb.documents.validation.running.engine import Hit, Program
from samkoeb.documents.validation.running.folding import (
    Division,
    Pair,
    Shape,
    divide,
    fold,
    frame_of,
    leaf_places,
    starts,
)
from samkoeb.documents.validation.running.recurring import Layout
from samkoeb.documents.validation.running.tree import Document

MOST = 2_000  # tags around the lines
_KEPT, _NOTED, _LAYOUTS = 64, 2_000, 16


class Family:
    """Documents of one markup. `root` is the tree of one of them, one line of each markup in it; around the lines it has the texts of the last."""

    def __init__(self, root: Any, outline: Outline) -> None:
        assert outline.around is not None
        self.root = root
        lines = list(root)[-len(outline.groups) :] if outline.groups else []
        self._shapes = [Shape(element, group.markup) for element, group in zip(lines, outline.groups, strict=True)]
        self._frame = frame_of(root, lines) if lines else None
        places = leaf_places(outline.around.markup)
        self._numbers = [number for _, number in places]  # lines come last, so what stands around them keeps its place
        every = list(root.iter())
        self._leaves = [every[number] for number in self._numbers]
        self._pick = _picker([place for place, _ in places])
        self._pick_others = _picker(sorted(set(range(len(outline.around.markup))) - {place for place, _ in places}))
        self._others = self._pick_others(outline.around.texts)
        self._texts = self._pick(outline.around.texts)
        self._layouts: dict[Any, Layout | None] = {}  # None: must be seen whole
        self._moving: frozenset[Pair] = frozenset()

    def fill(self, outline: Outline) -> bool:
        """Puts the texts around the lines in place; False if something else than values differs."""
        assert outline.around is not None
        if self._pick_others(outline.around.texts) != self._others:
            return False
        texts = self._pick(outline.around.texts)
        if texts != self._texts:
            for leaf, new, old in zip(self._leaves, texts, self._texts, strict=True):
                if new != old:
                    leaf.text = new or None
            self._texts = texts
        return True

    def judge(self, programs: Sequence[Program], outline: Outline, now: datetime) -> tuple[Document, list[list[Hit]]] | None:
        """What each rule set finds, and the document as they saw it; None where it must be seen whole."""
        divided = divide(outline, self._shapes, self._deciding(programs)) if self._shapes else []
        if divided is None:
            return None
        texts = (*self._texts, *chain.from_iterable(one.group.texts(one.rows[0], self._shapes[one.number].leaves) for one in divided))
        blank = tuple([place for place, text in enumerate(texts) if not text.strip()])
        key = (now, tuple(programs), tuple([one.key for one in divided]), blank)
        layout = self._layouts.pop(key) if key in self._layouts else self._layout(outline, divided, texts, now)
        try:
            found = None if layout is None else self._found(layout, programs, outline, divided, texts)
        except NeedsWhole:
            found = layout = None
        except Exception:
            return None  # a value that a rule stumbles over: the whole document shall show it, and the next may have another
        self._layouts[key] = layout
        if len(self._layouts) > _LAYOUTS:
            del self._layouts[next(iter(self._layouts))]
        return None if layout is None or found is None else (layout.document, found)

    def _found(
        self, layout: Layout, programs: Sequence[Program], outline: Outline, divided: list[Division], texts: Sequence[str]
    ) -> list[list[Hit]]:
        """Raises what rules raise."""
        layout.fill(texts)
        layout.moving = self._moving = self._moving | layout.moving
        folded = layout.document.folded
        if folded is not None:
            rows = [(one.lines, {place: one.texts(place) for place in one.left}) for one in divided]
            layout.fill_lines(rows, starts(outline, self._shapes, folded.before))
        found = [layout.judge(one) for one in programs]
        return [[Hit(*one) for one in own] for own in found]

    def _deciding(self, programs: Sequence[Program]) -> Callable[[frozenset[Pair]], frozenset[Pair]]:
        frame = self._frame
        assert frame is not None or not self._shapes
        return lambda pairs: frozenset(pair for one in programs for pair in deciding(one, frame, pairs))  # type: ignore[arg-type]

    def _layout(self, outline: Outline, divided: list[Division], texts: Sequence[str], now: datetime) -> Layout:
        root = copy.deepcopy(self.root)
        every = list(root.iter())
        leaves = [every[number] for number in self._numbers]
        free: list[dict[int, Any]] = []
        folded = fold(root, self._frame, outline, self._shapes, divided) if self._frame is not None else None
        for form, one in zip(folded.forms if folded is not None else (), divided, strict=True):
            inside = list(form.element.iter())
            shape = self._shapes[one.number]
            leaves += [inside[number] for number, _ in shape.leaves.values()]
            free.append({place: inside[shape.leaves[place][0]] for place in one.left})
        document = Document(root, now)
        document.folded = folded
        return Layout(document, leaves, texts, free)


def _picker(places: list[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple(texts[place] for place in places)


_families: dict[Any, Family] = {}
_noted: dict[int, None] = {}


@contextmanager
def parsed(raw: bytes, limits: xml.Limits = xml.DEFAULT) -> Iterator[parsing.Parsed]:
    """As parsing.parse, quicker for a document of a markup that was seen before. Its tree is the caller's until the end of the block only."""
    text = parsing.look(raw, limits)
    key = _key(text)
    family = _families.pop(key, None) if key is not None else None  # whoever else has one of these meanwhile makes a tree of his own
    if family is None or text.outline is None or not family.fill(text.outline):
        found = parsing.build(text)
        family = _noticed(key, found)
        yield found if family is None else parsing.Parsed(family.root, text, family)
    else:
        yield parsing.Parsed(family.root, text, family)
    if family is not None:
        _families[key] = family
        while len(_families) > _KEPT:
            _families.pop(outlines.oldest(_families), None)


def forget() -> None:
    """Every next document is the first of its markup."""
    _families.clear()
    _noted.clear()
    outlines.forget()


def _key(text: parsing.XmlText) -> Any:
    outline = text.outline
    if outline is None or outline.around is None or len(outline.around.markup) > MOST:
        return None
    return (text.limits.depth, outline.around.line.key, *[group.line.key for group in outline.groups])


def _noticed(key: Any, found: parsing.Parsed) -> Family | None:
    """A markup that comes for the second time is kept."""
    if key is None or found.text.outline is None:
        return None
    noted = hash(key)
    if noted in _noted:
        return Family(copy.deepcopy(found.head), found.text.outline)
    _noted[noted] = None
    if len(_noted) > _NOTED:
        _noted.pop(outlines.oldest(_noted), None)
    return None
