"""What the differences between folded lines mean for each rule: nothing, once for each line, or that the document must be seen whole."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from samkoeb.documents.validation.running.folding import Folded, Frame, Pair
from samkoeb.documents.validation.running.matching import Matcher, Plan, Row
from samkoeb.documents.validation.running.tree import Column, Document

FAR = 99  # as in compiling/reads.py
Read = tuple[str, str, str, int, tuple[str, ...]]
Rule = Callable[..., None]


class NeedsWhole(Exception):
    """A rule asks what a folded document can't answer."""


@dataclass(frozen=True)
class Part:
    """Of a rule: the checks that are asked once for a form, and those that are asked for each line, with the leaves that they read.

    `each(document, nodes)` finds what is the same in all lines, and gives the function that asks for the line that is in place. `numbers` are the
    checks of `once`, `rule` is the function that has them.
    """

    once: Rule | None
    each: Callable[..., Callable[[list[tuple[Any, int]]], None]] | None
    leaves: frozenset[Pair]
    rule: str = ""
    numbers: frozenset[int] = frozenset()


def deciding(program: Any, frame: Frame, varying: frozenset[Pair]) -> frozenset[Pair]:
    """The values by which rules are chosen, or that are read from outside the lines: lines that differ in them can't stand as one."""
    key = (frame, varying)
    if key not in program.deciding:
        _forget_many(program.deciding)
        program.deciding[key] = _deciding(program.names["READS"], Differences(frame, varying))
    return program.deciding[key]


def _deciding(reads: dict[Any, list[Read]], differs: Differences) -> frozenset[Pair]:
    found: set[Pair] = set()
    for who, what in reads.items():
        for kind, parent, tag, up, trail in () if isinstance(who, tuple) else what:
            if kind == "v" and (isinstance(who, str) or up == FAR or differs.crosses(trail)):
                found |= differs.of(parent, tag)
    return frozenset(found)


def _forget_many(table: dict[Any, Any]) -> None:
    """Documents differ in few ways; a hostile sender may try many."""
    if len(table) > 50:
        table.clear()


class Differences:
    """What differs between lines, and how a path meets it."""

    def __init__(self, frame: Frame, free: frozenset[Pair]) -> None:
        self.frame, self.free = frame, free
        self._by_tag: dict[str, set[Pair]] = {}
        for pair in free:
            self._by_tag.setdefault(pair[1], set()).add(pair)

    def of(self, parent: str, tag: str) -> set[Pair]:
        """The pairs that a name may mean."""
        if tag == "@":
            return set()
        found = self.free if tag == "*" else self._by_tag.get(tag, set())
        return {pair for pair in found if parent in ("*", pair[0])}

    def crosses(self, trail: tuple[str, ...]) -> bool:
        """Whether a path from outside comes into the lines."""
        frame = self.frame
        for step in trail:
            if step in ("*", "//*", frame.tag):
                return True
            if step.startswith("//@"):
                if step[3:] == "*" or step[3:] in frame.attributes:
                    return True
            elif step.startswith("//") and step[2:] in frame.inner:
                return True
        return False

    def moves(self, reads: Iterable[Read], own: Pair) -> bool:
        """Whether any of these, from a node of these names, may be another in the next document of the same markup."""
        for kind, parent, tag, up, trail in reads:
            if kind in ("s", "k") or (kind == "v" and (self.of(*own) if not trail and up == 0 and tag != "@" else self.of(parent, tag))):
                return True
        return False

    def outside(self, read: Read, above: bool, in_a_line: bool = False) -> bool:
        """Whether a read from outside the lines can't be answered. `above`: from a node in which the lines lie; `in_a_line`: from one in a line."""
        kind, parent, tag, up, trail = read
        if kind == "c":
            return self.crosses(trail)
        if kind == "k":
            return False
        if kind == "s":  # totals.sum_of sums over all lines only if it is asked outside of them
            return in_a_line and self.crosses(trail)
        if not trail and up == 0:  # its own value
            return above
        return bool(self.of(parent, tag)) and (tag in ("*", self.frame.root) or self.crosses(trail))


@dataclass(frozen=True)
class Place:
    """Where nodes stand: `depth` below a line (None: outside); `above`: they hold the lines, `is_top`: as the root element; their own names."""

    depth: int | None
    above: bool = False
    is_top: bool = False
    own: Pair = ("*", "@")


# One rule of a pattern for a path: what picks its nodes (None: all), and how it is asked
Step = tuple[Callable[..., list[Any]] | None, Part]
# The number of a column, its plan, how deep in a line it lies, and what is asked of its nodes, pattern by pattern
Visit = tuple[int, Plan, int | None, list[list[Step]]]


@dataclass
class Effects:
    """For one rule set and one kind of difference; what was found is remembered."""

    names: dict[str, Any]
    text: str
    differs: Differences
    made: dict[tuple[str, frozenset[int]], Rule]
    _schedules: dict[Any, list[Visit]] = field(default_factory=dict)
    _steps: dict[Any, list[list[Step]]] = field(default_factory=dict)

    def steps(self, key: Any, patterns: list[list[Row]], place: Place) -> list[list[Step]]:
        """How to ask the rules of a path, pattern by pattern. `key` stands for the path."""
        found = self._steps.get(key)
        if found is None:
            _forget_many(self._steps) if len(self._steps) > 20_000 else None
            found = self._steps[key] = [[self._step(row, place) for row in rows] for rows in patterns]
        return found

    def schedule(self, document: Document, matcher: Matcher) -> list[Visit]:
        """The columns that any rule looks at. Documents with the same paths share one."""
        key = document.outline()
        found = self._schedules.get(key)
        if found is None:
            _forget_many(self._schedules)
            found = self._schedules[key] = list(self._visits(document, matcher))
        return found

    def _visits(self, document: Document, matcher: Matcher) -> Iterator[Visit]:
        top = document.top
        plans: dict[Column, tuple[Plan, int | None]] = {}
        for number, column in enumerate(document.columns()):
            if column.parent is None:
                plan, depth = matcher.top(column.tag), None
            else:
                above, over = plans[column.parent]
                plan = matcher.below(above, column.tag)
                depth = over + 1 if over is not None else 0 if column.parent is top and column.tag == self.differs.frame.tag else None
            plans[column] = (plan, depth)
            place = Place(depth, column is top, column is top, (column.parent.tag if column.parent is not None else "", column.tag))
            if plan.elements or plan.wants_attributes:
                yield number, plan, depth, self.steps((plan, depth), plan.elements, place)

    def _step(self, row: Row, place: Place) -> Step:
        _, select, rule, top_rule, _ = row
        if select is not None and not self._allows(select, place):
            return _refuse, REFUSED
        if place.depth is not None:
            return select, self._part(rule, place)
        rule = top_rule if place.is_top and top_rule is not None else rule
        return select, self._whole(rule) if self._allows(rule, place) else REFUSED

    def _whole(self, rule: Any) -> Part:
        return Part(rule, None, frozenset(), rule.__name__, frozenset(self._of(rule.__name__)))

    def _allows(self, function: Any, place: Place) -> bool:
        """Whether it takes the same nodes, or says the same, in all lines of a form."""
        if self.differs.frame is NO_LINES:
            return True
        if place.depth is not None:
            return self._meant(function.__name__, place) == set()
        read = [one for who in self._of(function.__name__) for one in self.names["READS"].get(who, ())]
        return not any(self.differs.outside(one, place.above) for one in read)

    def speaks(self, check: int, depth: int | None) -> bool:
        """Whether the values in a check's message, of a node so deep in a line (None: outside), are to be had."""
        reads = self.names["READS"].get(("say", check), ())
        return not any(self.differs.outside(one, above=True, in_a_line=depth is not None) for one in reads if depth is None or one[3] > depth)

    def _of(self, name: str) -> list[Any]:
        if name not in self.names["RULES"]:
            name = name.removesuffix("_top")
        if name in self.names["RULES"]:
            first, count = self.names["RULES"][name]
            return list(range(first, first + count))
        return [name]

    def _part(self, rule: Any, place: Place) -> Part:
        each: set[int] = set()
        leaves: set[Pair] = set()
        numbers = self._of(rule.__name__)
        for number in numbers:
            meant = self._meant(number, place)
            if meant is None:
                return REFUSED
            if meant:
                each.add(number)
                leaves |= meant
        if not each:
            return self._whole(rule)
        once = frozenset(numbers) - each
        return Part(self.only(rule.__name__, once) if once else None, self._for_each(rule, each, place), frozenset(leaves), rule.__name__, once)

    def _meant(self, who: Any, place: Place) -> set[Pair] | None:
        """The pairs of differing values that are read in the same line; None where others are."""
        found: set[Pair] = set()
        for read in self.names["READS"].get(who, ()):
            kind, parent, tag, up, trail = read
            if up > place.depth:
                if self.differs.outside(read, above=True, in_a_line=True):
                    return None
            elif kind != "c":
                pairs = self.differs.of(*place.own) if not trail and up == 0 and tag != "@" else self.differs.of(parent, tag)
                found |= pairs
        return found

    def only(self, rule: str, numbers: frozenset[int]) -> Rule:
        """The rule with these checks alone, made of its own source."""
        found = self.made.get((rule, numbers))
        if found is None:
            function, loop = _source(self.text, rule)
            loop.body = _needed(loop.body, numbers)
            _forget_many(self.made) if len(self.made) > 2_000 else None
            found = self.made[rule, numbers] = self._made(function)
        return found

    def _for_each(self, rule: Any, numbers: set[int], place: Place) -> Any:
        """The rule with these checks alone, in two steps: variables in which lines don't differ are found in the first."""
        function, loop = _source(self.text, rule.__name__)
        body = _needed(loop.body, numbers)
        same = [one for one in body if not isinstance(one, ast.If) and self._meant((rule.__name__, _let(one)), place) == set()]
        found = Found(ast.unparse(loop.target).strip("()").split(", ")[0])
        asked = [found.visit(one) for one in body if one not in same]
        names = [*ast.unparse(loop.target).strip("()").split(", "), *(name for one in same for name in _made(one)), *found.names.values()]
        row = ", ".join(names)
        ask = ast.parse(f"def ask(out):\n    for {row}, in rows:\n        pass").body[0]
        assert isinstance(ask, ast.FunctionDef) and isinstance(ask.body[0], ast.For)
        ask.body[0].body = asked
        lookups = ast.parse("\n".join(f"{name} = {lookup}" for lookup, name in found.names.items())).body
        loop.body = [*same, *lookups, *ast.parse(f"rows.append(({row},))").body]
        function.args.args.pop()  # out
        function.body = [*ast.parse("rows = []").body, loop, ask, *ast.parse("return ask").body]
        return self._made(function)

    def _made(self, function: ast.FunctionDef) -> Any:
        own: dict[str, Any] = {}
        tree = ast.parse(ast.unparse(ast.Module([function], [])))
        exec(compile(tree, "<part>", "exec"), self.names, own)  # noqa: S102 - our own generated source
        return own[function.name]


# What generated code calls with a node and names → where it looks, and what it makes of the leaf that is found there.
_OF_LEAF = {
    "opt_text": ("leaf_child({0}, {1})", "(None if {leaf} is None else {leaf}.text or '')"),
    "first_text": ("leaf_child({0}, {1})", "('' if {leaf} is None else {leaf}.text or '')"),
    "decimal_or": ("leaf_child({0}, {1})", "({2} if {leaf} is None else decimal_of({leaf}.text or ''))"),
    "opt_below": ("leaf_below({0}, {1}, {2})", "(None if {leaf} is None else {leaf}.text or '')"),
    "decimal_below_or": ("leaf_below({0}, {1}, {2})", "({3} if {leaf} is None else decimal_of({leaf}.text or ''))"),
}


class Found(ast.NodeTransformer):
    """Lines of a form have the same elements: where a check looks from its node `start` is found once. `names`: lookup → the name of what it found."""

    def __init__(self, start: str) -> None:
        self._start = start
        self.names: dict[str, str] = {}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        given = [ast.unparse(one) for one in node.args]
        if isinstance(node.func, ast.Name) and node.func.id in _OF_LEAF and given[0] == self._start:
            where, then = _OF_LEAF[node.func.id]
            return ast.parse(then.format(*given, leaf=self._name(where.format(*given))), mode="eval").body
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in ("D.at", "D.below", "D.tagged"):
            return ast.Name(self._name(ast.unparse(node)), ast.Load())
        return self.generic_visit(node)

    def _name(self, lookup: str) -> str:
        return self.names.setdefault(lookup, f"q{len(self.names)}")


def _refuse(_document: Any, _nodes: Any, _out: Any = None) -> Any:
    raise NeedsWhole


REFUSED = Part(_refuse, None, frozenset())


NO_LINES = Frame("", "", frozenset(), frozenset())


def effects(program: Any, folded: Folded | None) -> Effects:
    """Those of a rule set for this document; remembered for others that differ alike."""
    key = (folded.frame, folded.free) if folded is not None else (NO_LINES, frozenset())
    found = program.effects.get(key)
    if found is None:
        _forget_many(program.effects)
        found = program.effects[key] = Effects(program.names, program.text, Differences(*key), program.made)
    return found


def _source(text: str, name: str) -> tuple[ast.FunctionDef, ast.For]:
    """A generated rule, and its loop over the nodes."""
    start = text.index(f"\ndef {name}(") + 1
    end = text.find("\ndef ", start)
    function = ast.parse(text[start:end] if end > 0 else text[start:].partition("\nGLOBALS = ")[0]).body[0]
    assert isinstance(function, ast.FunctionDef)
    return function, next(one for one in function.body if isinstance(one, ast.For))


def _number(statement: ast.If) -> int:
    """Which check an `if not test: note(out, same, 7)` or `out.append((n, 7))` is."""
    return int(ast.unparse(statement.body[0]).rpartition(", ")[2].rstrip(")"))


def _made(statement: ast.stmt) -> list[str]:
    """The variables that a statement makes: a `try` with one assignment, or the assignment alone."""
    assigned = statement.body[0] if isinstance(statement, ast.Try) else statement
    return [target.id for target in assigned.targets if isinstance(target, ast.Name)] if isinstance(assigned, ast.Assign) else []


def _let(statement: ast.stmt) -> str:
    """The rule's name for it: v_price_12 is price."""
    return "".join(_made(statement))[2:].rpartition("_")[0]


def _needed(statements: list[ast.stmt], numbers: AbstractSet[int]) -> list[ast.stmt]:
    """The checks of these numbers, and the variables that they use."""
    kept: list[ast.stmt] = []
    used: set[str] = set()
    for statement in reversed(statements):
        if _number(statement) in numbers if isinstance(statement, ast.If) else used.intersection(_made(statement)):
            kept.append(statement)
            used |= {name.id for name in ast.walk(statement) if isinstance(name, ast.Name)}
    return kept[::-1]
