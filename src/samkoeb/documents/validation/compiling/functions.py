"""The functions of XPath 2.0 that rule files call, as a table: name and number of arguments → what is generated."""

from __future__ import annotations

from collections.abc import Callable

from samkoeb.documents.validation.compiling import expression, paths
from samkoeb.documents.validation.compiling.codes import (
    NUMERIC,
    STRINGS,
    CannotCompile,
    Code,
    as_list,
    as_many,
    to_opt,
    typed_many,
    typed_opt,
)
from samkoeb.documents.validation.compiling.reads import summed
from samkoeb.documents.validation.compiling.scope import Scope
from samkoeb.documents.validation.running.errors import XPathError
from samkoeb.documents.validation.running.regex import compiled
from samkoeb.documents.validation.xpath import ast

Args = tuple[ast.Expr, ...]
Emit = Callable[[Args, Scope], Code]

_TYPES = {"xs:string": "str", "xs:decimal": "dec", "xs:integer": "int", "xs:int": "int", "xs:double": "dbl", "xs:boolean": "bool", "xs:date": "date"}


def call(node: ast.Call, scope: Scope) -> Code:
    """A call of a function that XPath has, a type's constructor, or one of the rule set's own."""
    if node.name.startswith("{"):
        return _own(node, scope)
    if node.name.startswith("xs:"):
        if len(node.args) != 1:
            raise CannotCompile(f"{node.name} takes one argument")
        return expression.cast(expression.atoms(node.args[0], scope), node.name)
    emit = _TABLE.get((node.name, len(node.args))) or _TABLE.get((node.name, -1))
    if emit is None:
        raise CannotCompile(f"the function {node.name}() with {len(node.args)} arguments is not supported")
    return emit(node.args, scope)


# -- arguments --


def text(node: ast.Expr, scope: Scope) -> str:
    """An argument of type xs:string?, as a str ("" for the empty sequence)."""
    if isinstance(node, ast.Step) and scope.kind == "node" and not scope.top and paths._plain_child(node):
        return f"first_text({scope.context()}, {paths._tag(node, scope)})"
    code = expression.atoms(node, scope)
    if code.kind in STRINGS:
        if code.card == "*":
            return f"text_arg({as_list(code)})"
        return code.py if code.card == "1" else f"({code.py} or '')"
    if node == ast.Sequence(()):
        return "''"
    return f"text_arg({typed_opt(code)})"


def context_text(args: Args, scope: Scope) -> str:
    """The one argument, or the context item's string value."""
    if args:
        return text(args[0], scope)
    item = scope.context()
    return f"sv({item})" if scope.kind == "node" else f"to_string({item})"


def printed(node: ast.Expr, scope: Scope) -> str:
    """An argument of type xs:anyAtomicType?, as concat and string take it."""
    code = expression.atoms(node, scope)
    if code.kind in STRINGS:
        return text(node, scope)
    return f"to_string({typed_opt(code)})"


def opt(node: ast.Expr, scope: Scope) -> Code:
    return to_opt(expression.atoms(node, scope))


def many(node: ast.Expr, scope: Scope) -> str:
    """Atomized values that know their type."""
    return typed_many(expression.atoms(node, scope))


# -- kinds of emitters --


def _string(name: str, kind: str = "str") -> Emit:
    """name(strings…)."""

    def emit(args: Args, scope: Scope) -> Code:
        given = [expression.atoms(arg, scope) for arg in args]
        return Code(f"{name}({', '.join(text(arg, scope) for arg in args)})", kind, "1", all(code.fixed for code in given))

    return emit


def _method(pattern: str, kind: str) -> Emit:
    """A Python expression with {0}, {1} for string arguments; the first may be the context item."""

    def emit(args: Args, scope: Scope) -> Code:
        words = [context_text(args[:1], scope), *[text(arg, scope) for arg in args[1:]]]
        fixed = bool(args) and all(expression.atoms(arg, scope).fixed for arg in args)
        return Code(pattern.format(*words), kind, "1", fixed)

    return emit


def _numeric(name: str) -> Emit:
    """A function of one number that gives one of the same kind."""

    def emit(args: Args, scope: Scope) -> Code:
        code = opt(args[0], scope)
        kind = "dbl" if code.kind == "unt" else code.kind if code.kind in NUMERIC else "num"
        return Code(f"{name}({typed_opt(code)}{''.join(', ' + typed_opt(opt(arg, scope)) for arg in args[1:])})", kind, code.card, code.fixed)

    return emit


def _of_node(name: str, kind: str = "str") -> Emit:
    def emit(args: Args, scope: Scope) -> Code:
        if not args:
            return Code(f"{name}({scope.context()})", kind, "1")
        code = expression.value(args[0], scope)
        if code.card == "1":
            return Code(f"{name}({code.py})", kind, "1")
        return Code(f"of_node({name}, {as_list(code)})", kind, "1")

    return emit


def _whole(name: str, kind: str, card: str = "1") -> Emit:
    """A function of a whole sequence of values that know their type."""

    def emit(args: Args, scope: Scope) -> Code:
        return Code(f"{name}({many(args[0], scope)})", kind, card)

    return emit


def _count(args: Args, scope: Scope) -> Code:
    code = expression.value(args[0], scope)
    return Code("1" if code.card == "1" else f"len({as_list(code)})", "int", "1")


def _exists(args: Args, scope: Scope) -> Code:
    if isinstance(args[0], (ast.Path, ast.Step)):
        return Code(f"bool({paths.exists(args[0], scope)})", "bool", "1")
    return Code(f"(len({as_list(expression.value(args[0], scope))}) > 0)", "bool", "1")


def _empty(args: Args, scope: Scope) -> Code:
    return Code(f"(not {_exists(args, scope).py})", "bool", "1")


def _truth(args: Args, scope: Scope) -> Code:
    return Code(f"bool({expression.test(args[0], scope)})", "bool", "1")


def _not(args: Args, scope: Scope) -> Code:
    return Code(f"(not {expression.test(args[0], scope)})", "bool", "1")


def _string_of(args: Args, scope: Scope) -> Code:
    if not args:
        return Code(context_text(args, scope), "str", "1")
    return Code(printed(args[0], scope), "str", "1", expression.atoms(args[0], scope).fixed)


def _concat(args: Args, scope: Scope) -> Code:
    fixed = all(expression.atoms(arg, scope).fixed for arg in args)
    return Code(f"({' + '.join(printed(arg, scope) for arg in args)})", "str", "1", fixed)


def _number(args: Args, scope: Scope) -> Code:
    if not args:
        return Code(f"number({scope.context() if scope.kind != 'node' else 'sv(' + scope.context() + ')'})", "dbl", "1")
    return Code(f"number({typed_opt(opt(args[0], scope))})", "dbl", "1")


def _substring(args: Args, scope: Scope) -> Code:
    numbers = ", ".join(typed_opt(opt(arg, scope)) for arg in args[1:])
    return Code(f"substring({text(args[0], scope)}, {numbers})", "str", "1")


def _pattern(name: str, kind: str, card: str) -> Emit:
    """matches, tokenize, replace: a pattern that is written out is checked now, so that a rule with an unusable one is refused, not run."""

    def emit(args: Args, scope: Scope) -> Code:
        if isinstance(args[1], ast.Literal):
            try:
                compiled(str(args[1].value))
            except XPathError as error:
                raise CannotCompile(str(error)) from None
        fixed = all(expression.atoms(arg, scope).fixed for arg in args)
        py = f"{name}({', '.join(text(arg, scope) for arg in args)})"
        return Code(scope.module.constant(py), kind, card, True) if fixed and card == "*" else Code(py, kind, card, fixed)

    return emit


def _join(args: Args, scope: Scope) -> Code:
    code = expression.atoms(args[0], scope)
    mark = text(args[1], scope) if len(args) > 1 else "''"
    if code.kind in STRINGS:
        return Code(f"{mark}.join({as_many(code)})", "str", "1")
    return Code(f"join({typed_many(code)}, {mark})", "str", "1")


def _sum(args: Args, scope: Scope) -> Code:
    if found := summed(args[0]):
        owners = expression.value(found[0], scope)
        if owners.kind == "node":
            return Code(f"sum_of(D, {as_list(owners)}, {paths._tag(found[1], scope)})", "dec", "1")
    code = expression.atoms(args[0], scope)
    if code.kind == "unt":
        return Code(f"double_total({as_many(code)})", "num", "1")
    if code.kind in ("dec", "int"):
        return Code(f"decimal_total({as_many(code)})", "dec" if code.kind == "dec" else "int", "1")
    return Code(f"total({typed_many(code)})", "num", "1")


def _extreme(smallest: bool) -> Emit:
    def emit(args: Args, scope: Scope) -> Code:
        code = expression.atoms(args[0], scope)
        kind = "dbl" if code.kind == "unt" else code.kind if code.kind in NUMERIC else "any"
        return Code(f"extreme({typed_many(code)}, {smallest})", kind, "?")

    return emit


def _same_items(pattern: str) -> Emit:
    """A sequence function whose items are those of its argument."""

    def emit(args: Args, scope: Scope) -> Code:
        code = expression.value(args[0], scope)
        extra = [typed_opt(opt(arg, scope)) for arg in args[1:]]
        return Code(pattern.format(as_list(code), *extra), code.kind, "*", unique=False)

    return emit


def _distinct(args: Args, scope: Scope) -> Code:
    code = expression.atoms(args[0], scope)
    if code.kind in STRINGS:
        return Code(f"[*dict.fromkeys({as_many(code)})]", code.kind, "*")
    return Code(f"distinct({typed_many(code)})", code.kind, "*")


def _position(name: str) -> Emit:
    def emit(_args: Args, scope: Scope) -> Code:
        found = getattr(scope, name)
        if not found:
            raise CannotCompile(f"{'position' if name == 'place' else 'last'}() is supported in predicates only")
        return Code(found, "int", "1")

    return emit


def _current(_args: Args, scope: Scope) -> Code:
    if not scope.current:
        raise CannotCompile("current() has no node here")
    return Code(scope.current, "node", "1")


def _key(args: Args, scope: Scope) -> Code:
    if not isinstance(args[0], ast.Literal) or args[0].value not in scope.module.keys:
        raise CannotCompile("key() of a key that is not declared")
    return Code(f"by_key(D, {args[0].value!r}, *{scope.module.keys[str(args[0].value)]}, {many(args[1], scope)})", "node", "*")


def _temporal(py: str, kind: str = "date") -> Emit:
    def emit(args: Args, scope: Scope) -> Code:
        return Code(py.format(*[typed_opt(opt(arg, scope)) for arg in args]), kind, "?")

    return emit


def _own(node: ast.Call, scope: Scope) -> Code:
    found = scope.module.functions.get((node.name, len(node.args)))
    if found is None:
        raise CannotCompile(f"the function {node.name}() with {len(node.args)} arguments is not defined")
    name, function = found
    given = []
    for arg, (_, type_) in zip(node.args, function.params, strict=True):
        given.append(_param(expression.value(arg, scope), type_))
    kind, card = typed(function.type)
    return Code(f"{name}(D{''.join(', ' + one for one in given)})", kind, card)


def typed(type_: str) -> tuple[str, str]:
    """Kind and card of a declared type."""
    base, many_ = (type_[:-1], type_[-1]) if type_[-1] in "?*+" else (type_, "")
    kind = "node" if base in ("node()", "element()", "attribute()") else _TYPES.get(base.replace("xsd:", "xs:"), "any")
    return kind, {"": "1", "?": "?"}.get(many_, "*")


def _param(code: Code, type_: str) -> str:
    base, many_ = (type_[:-1], type_[-1]) if type_[-1] in "?*+" else (type_, "")
    base = base.replace("xsd:", "xs:")
    if base == "item()" and many_ in ("*", "+"):
        if code.kind == "unt":
            return f"[Untyped(u) for u in {as_many(code)}]"
        return as_list(code)
    if code.card == "1" and _TYPES.get(base) == code.kind and many_ in ("", "?"):
        return code.py
    if code.kind == "unt" and code.card == "1" and many_ in ("", "?") and base in ("xs:string", "xs:decimal", "xs:integer"):
        return {"xs:string": code.py, "xs:decimal": f"to_decimal({code.py})", "xs:integer": f"to_integer({code.py})"}[base]
    if code.card == "?" and code.kind == "dec" and base == "xs:decimal":
        return f"need_one({code.py})" if many_ == "" else code.py
    items = f"[Untyped(u) for u in {as_many(code)}]" if code.kind == "unt" else as_list(code)
    return f"as_param({items}, {base!r}, {many_!r})"


_TABLE: dict[tuple[str, int], Emit] = {
    ("not", 1): _not, ("boolean", 1): _truth, ("exists", 1): _exists, ("empty", 1): _empty, ("count", 1): _count,
    ("true", 0): lambda _a, _s: Code("True", "bool", "1", True),
    ("false", 0): lambda _a, _s: Code("False", "bool", "1", True),
    ("string", 0): _string_of, ("string", 1): _string_of, ("concat", -1): _concat,
    ("data", 1): lambda args, scope: expression.atoms(args[0], scope),
    ("normalize-space", 0): _method("norm({0})", "str"), ("normalize-space", 1): _method("norm({0})", "str"),
    ("string-length", 0): _method("len({0})", "int"), ("string-length", 1): _method("len({0})", "int"),
    ("upper-case", 1): _method("{0}.upper()", "str"), ("lower-case", 1): _method("{0}.lower()", "str"),
    ("contains", 2): _method("({1} in {0})", "bool"),
    ("starts-with", 2): _method("{0}.startswith({1})", "bool"), ("ends-with", 2): _method("{0}.endswith({1})", "bool"),
    ("substring-before", 2): _string("before"), ("substring-after", 2): _string("after"),
    ("translate", 3): _string("translate"), ("substring", 2): _substring, ("substring", 3): _substring,
    ("matches", 2): _pattern("matches", "bool", "1"), ("matches", 3): _pattern("matches", "bool", "1"),
    ("tokenize", 2): _pattern("tokenize", "str", "*"), ("tokenize", 3): _pattern("tokenize", "str", "*"),
    ("replace", 3): _pattern("replace", "str", "1"), ("replace", 4): _pattern("replace", "str", "1"),
    ("string-join", 1): _join, ("string-join", 2): _join,
    ("string-to-codepoints", 1): lambda args, scope: Code(f"codepoints({text(args[0], scope)})", "int", "*"),
    ("codepoints-to-string", 1): lambda args, scope: Code(f"from_codepoints({many(args[0], scope)})", "str", "1"),
    ("compare", 2): lambda args, scope: Code(f"compare_texts({typed_opt(opt(args[0], scope))}, {typed_opt(opt(args[1], scope))})", "int", "?"),
    ("number", 0): _number, ("number", 1): _number, ("sum", 1): _sum,
    ("avg", 1): _whole("average", "num", "?"), ("min", 1): _extreme(True), ("max", 1): _extreme(False),
    ("abs", 1): _numeric("absolute"), ("round", 1): _numeric("rounded"), ("floor", 1): _numeric("floor"), ("ceiling", 1): _numeric("ceiling"),
    ("round-half-to-even", 1): _numeric("rounded_half_even"), ("round-half-to-even", 2): _numeric("rounded_half_even"),
    ("format-number", 2): lambda args, scope: Code(f"format_number({typed_opt(opt(args[0], scope))}, {text(args[1], scope)})", "str", "1"),
    ("name", 0): _of_node("name_of"), ("name", 1): _of_node("name_of"),
    ("local-name", 0): _of_node("local_name"), ("local-name", 1): _of_node("local_name"),
    ("namespace-uri", 0): _of_node("namespace_uri"), ("namespace-uri", 1): _of_node("namespace_uri"),
    ("root", 0): lambda _a, _s: Code("D", "node", "1"), ("root", 1): lambda _a, _s: Code("D", "node", "1"),
    ("position", 0): _position("place"), ("last", 0): _position("size"), ("current", 0): _current, ("key", 2): _key,
    ("distinct-values", 1): _distinct, ("reverse", 1): _same_items("[*reversed({0})]"),
    ("subsequence", 2): _same_items("subsequence({0}, {1})"), ("subsequence", 3): _same_items("subsequence({0}, {1}, {2})"),
    ("exactly-one", 1): _same_items("exactly({0}, 1, 1)"), ("one-or-more", 1): _same_items("exactly({0}, 1, None)"),
    ("zero-or-one", 1): _same_items("exactly({0}, 0, 1)"),
    ("index-of", 2): lambda args, scope: Code(f"index_of({many(args[0], scope)}, {typed_opt(opt(args[1], scope))})", "int", "*"),
    ("dateTime", 2): _temporal("from_parts({0}, {1})"),
    ("current-date", 0): _temporal("today(D)"), ("current-dateTime", 0): _temporal("now(D)"),
    ("timezone-from-time", 1): _temporal("timezone_of({0}, 'time')"), ("timezone-from-date", 1): _temporal("timezone_of({0}, 'date')"),
    ("timezone-from-dateTime", 1): _temporal("timezone_of({0}, 'dateTime')"),
    ("year-from-date", 1): _temporal("part_of({0}, 'date', 'year')", "int"), ("month-from-date", 1): _temporal("part_of({0}, 'date', 'month')", "int"),
    ("day-from-date", 1): _temporal("part_of({0}, 'date', 'day')", "int"),
}  # fmt: skip
