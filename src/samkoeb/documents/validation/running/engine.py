"""Runs a compiled rule set over a document: column by column, the first rule of each pattern that takes a node, and no other of that pattern."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from samkoeb.documents.validation.running import lines
from samkoeb.documents.validation.running.careful import Careful
from samkoeb.documents.validation.running.effects import Effects
from samkoeb.documents.validation.running.folding import Pair
from samkoeb.documents.validation.running.library import UNSET
from samkoeb.documents.validation.running.matching import Matcher, Plan, Row
from samkoeb.documents.validation.running.tree import Column, Document, attributes_of


@dataclass(eq=False)
class Program:
    """A rule set that can run. `names` is the generated module's namespace, `text` its source."""

    name: str
    names: dict[str, Any]
    text: str
    matcher: Matcher = field(init=False)
    careful: Careful = field(init=False)
    effects: dict[Any, Effects] = field(default_factory=dict)
    deciding: dict[Any, frozenset[Pair]] = field(default_factory=dict)
    made: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.names["PATTERNS"])
        self.careful = Careful(self.names, self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A check that did not hold at a node; `error` where it could not be evaluated there; `line` where the node stands for several lines."""

    node: Any
    check: int
    error: str = ""
    line: int | None = None


def run(program: Program, document: Document) -> list[Hit]:
    """All that a rule set finds. The document's variables are this program's while it runs. Raises NeedsWhole for a folded document only."""
    document.globals = [UNSET] * len(program.names["GLOBALS"])
    document.keys_by_name = {}
    if document.folded is not None:
        return [Hit(*found) for found in lines.hits(program, document)]
    hits: list[Hit] = []
    matcher = program.matcher
    for rows in matcher.document_rows:
        _apply(program, document, rows, [document], False, hits)
    todo: list[tuple[Column, Plan]] = [(document.top, matcher.top(document.top.tag))]
    while todo:
        column, plan = todo.pop()
        is_top = column is document.top
        for rows in plan.elements:
            _apply(program, document, rows, column.nodes, is_top, hits, column)
        if plan.wants_attributes:
            for name, attributes in attributes_of(column).items():
                for rows in matcher.attribute(plan, name):
                    _apply(program, document, rows, attributes, False, hits, column)
        for tag, kid in column.kids.items():
            todo.append((kid, matcher.below(plan, tag)))
    return hits
def _apply(program: Program, document: Document, rows: list[Row], nodes: list[Any], is_top: bool, hits: list[Hit], column: Column | None = None) -> None:
    """One pattern over the nodes of one path."""
    for _, select, rule, top_rule, _ in rows:
        if select is None:
            taken, nodes = nodes, []
        else:
            taken = _selected(program, select, document, nodes)
            if taken:
                nodes = [node for node in nodes if node not in set(taken)] if len(taken) < len(nodes) else []
        if taken:
            _judge(program, document, top_rule if is_top and top_rule is not None else rule, taken, hits)
        if not nodes:
            return


def _selected(program: Program, select: Callable[..., list[Any]], document: Document, nodes: list[Any]) -> list[Any]:
    """An error in a context's predicate means that the node does not match (XSLT 2.0, 5.5.4)."""
    try:
        return select(document, nodes)
    except Exception:
        return [node for node in nodes if program.careful.selects(select.__name__, document, node)]


def _judge(program: Program, document: Document, rule: Callable[..., None], nodes: list[Any], hits: list[Hit]) -> None:
    found: list[tuple[Any, int]] = []
    try:
        rule(document, nodes, found)
    except Exception:
        _judge_carefully(program, document, rule, nodes, hits)
    else:
        if found:
            hits.extend(Hit(node, check) for node, check in found)


def _judge_carefully(program: Program, document: Document, rule: Callable[..., None], nodes: list[Any], hits: list[Hit]) -> None:
    """Once more, each check by itself: what can't be evaluated is a verdict of its own, and the others still count."""
    found, failed = program.careful.judge(rule.__name__, document, nodes)
    hits.extend(Hit(node, check) for node, check in found)
    hits.extend(Hit(node, check, f"{error}"[:300] or type(error).__name__) for node, check, error in failed)
