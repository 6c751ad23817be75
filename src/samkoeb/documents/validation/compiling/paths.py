"""Paths: child steps become the C parser's own searches, paths from the root become columns, the rest goes by the axes of `running.nodes`."""

from __future__ import annotations

import re
from dataclasses import replace

from samkoeb.documents.validation.compiling import expression
from samkoeb.documents.validation.compiling.codes import NUMERIC, STRINGS, CannotCompile, Code, as_list, as_many, typed_opt
from samkoeb.documents.validation.compiling.reading_only import closed
from samkoeb.documents.validation.compiling.scope import Scope
from samkoeb.documents.validation.xpath import ast

_ORDERED = frozenset({"child", "attribute", "self"})  # from one node they give nodes in order, and from several too
_PLAIN = re.compile(r"D\.(below|at|tagged)\(\w+\)")  # a look-up already
_PARENT, _CHILD = ast.Step("parent", ast.Test("node")), ast.Step("child", ast.Test("element"))
_ANYWHERE = ast.Step("descendant-or-self", ast.Test("node"))


def nodes(node: ast.Expr, scope: Scope) -> Code:
    """The nodes of a path, in document order and each once."""
    steps = node.steps if isinstance(node, ast.Path) else (node,)
    code, rest = _start(steps, scope)
    for step in rest:
        code = _step(code, step, scope)
    if code.kind == "node" and code.card == "*" and not code.unique:
        code = replace(code, py=f"ordered(D, {as_list(code)})", unique=True)
    return once(code, scope)


def once(code: Code, scope: Scope) -> Code:
    """What depends on the document only, and costs more than a look-up, is found once for each document."""
    if not code.whole or code.card != "*" or _PLAIN.fullmatch(code.py):
        return code
    return replace(code, py=scope.module.once(as_list(code)))


def atoms(node: ast.Expr, scope: Scope) -> Code:
    """The values of a path's nodes."""
    steps = node.steps if isinstance(node, ast.Path) else (node,)
    last = steps[-1]
    if isinstance(last, ast.Step) and last.axis == "attribute" and last.test.tag and not last.predicates:
        name = repr(last.test.tag)
        if len(steps) == 1:
            return Code(f"{scope.context()}.get({name})", "unt", "?")
        owners = nodes(_path(steps[:-1]), scope)
        if owners.kind == "node":
            if owners.card == "1":
                return Code(f"{owners.py}.get({name})", "unt", "?")
            return Code(f"attribute_values({as_many(owners)}, {name})", "unt", "*")
    if scope.kind == "node" and not scope.top and scope.item != "D" and len(steps) < 3 and all(_plain_child(step) for step in steps):
        tags = [_tag(step, scope) for step in steps if isinstance(step, ast.Step)]
        if len(tags) == 1:
            return Code(f"texts_of({scope.context()}.findall({tags[0]}))", "unt", "*", child=(scope.context(), *tags))
        return replace(expression.atomized(nodes(node, scope)), child=(scope.context(), *tags))
    return expression.atomized(nodes(node, scope))


def exists(node: ast.Expr, scope: Scope) -> str:
    """Whether a path has any node; order does not matter."""
    steps = node.steps if isinstance(node, ast.Path) else (node,)
    last = steps[-1]
    if len(steps) == 1 and isinstance(last, ast.Step) and not last.predicates:
        item = scope.context()
        if _plain_child(last) and not scope.top:
            return f"({item}.find({_tag(last, scope)}) is not None)"
        if last.axis == "attribute" and last.test.tag:
            return f"({item}.get({last.test.tag!r}) is not None)"
        if last.axis == "child" and last.test == ast.Test("element"):
            return f"(len({item}) > 0)"
    found, rest = _start(steps, scope)
    for step in rest:
        found = _step(found, step, scope)
    if found.kind != "node":
        return expression.truth(found)
    if found.whole and found.card == "*":
        return once(found, scope).py
    if isinstance(last, ast.Step) and _plain_child(last) and len(rest) == len(steps) > 1:
        above = nodes(_path(steps[:-1]), scope)
        return f"any([x.find({_tag(last, scope)}) is not None for x in {as_many(above)}])"
    return found.py if found.card == "*" else expression.truth(found)


def filtered(base: Code, predicates: tuple[ast.Expr, ...], scope: Scope) -> Code:
    """base[predicate]…: over any sequence, in its own order."""
    for predicate in predicates:
        base = _predicate(base, predicate, scope)
    return base


def _path(steps: tuple[ast.Expr, ...]) -> ast.Expr:
    return steps[0] if len(steps) == 1 else ast.Path(steps)


def _plain_child(step: ast.Expr) -> bool:
    return isinstance(step, ast.Step) and step.axis == "child" and step.test.kind == "element" and bool(step.test.tag) and not step.predicates


def _names(step: ast.Expr) -> list[ast.Step]:
    """The child steps of (a | b), where it is that."""
    if isinstance(step, ast.SetOp) and step.op == "union":
        left, right = _names(step.left), _names(step.right)
        return left + right if left and right else []
    return [step] if isinstance(step, ast.Step) and _plain_child(step) else []


def _attribute_name(step: ast.Expr) -> str:
    """The name of a plain attribute step, or ""."""
    plain = isinstance(step, ast.Step) and step.axis == "attribute" and not step.predicates
    return step.test.tag or "" if plain and isinstance(step, ast.Step) else ""


def _tag(step: ast.Step, scope: Scope) -> str:
    return scope.module.constant(repr(step.test.tag), "T")


def _start(steps: tuple[ast.Expr, ...], scope: Scope) -> tuple[Code, tuple[ast.Expr, ...]]:
    """What the path begins from, as much of it as can be looked up; and the steps that are left."""
    first = steps[0]
    if isinstance(first, ast.Root):
        return _from_root(steps[1:], scope)
    if not isinstance(first, ast.Step):
        return expression.value(first, scope), steps[1:]
    if scope.kind not in ("node", "any"):
        raise CannotCompile("a path where the context is no node")
    if scope.top:
        return _from_top(steps, scope)
    if scope.height and steps[: scope.height] == (_PARENT,) * scope.height:
        return _from_root((_CHILD, *steps[scope.height :]), scope)
    if scope.item == "D":
        return _from_root(steps, scope)
    return Code(scope.context(), "node", "1"), steps


def _from_root(steps: tuple[ast.Expr, ...], scope: Scope) -> tuple[Code, tuple[ast.Expr, ...]]:
    if not steps:
        return Code("D", "node", "1", whole=True), ()
    first = steps[0]
    if isinstance(first, ast.Step) and first.axis == "descendant" and first.test.kind == "element" and first.test.tag:
        found = Code(f"D.tagged({_tag(first, scope)})", "node", "*", whole=True)
        return filtered(found, first.predicates, scope), steps[1:]
    if first == _ANYWHERE and len(steps) > 1 and (names := _names(steps[1])):
        return Code(f"merged(D, {', '.join(f'D.tagged({_tag(name, scope)})' for name in names)})", "node", "*", whole=True), steps[2:]
    if first == _ANYWHERE and len(steps) > 1 and _attribute_name(steps[1]):
        name = repr(_attribute_name(steps[1]))
        return Code(f"[attribute(x, {name})[0] for x in D.attributed({name})]", "node", "*", whole=True), steps[2:]
    any_root = isinstance(first, ast.Step) and first.axis == "child" and first.test == ast.Test("element") and not first.predicates
    plain = _plain_length(steps[1:] if any_root else steps)
    if any_root:
        if plain == 0:
            child = steps[1] if len(steps) > 1 else None
            if isinstance(child, ast.Step) and child.axis == "child" and child.test.kind == "element" and child.test.tag:
                found = Code(f"D.below({_tags((child,), scope)})", "node", "*", whole=True)  # of one parent, so positions count as they should
                return filtered(found, child.predicates, scope), steps[2:]
            return Code("D.root", "node", "1", whole=True), steps[1:]
        return Code(f"D.below({_tags(steps[1 : plain + 1], scope)})", "node", "*", whole=True), steps[plain + 1 :]
    if plain:
        return Code(f"D.at({_tags(steps[:plain], scope)})", "node", "*", whole=True), steps[plain:]
    return Code("D", "node", "1", whole=True), steps


def _from_top(steps: tuple[ast.Expr, ...], scope: Scope) -> tuple[Code, tuple[ast.Expr, ...]]:
    plain = _plain_length(steps)
    if plain:
        return Code(f"D.below({_tags(steps[:plain], scope)})", "node", "*", whole=True), steps[plain:]
    first = steps[0]
    if isinstance(first, ast.Step) and first.axis == "child" and first.test.kind == "element" and first.test.tag:
        found = Code(f"D.below({_tags((first,), scope)})", "node", "*", whole=True)
        return filtered(found, first.predicates, scope), steps[1:]
    return Code(scope.context(), "node", "1"), steps


def _plain_length(steps: tuple[ast.Expr, ...]) -> int:
    count = 0
    while count < len(steps) and _plain_child(steps[count]):
        count += 1
    return count


def _tags(steps: tuple[ast.Expr, ...], scope: Scope) -> str:
    names = "".join(f"{step.test.tag!r}, " for step in steps if isinstance(step, ast.Step))
    return scope.module.constant(f"({names})", "P")


def _step(base: Code, step: ast.Expr, scope: Scope) -> Code:
    """base/step."""
    whole = base.whole and closed(step, scope)
    return replace(_stepped(base, step, scope), whole=whole)


def _stepped(base: Code, step: ast.Expr, scope: Scope) -> Code:
    if base.kind not in ("node", "any"):
        raise CannotCompile("a path over what are no nodes")
    if base.kind == "any":
        base = Code(f"need_nodes({as_many(base)})", "node", "*", unique=base.unique)
    if not isinstance(step, ast.Step):
        return _mapped(base, step, scope)
    if base.card == "1":
        return filtered(_axis(base.py, step, scope), step.predicates, scope)
    item = scope.module.fresh("x")
    found = filtered(_axis(item, step, scope), step.predicates, scope)
    inner = scope.module.fresh("x")
    unique = base.unique and step.axis in _ORDERED
    if found.card == "1":
        return Code(f"[{found.py} for {item} in {as_many(base)}]", "node", "*", unique=unique)
    return Code(f"[{inner} for {item} in {as_many(base)} for {inner} in {as_many(found)}]", "node", "*", unique=unique)


def _mapped(base: Code, step: ast.Expr, scope: Scope) -> Code:
    """A step that is no axis step: it is evaluated for each node, and may give values."""
    item = scope.module.fresh("x")
    if base.card == "1":
        return expression.value(step, scope.at(base.py if base.py.isidentifier() else f"({base.py})"))
    positions = asks_position(step)
    inner_scope = scope.at(item, place="p_" + item, size="s_" + item) if positions else scope.at(item)
    found = expression.value(step, inner_scope)
    source = f"for {item} in {as_many(base)}"
    if positions:
        source = f"for s_{item}, l_{item} in [counted({as_list(base)})] for p_{item}, {item} in enumerate(l_{item}, 1)"
    if found.card == "1":
        return Code(f"[{found.py} {source}]", found.kind, "*", unique=False)
    if found.card == "?":
        return Code(f"present([{found.py} {source}])", found.kind, "*", unique=False)
    inner = scope.module.fresh("x")
    return Code(f"[{inner} {source} for {inner} in {as_many(found)}]", found.kind, "*", unique=False)


def _axis(item: str, step: ast.Step, scope: Scope) -> Code:
    """The nodes of one axis step from one node."""
    test, axis = step.test, step.axis
    reverse = axis in ("ancestor", "ancestor-or-self", "preceding", "preceding-sibling") and any(_numeric(p, scope) for p in step.predicates)
    if reverse:
        found = _forward(item, step, scope)
        return Code(f"[*reversed({found.py})]", "node", "*", unique=False)
    if axis == "attribute":
        if test.tag:
            return Code(f"attribute({item}, {test.tag!r})", "node", "*")
        return _tested(f"attributes({item})", test)
    if axis == "child" and test.kind == "element" and test.tag:
        return Code(f"{item}.findall({_tag(step, scope)})", "node", "*")
    return _forward(item, step, scope)


def _forward(item: str, step: ast.Step, scope: Scope) -> Code:
    test, axis = step.test, step.axis
    tag = _tag(step, scope) if test.kind == "element" and test.tag else ""
    elements = test.kind in ("element", "node")
    match axis:
        case "self":
            return _tested(f"({item},)", test)
        case "child":
            if test.kind == "text":
                return Code(f"text_nodes({item})", "node", "*")
            if test.kind == "node":
                return Code(f"child_nodes({item})", "node", "*")
            return _tested(f"[*{item}]", test)
        case "parent":
            return _tested(f"up(D, {item})", test)
        case "ancestor" | "ancestor-or-self":
            return _tested(f"ancestors(D, {item}, {axis == 'ancestor-or-self'})", test)
        case "descendant" if tag:
            return Code(f"descendants({item}, {tag})", "node", "*")
        case "descendant" if elements:
            return _tested(f"descendants({item})", test)
        case "descendant" if test.kind == "text":
            return Code(f"[t for e in self_and_below({item}) for t in text_nodes(e)]", "node", "*")
        case "descendant-or-self" if elements:
            return _tested(f"self_and_below({item})", test)
        case "following-sibling" | "preceding-sibling" if elements:
            return _tested(f"siblings(D, {item}, {axis == 'following-sibling'})", test)
        case "following" | "preceding" if tag:
            return Code(f"beyond(D, {item}, {axis == 'following'}, {tag})", "node", "*")
        case "following" | "preceding" if elements:
            return _tested(f"beyond(D, {item}, {axis == 'following'})", test)
    raise CannotCompile(f"{axis}::{test.kind}() is not supported")


def _tested(source: str, test: ast.Test) -> Code:
    """The nodes of a source that a node test takes."""
    condition = node_test("x", test)
    return Code(source if condition is None else f"[x for x in {source} if {condition}]", "node", "*")


def node_test(item: str, test: ast.Test) -> str | None:
    """A condition on a node, None where all pass."""
    if test.kind == "node":
        return None
    if test.kind in ("text", "document-node"):
        return f"{item}.__class__ is {'Text' if test.kind == 'text' else 'Document'}"
    if test.kind not in ("element", "attribute"):
        return "False"  # comments and processing instructions are not kept
    kind = f"{item}.__class__ is {'Element' if test.kind == 'element' else 'Attribute'}"
    if test.tag:
        return f"({kind} and {item}.tag == {test.tag!r})"
    if test.local != "*":
        return f"({kind} and local_name({item}) == {test.local!r})"
    if test.uri != "*":
        return f"({kind} and namespace_uri({item}) == {test.uri!r})"
    return kind


def asks_position(node: ast.Expr) -> bool:
    return any(isinstance(below, ast.Call) and below.name in ("position", "last") for below in ast.walk(node))


def _numeric(predicate: ast.Expr, scope: Scope) -> bool:
    if asks_position(predicate) or isinstance(predicate, (ast.Arith, ast.Negate, ast.Var)):
        return True
    return isinstance(predicate, ast.Literal) and not isinstance(predicate.value, str)


def _predicate(base: Code, predicate: ast.Expr, scope: Scope) -> Code:
    """base[predicate]: a position, a truth, or what only running shows."""
    whole = base.whole and closed(predicate, scope)
    if not whole:
        base = once(base, scope)
    return replace(base, py=_kept(base, predicate, scope, whole), card="*", whole=whole, child=None, fixed=False)


def _kept(base: Code, predicate: ast.Expr, scope: Scope, whole: bool) -> str:
    item = scope.module.fresh("x")
    if isinstance(predicate, ast.Literal) and isinstance(predicate.value, int):
        return f"at_position({as_list(base)}, {predicate.value})"
    if asks_position(predicate):
        place, size = f"p_{item}", f"s_{item}"
        inner = scope.at(item, base.kind, place=place, size=size)
        found = expression.value(predicate, inner)
        keep = typed_opt(found) if found.kind in NUMERIC else expression.test(predicate, inner)
        return f"filtered({as_many(base)}, lambda {item}, {place}, {size}: bool_or_number({keep}))"
    inner = scope.at(item, base.kind)
    if whole and (grouped := _by_value(base, predicate, scope)):
        return grouped
    found = expression.value(predicate, inner)
    if found.kind not in NUMERIC and found.kind != "any":
        return f"[{item} for {item} in {as_many(base)} if {expression.test(predicate, inner)}]"
    if _uses_context(predicate):
        return f"filtered({as_many(base)}, lambda {item}, p_, s_: position_or_truth({expression.typed_items(found)}))"
    if found.kind == "any":
        return f"picked({as_list(base)}, {expression.typed_items(found)})"
    return f"at_position({as_list(base)}, {typed_opt(found)})"


def _by_value(base: Code, predicate: ast.Expr, scope: Scope) -> str:
    """nodes[value = 'text'] of a whole document, as a look-up: rules for each VAT category differ in the text alone."""
    if not isinstance(predicate, ast.Compare) or predicate.op != "=" or not isinstance(predicate.right, ast.Literal):
        return ""
    if not isinstance(predicate.right.value, str) or base.kind != "node":
        return ""
    code = expression.atoms(predicate.left, scope.at("x"))
    if code.kind not in STRINGS:
        return ""
    table = scope.module.once(f"by_value({once(base, scope).py}, lambda x: {as_many(code)})")
    return f"{table}.get({predicate.right.value!r}, NONE)"


def _uses_context(node: ast.Expr) -> bool:
    return any(isinstance(below, (ast.Step, ast.Dot)) or (isinstance(below, ast.Call) and not below.args) for below in ast.walk(node))
