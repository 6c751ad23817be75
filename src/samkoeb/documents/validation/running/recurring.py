"""A document whose markup was seen before: only what reads a value that is not always the same is asked again.

A sender's documents have one markup and other values. Kept of the last one are its tree, what each rule set found in it, and which values were
seen to move. For the next one the values that are other are put into the tree, and the checks that read any that moves are asked; what all others
found stands. It is `running.folding` over documents instead of lines, and rests on the same knowledge (compiling/reads.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samkoeb.documents.validation.running.effects import REFUSED, Differences, NeedsWhole, Part, Place, Step
from samkoeb.documents.validation.running.folding import Pair
from samkoeb.documents.validation.running.library import UNSET
from samkoeb.documents.validation.running.lines import Found, Run, without
from samkoeb.documents.validation.running.tree import Document, attributes_of

SPECIALISE = 25  # uses, after which it pays to leave the checks out that always say the same
_Call = tuple[Any, list[Any]]


class Layout:
    """A document of one markup and its lines' forms, in which the values of the next are put.

    `leaves` have `texts`; `free` says for each form which leaf has the texts of which place.
    """

    def __init__(self, document: Document, leaves: list[Any], texts: Sequence[str], free: list[dict[int, Any]]) -> None:
        self.document, self._leaves, self._texts, self._free = document, leaves, texts, free
        self._above = _above(document.root, leaves)
        self.moving: frozenset[Pair] = document.folded.free if document.folded is not None else frozenset()
        self._works: dict[Any, Work] = {}

    def fill(self, texts: Sequence[str]) -> None:
        """The texts of another document, in the order of `leaves`."""
        if texts == self._texts:
            return
        moved: set[Pair] = set()
        for place, (new, old) in enumerate(zip(texts, self._texts, strict=True)):
            if new != old:
                self._leaves[place].text = new or None
                moved |= self._above[place]
        self._texts = texts
        if not moved <= self.moving:
            self.moving |= moved

    def fill_lines(self, lines: Iterable[tuple[Sequence[int], Mapping[int, Sequence[str]]]], starts: list[int]) -> None:
        """For each form the numbers of its lines, and by place the texts in which they differ."""
        folded = self.document.folded
        for form, leaves, (numbers, texts) in zip(folded.forms, self._free, lines, strict=True):
            form.lines, form.totals = numbers, {}
            form.free = {leaf: texts[place] for place, leaf in leaves.items()}
            form.show(0, leaves.values())
        folded.starts = starts

    def judge(self, program: Any) -> list[Found]:
        """What a rule set finds. Raises what its rules raise, and NeedsWhole; the layout is of no use then."""
        document = self.document
        document.globals = [UNSET] * len(program.names["GLOBALS"])
        document.forget_values()
        work = self._works.get(program)
        if work is None or work.moving != self.moving:
            work = self._works[program] = Work(program, document, self.moving, self._works.get(program))
        return work.run()


class Work(Run):
    """What is to be asked of each document of a layout, and what need not be asked again."""

    def __init__(self, program: Any, document: Document, moving: frozenset[Pair], before: Work | None = None) -> None:
        super().__init__(program, document)
        self.moving = moving
        self._differs = Differences(self.effects.differs.frame, moving)
        self._uses = 0
        self._specialised: bool = before is not None and before._specialised
        self._prepare()

    def _prepare(self) -> None:
        self._once: tuple[list[_Call], list[_Call]] = ([], [])  # outside of lines, inside
        self._each: list[tuple[Part, list[Any]]] = []
        self._patterns: list[tuple[bool, list[list[Step]], list[Any]]] = []
        self._same: tuple[list[tuple[Any, int]], list[tuple[Any, int]]] = ([], [])
        document, matcher, effects = self.document, self.program.matcher, self.effects
        outside = Place(None, above=True)
        self._visit(outside, effects.steps("document", matcher.document_rows, outside), [document])
        columns = document.columns()
        for number, plan, depth, patterns in effects.schedule(document, matcher):
            column = columns[number]
            own = (column.parent.tag if column.parent is not None else "", column.tag)
            self._visit(Place(depth, own=own), patterns, column.nodes)
            if plan.wants_attributes:
                for name, attributes in attributes_of(column).items():
                    place = Place(None if depth is None else depth + 1)
                    self._visit(place, effects.steps((plan, depth, name), matcher.attribute(plan, name), place), attributes)

    def _visit(self, place: Place, patterns: list[list[Step]], all_nodes: list[Any]) -> None:
        self._in_a_line(place.depth is not None)
        for rows in patterns:
            nodes = all_nodes
            for at, (select, part) in enumerate(rows):
                if select is not None and self._moves([select.__name__], place):
                    self._patterns.append((place.depth is not None, [rows[at:]], nodes))
                    break
                taken = nodes if select is None else select(self.document, nodes)
                if taken:
                    self._take(place, part, taken)
                    if len(taken) == len(nodes):
                        break
                    nodes = without(nodes, taken)

    def _take(self, place: Place, part: Part, nodes: list[Any]) -> None:
        inside = place.depth is not None
        if part.each is not None:
            self._each.append((part, nodes))
        if part is REFUSED:
            raise NeedsWhole
        if part.once is None:
            return
        moving = frozenset(number for number in part.numbers if self._moves([number], place))
        same, rule = part.numbers - moving, part.once
        if not moving:
            rule(self.document, nodes, self._same[inside])
        elif self._specialised and same:
            self.effects.only(part.rule, same)(self.document, nodes, self._same[inside])
            self._once[inside].append((self.effects.only(part.rule, moving), nodes))
        else:
            self._once[inside].append((rule, nodes))

    def _moves(self, who: Iterable[Any], place: Place) -> bool:
        reads = self.program.names["READS"]
        return any(self._differs.moves(reads.get(one, ()), place.own) for one in who)

    def _in_a_line(self, inside: bool) -> None:
        if self.folded is not None:
            self.folded.in_a_line = inside

    def run(self) -> list[Found]:
        """All findings; the values of the document are in place."""
        self._uses += 1
        if self._uses == SPECIALISE and not self._specialised:
            self._specialised = True
            self._prepare()
            self.document.globals = [UNSET] * len(self.document.globals)
            self.document.forget_values()
        self.found: list[Found] = []
        document = self.document
        out = list(self._same[False])
        self._in_a_line(False)
        for rule, nodes in self._once[False]:
            rule(document, nodes, out)
        self.found += [(node, check, "", None) for node, check in out]
        self._in_a_line(True)
        out = list(self._same[True])
        for rule, nodes in self._once[True]:
            rule(document, nodes, out)
        self.found += [(node, check, "", line) for node, check in out for line in self.form(node).lines]
        for part, nodes in self._each:
            self.each(part.each, part.leaves, nodes)
        for inside, patterns, nodes in self._patterns:
            self._in_a_line(inside)
            (self.inside if inside else self.outside)(patterns, nodes)
        self._in_a_line(False)
        if self.folded is not None:
            self.require_messages()
        return self.found


def _above(root: Any, leaves: list[Any]) -> list[frozenset[Pair]]:
    """The names of each leaf, and of all that it lies in."""
    parents = {child: above for above in root.iter() for child in above}
    found = []
    for leaf in leaves:
        names: set[Pair] = set()
        while leaf is not None:
            above = parents.get(leaf)
            names.add((above.tag if above is not None else "", leaf.tag))
            leaf = above
        found.append(frozenset(names))
    return found
