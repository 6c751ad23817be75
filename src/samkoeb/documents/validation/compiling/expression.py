"""XPath trees to Python expressions. Each kind of node has one function; paths, comparisons and functions have modules of their own."""

from __future__ import annotations

import re
from decimal import Decimal

from samkoeb.documents.validation.compiling import comparisons, functions, paths
from samkoeb.documents.validation.compiling.codes import (
    NUMERIC,
    CannotCompile,
    Code,
    as_list,
    as_many,
    joined_kind,
    to_opt,
    truth,
    typed_opt,
)
from samkoeb.documents.validation.compiling.scope import Scope, python_name
from samkoeb.documents.validation.running.values import CASTS
from samkoeb.documents.validation.xpath import ast

_CAST_KINDS = {
    "xs:decimal": "dec",
    "xs:double": "dbl",
    "xs:float": "dbl",
    "xs:boolean": "bool",
    "xs:string": "str",
    "xs:untypedAtomic": "unt",
    "xs:anyAtomicType": "any",
    **dict.fromkeys(("xs:integer", "xs:int", "xs:long", "xs:nonNegativeInteger", "xs:positiveInteger"), "int"),
    **dict.fromkeys(("xs:date", "xs:dateTime", "xs:time"), "date"),
}
_TO = {"dec": "to_decimal", "dbl": "to_double", "int": "to_integer", "bool": "to_boolean"}
_ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "div": "divide", "idiv": "integer_divide", "mod": "modulo"}


def value(node: ast.Expr, scope: Scope) -> Code:
    """The items of an expression: nodes stay nodes."""
    match node:
        case ast.Literal(found):
            return _literal(found, scope)
        case ast.Var(name):
            return scope.variable(name)
        case ast.Dot():
            return Code(scope.context(), scope.kind, "1")
        case ast.Root():
            return Code("D", "node", "1")
        case ast.Path() | ast.Step():
            return paths.nodes(node, scope)
        case ast.Filter(base, predicates):
            return paths.filtered(value(base, scope), predicates, scope)
        case ast.SetOp():
            return _set_operation(node, scope)
        case ast.Call():
            return functions.call(node, scope)
        case ast.Logic() | ast.Compare() | ast.Quantified():
            return Code(test(node, scope), "bool", "1", fixed=_fixed(node, scope))
        case ast.Arith():
            return _arithmetic(node, scope)
        case ast.Negate(operand):
            return _negated(value(operand, scope))
        case ast.Range(first, last):
            bounds = [typed_opt(atoms(bound, scope)) for bound in (first, last)]
            return Code(f"span({bounds[0]}, {bounds[1]})", "int", "*")
        case ast.If():
            return _conditional(node, scope)
        case ast.For(bindings, result):
            return _for(list(bindings), result, scope)
        case ast.LetIn():
            return _let(node, scope)
        case ast.Sequence(items):
            return _sequence([value(item, scope) for item in items])
        case ast.Typed():
            return _typed(node, scope)
    raise CannotCompile(f"{type(node).__name__} is not supported")


def atoms(node: ast.Expr, scope: Scope) -> Code:
    """The atomized values of an expression."""
    if isinstance(node, (ast.Path, ast.Step)):
        return paths.atoms(node, scope)
    return atomized(value(node, scope))


def atomized(code: Code) -> Code:
    if code.kind == "node":
        if code.card == "*":
            return Code(f"texts_of({code.py})", "unt", "*")
        return Code(f"sv({code.py})" if code.card == "1" else f"opt_sv({code.py})", "unt", code.card)
    if code.kind == "any" and code.card == "*":
        return Code(f"atomize({code.py})", "any", "*")
    return code


def test(node: ast.Expr, scope: Scope) -> str:
    """Whether an expression is true: its effective boolean value."""
    match node:
        case ast.Logic(op, parts):
            return "(" + f" {op} ".join(test(part, scope) for part in parts) + ")"
        case ast.Compare():
            return comparisons.compare(node, scope)
        case ast.Quantified(kind, bindings, condition):
            return _quantified(kind, list(bindings), condition, scope)
        case ast.Path() | ast.Step():
            return paths.exists(node, scope)
        case ast.Call("not", (inner,)):
            return f"(not {test(inner, scope)})"
        case ast.Call("boolean", (inner,)):
            return test(inner, scope)
        case ast.Call("true", ()):
            return "True"
        case ast.Call("false", ()):
            return "False"
        case ast.If(condition, then, otherwise):
            return f"({test(then, scope)} if {test(condition, scope)} else {test(otherwise, scope)})"
        case ast.Call("exists", (ast.Path() | ast.Step() as inner,)):
            return paths.exists(inner, scope)
        case ast.Call("normalize-space", args) if _blank_test(args):
            item = scope.context()
            return f"(not blank({item}))" if scope.kind == "node" else f"norm({item})"
    return truth(value(node, scope))


def _blank_test(args: tuple[ast.Expr, ...]) -> bool:
    return args in ((), (ast.Dot(),))


def _literal(found: object, scope: Scope) -> Code:
    if isinstance(found, str):
        return Code(repr(found), "str", "1", fixed=True)
    if isinstance(found, Decimal):
        return Code(scope.module.constant(f"Decimal({str(found)!r})"), "dec", "1", fixed=True)
    return Code(repr(found), "int" if isinstance(found, int) else "dbl", "1", fixed=True)


def _fixed(node: ast.Expr, scope: Scope) -> bool:
    """Whether it depends on nothing in the document."""
    for below in ast.walk(node):
        if isinstance(below, (ast.Step, ast.Path, ast.Dot, ast.Root, ast.For, ast.Quantified, ast.LetIn)):
            return False
        if isinstance(below, ast.Var) and not scope.variable(below.name).fixed:
            return False
        if isinstance(below, ast.Call) and (below.name.startswith("{") or below.name in ("current", "position", "last", "key") or not below.args):
            return False
    return True


def _set_operation(node: ast.SetOp, scope: Scope) -> Code:
    sides, whole = [], True
    for side in (node.left, node.right):
        code = value(side, scope)
        whole = whole and code.whole
        if code.kind not in ("node", "any"):
            raise CannotCompile(f"{node.op} of what are no nodes")
        sides.append(f"need_nodes({as_many(code)})" if code.kind == "any" else as_many(code))
    if node.op == "union":
        return Code(f"merged(D, {sides[0]}, {sides[1]})", "node", "*", whole=whole)
    word = "in" if node.op == "intersect" else "not in"
    other = scope.module.fresh("s")
    return Code(f"ordered(D, [x for {other} in (set({sides[1]}),) for x in {sides[0]} if x {word} {other}])", "node", "*")


def _arithmetic(node: ast.Arith, scope: Scope) -> Code:
    left, right = (to_opt(atoms(side, scope)) for side in (node.left, node.right))
    kinds, op = {left.kind, right.kind}, node.op
    exact = kinds <= {"int", "dec"}
    card = "1" if left.card == right.card == "1" else "?"
    if op == "idiv" or (kinds <= {"int"} and op != "div"):
        kind = "int"
    elif exact:
        kind = "dec"
    elif kinds & {"dbl", "unt"} and kinds <= NUMERIC | {"unt"}:
        kind = "dbl"
    elif "any" in kinds or "date" in kinds:
        kind = "any"
    else:
        kind = "num"
    fixed = left.fixed and right.fixed
    if card == "1" and kinds <= {"int"} and op in ("+", "-", "*"):
        return Code(f"({left.py} {op} {right.py})", "int", "1", fixed)
    return Code(f"{_ARITHMETIC[op]}({typed_opt(left)}, {typed_opt(right)})", kind, card, fixed)


def _negated(code: Code) -> Code:
    code = to_opt(atomized(code))
    if code.card == "1" and code.kind in ("int", "dec", "dbl"):
        return Code(f"(-{code.py})", code.kind, "1", code.fixed)
    return Code(f"negate({typed_opt(code)})", "dbl" if code.kind == "unt" else code.kind if code.kind in NUMERIC else "num", code.card)


_OWN = re.compile(r"opt_decimal\(opt_text\((\w+), (\w+)\)\)")
_OF_CHILD = re.compile(r"opt_decimal\(opt_below\((\w+), (\w+), (\w+)\)\)")


def _decimal_or(condition: str, then: str, otherwise: str) -> str | None:
    """`if (x) then xs:decimal(x) else 0` looks for x once."""
    if (own := _OWN.fullmatch(then)) and condition == f"({own[1]}.find({own[2]}) is not None)":
        return f"decimal_or({own[1]}, {own[2]}, {otherwise})"
    if (of := _OF_CHILD.fullmatch(then)) and condition == f"any([x.find({of[3]}) is not None for x in {of[1]}.findall({of[2]})])":
        return f"decimal_below_or({of[1]}, {of[2]}, {of[3]}, {otherwise})"
    return None


def _conditional(node: ast.If, scope: Scope) -> Code:
    condition = test(node.test, scope)
    then, otherwise = value(node.then, scope), value(node.otherwise, scope)
    if otherwise.fixed and otherwise.card == "1" and (short := _decimal_or(condition, then.py, otherwise.py)):
        return Code(short, joined_kind(then.kind, otherwise.kind), "1")
    kind = joined_kind(then.kind, otherwise.kind)
    if node.otherwise == ast.Sequence(()):
        kind = then.kind
    elif node.then == ast.Sequence(()):
        kind = otherwise.kind
    if kind == "any" or kind == "node":
        then, otherwise = _self_describing(then, kind), _self_describing(otherwise, kind)
    if then.card == otherwise.card:
        return Code(f"({then.py} if {condition} else {otherwise.py})", kind, then.card)
    if "*" in (then.card, otherwise.card) and not _only_empty(node):
        return Code(f"({as_list(then)} if {condition} else {as_list(otherwise)})", kind, "*")
    then_py, otherwise_py = (("None" if c.py == "()" else c.py) for c in (then, otherwise))
    return Code(f"({then_py} if {condition} else {otherwise_py})", kind, "?")


def _only_empty(node: ast.If) -> bool:
    """Whether the side that is many is just the empty sequence."""
    return ast.Sequence(()) in (node.then, node.otherwise)


def _self_describing(code: Code, kind: str) -> Code:
    if code.kind != "unt" or kind == "unt":
        return code
    py = {"1": f"Untyped({code.py})", "?": f"untyped({code.py})", "*": f"[Untyped(u) for u in {code.py}]"}[code.card]
    return Code(py, "any", code.card, code.fixed)


def _for(bindings: list[tuple[str, ast.Expr]], result: ast.Expr, scope: Scope) -> Code:
    loops = []
    for name, source in bindings:
        items = value(source, scope)
        variable = scope.module.fresh(f"v_{python_name(name)}_")
        loops.append(f"for {variable} in {as_many(items)}")
        scope = scope.binding(name, Code(variable, items.kind, "1"))
    found = value(result, scope)
    if found.card == "1":
        return Code(f"[{found.py} {' '.join(loops)}]", found.kind, "*", unique=False)
    inner = scope.module.fresh("y")
    return Code(f"[{inner} {' '.join(loops)} for {inner} in {as_many(found)}]", found.kind, "*", unique=False)


def _let(node: ast.LetIn, scope: Scope) -> Code:
    bound = value(node.value, scope)
    variable = scope.module.fresh(f"v_{python_name(node.name)}_")
    py = as_list(bound) if bound.card == "*" else bound.py
    inner = value(node.result, scope.binding(node.name, Code(variable, bound.kind, bound.card)))
    # A comprehension over one value binds a name in an expression, and only where it is asked for.
    return Code(f"[{inner.py} for {variable} in ({py},)][0]", inner.kind, inner.card, unique=inner.unique)


def _quantified(kind: str, bindings: list[tuple[str, ast.Expr]], condition: ast.Expr, scope: Scope) -> str:
    if kind == "some" and (quick := comparisons.membership(bindings, condition, scope)):
        return quick
    loops = []
    for name, source in bindings:
        items = value(source, scope)
        variable = scope.module.fresh(f"v_{python_name(name)}_")
        loops.append(f"for {variable} in {as_many(items)}")
        scope = scope.binding(name, Code(variable, items.kind, "1"))
    return f"{'any' if kind == 'some' else 'all'}([{test(condition, scope)} {' '.join(loops)}])"


def _sequence(items: list[Code]) -> Code:
    if not items:
        return Code("()", "any", "*", fixed=True)
    kind = items[0].kind
    for item in items[1:]:
        kind = joined_kind(kind, item.kind)
    items = [_self_describing(item, kind) for item in items]
    inside = ", ".join(item.py if item.card == "1" else f"*{as_many(item)}" for item in items)
    return Code(f"[{inside}]", kind, "*", fixed=all(item.fixed for item in items), unique=False)


def cast(operand: Code, kind: str) -> Code:
    """A constructor function or `cast as`."""
    if kind not in CASTS:
        raise CannotCompile(f"the type {kind} is not supported")
    operand, target = to_opt(operand), _CAST_KINDS[kind]
    if operand.kind == target and target in ("str", "dec", "bool", "dbl", "int") and kind[3:] not in ("positiveInteger", "nonNegativeInteger"):
        return operand
    if operand.card == "?" and kind == "xs:decimal" and operand.kind == "unt":
        return Code(f"opt_decimal({operand.py})", "dec", "?", operand.fixed)
    if operand.card == "1" and kind in ("xs:decimal", "xs:double", "xs:integer", "xs:boolean"):
        return Code(f"{_TO[target]}({operand.py})", target, "1", operand.fixed)
    if kind == "xs:string" and operand.kind in ("str", "unt"):
        return Code(operand.py, "str", operand.card, operand.fixed)
    if kind == "xs:untypedAtomic" and operand.kind in ("str", "unt"):
        return Code(operand.py, "unt", operand.card, operand.fixed)
    return Code(f"cast({typed_opt(operand)}, {kind!r})", target, operand.card, operand.fixed)


def _typed(node: ast.Typed, scope: Scope) -> Code:
    kind, many = (node.type[:-1], node.type[-1]) if node.type[-1] in "?*+" else (node.type, "")
    if node.op in ("cast", "castable") and kind not in CASTS:
        raise CannotCompile(f"the type {kind} is not supported")
    if node.op == "cast":
        found = cast(atoms(node.operand, scope), kind)
        return found if many == "?" or found.card == "1" else Code(f"need_one({found.py})", found.kind, "1")
    if node.op == "castable":
        operand = atoms(node.operand, scope)
        if operand.card == "*":
            return Code(f"castable_many({typed_list(operand)}, {kind!r}, {many == '?'})", "bool", "1")
        return Code(f"castable({typed_opt(operand)}, {kind!r}, {many == '?'})", "bool", "1", operand.fixed)
    operand = value(node.operand, scope)
    if node.op == "treat":
        return operand
    return Code(f"instance_of({typed_items(operand)}, {kind!r}, {many!r})", "bool", "1")


def typed_list(code: Code) -> str:
    return f"[Untyped(u) for u in {code.py}]" if code.kind == "unt" else as_list(code)


def typed_items(code: Code) -> str:
    return typed_list(code) if code.card == "*" else as_many(Code(f"untyped({code.py})", "any", code.card) if code.kind == "unt" else code)
