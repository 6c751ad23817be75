"""A Peppol Schematron as an XSLT 2 stylesheet that Saxon runs: one mode per pattern, the first matching rule of a pattern fires.

Covers what the Peppol rules use: keys, functions, variables at every level, asserts. An oracle for tests, not the product's engine.
"""

from pathlib import Path

from lxml import etree

SCH, XSL = "http://purl.oclc.org/dsdl/schematron", "http://www.w3.org/1999/XSL/Transform"
OUT = "http://purl.oclc.org/dsdl/svrl"


def to_xslt(file: Path) -> str:
    """The stylesheet's text; its result is a report of failed asserts."""
    schema = etree.parse(str(file), etree.XMLParser(remove_comments=True)).getroot()
    prefixes = {one.get("prefix"): one.get("uri") for one in schema.iter(f"{{{SCH}}}ns")}
    root = etree.Element(f"{{{XSL}}}stylesheet", version="2.0", nsmap={**prefixes, "xsl": XSL, "svrl": OUT})
    for child in schema:
        if child.tag in (f"{{{XSL}}}key", f"{{{XSL}}}function"):
            root.append(child)
    _variables(schema, root)
    start = _add(root, "template", match="/")
    report = etree.SubElement(start, f"{{{OUT}}}schematron-output")
    for at, pattern in enumerate(schema.iter(f"{{{SCH}}}pattern")):
        _add(report, "apply-templates", select="/", mode=f"p{at}")
        _variables(pattern, root)
        rules = list(pattern.iter(f"{{{SCH}}}rule"))
        for place, rule in enumerate(rules):
            template = _add(root, "template", match=rule.get("context"), mode=f"p{at}", priority=str(10_000 - place))
            _variables(rule, template)
            for check in rule.iter(f"{{{SCH}}}assert"):
                _check(template, check)
            _add(template, "apply-templates", select="@*|node()", mode=f"p{at}")
        _add(_add(root, "template", match="@*|node()", mode=f"p{at}", priority="-5"), "apply-templates", select="@*|node()", mode=f"p{at}")
    return etree.tostring(root).decode()


def _add(parent, name: str, /, **attributes: str):
    return etree.SubElement(parent, f"{{{XSL}}}{name}", **attributes)


def _variables(source, target) -> None:
    for one in source.findall(f"{{{SCH}}}let"):
        _add(target, "variable", name=one.get("name"), select=one.get("value"))


def _check(template, check) -> None:
    failed = _add(_add(template, "if", test=f"not({check.get('test')})"), "text")
    parent = failed.getparent()
    parent.remove(failed)
    told = etree.SubElement(parent, f"{{{OUT}}}failed-assert", id=check.get("id"), flag=check.get("flag", "fatal"))
    told.text = " ".join("".join(check.itertext()).split())
