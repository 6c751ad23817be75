"""A rule set as one readable Python module: globals, functions, keys, then a function for each rule, and tables that say which is which."""

from __future__ import annotations

from dataclasses import replace

from samkoeb.documents.validation.compiling import contexts, expression, functions, paths
from samkoeb.documents.validation.compiling.codes import CannotCompile, Code, as_list, as_many
from samkoeb.documents.validation.compiling.failing import may_fail
from samkoeb.documents.validation.compiling.forbidden import Trees, forbidden_paths
from samkoeb.documents.validation.compiling.reach import FAR
from samkoeb.documents.validation.compiling.reading_only import own_value
from samkoeb.documents.validation.compiling.reads import EVERYTHING, KeyNodes, Known, Read, reads
from samkoeb.documents.validation.compiling.scope import Module, Scope, python_name
from samkoeb.documents.validation.schema import Check, Function, Let, Pattern, Rule, RuleFileError, Schema
from samkoeb.documents.validation.xpath import ast
from samkoeb.documents.validation.xpath.parse import parse
from samkoeb.documents.validation.xpath.tokens import XPathSyntaxError

VERSION = 6  # of the generated code: a cache made by another is not used

_HEAD = '''"""{title} ({name}{issued}). Generated from the publisher's rule file: don't edit, compile again.

Each rule is a function: for every node `n` of its context, a check that does not hold is noted as (node, number of the check).
"""

from samkoeb.documents.validation.running.library import *  # noqa: F403
from samkoeb.documents.validation.running.library import Decimal, Document, Attribute, Text, Element, Untyped, Failed, UNSET, NONE, use
'''

_SHARED = '''
def shared(D, number):
    """A global variable, found at its first use."""
    value = D.globals[number]
    if value is UNSET:
        try:
            value = GLOBALS[number](D)
        except Exception as error:
            value = Failed(error)
        D.globals[number] = value
    return use(value)
'''


def generate(schema: Schema) -> str:
    """The module's source. Raises RuleFileError that names the rule for what can't be compiled: nothing is left out."""
    return _Generator(schema).source()


class _Generator:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.module = Module()
        self.root = Scope(self.module, item="D", kind="node", current="D")
        self.parts: list[str] = []
        self.checks: list[str] = []
        self.selections: dict[str, str] = {}
        self.rules: list[str] = []
        self.reads: dict[str, frozenset[Read]] = {}  # by a check's number or a selection's name
        self.known = Known(self._named_lets(), {(one.name, len(one.params)): one for one in schema.functions}, {}, lambda text: parse(text, schema.prefixes))

    def _named_lets(self) -> dict[str, Let]:
        every = [*(let for pattern in self.schema.patterns for let in pattern.lets), *self.schema.lets]
        return {let.name: let for let in every}

    def source(self) -> str:
        schema = self.schema
        for number, function in enumerate(schema.functions):
            self.module.functions[(function.name, len(function.params))] = (f"f_{python_name(function.name)}_{number}", function)
        keys: dict[str, KeyNodes] = {}
        for key in schema.keys:
            self.module.keys[key.name] = f"(key_{python_name(key.name)}, use_{python_name(key.name)})"
            keys[key.name] = KeyNodes(tuple(_chain(one) for one in contexts.alternatives(self._parse(key.match, f"key {key.name}"))), key.use)
        self.known.keys = keys
        for let in schema.lets:
            self._global(let)
        patterns = [(pattern, self._pattern_lets(pattern)) for pattern in schema.patterns]
        for function in schema.functions:
            self._function(function)
        for key in schema.keys:
            self._key(key)
        tables = [self._pattern(pattern, lets) for pattern, lets in patterns]
        head = _HEAD.format(title=schema.title.replace('"""', ""), name=schema.name, issued=f", {schema.issued}" if schema.issued else "")
        constants = [f"{name} = {py}" for py, name in self.module.constants.items()]
        return "\n".join([
            head, *constants, _SHARED, *self.module.lookups, *self.parts,
            f"GLOBALS = [{', '.join(f'global_{number}' for number in range(len(self.module.lookups)))}]\n",
            "CHECKS = [\n" + "".join(f"    {line},\n" for line in self.checks) + "]\n",
            "PATTERNS = [\n" + "".join(tables) + "]\n",
            "# each rule's first check and how many it has\nRULES = {\n" + "".join(f"    {line},\n" for line in self.rules) + "}\n",
            "# what checks and selections read (compiling/reads.py)\nREADS = {\n" + "".join(self._reads()) + "}\n",
        ])  # fmt: skip

    def _reads(self) -> list[str]:
        return [f"    {name}: {[tuple(one) for one in sorted(found)]!r},\n" for name, found in self.reads.items() if found]

    # -- variables --

    def _parse(self, text: str, where: str) -> ast.Expr:
        try:
            return parse(text, self.schema.prefixes)
        except XPathSyntaxError as error:
            raise RuleFileError(f"{self.schema.name}: {where}: {error}") from None

    def _global(self, let: Let, name: str = "") -> None:
        """A variable of the whole rule set (or of a pattern): a function of the document, or a constant."""
        where = f"variable ${let.name}"
        if let.literal:
            self.module.globals[name or let.name] = Code(repr(let.value), "unt", "1", fixed=True)
            return
        code = self._compiled(lambda: expression.value(self._parse(let.value, where), self.root), where)
        code = _typed(code, let.type)
        py = as_list(code) if code.card == "*" else code.py
        if code.fixed:
            self.module.globals[name or let.name] = replace(code, py=self.module.constant(py))
            return
        self.module.globals[name or let.name] = replace(code, py=self.module.once(py), whole=True, child=None)

    def _pattern_lets(self, pattern: Pattern) -> dict[str, Code]:
        """A pattern's variables are globals that only its own rules see."""
        seen: dict[str, Code] = {}
        outer = dict(self.module.globals)
        for let in pattern.lets:
            self._global(let)
            seen[let.name] = self.root.variable(let.name)
        for name in seen:
            # In the stylesheets that publishers make of their files these are global too: leave them visible where nothing else has the name.
            if name in outer:
                self.module.globals[name] = outer[name]
        return seen

    def _compiled(self, work, where: str):
        try:
            return work()
        except CannotCompile as error:
            raise RuleFileError(f"{self.schema.name}: {where}: {error}") from None

    # -- functions and keys --

    def _function(self, function: Function) -> None:
        name, _ = self.module.functions[(function.name, len(function.params))]
        scope = Scope(self.module)
        params = []
        for param, type_ in function.params:
            kind, card = functions.typed(type_)
            variable = self.module.fresh(f"v_{python_name(param)}_")
            params.append(variable)
            scope = scope.binding(param, Code(variable, kind, card))
        where = f"function {function.name.rpartition('}')[2]}()"
        tree = self._parse(function.body, where)
        code = self._compiled(lambda: expression.value(tree, scope), where)
        if function.type in ("xs:boolean", "xsd:boolean") and (plain := _unwritten(tree)):
            truth = self._compiled(lambda: expression.value(plain, scope), where)
            code = truth if (truth.kind, truth.card) == ("bool", "1") else code
        kind, card = functions.typed(function.type)
        base, many = (function.type[:-1], function.type[-1]) if function.type[-1] in "?*+" else (function.type, "")
        if (code.kind, code.card) == (kind, card) and kind != "any":
            py = code.py
        elif kind == "any" and base == "item()" and many == "*":
            py = expression.typed_items(code)
        else:
            py = f"returned({expression.typed_items(code)}, {base.replace('xsd:', 'xs:')!r}, {many!r})"
        self.parts.append(f"def {name}(D{''.join(', ' + p for p in params)}):\n    # {where}\n    return {py}\n")

    def _key(self, key) -> None:
        where, name = f"key {key.name}", python_name(key.name)
        found = [self._compiled(lambda a=a: self._key_nodes(a), where) for a in contexts.alternatives(self._parse(key.match, where))]
        use = self._compiled(lambda: expression.atoms(self._parse(key.use, where), Scope(self.module, "n", "node", current="n")), where)
        self.parts.append(f"def key_{name}(D):\n    return ordered(D, [{', '.join('*' + one for one in found)}])\n")
        self.parts.append(f"def use_{name}(n):\n    return [to_string(v) for v in {as_many(use)}]\n")

    def _key_nodes(self, alternative: contexts.Alternative) -> str:
        steps: list[ast.Expr] = [ast.Root()]
        for number, link in enumerate(alternative.links):
            axis = "attribute" if link.test.kind == "attribute" else "child"
            if link.loose or (number == 0 and not alternative.anchored):
                steps.append(ast.Step("descendant-or-self", ast.Test("node")))
            steps.append(ast.Step(axis, link.test, link.predicates))
        return as_many(expression.value(ast.Path(tuple(steps)), self.root))

    # -- patterns and rules --

    def _pattern(self, pattern: Pattern, lets: dict[str, Code]) -> str:
        scope = Scope(self.module, "n", "node", current="n", variables=lets)
        rows = []
        for rule in pattern.rules:
            where = f"rule {rule.context.strip()!r} (line {rule.line})"
            found = self._compiled(lambda rule=rule, where=where: contexts.alternatives(self._parse(rule.context, where)), where)
            number = len(self.module.constants) + len(self.parts)
            name = f"rule_{number}"
            first = len(self.checks)
            for check in rule.checks:
                self.checks.append(self._check_row(check, rule, scope, where))
            self._rule(rule, name, first, replace(scope, height=contexts.height(found)), where)
            top = "None"
            if any(one.may_be_root for one in found):
                top = f"{name}_top"
                self._rule(rule, top, first, replace(scope, top=True), where)
            self.rules.append(f"{name!r}: ({first}, {len(rule.checks)})")
            self._note_reads(rule, name, found, first)
            for one in found:
                named, select = self._compiled(lambda one=one: self._selection(one, scope), where) if one.predicated else ("None", "None")
                if select != "None":
                    self._note_selection(select, one)
                rows.append(f"        ({one.spelled()}, {select}, {name}, {top}, {named}),\n")
        return f"    ({pattern.id!r}, [\n{''.join(rows)}    ]),\n"

    def _note_reads(self, rule: Rule, name: str, found: list[contexts.Alternative], first: int) -> None:
        lets = {let.name: parse(let.value, self.schema.prefixes) for let in rule.lets if not let.literal}
        lets |= {let.name: ast.Literal(let.value) for let in rule.lets if let.literal}
        for number, check in enumerate(rule.checks, first):
            tree = parse(check.test, self.schema.prefixes)
            self.reads[str(number)] = frozenset(one for chain in _chains(found) for one in reads(tree, chain, lets, self.known))
            said = [parse(part[0], self.schema.prefixes) for part in check.message if isinstance(part, tuple)]
            told = (one for value in said for chain in _chains(found) for one in reads(value, chain, lets, self.known, value=True))
            self.reads[repr(("say", number))] = frozenset(told)
        for let, tree in lets.items():
            read = (reads(tree, chain, lets, self.known, value=True) for chain in _chains(found))
            self.reads[repr((name, python_name(let)))] = frozenset(one for some in read for one in some)

    def _note_selection(self, name: str, alternative: contexts.Alternative) -> None:
        seen: frozenset[Read] = self.reads.get(repr(name), frozenset())
        chain = _chain(alternative)
        for place, link in enumerate(alternative.links):
            above = len(alternative.links) - 1 - place
            for predicate in link.predicates:
                for one in reads(predicate, chain[: len(chain) - above], {}, self.known):
                    seen |= {one._replace(up=min(one.up + above, FAR))}
                if paths.asks_position(predicate) or isinstance(predicate, ast.Literal):
                    seen |= EVERYTHING
        if any(link.loose for link in alternative.links[1:]) and any(link.predicates for link in alternative.links[:-1]):
            seen |= EVERYTHING
        self.reads[repr(name)] = seen

    def _selection(self, alternative: contexts.Alternative, scope: Scope) -> tuple[str, str]:
        """The function that knows by its name alone whether a node is taken, and the one that picks of those whose path fits, or "None"."""
        named, value, py = contexts.conditions(alternative, scope)
        source = "nodes"
        if value:
            key, wanted = value
            if key not in self.selections:
                self.selections[key] = f"by_{len(self.selections)}"
                self.parts.append(f"def {self.selections[key]}(D, n):\n    return {key}\n")
            source = f"D.grouped(nodes, {self.selections[key]}).get({wanted!r}, NONE)"
        by_name = self._selecting("named", "n", f"    return {named}\n") if named else "None"
        if py:
            return by_name, self._selecting("select", "D, nodes", f"    return [n for n in {source} if {py}]\n")
        return by_name, self._selecting("select", "D, nodes", f"    return {source}\n") if value else "None"

    def _selecting(self, stem: str, parameters: str, body: str) -> str:
        """The name of a function with this body; equal ones are one."""
        key = f"{stem}: {body}"
        if key not in self.selections:
            name = self.selections[key] = f"{stem}_{len(self.selections)}"
            self.parts.append(f"def {name}({parameters}):\n{body}")
        return self.selections[key]

    def _rule(self, rule: Rule, name: str, first: int, scope: Scope, where: str) -> None:
        lines = [f"def {name}(D, nodes, out):", f'    """{_quoted(rule.context)}"""']
        body: list[str] = []
        forbidden = Trees()
        trees = [self._parse(let.value, f"variable ${let.name}, {where}") for let in rule.lets if not let.literal]
        trees += [self._parse(check.test, f"{check.id}, {where}") for check in rule.checks]
        looks = None if scope.top else own_value(trees)
        note = "note(out, same, {0})" if looks else "out.append((n, {0}))"
        for let in rule.lets:
            scope = self._rule_let(let, scope, body, where)
        for number, check in enumerate(rule.checks, first):
            tree = self._parse(check.test, f"{check.id}, {where}")
            if scope.top and not check.report and (absent := forbidden_paths(tree)):
                for path in absent:
                    forbidden.add(path, number)
                continue
            test = self._compiled(lambda tree=tree, scope=scope: expression.test(tree, scope), f"{check.id}, {where}")
            if test == ("False" if check.report else "True"):
                continue
            body += [f"        if {'' if check.report else 'not '}{test}:", f"            {note.format(number)}"]
        if forbidden != Trees():
            body.append(f"        absent(D, {self.module.constant(forbidden.spelled(), 'FORBIDDEN')}, n, out)")
        loop = "for n in nodes"
        if looks:
            loop = f"for n, same in alike(nodes, {looks.text}, {sorted(looks.attributes or ())})"
        lines += [f"    {loop}:", *body] if body else ["    pass"]
        self.parts.append("\n".join(lines) + "\n")

    def _rule_let(self, let: Let, scope: Scope, body: list[str], where: str) -> Scope:
        if let.literal:
            return scope.binding(let.name, Code(repr(let.value), "unt", "1", fixed=True))
        tree = self._parse(let.value, f"variable ${let.name}, {where}")
        code = self._compiled(lambda: expression.value(tree, scope), f"variable ${let.name}, {where}")
        code = _typed(code, let.type)
        variable = self.module.fresh(f"v_{python_name(let.name)}_")
        py = as_list(code) if code.card == "*" else code.py
        if code.fixed:
            return scope.binding(let.name, replace(code, py=self.module.constant(py)))
        if not may_fail(tree):
            body.append(f"        {variable} = {py}")
            return scope.binding(let.name, replace(code, py=variable))
        body += [
            "        try:",
            f"            {variable} = {py}",
            "        except Exception as error:",
            f"            {variable} = Failed(error)",
        ]
        return scope.binding(let.name, replace(code, py=f"use({variable})"))

    def _check_row(self, check: Check, rule: Rule, scope: Scope, where: str) -> str:
        """(id, severity, message, function for what is put into the message or None)."""
        values = [part[0] for part in check.message if isinstance(part, tuple)]
        text = tuple(part if isinstance(part, str) else None for part in check.message)
        name = "None"
        if values:
            name = f"say_{len(self.checks)}"
            body: list[str] = []
            for let in rule.lets:
                scope = self._rule_let(let, scope, body, where)
            codes = [self._compiled(lambda v=v: expression.atoms(self._parse(v, f"{check.id}, {where}"), scope), f"{check.id}, {where}") for v in values]
            shown = ", ".join(f"' '.join([to_string(v) for v in {as_many(code)}])" for code in codes)
            lines = [f"def {name}(D, n):", *[line[4:] for line in body], f"    return [{shown}]"]
            self.parts.append("\n".join(lines) + "\n")
        return f"({check.id!r}, {check.severity!r}, {text!r}, {name}, {_quoted(check.test)!r})"


def _chain(alternative: contexts.Alternative) -> tuple[str, ...]:
    """The names that a path must end in."""
    chain: tuple[str, ...] = ()
    for link in alternative.links:
        tag = (link.test.tag or "*") if link.test.kind == "element" else "@"
        chain = (tag,) if link.loose else (*chain, tag)
    return chain


def _chains(found: list[contexts.Alternative]) -> set[tuple[str, ...]]:
    return {_chain(one) for one in found}


def _unwritten(tree: ast.Expr) -> ast.Expr | None:
    """What an xsl:value-of writes as text (reading/xslt.py), before it is written: a truth need not become "true" and a truth again."""
    match tree:
        case ast.LetIn(name, value, result):
            inner = _unwritten(result)
            return None if inner is None else ast.LetIn(name, value, inner)
        case ast.Call("xs:untypedAtomic", (ast.Call("string-join", (ast.For(((_, source),), ast.Call("string", (ast.Var(),))), ast.Literal(" "))),)):
            return source
    return None


def _typed(code: Code, type_: str) -> Code:
    """A variable with a declared type. Types of sequences say nothing that the value does not."""
    if type_ in ("", "item()*") or type_.startswith(("element", "node")):
        return code
    base, many = (type_[:-1], type_[-1]) if type_[-1] in "?*+" else (type_, "")
    kind, card = functions.typed(type_)
    return Code(f"returned({expression.typed_items(code)}, {base.replace('xsd:', 'xs:')!r}, {many!r})", kind, card)


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', "'")[:300]
