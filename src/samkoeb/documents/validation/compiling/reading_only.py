"""What an expression looks at: the document as a whole, or only a node's own value. The first is found once a document, the second once a value."""

from __future__ import annotations

from dataclasses import dataclass

from samkoeb.documents.validation.compiling.scope import Scope
from samkoeb.documents.validation.xpath import ast

_BEYOND = frozenset({"parent", "ancestor", "ancestor-or-self", "following", "following-sibling", "preceding", "preceding-sibling"})
_OF_CONTEXT = frozenset({"normalize-space", "string", "string-length", "number"})
_NAMES = frozenset({"name", "local-name", "namespace-uri"})


def closed(node: ast.Expr, scope: Scope, bound: frozenset[str] = frozenset()) -> bool:
    """Whether it sees nothing but its own context item and the document: no variable of a rule, no current(), no position of another."""
    match node:
        case ast.Var(name):
            return name in bound or (name not in scope.variables and name in scope.module.globals) or scope.variable(name).fixed
        case ast.Call("current", ()):
            return False
        case ast.For(bindings, inner) | ast.Quantified(bindings=bindings, condition=inner):
            for name, source in bindings:
                if not closed(source, scope, bound):
                    return False
                bound = bound | {name}
            return closed(inner, scope, bound)
        case ast.LetIn(name, value, result):
            return closed(value, scope, bound) and closed(result, scope, bound | {name})
    return all(closed(child, scope, bound) for child in ast.children(node))


@dataclass(frozen=True, slots=True)
class Looks:
    """What of a leaf a rule reads: its text, and which attributes (None: any)."""

    text: bool
    attributes: frozenset[str] | None


def own_value(trees: list[ast.Expr]) -> Looks | None:
    """What is read where nothing but a leaf's own value is; None where more is."""
    text, attributes = False, set()
    for tree in trees:
        for below in ast.walk(tree):
            match below:
                case ast.Step(axis=axis) if axis in _BEYOND:
                    return None
                case ast.Step("attribute", test):
                    if test.tag is None:
                        return None
                    attributes.add(test.tag)
                case ast.Call("current" | "position" | "last" | "key" | "root"):
                    return None
                case ast.Dot() | ast.Step("self" | "descendant-or-self"):
                    text = True
                case ast.Step("child" | "descendant", test) if test.kind in ("text", "node"):
                    text = True
                case ast.Call(name, ()) if name in _OF_CONTEXT:
                    text = True
    return Looks(text, frozenset(attributes))


def only_name(node: ast.Expr) -> bool:
    """Whether it asks for nothing but the node's name: then one node of a path answers for all."""
    found = False
    for below in ast.walk(node):
        match below:
            case ast.Call(name, args) if name in _NAMES and args in ((), (ast.Dot(),)):
                found = True
            case ast.Dot() if found:
                pass
            case ast.Step() | ast.Path() | ast.Root() | ast.Var() | ast.For() | ast.Quantified() | ast.LetIn() | ast.Dot():
                return False
            case ast.Call(name, args) if not args and name not in ("true", "false"):
                return False
    return found
