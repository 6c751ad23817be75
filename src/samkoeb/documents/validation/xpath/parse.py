"""From an XPath 2.0 text to its tree, by recursive descent in the order of the grammar (XPath 2.0, A.1)."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

from samkoeb.documents.validation.xpath import ast
from samkoeb.documents.validation.xpath.tokens import Token, XPathSyntaxError, tokens

FN = "http://www.w3.org/2005/xpath-functions"
XS = "http://www.w3.org/2001/XMLSchema"
AXES = frozenset({
    "child", "descendant", "attribute", "self", "descendant-or-self", "following-sibling", "following", "parent", "ancestor",
    "preceding-sibling", "preceding", "ancestor-or-self",
})  # fmt: skip
_KINDS = frozenset({"node", "text", "comment", "processing-instruction", "element", "attribute", "document-node", "item", "empty-sequence"})
_GENERAL = frozenset({"=", "!=", "<", "<=", ">", ">="})
_VALUE = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "is"})
_TYPED = (("instance", "of"), ("treat", "as"), ("castable", "as"), ("cast", "as"))  # loosest first
_ANY = ast.Step("descendant-or-self", ast.Test("node"))


@lru_cache(maxsize=50_000)
def _parsed(text: str, prefixes: tuple[tuple[str, str], ...]) -> ast.Expr:
    return _Parser(text, dict(prefixes)).whole()


def parse(text: str, prefixes: Mapping[str, str]) -> ast.Expr:
    """The tree of `text`; `prefixes` maps prefix → namespace. Raises XPathSyntaxError."""
    return _parsed(text, tuple(sorted(prefixes.items())))


class _Parser:
    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self.text, self.prefixes = text, prefixes
        self.words = tokens(text)
        self.at = 0

    # -- words --

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def ahead(self, by: int = 1) -> Token:
        return self.words[min(self.at + by, len(self.words) - 1)]

    def sign(self, *signs: str) -> str:
        """Takes one of the signs if it is next."""
        word = self.word
        if word.kind == "sign" and word.text in signs:
            self.at += 1
            return word.text
        return ""

    def keyword(self, *names: str) -> str:
        word = self.word
        if word.kind == "name" and word.text in names:
            self.at += 1
            return word.text
        return ""

    def need(self, sign: str) -> None:
        if not self.sign(sign):
            self.fail(f"{sign!r} expected")

    def need_keyword(self, name: str) -> None:
        if not self.keyword(name):
            self.fail(f"{name!r} expected")

    def fail(self, why: str) -> None:
        raise XPathSyntaxError(f"{why} at {self.word.at} ({self.word.text!r}) in {' '.join(self.text.split())[:160]!r}")

    # -- expressions, loosest first --

    def whole(self) -> ast.Expr:
        found = self.expression()
        if self.word.kind != "end":
            self.fail("the end expected")
        return found

    def expression(self) -> ast.Expr:
        items = [self.single()]
        while self.sign(","):
            items.append(self.single())
        return items[0] if len(items) == 1 else ast.Sequence(tuple(items))

    def single(self) -> ast.Expr:
        word, after = self.word, self.ahead()
        if word.kind == "name" and after.kind == "variable" and word.text in ("for", "some", "every"):
            return self.bound(word.text)
        if word.kind == "name" and after.kind == "variable" and word.text == "let":
            return self.let()
        if word.kind == "name" and word.text == "if" and after.text == "(":
            return self.conditional()
        return self.either()

    def bound(self, kind: str) -> ast.Expr:
        self.at += 1
        bindings = [self.binding()]
        while self.sign(","):
            bindings.append(self.binding())
        if kind == "for":
            self.need_keyword("return")
            return ast.For(tuple(bindings), self.single())
        self.need_keyword("satisfies")
        return ast.Quantified(kind, tuple(bindings), self.single())

    def let(self) -> ast.Expr:
        self.at += 1
        name = self.word.text
        self.at += 1
        self.need(":=")
        value = self.single()
        self.need_keyword("return")
        return ast.LetIn(name, value, self.single())

    def binding(self) -> tuple[str, ast.Expr]:
        if self.word.kind != "variable":
            self.fail("a variable expected")
        name = self.word.text
        self.at += 1
        self.need_keyword("in")
        return name, self.single()

    def conditional(self) -> ast.Expr:
        self.at += 1
        self.need("(")
        test = self.expression()
        self.need(")")
        self.need_keyword("then")
        then = self.single()
        self.need_keyword("else")
        return ast.If(test, then, self.single())

    def either(self) -> ast.Expr:
        return self.logic("or", self.both)

    def both(self) -> ast.Expr:
        return self.logic("and", self.comparison)

    def logic(self, op: str, below: Callable[[], ast.Expr]) -> ast.Expr:
        parts = [below()]
        while self.keyword(op):
            parts.append(below())
        return parts[0] if len(parts) == 1 else ast.Logic(op, tuple(parts))

    def comparison(self) -> ast.Expr:
        left = self.range()
        op = self.sign(*_GENERAL, "<<", ">>") or self.keyword(*_VALUE)
        return ast.Compare(op, left, self.range()) if op else left

    def range(self) -> ast.Expr:
        left = self.sum()
        return ast.Range(left, self.sum()) if self.keyword("to") else left

    def sum(self) -> ast.Expr:
        left = self.product()
        while op := self.sign("+", "-"):
            left = ast.Arith(op, left, self.product())
        return left

    def product(self) -> ast.Expr:
        left = self.union()
        while op := self.sign("*") or self.keyword("div", "idiv", "mod"):
            left = ast.Arith(op, left, self.union())
        return left

    def union(self) -> ast.Expr:
        left = self.intersection()
        while self.sign("|") or self.keyword("union"):
            left = ast.SetOp("union", left, self.intersection())
        return left

    def intersection(self) -> ast.Expr:
        left = self.typed(0)
        while op := self.keyword("intersect", "except"):
            left = ast.SetOp(op, left, self.typed(0))
        return left

    def typed(self, level: int) -> ast.Expr:
        if level == len(_TYPED):
            return self.unary()
        first, second = _TYPED[level]
        operand = self.typed(level + 1)
        if self.word.kind == "name" and self.word.text == first and self.ahead().text == second:
            self.at += 2
            return ast.Typed(first, operand, self.sequence_type())
        return operand

    def sequence_type(self) -> str:
        name = self.word.text
        self.at += 1
        if name.startswith("xsd:"):
            name = f"xs:{name[4:]}"
        if self.sign("("):
            if self.word.kind in ("name", "wild"):
                self.at += 1
            self.need(")")
            name += "()"
        return name + self.sign("?", "*", "+")

    def unary(self) -> ast.Expr:
        negative = False
        while op := self.sign("-", "+"):
            negative ^= op == "-"
        found = self.path()
        return ast.Negate(found) if negative else found

    # -- paths --

    def path(self) -> ast.Expr:
        steps: list[ast.Expr] = []
        if self.sign("//"):
            steps += [ast.Root(), _ANY]
        elif self.sign("/"):
            if not self.begins_step():
                return ast.Root()
            steps.append(ast.Root())
        steps.append(self.step())
        while sign := self.sign("/", "//"):
            if sign == "//":
                steps.append(_ANY)
            steps.append(self.step())
        return steps[0] if len(steps) == 1 else ast.Path(_joined(steps))

    def begins_step(self) -> bool:
        word = self.word
        return word.kind in ("name", "wild", "variable", "number", "string") or (word.kind == "sign" and word.text in ("*", "@", ".", "..", "("))

    def step(self) -> ast.Expr:
        word, after = self.word, self.ahead()
        if word.kind == "sign":
            if self.sign(".."):
                return self.with_predicates(ast.Step("parent", ast.Test("node")))
            if self.sign("@"):
                return self.with_predicates(ast.Step("attribute", self.node_test("attribute")))
            if word.text == "*":
                return self.with_predicates(ast.Step("child", self.node_test("element")))
        if word.kind == "wild":
            return self.with_predicates(ast.Step("child", self.node_test("element")))
        if word.kind == "name":
            if after.text == "::" and word.text in AXES:
                self.at += 2
                return self.with_predicates(ast.Step(word.text, self.node_test("attribute" if word.text == "attribute" else "element")))
            if after.text == "(" and after.kind == "sign" and word.text not in _KINDS:
                return self.with_predicates(self.call())
            axis = "attribute" if word.text == "attribute" and after.text == "(" else "child"
            return self.with_predicates(ast.Step(axis, self.node_test("element")))
        return self.with_predicates(self.primary())

    def node_test(self, principal: str) -> ast.Test:
        word = self.word
        self.at += 1
        if word.kind == "sign" and word.text == "*":
            return ast.Test(principal)
        if word.kind == "wild":
            prefix, local = word.text.split(":")
            return ast.Test(principal, "*", local) if prefix == "*" else ast.Test(principal, self.uri(prefix), "*")
        if word.kind != "name":
            self.at -= 1
            self.fail("a name expected")
        if word.text in _KINDS and self.sign("("):
            return self.kind_test(word.text)
        return self.named(word.text, principal)

    def kind_test(self, kind: str) -> ast.Test:
        inner = ast.Test(kind)
        if kind in ("element", "attribute") and self.word.text != ")":
            inner = self.node_test(kind)
        elif self.word.kind in ("string", "name"):
            self.at += 1
        self.need(")")
        return inner

    def named(self, name: str, principal: str) -> ast.Test:
        prefix, _, local = name.rpartition(":")
        uri = self.uri(prefix) if prefix else (self.prefixes.get("", "") if principal == "element" else "")
        return ast.Test(principal, uri, local)

    def uri(self, prefix: str) -> str:
        if prefix not in self.prefixes:
            self.fail(f"the prefix {prefix!r} has no namespace")
        return self.prefixes[prefix]

    def with_predicates(self, base: ast.Expr) -> ast.Expr:
        predicates: list[ast.Expr] = []
        while self.sign("["):
            predicates.append(self.expression())
            self.need("]")
        if not predicates:
            return base
        if isinstance(base, ast.Step):
            return ast.Step(base.axis, base.test, tuple(predicates))
        return ast.Filter(base, tuple(predicates))

    def primary(self) -> ast.Expr:
        word = self.word
        self.at += 1
        if word.kind == "string":
            return ast.Literal(word.text)
        if word.kind == "number":
            return ast.Literal(_number(word.text))
        if word.kind == "variable":
            return ast.Var(word.text)
        if word.kind == "sign" and word.text == ".":
            return ast.Dot()
        if word.kind == "sign" and word.text == "(":
            if self.sign(")"):
                return ast.Sequence(())
            inner = self.expression()
            self.need(")")
            return inner
        self.at -= 1
        self.fail("an expression expected")
        raise AssertionError  # not reached

    def call(self) -> ast.Expr:
        name = self.function_name(self.word.text)
        self.at += 1
        self.need("(")
        args: list[ast.Expr] = []
        if not self.sign(")"):
            args.append(self.single())
            while self.sign(","):
                args.append(self.single())
            self.need(")")
        return ast.Call(name, tuple(args))

    def function_name(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        if not prefix:
            return local
        uri = self.prefixes.get(prefix) or {"fn": FN, "xs": XS, "xsd": XS}.get(prefix)
        if uri is None:
            self.fail(f"the prefix {prefix!r} has no namespace")
        return {FN: local, XS: f"xs:{local}"}.get(uri or "", f"{{{uri}}}{local}")


def _number(text: str) -> int | Decimal | float:
    if "e" in text.lower():
        return float(text)
    return Decimal(text) if "." in text else int(text)


def _joined(steps: list[ast.Expr]) -> tuple[ast.Expr, ...]:
    """`//x` written out is descendant-or-self::node()/child::x; where nothing counts positions it is the step descendant::x."""
    out: list[ast.Expr] = []
    for step in steps:
        positional = isinstance(step, ast.Step) and any(_may_count(p) for p in step.predicates)
        if out and out[-1] == _ANY and isinstance(step, ast.Step) and step.axis == "child" and not positional:
            out[-1] = ast.Step("descendant", step.test, step.predicates)
        else:
            out.append(step)
    return tuple(out)


def _may_count(predicate: ast.Expr) -> bool:
    """Whether a predicate may be a position: a number, or something that asks for position() or last()."""
    if isinstance(predicate, (ast.Literal, ast.Var, ast.Arith, ast.Negate)):
        return not (isinstance(predicate, ast.Literal) and isinstance(predicate.value, str))
    if isinstance(predicate, ast.Call) and predicate.name in ("count", "number", "round", "position", "last", "xs:integer"):
        return True
    return any(isinstance(n, ast.Call) and n.name in ("position", "last") for n in ast.walk(predicate))
