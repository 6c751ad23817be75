"""What Schematron files borrow from XSLT, and what stylesheets are made of: variables, functions, keys. All becomes XPath."""

from typing import Any

from samkoeb.documents.validation.reading.names import XSL, local
from samkoeb.documents.validation.schema import Function, Key, Let, Pattern, Rule, RuleFileError


def let_of_variable(element: Any) -> Let:
    """An `xsl:variable` or global `xsl:param`."""
    select = element.get("select")
    if select is None and not len(element):
        return Let(element.get("name"), element.text or "", literal=True)
    return Let(element.get("name"), select if select is not None else _held(element), type=element.get("as", ""))


def functions_of(root: Any, prefixes: dict[str, str]) -> tuple[Function, ...]:
    """All `xsl:function`s, the first of those with the same name and number of parameters."""
    found: dict[tuple[str, int], Function] = {}
    for element in root.iter(f"{{{XSL}}}function"):
        if element.get("name", "").startswith("schxslt:"):  # SchXslt's own, for its report
            continue
        name = resolved(element.get("name"), {**{p: u for p, u in element.nsmap.items() if p}, **prefixes})
        params = tuple((one.get("name"), one.get("as", "item()*")) for one in element.findall(f"{{{XSL}}}param"))
        found.setdefault((name, len(params)), Function(name, params, element.get("as", "item()*"), body_of(element)))
    return tuple(found.values())


def keys_of(root: Any) -> tuple[Key, ...]:
    """All `xsl:key`s that say what to use in an attribute."""
    return tuple(Key(one.get("name"), one.get("match"), one.get("use")) for one in root.iter(f"{{{XSL}}}key"))


def patterns_of(rules: dict[str, list[tuple[float, int, Rule]]], name: str) -> tuple[Pattern, ...]:
    """Patterns of a stylesheet's templates: pattern → (priority, place in the file, rule). The highest priority matches first."""
    if not rules:
        raise RuleFileError(f"{name}: a stylesheet without rules")
    return tuple(
        Pattern(pattern, (), tuple(rule for _, _, rule in sorted(found, key=lambda row: (-row[0], row[1])))) for pattern, found in rules.items()
    )


def resolved(name: str, prefixes: dict[str, str]) -> str:
    """A function's name as calls have it, `{uri}local`."""
    prefix, _, local_name = name.rpartition(":")
    if prefix and prefix not in prefixes:
        raise RuleFileError(f"function {name}: the prefix has no namespace")
    return f"{{{prefixes[prefix]}}}{local_name}" if prefix else local_name


def body_of(element: Any) -> str:
    """A sequence of instructions as one XPath; a variable becomes a `let` around all that follows it."""
    return _sequence([child for child in element if isinstance(child.tag, str) and local(child.tag) != "param"], element)


def _sequence(instructions: list[Any], parent: Any) -> str:
    parts: list[str] = [_literal(parent.text)] if parent is not None and parent.text and parent.text.strip() else []
    for at, one in enumerate(instructions):
        if local(one.tag) == "variable":
            let = let_of_variable(one)
            value = _literal(let.value) if let.literal else f"({let.value})"
            rest = f"(let ${let.name} := {value} return {_sequence(instructions[at + 1 :], None)})" if instructions[at + 1 :] else "()"
            return f"({', '.join([*parts, rest])})"
        parts.append(_instruction(one))
        if one.tail and one.tail.strip():
            parts.append(_literal(one.tail))
    return f"({', '.join(parts)})"


def _instruction(one: Any) -> str:
    kind = local(one.tag) if one.tag.startswith(f"{{{XSL}}}") else ""
    if kind == "sequence":
        return f"({one.get('select')})"
    if kind == "value-of" and one.get("separator") is None:
        return f"xs:untypedAtomic(string-join(for $samkoeb-item in ({one.get('select')}) return string($samkoeb-item), ' '))"
    if kind == "text":
        return _literal(one.text or "")
    if kind == "if":
        return f"(if ({one.get('test')}) then {body_of(one)} else ())"
    if kind == "choose":
        otherwise = one.find(f"{{{XSL}}}otherwise")
        text = body_of(otherwise) if otherwise is not None else "()"
        for when in reversed(one.findall(f"{{{XSL}}}when")):
            text = f"(if ({when.get('test')}) then {body_of(when)} else {text})"
        return text
    raise RuleFileError(f"line {one.sourceline}: {local(one.tag)!r} is not understood here")


def _held(element: Any) -> str:
    """A variable's own content: with a type it is that sequence, without it is a text."""
    body = body_of(element)
    return body if element.get("as") else f"xs:untypedAtomic(string-join({body}, ''))"


def _literal(text: str | None) -> str:
    return "'" + (text or "").replace("'", "''") + "'"
