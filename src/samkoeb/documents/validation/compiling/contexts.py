"""A rule's context (an XSLT match pattern) as what can be asked of a path once, and what must be asked of each node."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samkoeb.documents.validation.compiling import expression, paths
from samkoeb.documents.validation.compiling.codes import STRINGS, CannotCompile, as_many
from samkoeb.documents.validation.compiling.reading_only import closed, only_name
from samkoeb.documents.validation.compiling.scope import Scope
from samkoeb.documents.validation.xpath import ast

_ANY = ast.Step("descendant-or-self", ast.Test("node"))


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a pattern: its test and predicates, and whether what stands before it is the parent or any ancestor."""

    test: ast.Test
    predicates: tuple[ast.Expr, ...]
    loose: bool  # `//` before it


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the patterns between `|`. `links` from the outside in; `anchored` begins with a single `/`."""

    links: tuple[Link, ...]
    anchored: bool

    @property
    def kind(self) -> str:
        return self.links[-1].test.kind if self.links else "document-node"

    @property
    def predicated(self) -> bool:
        return any(link.predicates for link in self.links)

    @property
    def may_be_root(self) -> bool:
        """Whether it can match the root element and is written as if it meant that."""
        return len(self.links) == 1 and self.kind == "element"

    def spelled(self) -> str:
        """As a Python literal: (anchored, kind, ((uri, local, loose), …))."""
        names = tuple((link.test.uri, link.test.local, link.loose) for link in self.links)
        return repr((self.anchored, self.kind, names))


def alternatives(pattern: ast.Expr) -> list[Alternative]:
    """The alternatives of a context."""
    if isinstance(pattern, ast.SetOp) and pattern.op == "union":
        return alternatives(pattern.left) + alternatives(pattern.right)
    if isinstance(pattern, ast.Filter):  # (a | b)[p] stands for a[p] | b[p]
        return [_filtered(one, pattern.predicates) for one in alternatives(pattern.base)]
    if isinstance(pattern, ast.Root):
        return [Alternative((), True)]
    steps = list(pattern.steps) if isinstance(pattern, ast.Path) else [pattern]
    anchored = isinstance(steps[0], ast.Root)
    steps = steps[1:] if anchored else steps
    for number, step in enumerate(steps):
        # (a | b)/c stands for a/c | b/c
        if isinstance(step, ast.SetOp):
            both = [_with(steps, number, side, anchored) for side in (step.left, step.right)]
            return [found for side in both for found in alternatives(side)]
        if isinstance(step, ast.Filter) and number == len(steps) - 1:
            bare = _with(steps, number, step.base, anchored)
            return [_filtered(one, step.predicates) for one in alternatives(bare)]
    links: list[Link] = []
    loose = False
    for step in steps:
        if step == _ANY:
            loose = True
            continue
        if not isinstance(step, ast.Step) or step.axis not in ("child", "attribute", "descendant", "self"):
            raise CannotCompile("a context with more than steps and predicates in it")
        loose = loose or step.axis == "descendant"
        test = ast.Test("element") if step.test.kind == "node" and step.axis != "attribute" else step.test
        links.append(Link(test, step.predicates, loose))
        loose = False
    if links and links[0].loose:  # //x is x anywhere
        links[0] = Link(links[0].test, links[0].predicates, False)
        anchored = False
    return [Alternative(tuple(links), anchored)]


def height(found: list[Alternative]) -> int:
    """How many parents up the root element is from what a context matches; 0 where that differs or is not known."""
    heights = {len(one.links) - 1 if one.links and one.anchored and not any(link.loose for link in one.links) else 0 for one in found}
    return heights.pop() if len(heights) == 1 else 0


def _filtered(alternative: Alternative, predicates: tuple[ast.Expr, ...]) -> Alternative:
    *outer, last = alternative.links
    return Alternative((*outer, Link(last.test, last.predicates + predicates, last.loose)), alternative.anchored)


def _with(steps: list[ast.Expr], number: int, side: ast.Expr, anchored: bool) -> ast.Expr:
    inner = list(side.steps) if isinstance(side, ast.Path) else [side]
    whole = [*([ast.Root()] if anchored else []), *steps[:number], *inner, *steps[number + 1 :]]
    return whole[0] if len(whole) == 1 else ast.Path(tuple(whole))


def conditions(alternative: Alternative, scope: Scope) -> tuple[str, tuple[str, str] | None, str]:
    """What must hold for a node `n` whose path fits, in three parts.

    Of its name alone; that a value of it (Python code, giving a list) is one string; and the rest, of the node and of what is above it.
    """
    *outer, last = alternative.links
    named: list[str] = []
    value: tuple[str, str] | None = None
    rest: list[ast.Expr] = []
    for predicate in (part for one in last.predicates for part in _parts(one)):
        if only_name(predicate):
            named.append(_holds(predicate, last, "n", scope))
        elif value is None and not rest and (found := _wanted(predicate, _current(scope, "n"))):
            value = found
        else:
            rest.append(predicate)
    left = Alternative((*outer, Link(last.test, tuple(rest), last.loose)), alternative.anchored)
    py = _link(left, len(left.links) - 1, "n", scope)
    return " and ".join(named), value, "" if py == "True" else py


def _parts(predicate: ast.Expr) -> tuple[ast.Expr, ...]:
    return predicate.parts if isinstance(predicate, ast.Logic) and predicate.op == "and" else (predicate,)


def _wanted(predicate: ast.Expr, scope: Scope) -> tuple[str, str] | None:
    """`value = 'text'` of the node itself as (code for the values, text)."""
    if not isinstance(predicate, ast.Compare) or predicate.op != "=" or not isinstance(predicate.right, ast.Literal):
        return None
    if not isinstance(predicate.right.value, str) or not closed(predicate.left, scope):
        return None
    code = expression.atoms(predicate.left, scope)
    return (as_many(code), predicate.right.value) if code.kind in STRINGS else None


def _link(alternative: Alternative, number: int, item: str, scope: Scope) -> str:
    link = alternative.links[number]
    tests = [_holds(predicate, link, item, scope) for predicate in link.predicates]
    above = alternative.links[:number]
    if any(one.predicates for one in above):
        owner = scope.module.fresh("a")
        if link.loose:
            name = paths.node_test(owner, above[-1].test)
            deeper = _link(alternative, number - 1, owner, scope)
            tests.append(f"any([{name or True} and {deeper} for {owner} in ancestors(D, {item})])")
        else:
            deeper = _link(alternative, number - 1, owner, scope)
            tests.append(f"any([{deeper} for {owner} in up(D, {item})])")
    return " and ".join(tests) or "True"


def _holds(predicate: ast.Expr, link: Link, item: str, scope: Scope) -> str:
    if paths.asks_position(predicate) or (isinstance(predicate, ast.Literal) and not isinstance(predicate.value, str)):
        owner = scope.module.fresh("a")
        beside = ast.Step("child", link.test, (predicate,))
        found = expression.value(beside, scope.at(owner))
        return f"any([{item} in {found.py} for {owner} in up(D, {item})])"
    return expression.test(predicate, _current(scope, item))


def _current(scope: Scope, item: str) -> Scope:
    inner = scope.at(item)
    return replace(inner, current=item)
