"""Rule files as publishers give them, read into `schema.Schema`: Schematron, and the two kinds of XSLT that are made of it."""

from pathlib import Path

from lxml import etree

from samkoeb.documents.validation.reading import iso_stylesheet, schematron, schxslt_stylesheet
from samkoeb.documents.validation.reading.names import SCH, SCHXSLT, XSL
from samkoeb.documents.validation.reading.tree import parse_file
from samkoeb.documents.validation.schema import RuleFileError, Schema

__all__ = ["VERSION", "is_rule_file", "read"]

VERSION = 2  # of what a file is read into: what was compiled of another reading is not used


def read(path: Path, *, name: str = "", phase: str = "") -> Schema:
    """The rule set in a file; what it includes is read with it. Raises RuleFileError."""
    tree = parse_file(path)
    root, name = tree.getroot(), name or path.stem
    if root.tag == f"{{{SCH}}}schema":
        return schematron.read(root, path, name, phase)
    if root.tag in (f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform"):
        if next(root.iter(f"{{{SCHXSLT}}}rule"), None) is not None:
            return schxslt_stylesheet.read(root, name)
        return iso_stylesheet.read(root, name)
    raise RuleFileError(f"{path.name}: neither Schematron nor a stylesheet made of it")


def is_rule_file(path: Path) -> bool:
    """Whether a file is a whole rule set that `read` takes, judged by its root and what stands first in it."""
    try:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except (etree.XMLSyntaxError, OSError):
        return False
    if root.tag == f"{{{SCH}}}schema":
        return True
    if root.tag not in (f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform"):
        return False
    return next(root.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert"), None) is not None
