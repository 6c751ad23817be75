"""The nodes of an XPath 2.0 expression. Names are resolved: an element or function is `{uri}local`, so no prefix survives parsing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


class Expr:
    """Any expression. Equal expressions compare equal, which lets the compiler find them again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    """A string, int (xs:integer), Decimal (xs:decimal) or float (xs:double)."""

    value: str | int | Decimal | float


@dataclass(frozen=True, slots=True)
class Var(Expr):
    name: str


@dataclass(frozen=True, slots=True)
class Dot(Expr):
    """The context item."""


@dataclass(frozen=True, slots=True)
class Root(Expr):
    """A leading `/`: the document node."""


@dataclass(frozen=True, slots=True)
class Test:
    """A node test. `kind`: element, attribute, node, text, comment, processing-instruction, document-node. `*` stands for any uri or local name."""

    kind: str
    uri: str = "*"
    local: str = "*"

    @property
    def tag(self) -> str | None:
        """The name as trees have it, where it is one name."""
        if self.uri == "*" or self.local == "*":
            return None
        return f"{{{self.uri}}}{self.local}" if self.uri else self.local


@dataclass(frozen=True, slots=True)
class Step(Expr):
    axis: str
    test: Test
    predicates: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter(Expr):
    """`base[predicate]…` where base is no axis step."""

    base: Expr
    predicates: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Path(Expr):
    """`first/step/…`: each step is evaluated for every node of what stands before it."""

    steps: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """`name` is local for fn:, `xs:…` for constructors, `{uri}local` for the rule file's own functions."""

    name: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """`and` or `or` of two or more."""

    op: str
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """`general`: = != < <= > >= (some pair); else value comparison (eq ne lt le gt ge) or node comparison (is, <<, >>)."""

    op: str
    left: Expr
    right: Expr

    @property
    def general(self) -> bool:
        return self.op in ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Arith(Expr):
    """+ - * div idiv mod."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negate(Expr):
    operand: Expr


@dataclass(frozen=True, slots=True)
class SetOp(Expr):
    """union, intersect or except of node sequences."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Range(Expr):
    first: Expr
    last: Expr


@dataclass(frozen=True, slots=True)
class If(Expr):
    test: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class For(Expr):
    bindings: tuple[tuple[str, Expr], ...]
    result: Expr


@dataclass(frozen=True, slots=True)
class LetIn(Expr):
    """`let $name := value return result` (XPath 3's): what an `xsl:variable` in a function is read into."""

    name: str
    value: Expr
    result: Expr


@dataclass(frozen=True, slots=True)
class Quantified(Expr):
    """`some` or `every`."""

    kind: str
    bindings: tuple[tuple[str, Expr], ...]
    condition: Expr


@dataclass(frozen=True, slots=True)
class Sequence(Expr):
    """`(a, b, …)`, also the empty one."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Typed(Expr):
    """`castable`, `cast`, `instance`, `treat` … as a sequence type ("xs:decimal", "xs:string?", "element()*")."""

    op: str
    operand: Expr
    type: str


def children(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly below, in the order in which they stand."""
    match node:
        case Step(predicates=below) | Path(steps=below) | Call(args=below) | Logic(parts=below) | Sequence(items=below):
            return below
        case Filter(base, predicates):
            return (base, *predicates)
        case Compare(left=a, right=b) | Arith(left=a, right=b) | SetOp(left=a, right=b) | Range(first=a, last=b):
            return (a, b)
        case Negate(operand) | Typed(operand=operand):
            return (operand,)
        case If(test, then, otherwise):
            return (test, then, otherwise)
        case LetIn(value=a, result=b):
            return (a, b)
        case For(bindings, result):
            return (*(value for _, value in bindings), result)
        case Quantified(bindings=bindings, condition=condition):
            return (*(value for _, value in bindings), condition)
    return ()


def walk(node: Expr):
    """The expression and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)
