"""Schema files as publishers give them: one file a document type, and what they all share. An index of ours holds together what belongs together."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from samkoeb.documents.validation.schema import RuleFileError

XSD = "http://www.w3.org/2001/XMLSchema"
_REFERS = (f"{{{XSD}}}import", f"{{{XSD}}}include", f"{{{XSD}}}redefine")
_FILES, _ENTITIES = 1_000, 20
_MARK = "Samkøb: the schemas of document types that belong together"

# The target namespace of a document type says whose it is.
_KINDS = (
    (re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:"), "ubl-{version}-xsd", "UBL {version} (XML Schema)"),
    (re.compile(r"urn:oioubl:names:specification:oioubl:schema:xsd:"), "oioubl-{version}-xsd", "OIOUBL {version} (XML Schema)"),
    (re.compile(r"urn:oasis:names:tc:ebxml-regrep:xsd:\w+:(?P<version>[\d.]+)"), "ebxml-regrep-{version}-xsd", "ebXML RegRep {version} (XML Schema)"),
)
_SHARED = re.compile(r"Common\w+Components-\d+$")  # what documents are made of, even where no document type brings it in
_RELEASED = re.compile(r"Release Date:\s*(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Found:
    """The schemas of one publisher and version in one folder. `files` are those of document types."""

    role: str
    title: str
    folder: Path
    files: tuple[Path, ...]


def find(folder: Path) -> list[Found]:
    """All schemas of document types below a folder (or the one file), by kind and folder. What another one brings in is none of its own."""
    given = [folder] if folder.is_file() else sorted(x for x in folder.rglob("*") if x.suffix.lower() == ".xsd" and x.is_file())
    trees = {path: tree for path in (file.resolve() for file in given) if (tree := _tree(path)) is not None}
    brought = {part for path, tree in trees.items() for _, part in _referred(path, tree)}
    together: dict[tuple[str, str, Path], list[Path]] = defaultdict(list)
    for path, tree in trees.items():
        space = tree.get("targetNamespace", "")
        if path not in brought and space and not _SHARED.search(space) and tree.find(f"{{{XSD}}}element") is not None:
            role, title = _kind(tree, path)
            together[role, title, path.parent].append(path)
    return [Found(*key, tuple(files)) for key, files in together.items()]


def files_of(path: Path) -> tuple[Path, ...]:
    """A schema file and all that it brings in, itself first. Raises RuleFileError for what is not beside it: nothing is ever fetched."""
    found: dict[Path, None] = {}
    todo = [path.resolve()]
    while todo and len(found) < _FILES:
        one = todo.pop()
        if one in found:
            continue
        tree = _tree(one)
        if tree is None:
            raise RuleFileError(f"{path.name}: {one.name} is no XML Schema")
        found[one] = None
        for named, part in _referred(one, tree):
            if not part.is_file():
                raise RuleFileError(f"{path.name}: {one.name} needs {named!r}, which is not among the files")
            todo.append(part)
    return tuple(found)


def index_of(files: Iterable[Path], beside: Path, title: str) -> str:
    """A schema that imports those of all document types, by their place as seen from the folder `beside`."""
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xsd": XSD})
    root.append(etree.Comment(f" {_MARK}. {title} "))
    for file in files:
        tree = _tree(file)
        place = Path(os.path.relpath(file, beside)).as_posix()
        etree.SubElement(root, f"{{{XSD}}}import", namespace=tree.get("targetNamespace"), schemaLocation=place)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def is_index(tree: Any) -> bool:
    return any(_MARK in str(one.text) for one in tree.iterchildren(etree.Comment))


def document_types(path: Path) -> dict[str, Path]:
    """Root ("{namespace}Name") → the schema for it, of an index or of a single schema."""
    tree = _tree(path)
    if tree is None:
        raise RuleFileError(f"{path.name} is no XML Schema")
    mains = [part for _, part in _referred(path, tree)] if is_index(tree) else [path]
    found: dict[str, Path] = {}
    for main in mains:
        of_type = _tree(main)
        if of_type is None:
            raise RuleFileError(f"{path.name}: {main.name} is not there, or no XML Schema")
        space = of_type.get("targetNamespace")
        found |= {f"{{{space}}}{one.get('name')}": main for one in of_type.findall(f"{{{XSD}}}element")}
    return found


def title_of(path: Path) -> str:
    tree = _tree(path)
    if tree is None:
        return path.stem
    for one in tree.iterchildren(etree.Comment):
        if _MARK in str(one.text):
            return str(one.text).partition(f"{_MARK}. ")[2].strip()
    return _kind(tree, path)[1]


def issued_of(path: Path) -> str:
    """The day of release, where the file says it as OASIS does; else ""."""
    with path.open("rb") as file:
        said = _RELEASED.search(file.read(2_000).decode("utf-8", "replace"))
    if said is None or said.group(2) not in _MONTHS:
        return ""
    return f"{said.group(3)}-{_MONTHS.index(said.group(2)) + 1:02}-{int(said.group(1)):02}"


def _kind(tree: Any, path: Path) -> tuple[str, str]:
    space, version = tree.get("targetNamespace", ""), tree.get("version", "")
    for pattern, role, title in _KINDS:
        if found := pattern.match(space):
            facts = {"version": version or "2", **found.groupdict()}
            return role.format(**facts), title.format(**facts)
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "schema"
    return f"{name}-xsd", f"{path.stem} (XML Schema)"


def _tree(path: Path) -> Any:
    """The root of a schema file, or None for what is none. Entities are counted before libxml2 may use them (XML Signature's schema has one)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        document = etree.parse(str(path), parser)
    except (etree.XMLSyntaxError, OSError):
        return None
    root = document.getroot()
    dtd: Any = document.docinfo.internalDTD
    if dtd is not None and len(list(dtd.entities())) > _ENTITIES:
        return None
    return root if root.tag == f"{{{XSD}}}schema" else None


def _referred(path: Path, tree: Any) -> Iterator[tuple[str, Path]]:
    for one in tree.iter(*_REFERS):
        if place := one.get("schemaLocation"):
            yield place, (path.parent / place).resolve()
