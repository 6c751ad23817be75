"""ISO Schematron (ISO/IEC 19757-3, query binding xslt2) to the one form: includes, abstract patterns and rules, phases, and OIOUBL's habits."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from samkoeb.documents.validation.reading.groups import Grouped, inner_of, pattern_of
from samkoeb.documents.validation.reading.names import SCH, XSL, local
from samkoeb.documents.validation.reading.tree import include_all
from samkoeb.documents.validation.reading.xslt import functions_of, keys_of, let_of_variable
from samkoeb.documents.validation.schema import SEVERITIES, Check, Let, Pattern, Rule, RuleFileError, Schema

# OIOUBL has no ids and no flags: both stand first in the message, "[F-LIB001] …". F stops a document, W warns.
_IN_MESSAGE = re.compile(r"^\s*\[(([FEW])-[A-Za-z0-9.-]+)\]")
_BY_LETTER = {"F": "fatal", "E": "error", "W": "warning"}
_ALL = "#ALL"
_DEPTH = 20


def read(root: Any, path: Path, name: str, phase: str = "") -> Schema:
    """Raises RuleFileError for what is not Schematron, or not understood."""
    include_all(root, path)
    binding = root.get("queryBinding", "xslt2").lower()
    if not binding.startswith("xslt"):
        raise RuleFileError(f"{path.name}: the query language {binding!r} is not supported")
    prefixes = {p: uri for p, uri in root.nsmap.items() if p} | {
        one.get("prefix"): one.get("uri") for one in root.iter(f"{{{SCH}}}ns")
    }
    patterns = [*root.iter(f"{{{SCH}}}pattern")]
    kept = _active(root, patterns, phase or root.get("defaultPhase", ""))
    abstract = {one.get("id"): one for one in patterns if one.get("abstract") == "true"}
    rules = {one.get("id"): one for one in root.iter(f"{{{SCH}}}rule") if one.get("abstract") == "true"}
    return Schema(
        name=name,
        title=" ".join("".join(_first(root, "title").itertext()).split()) if _first(root, "title") is not None else name,
        prefixes=prefixes,
        lets=tuple(_lets(root)),
        patterns=tuple(
            part for number, one in enumerate(kept, 1) if one.get("abstract") != "true" for part in _pattern(one, number, abstract, rules)
        ),
        functions=functions_of(root, prefixes),
        keys=keys_of(root),
        issued=_issued(root),
        remarks=tuple(_remarks(root, rules, path)),
    )


def _remarks(root: Any, rules: dict[str, Any], path: Path) -> Iterator[str]:
    """What the publisher's own files have wrong and the official stylesheet passes over too (OIOUBL 1.17.2 has both)."""
    for one in root.iter(f"{{{SCH}}}extends"):
        if one.get("rule") not in rules:
            yield f"{path.name}: extends the rule {one.get('rule')!r} (line {one.sourceline}), which the publisher's files do not have"
    for one in root.iter(f"{{{SCH}}}rule"):
        if one.getparent().tag != f"{{{SCH}}}pattern":
            yield f"{path.name}: the rule for {one.get('context')!r} (line {one.sourceline}) stands in no pattern, so it never applies"


def _first(root: Any, name: str) -> Any:
    return root.find(f"{{{SCH}}}{name}")


def _issued(root: Any) -> str:
    """What the file says of its age: "Last update: 2026-03-30" in a comment, or schemaVersion."""
    for comment in root.xpath("//comment() | /comment()"):
        if found := re.search(r"[Ll]ast update:?\s*([\d-]+)", str(comment.text)):
            return found.group(1)
    return "" if root.get("schemaVersion") in (None, "iso") else root.get("schemaVersion")


def _active(root: Any, patterns: list[Any], phase: str) -> list[Any]:
    if not phase or phase == _ALL:
        return patterns
    for one in root.iter(f"{{{SCH}}}phase"):
        if one.get("id") == phase:
            wanted = {active.get("pattern") for active in one.iter(f"{{{SCH}}}active")}
            return [pattern for pattern in patterns if pattern.get("id") in wanted or pattern.get("abstract") == "true"]
    raise RuleFileError(f"there is no phase {phase!r}")


def _lets(element: Any) -> Iterator[Let]:
    for child in element:
        if child.tag == f"{{{SCH}}}let":
            yield _let(child)
        elif child.tag == f"{{{XSL}}}variable":
            yield let_of_variable(child)


def _let(child: Any) -> Let:
    value = child.get("value")
    return Let(child.get("name"), value) if value is not None else Let(child.get("name"), "".join(child.itertext()), literal=True)


def _pattern(element: Any, number: int, abstract: dict[str, Any], rules: dict[str, Any]) -> list[Pattern]:
    """The pattern, and those that its checks of groups become."""
    source, params = element, {}
    if kind := element.get("is-a"):
        if kind not in abstract:
            raise RuleFileError(f"line {element.sourceline}: there is no abstract pattern {kind!r}")
        source = abstract[kind]
        params = {one.get("name"): one.get("value") for one in element.iter(f"{{{SCH}}}param")}
    name = element.get("id") or element.get("name") or f"pattern-{number}"
    fill = _filler(params)
    read_rules = [
        _rule(one, f"{name}-{at}", rules, fill) for at, one in enumerate(source.iter(f"{{{SCH}}}rule"), 1) if one.get("abstract") != "true"
    ]
    lets = [*_lets(source), *(_lets(element) if source is not element else ())]
    pattern = Pattern(
        name, tuple(Let(let.name, fill(let.value), let.literal, let.type) for let in lets), tuple(rule for rule, _ in read_rules)
    )
    grouped = {at: groups for at, (_, groups) in enumerate(read_rules) if groups}
    return [pattern, *(pattern_of(pattern, grouped) if grouped else ())]


def _filler(params: dict[str, str]):
    """Puts the values of an abstract pattern's parameters in the place of `$name`, the longest names first."""
    if not params:
        return lambda text: text
    names = re.compile(r"\$(" + "|".join(re.escape(p) for p in sorted(params, key=len, reverse=True)) + r")(?![\w.-])")
    return lambda text: names.sub(lambda found: params[found.group(1)], text)


def _rule(element: Any, name: str, rules: dict[str, Any], fill: Any) -> tuple[Rule, list[Grouped]]:
    lets: list[Let] = []
    checks: list[Check] = []
    groups: list[Grouped] = []
    severity = element.get("flag") or element.get("role") or ""
    for child in _with_extensions(element, rules):
        if child.tag in (f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            checks.append(_check(child, f"{name}.{len(checks) + 1}", severity, fill))
        elif child.tag == f"{{{SCH}}}let":
            let = _let(child)
            lets.append(Let(let.name, fill(let.value), let.literal))
        elif child.tag == f"{{{XSL}}}variable":
            lets.append(let_of_variable(child))
        elif child.tag == f"{{{XSL}}}for-each-group":
            groups.append(_grouped(child, f"{name}.group-{len(groups) + 1}"))
        elif child.tag == f"{{{XSL}}}if":
            checks.append(_if_check(child, f"{name}.{len(checks) + 1}"))
        elif isinstance(child.tag, str) and child.tag not in (f"{{{SCH}}}p", f"{{{SCH}}}title"):
            raise RuleFileError(f"rule {name} (line {child.sourceline}): {local(child.tag)!r} in a rule is not understood")
    context = element.get("context")
    if context is None:
        raise RuleFileError(f"rule {name} (line {element.sourceline}): no context")
    return Rule(fill(context), tuple(lets), tuple(checks), element.sourceline or 0), groups


def _with_extensions(element: Any, rules: dict[str, Any], depth: int = 0) -> Iterator[Any]:
    for child in element:
        if child.tag != f"{{{SCH}}}extends":
            yield child
        elif depth > _DEPTH:
            raise RuleFileError(f"line {child.sourceline}: rules extend one another without end")
        elif child.get("rule") in rules:  # else: a remark
            yield from _with_extensions(rules[child.get("rule")], rules, depth + 1)


def _check(element: Any, name: str, severity: str, fill: Any) -> Check:
    message = tuple(_message(element))
    found = _IN_MESSAGE.match(next((part for part in message if isinstance(part, str)), ""))
    flag = (element.get("flag") or element.get("role") or severity or (_BY_LETTER[found.group(2)] if found else "error")).lower()
    return Check(
        id=element.get("id") or (found.group(1) if found else name),
        test=fill(element.get("test")),
        severity=flag if flag in SEVERITIES else "error",
        message=tuple((fill(part[0]),) if isinstance(part, tuple) else part for part in message),
        report=element.tag == f"{{{SCH}}}report",
    )


def _message(element: Any) -> Iterable[str | tuple[str]]:
    """Its text; what `value-of` and `name` stand for is kept as XPath."""
    if element.text:
        yield element.text
    for child in element:
        kind = local(child.tag)
        if kind == "value-of":
            yield (child.get("select"),)
        elif kind == "name":
            yield (f"name({child.get('path', '')})",)
        elif kind in ("emph", "dir", "span"):
            yield from _message(child)
        if child.tail:
            yield child.tail


def _grouped(element: Any, name: str) -> Grouped:
    return Grouped(element.get("select"), element.get("group-by"), _if_check(inner_of(element, name), name))


def _if_check(element: Any, name: str) -> Check:
    """OIOUBL's `if` that writes an Error: a report. Its Description names the rule."""
    said = next((one for one in element.iter() if local(one.tag) == "Description"), None)
    if said is None:
        raise RuleFileError(f"rule {name} (line {element.sourceline}): this if reports nothing")
    message = tuple(_message(said))
    found = _IN_MESSAGE.match(str(message[0]))
    return Check(found.group(1) if found else name, element.get("test"), _BY_LETTER[found.group(2)] if found else "error", message, report=True)
