"""What a test looks at, told before it runs: which values, how many of what, and how far from its node.

Long documents repeat one line a thousand times. `running.folding` keeps one line of each form; a test that reads nothing in which those lines
differ is asked once for all of them, a test that reads such values once for each line, and one that counts lines sends the engine back to the
whole document. What this module does not understand it says to read everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from samkoeb.documents.validation.compiling.reach import DOCUMENT, FAR, FAR_AWAY, Nodes, either
from samkoeb.documents.validation.schema import Function, Let
from samkoeb.documents.validation.xpath import ast

_BLANK = frozenset({"=", "!=", "eq", "ne"})
_EXISTS, _SET, _ONE, _COUNT = "exists", "set", "one", "count"
_EMPTINESS = frozenset({"not", "exists", "empty", "boolean"})
_OF_CONTEXT = frozenset({"normalize-space", "string", "string-length", "number"})
_NAMES = frozenset({"name", "local-name", "namespace-uri", "node-name"})
_NOTHING = frozenset({"true", "false", "current-date", "current-dateTime", "position", "last"})


class Read(NamedTuple):
    """`kind`: "v" a value, "s" a value in a sum (`summed`), "k" a value by which key() finds nodes anywhere, "c" how many there are.

    The value is that of an element `tag` below a `parent` ("*": any). `up`: how many parents up the path went, FAR if to the root. `trail`: the
    names that it came down by since; "//x" after a descendant step, "//@x" for an attribute anywhere, "*" for any.
    """

    kind: str
    parent: str
    tag: str
    up: int
    trail: tuple[str, ...]


EVERYTHING = frozenset({Read("v", "*", "*", FAR, ("*",)), Read("c", "", "", FAR, ("*",))})


class KeyNodes(NamedTuple):
    """What a key finds nodes by: the paths that they may end in, and the expression of their value."""

    chains: tuple[tuple[str, ...], ...]
    use: str


@dataclass
class Known:
    """What the tests of a rule set may name: its global variables, functions and keys."""

    lets: Mapping[str, Let]
    functions: Mapping[tuple[str, int], Function]
    keys: Mapping[str, KeyNodes]
    parse: Callable[[str], ast.Expr]


def reads(tree: ast.Expr, chain: tuple[str, ...], lets: Mapping[str, ast.Expr], known: Known, *, value: bool = False) -> frozenset[Read]:
    """What a test (or, `value`, a variable) reads at a node whose path ends in `chain`. `lets` are its rule's own variables."""
    reader = _Reader(known, dict(lets), Nodes(chain))
    reader.visit(tree, reader.start, _ONE if value else _EXISTS)
    return frozenset(reader.found)


def summed(node: ast.Expr) -> tuple[ast.Expr, ast.Step] | None:
    """`sum(path/xs:decimal(child))` as (path, child): sums that a folded document knows."""
    match node:
        case ast.Path((*steps, ast.Call("xs:decimal", (ast.Step("child", test, ()) as child,)))) if steps and test.kind == "element" and test.tag:
            return (steps[0] if len(steps) == 1 else ast.Path(tuple(steps))), child
    return None


@dataclass
class _Reader:
    known: Known
    lets: dict[str, ast.Expr]
    start: Nodes
    found: set[Read] = field(default_factory=set)
    bound: dict[str, Nodes | None] = field(default_factory=dict)
    inside: tuple[str, ...] = ()  # variables and functions that are being looked into

    def note(self, nodes: Nodes | None, use: str, kind: str = "v") -> Nodes | None:
        if nodes is None:
            return None
        if use in (_SET, _ONE) and nodes.tag != "@":
            self.found.add(Read(kind, nodes.parent, nodes.tag, nodes.up, nodes.trail))
        if use in (_ONE, _COUNT):
            self.found.add(Read("c", "", "", nodes.up, nodes.since))
        return nodes

    def everything(self) -> None:
        self.found |= EVERYTHING

    def visit(self, node: ast.Expr, here: Nodes | None, use: str) -> Nodes | None:
        """Notes what an expression reads; gives the nodes that it may be, None where it is values."""
        match node:
            case ast.Literal():
                return None
            case ast.Dot():
                return self.note(here, use)
            case ast.Root():
                return self.note(DOCUMENT, use)
            case ast.Var(name):
                return self._variable(name, use)
            case ast.Step():
                return self.note(self._step(node, here), use)
            case ast.Path(steps):
                return self._path(steps, here, use)
            case ast.Filter(base, predicates):
                nodes = self.visit(base, here, _EXISTS if use == _EXISTS else _SET if not _is_path(base) else _EXISTS)
                return self.note(self._kept(nodes, predicates), use)
            case ast.SetOp(_, left, right):
                sides = [self.visit(side, here, use) for side in (left, right)]
                return either(*sides)
            case ast.Call():
                return self._call(node, here, use)
            case ast.Compare():
                self._compare(node, here)
            case ast.Logic(_, parts):
                for part in parts:
                    self.visit(part, here, _EXISTS)
            case ast.If(test, then, otherwise):
                self.visit(test, here, _EXISTS)
                return either(self.visit(then, here, use), self.visit(otherwise, here, use))
            case ast.Quantified(bindings=bindings, condition=condition):
                self._bound(bindings, here, _EXISTS, lambda: self.visit(condition, here, _EXISTS))
            case ast.For(bindings, result):
                self._bound(bindings, here, _COUNT, lambda: self.visit(result, here, _ONE))
            case ast.LetIn(name, value, result):
                self._bound(((name, value),), here, _EXISTS, lambda: self.visit(result, here, use))
            case ast.Sequence(items):
                return either(*[self.visit(item, here, use) for item in items]) if items else None
            case ast.Arith() | ast.Negate() | ast.Range() | ast.Typed():
                for child in ast.children(node):
                    self.visit(child, here, _ONE)
            case _:
                self.everything()
        return None

    # -- paths --

    def _path(self, steps: tuple[ast.Expr, ...], here: Nodes | None, use: str) -> Nodes | None:
        nodes: Nodes | None = here
        for place, step in enumerate(steps):
            last = place == len(steps) - 1
            if isinstance(step, ast.Step):
                nodes = self._step(step, nodes)
            else:
                inner = use if last else _EXISTS
                alone = None if nodes is None else nodes.alone()
                found = self.visit(step, nodes if _is_path(step) else alone, inner if _is_path(step) else (_ONE if use != _SET else _SET))
                if found is None and not last:
                    self.everything()
                    return None
                if found is None:  # values, one for each node
                    if use not in (_EXISTS, _SET):
                        self.note(nodes, _COUNT)
                    return None
                nodes = found
                if last:
                    return nodes
        return self.note(nodes, use)

    def _step(self, step: ast.Step, here: Nodes | None) -> Nodes | None:
        if here is None:
            self.everything()
            return None
        test = step.test
        tag = test.tag or "*"
        match step.axis:
            case "attribute":
                found = here.attribute(tag)
            case "self":
                found = here
            case "child" if test.kind == "text":
                self.note(here, _SET)
                found = here
            case "child" if test.kind == "element":
                found = here.child(tag)
            case "parent":
                found = here.above()
            case "descendant":
                found = here.anywhere(tag)
            case "descendant-or-self":
                found = here.anywhere("*") if tag == "*" else here.anywhere(tag)
            case "preceding" | "following":
                found = Nodes((tag,), FAR, (f"//{tag}",), (f"//{tag}",))
            case "preceding-sibling" | "following-sibling" if test.kind == "element":
                found = here.above().child(tag)
            case "ancestor" | "ancestor-or-self":
                found = Nodes((tag,), FAR)
            case _:
                self.everything()
                found = FAR_AWAY
        return self._kept(found, step.predicates)

    def _kept(self, nodes: Nodes | None, predicates: tuple[ast.Expr, ...]) -> Nodes | None:
        for predicate in predicates:
            self.visit(predicate, None if nodes is None else nodes.alone(), _EXISTS)
            if not _surely_truth(predicate):
                self.note(nodes, _COUNT)
        return nodes

    # -- variables --

    def _variable(self, name: str, use: str) -> Nodes | None:
        if name in self.bound:
            return self.note(self.bound[name], use)
        if f"${name}" in self.inside:
            self.everything()
            return None
        if name in self.lets:
            return self._inside(f"${name}", lambda: self.visit(self.lets[name], self.start, use if use != _EXISTS else _ONE))
        let = self.known.lets.get(name)
        if let is None:
            self.everything()
            return None
        if let.literal:
            return None
        return self._inside(f"${name}", lambda: self.visit(self.known.parse(let.value), DOCUMENT, use if use != _EXISTS else _ONE))

    def _inside(self, name: str, work: Callable[[], Nodes | None]) -> Nodes | None:
        kept, self.inside = self.inside, (*self.inside, name)
        try:
            return work()
        finally:
            self.inside = kept

    def _bound(self, bindings: tuple[tuple[str, ast.Expr], ...], here: Nodes | None, use: str, work: Callable[[], object]) -> None:
        kept = dict(self.bound)
        for name, source in bindings:
            nodes = self.visit(source, here, use)
            if nodes is None:
                self.visit(source, here, _ONE if use != _EXISTS or not _is_distinct(source) else _SET)
            self.bound[name] = None if nodes is None else nodes.alone()
        work()
        self.bound = kept

    # -- calls and comparisons --

    def _call(self, node: ast.Call, here: Nodes | None, use: str) -> Nodes | None:
        name, args = node.name, node.args
        if name in _NOTHING:
            return None
        if name == "current":
            return self.note(self.start, use)
        if name in _EMPTINESS:
            self.visit(args[0], here, _EXISTS)
        elif name == "normalize-space" and use == _EXISTS:
            self._blank(args, here)
        elif name == "count":
            self.visit(args[0], here, _COUNT)
        elif name == "distinct-values":
            self.visit(args[0], here, _SET)
        elif name in _NAMES:
            if args:
                self.visit(args[0], here, _COUNT)
        elif name == "sum" and (found := summed(args[0])):
            path, child = found
            nodes = self.visit(path, here, _EXISTS)
            self.note(None if nodes is None else nodes.child(child.test.tag or "*"), _SET, "s")
        elif name in _OF_CONTEXT and not args:
            self.note(here, _ONE)
        elif name.startswith("{"):
            for arg in args:
                self.visit(arg, here, _ONE)
            self._function(name, len(args))
        elif name == "key" and use in (_EXISTS, _COUNT):
            self.visit(args[1], here, _ONE)
            self._key(args[0])
        elif not args or name == "key":
            self.everything()
        else:
            for arg in args:
                self.visit(arg, here, _ONE)
        return None

    def _key(self, name: ast.Expr) -> None:
        """How many nodes it finds is known of a folded document too (running/keys.py), if their values are their own."""
        key = self.known.keys.get(str(name.value)) if isinstance(name, ast.Literal) else None
        if key is None:
            self.everything()
            return
        for chain in key.chains:
            for read in reads(self.known.parse(key.use), chain, {}, self.known, value=True):
                if read.up or read.kind == "s":
                    self.everything()
                elif read.kind == "v":
                    self.found.add(read._replace(kind="k", up=FAR, trail=()))

    def _function(self, name: str, arguments: int) -> None:
        """A function sees the document and what it is given."""
        function = self.known.functions.get((name, arguments))
        if function is None:
            self.everything()
        elif name not in self.inside:
            kept = self.bound
            self.bound = dict.fromkeys((param for param, _ in function.params), None)
            if any("node" in type_ or "element" in type_ for _, type_ in function.params):
                self.everything()
            self._inside(name, lambda: self.visit(self.known.parse(function.body), None, _ONE))
            self.bound = kept

    def _compare(self, node: ast.Compare, here: Nodes | None) -> None:
        if node.op in ("is", "<<", ">>"):
            self.everything()
            return
        left, right = node.left, node.right
        if node.op in _BLANK and right == ast.Literal("") and isinstance(left, ast.Call) and left.name == "normalize-space":
            self._blank(left.args, here)
            return
        if right == ast.Literal(0) and node.op in ("=", "!=", ">", "eq", "ne", "gt") and (paths := _counted(left)):
            for path in paths:
                self.visit(path, here, _EXISTS)
            return
        for side in (left, right):
            self.visit(side, here, _SET if node.general else _ONE)

    def _blank(self, args: tuple[ast.Expr, ...], here: Nodes | None) -> None:
        """Whether it is blank: the same in all lines of a form."""
        if not args or args == (ast.Dot(),):
            return
        if _is_path(args[0]):
            self.visit(args[0], here, _COUNT)
        else:
            self.visit(args[0], here, _ONE)


def _is_path(node: ast.Expr) -> bool:
    return isinstance(node, (ast.Path, ast.Step, ast.Dot, ast.Root, ast.SetOp, ast.Filter, ast.Var))


def _is_distinct(node: ast.Expr) -> bool:
    return isinstance(node, ast.Call) and node.name == "distinct-values"


def _surely_truth(predicate: ast.Expr) -> bool:
    """Whether a predicate is no position."""
    if any(isinstance(below, ast.Call) and below.name in ("position", "last") for below in ast.walk(predicate)):
        return False
    if isinstance(predicate, ast.Call):
        return predicate.name in _EMPTINESS or predicate.name in ("contains", "starts-with", "ends-with", "matches", "normalize-space", "true", "false")
    return isinstance(predicate, (ast.Logic, ast.Compare, ast.Quantified, ast.Step, ast.Path, ast.SetOp))


def _counted(node: ast.Expr) -> list[ast.Expr]:
    """The paths of count(a) + count(b) + …."""
    match node:
        case ast.Call("count", (path,)) if _is_path(path):
            return [path]
        case ast.Arith("+", left, right):
            sides = _counted(left), _counted(right)
            return [*sides[0], *sides[1]] if all(sides) else []
    return []
