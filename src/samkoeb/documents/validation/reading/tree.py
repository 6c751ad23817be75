"""A rule file as a tree with everything it includes in place."""

from pathlib import Path
from typing import Any

from lxml import etree

from samkoeb.documents.validation.reading.names import SCH, XI
from samkoeb.documents.validation.schema import RuleFileError

_DEPTH = 20


def parse_file(path: Path) -> Any:
    """The file's tree; no entities, no network. Raises RuleFileError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True)
    try:
        return etree.parse(str(path), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        raise RuleFileError(f"{path.name}: {error}") from None


def include_all(root: Any, path: Path, depth: int = 0) -> None:
    """Puts the root element of each included file in the place of its `include`, over and over until none is left."""
    if depth > _DEPTH:
        raise RuleFileError(f"{path.name}: files include one another without end")
    for element in [*root.iter(f"{{{SCH}}}include", f"{{{XI}}}include")]:
        href = element.get("href", "").partition("#")[0]
        target = (path.parent / href).resolve()
        if not href or "://" in href or not target.is_file():
            raise RuleFileError(f"{path.name}: the included file {href!r} is not there")
        found = parse_file(target).getroot()
        include_all(found, target, depth + 1)
        found.tail = element.tail
        if found.tag == f"{{{SCH}}}schema":  # a schema in a schema stands for what is in it
            for child in [*found]:
                element.addprevious(child)
            element.getparent().remove(element)
        else:
            element.getparent().replace(element, found)
