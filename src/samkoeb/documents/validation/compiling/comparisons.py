"""Comparisons: where the types are known before they run, as plain Python; where not, by `running.comparing`."""

from __future__ import annotations

from samkoeb.documents.validation.compiling import expression
from samkoeb.documents.validation.compiling.codes import STRINGS, Code, as_list, as_many, typed_many, typed_opt
from samkoeb.documents.validation.compiling.scope import Scope
from samkoeb.documents.validation.xpath import ast

_VALUE = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_SWAPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_EXACT = frozenset({"int", "dec"})


def compare(node: ast.Compare, scope: Scope) -> str:
    """The test of a comparison."""
    if node.op in ("is", "<<", ">>"):
        return _node_comparison(node, scope)
    left, right = expression.atoms(node.left, scope), expression.atoms(node.right, scope)
    if not node.general:
        return f"(value_compare({_VALUE[node.op]!r}, {typed_opt(left)}, {typed_opt(right)}) is True)"
    return general(node.op, left, right)


def general(op: str, left: Code, right: Code) -> str:
    if left.kind in STRINGS and right.kind in STRINGS:
        return _strings(op, left, right)
    if left.kind == "bool" and right.kind == "bool" and left.card == right.card == "1":
        return f"(bool({left.py}) {_PYTHON[op]} bool({right.py}))"
    if left.card == "1" and right.card != "1":
        left, right, op = right, left, _SWAPPED[op]
    if right.card == "1":
        if left.kind in _EXACT and right.kind in _EXACT:
            return _each(op, left, right.py)
        if left.kind == "unt" and right.kind in ("int", "dec", "dbl"):
            return _each(op, left, _double(right), "to_double")
        if left.kind == "unt" and right.kind == "bool" and op in ("=", "!="):
            return _each(op, left, f"bool({right.py})", "to_boolean")
        if left.kind == "dbl" and right.kind in ("int", "dec", "dbl"):
            return _each(op, left, _double(right))
    return f"some_pair({op!r}, {typed_many(left)}, {typed_many(right)})"


def _double(code: Code) -> str:
    if code.kind == "dbl":
        return code.py
    return f"{code.py}.0" if code.py.isdigit() else f"float({code.py})"


def _each(op: str, left: Code, right: str, convert: str = "") -> str:
    """Some of the left compares so with the one on the right."""
    sign = _PYTHON[op]
    if left.card == "1":
        return f"({convert}({left.py}) {sign} {right})" if convert else f"({left.py} {sign} {right})"
    return f"any([{f'{convert}(a)' if convert else 'a'} {sign} {right} for a in {as_many(left)}])"


def _strings(op: str, left: Code, right: Code) -> str:
    if op == "=":
        if left.card == "*" and right.card == "*":
            return f"(not set({left.py}).isdisjoint({right.py}))"
        if left.card == "*":
            return f"({right.py} in {left.py})" if right.card == "1" else f"in_or_none({right.py}, {left.py})"
        if right.card == "*":
            return f"({left.py} in {right.py})" if left.card == "1" else f"in_or_none({left.py}, {right.py})"
        if "1" in (left.card, right.card):
            return f"({left.py} == {right.py})"
    if left.card == right.card == "1":
        return f"({left.py} {_PYTHON[op]} {right.py})"
    if right.card == "1":
        return f"any([a {_PYTHON[op]} {right.py} for a in {as_many(left)}])"
    return f"some_pair({op!r}, {as_list(left)}, {as_list(right)})"


def _node_comparison(node: ast.Compare, scope: Scope) -> str:
    left, right = (f"one_node({as_list(expression.value(side, scope))})" for side in (node.left, node.right))
    if node.op == "is":
        return f"same_node({left}, {right})"
    return f"(comes_before(D, {left}, {right}) if {node.op == '<<'} else comes_before(D, {right}, {left}))"


def membership(bindings: list[tuple[str, ast.Expr]], condition: ast.Expr, scope: Scope) -> str:
    """`some $c in (a fixed list of strings) satisfies x = $c` as a look-up in a set; "" where it is not that."""
    if len(bindings) != 1 or not isinstance(condition, ast.Compare) or condition.op != "=":
        return ""
    name, source = bindings[0]
    codes = expression.value(source, scope)
    if not codes.fixed or codes.kind != "str" or codes.card != "*":
        return ""
    for asked, other in ((condition.left, condition.right), (condition.right, condition.left)):
        if other == ast.Var(name) and ast.Var(name) not in ast.walk(asked):
            found = expression.atoms(asked, scope)
            if found.kind not in STRINGS:
                return ""
            known = scope.module.constant(f"frozenset({codes.py})", "CODES")
            if found.card == "*":
                return f"(not {known}.isdisjoint({found.py}))"
            return f"({found.py} in {known})"
    return ""
