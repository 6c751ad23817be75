"""Runs a rule set over a folded document: what reads nothing that differs is asked once for a form, what reads more once for each line."""

from __future__ import annotations

from typing import Any

from samkoeb.documents.validation.running.effects import NeedsWhole, Place, Step, effects
from samkoeb.documents.validation.running.folding import Folded, Form, Pair
from samkoeb.documents.validation.running.tree import Document, Leaf, attributes_of

Found = tuple[Any, int, str, int | None]  # node, check, no error, line


def hits(program: Any, document: Document) -> list[Found]:
    """All that a rule set finds. What a folded document can't answer ends it with NeedsWhole: errors too, which the whole document shall show."""
    run = Run(program, document)
    try:
        run.columns()
    except NeedsWhole:
        raise
    except Exception as error:
        raise NeedsWhole from error
    finally:
        run.folded.in_a_line = False
    run.require_messages()
    return run.found


class Run:
    """One rule set over one folded document; `found` grows."""

    def __init__(self, program: Any, document: Document) -> None:
        self.program, self.document = program, document
        self.folded: Folded = document.folded
        self.effects = effects(program, self.folded)
        self.found: list[Found] = []

    def columns(self) -> None:
        document, matcher, steps = self.document, self.program.matcher, self.effects.steps
        self.outside(steps("document", matcher.document_rows, Place(None, above=True)), [document])
        columns = document.columns()
        for number, plan, depth, patterns in self.effects.schedule(document, matcher):
            column = columns[number]
            ask = self.outside if depth is None else self.inside
            self.folded.in_a_line = depth is not None
            if patterns:
                ask(patterns, column.nodes)
            if plan.wants_attributes:
                for name, attributes in attributes_of(column).items():
                    below = Place(None if depth is None else depth + 1)
                    ask(steps((plan, depth, name), matcher.attribute(plan, name), below), attributes)

    def outside(self, patterns: list[list[Step]], all_nodes: list[Any]) -> None:
        document = self.document
        out: list[tuple[Any, int]] = []
        for rows in patterns:
            nodes = all_nodes
            for select, part in rows:
                taken = nodes if select is None else select(document, nodes)
                if taken:
                    part.once(document, taken, out)  # type: ignore[misc]
                    if len(taken) == len(nodes):
                        break
                    nodes = without(nodes, taken)
        if out:
            self.found += [(node, check, "", None) for node, check in out]

    def inside(self, patterns: list[list[Step]], all_nodes: list[Any]) -> None:
        document = self.document
        out: list[tuple[Any, int]] = []
        for rows in patterns:
            nodes = all_nodes
            for select, part in rows:
                taken = nodes if select is None else select(document, nodes)
                if taken:
                    if part.once is not None:
                        part.once(document, taken, out)
                    if part.each is not None:
                        self.each(part.each, part.leaves, taken)
                    if len(taken) == len(nodes):
                        break
                    nodes = without(nodes, taken)
        if out:
            self.found += [(node, check, "", line) for node, check in out for line in self.form(node).lines]

    def each(self, rule: Any, pairs: frozenset[Pair], nodes: list[Any]) -> None:
        """The checks that read what differs, with each line's values in place."""
        by_form: dict[int, tuple[Form, list[Any]]] = {}
        for node in nodes:
            form = self.form(node)
            by_form.setdefault(id(form), (form, []))[1].append(node)
        out: list[tuple[Any, int]] = []
        for form, own in by_form.values():
            ask = rule(self.document, own)
            leaves = [(leaf, texts) for leaf, texts in form.free.items() if form.names[leaf] in pairs]
            for number, line in enumerate(form.lines if leaves else form.lines[:1]):
                for leaf, texts in leaves:
                    leaf.text = texts[number]
                ask(out)
                if out:
                    self.found += [(node, check, "", one) for node, check in out for one in ((line,) if leaves else form.lines)]
                    out.clear()
            for leaf, texts in leaves:
                leaf.text = texts[0]

    def require_messages(self) -> None:
        """Raises NeedsWhole where a message has values of more than the line that it is about."""
        checks, parent = self.program.names["CHECKS"], self.document.parent
        for node, check, _, line in {(node, check, "", line is not None) for node, check, _, line in self.found if checks[check][3] is not None}:
            depth = None
            if line:
                top, depth = self.form(node).element, 0
                while node is not top:
                    node, depth = parent(node), depth + 1
            if not self.effects.speaks(check, depth):
                raise NeedsWhole

    def form(self, node: Any) -> Form:
        return self.folded.form_of[node.owner if isinstance(node, Leaf) else node]


def without(nodes: list[Any], taken: list[Any]) -> list[Any]:
    gone = set(taken)
    return [node for node in nodes if node not in gone]
