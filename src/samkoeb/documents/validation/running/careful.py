"""A rule once more, slowly, when an error came out of it: which check can't be evaluated at which node, and which hold all the same.

The slow version is made of the rule's own source when it is first needed. Each check gets a `try` of its own, and `and` and `or` become
forgiving: an error on one side counts for nothing if the other side settles it. XPath 2.0 allows either (2.3.4); Saxon, by which the official
verdicts are made, does it so.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cached_property
from typing import Any

from samkoeb.documents.validation.running.library import UNSET
from samkoeb.documents.validation.running.tree import Document

_SHARED = ("f_", "global_", "key_", "use_", "by_")


class Careful:
    """The slow versions of a generated module's functions."""

    def __init__(self, names: dict[str, Any], text: str) -> None:
        self._fast, self._text = names, text
        self._made: dict[str, Callable[..., Any]] = {}

    def judge(self, rule: str, document: Document, nodes: list[Any]) -> tuple[list[tuple[Any, int]], list[tuple[Any, int, Exception]]]:
        """(node, check) for each that does not hold, (node, check, error) for each that can't be evaluated."""
        found: list[tuple[Any, int]] = []
        failed: list[tuple[Any, int, Exception]] = []
        self._with_own_globals(document, lambda: self._function(rule)(document, nodes, found, failed))
        return found, failed

    def selects(self, select: str, document: Document, node: Any) -> bool:
        """Whether a context's predicates hold for a node; an error means that they don't."""
        try:
            return bool(self._with_own_globals(document, lambda: self._function(select)(document, [node])))
        except Exception:
            return False

    def _with_own_globals(self, document: Document, work: Callable[[], Any]) -> Any:
        kept, document.globals = document.globals, [UNSET] * len(document.globals)
        try:
            return work()
        finally:
            document.globals = kept

    @cached_property
    def _sources(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in ast.parse(self._text).body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def _names(self) -> dict[str, Any]:
        names = dict(self._fast) | {"all_of": all_of, "any_of": any_of}
        shared = [node for name, node in self._sources.items() if name == "shared" or name.startswith(_SHARED)]
        _execute([_forgiving(node) for node in shared], names)
        names["GLOBALS"] = [names[one.__name__] for one in self._fast["GLOBALS"]]
        return names

    def _function(self, name: str) -> Callable[..., Any]:
        if name not in self._made:
            function = _forgiving(self._sources[name])
            if name.startswith("rule_"):
                function = _guarded(function)
            names = dict(self._names)
            _execute([function], names)
            self._made[name] = names[name]
        return self._made[name]


def all_of(*parts: Callable[[], Any]) -> bool:
    """`and`: False if some part is, whatever errors the others end in."""
    error: Exception | None = None
    for part in parts:
        try:
            if not part():
                return False
        except Exception as raised:
            error = error or raised
    if error is not None:
        raise error
    return True


def any_of(*parts: Callable[[], Any]) -> bool:
    """`or`: True if some part is, whatever errors the others end in."""
    error: Exception | None = None
    for part in parts:
        try:
            if part():
                return True
        except Exception as raised:
            error = error or raised
    if error is not None:
        raise error
    return False


class _Forgive(ast.NodeTransformer):
    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        if isinstance(node.op, ast.Or) and len(node.values) == 2 and isinstance(node.values[1], ast.Constant):
            return self.generic_visit(node)  # `x or ''` gives a value, not a truth
        self.generic_visit(node)
        no_arguments = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        return ast.Call(
            ast.Name("all_of" if isinstance(node.op, ast.And) else "any_of", ast.Load()),
            [ast.Lambda(no_arguments, value) for value in node.values],
            [],
        )


def _forgiving(function: ast.FunctionDef) -> ast.FunctionDef:
    copy = ast.parse(ast.unparse(function)).body[0]
    return ast.fix_missing_locations(_Forgive().visit(copy))


def _guarded(function: ast.FunctionDef) -> ast.FunctionDef:
    """A rule that notes errors too: `if not test: out.append((n, 7))` in a `try` that knows it is check 7."""
    function.args.args.append(ast.arg("failed"))
    for loop in function.body:
        if isinstance(loop, ast.For):
            loop.body = [_guard(statement) for statement in loop.body]
    return ast.fix_missing_locations(function)


def _guard(statement: ast.stmt) -> ast.stmt:
    if not isinstance(statement, ast.If):
        return statement
    noted = ast.unparse(statement.body[0])
    number, nodes = noted.rpartition(", ")[2].rstrip(")"), "same" if noted.startswith("note(") else "[n]"
    guard = ast.parse(f"try:\n    pass\nexcept Exception as error:\n    failed.extend([(m, {number}, error) for m in {nodes}])").body[0]
    assert isinstance(guard, ast.Try)
    guard.body = [statement]
    return guard


def _execute(functions: list[ast.FunctionDef], names: dict[str, Any]) -> None:
    module = ast.fix_missing_locations(ast.Module(list(functions), []))
    exec(compile(module, "<careful>", "exec"), names)  # noqa: S102 - our own generated source
