"""A Schematron file as an XSLT 2 stylesheet that Saxon runs: one mode per pattern, the first matching rule of a pattern fires.

Covers what Peppol's and OIOUBL's rules use: includes, keys, functions, variables at every level, abstract rules, asserts, reports, and
OIOUBL's own XSLT in rules. An oracle for tests, not the product's engine, and it shares no line with it.
"""

import copy
from pathlib import Path

from lxml import etree

SCH, XSL = "http://purl.oclc.org/dsdl/schematron", "http://www.w3.org/1999/XSL/Transform"
OUT, XS = "http://purl.oclc.org/dsdl/svrl", "http://www.w3.org/2001/XMLSchema"  # pre-award uses xs: without declaring it
_TAKEN_OVER = frozenset(f"{{{XSL}}}{name}" for name in ("variable", "if", "for-each-group"))


def to_xslt(file: Path) -> str:
    """The stylesheet's text; its result is a report of failed asserts and successful reports."""
    schema = _whole(file)
    prefixes = {one.get("prefix"): one.get("uri") for one in schema.iter(f"{{{SCH}}}ns")}
    root = etree.Element(f"{{{XSL}}}stylesheet", version="2.0", nsmap={"xs": XS, **prefixes, "xsl": XSL, "svrl": OUT})
    for child in [*schema]:
        if child.tag in (f"{{{XSL}}}key", f"{{{XSL}}}function"):
            root.append(child)
    _variables(schema, root)
    abstract = {one.get("id"): one for one in schema.iter(f"{{{SCH}}}rule") if one.get("abstract") == "true"}
    start = _add(root, "template", match="/")
    report = etree.SubElement(start, f"{{{OUT}}}schematron-output")
    for at, pattern in enumerate(schema.iter(f"{{{SCH}}}pattern")):
        _add(report, "apply-templates", select="/", mode=f"p{at}")
        _variables(pattern, root)
        rules = [one for one in pattern.iter(f"{{{SCH}}}rule") if one.get("abstract") != "true"]
        for place, rule in enumerate(rules):
            template = _add(root, "template", match=rule.get("context"), mode=f"p{at}", priority=str(10_000 - place))
            _fill(template, rule, abstract)
            _add(template, "apply-templates", select="@*|node()", mode=f"p{at}")
        _add(_add(root, "template", match="@*|node()", mode=f"p{at}", priority="-5"), "apply-templates", select="@*|node()", mode=f"p{at}")
    return etree.tostring(root).decode()


def _whole(file: Path):
    """The schema with what it includes."""
    schema = etree.parse(str(file), etree.XMLParser(remove_comments=True)).getroot()
    for one in [*schema.iter(f"{{{SCH}}}include")]:
        one.getparent().replace(one, _whole(file.parent / one.get("href")))
    return schema


def _fill(template, rule, abstract) -> None:
    for child in rule:
        if child.tag == f"{{{SCH}}}extends":
            if child.get("rule") in abstract:  # OIOUBL extends one that is nowhere; the official stylesheet then has nothing in its place
                _fill(template, abstract[child.get("rule")], abstract)
        elif child.tag == f"{{{SCH}}}let":
            _add(template, "variable", name=child.get("name"), select=child.get("value"))
        elif child.tag in (f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            _check(template, child)
        elif child.tag in _TAKEN_OVER:
            into = template if child.tag == f"{{{XSL}}}variable" else etree.SubElement(template, f"{{{OUT}}}as-written")
            into.append(copy.deepcopy(child))
        elif child.tag not in (f"{{{SCH}}}p", f"{{{SCH}}}title"):
            raise ValueError(f"{child.tag} in a rule")


def _add(parent, name: str, /, **attributes: str):
    return etree.SubElement(parent, f"{{{XSL}}}{name}", **attributes)


def _variables(source, target) -> None:
    for one in source.findall(f"{{{SCH}}}let"):
        _add(target, "variable", name=one.get("name"), select=one.get("value"))


def _check(template, check) -> None:
    failing = check.tag == f"{{{SCH}}}assert"
    when = _add(template, "if", test=f"not({check.get('test')})" if failing else check.get("test"))
    told = etree.SubElement(when, f"{{{OUT}}}{'failed-assert' if failing else 'successful-report'}", flag=check.get("flag", "fatal"))
    if check.get("id"):
        told.set("id", check.get("id"))
    told.text = " ".join("".join(check.itertext()).split())
