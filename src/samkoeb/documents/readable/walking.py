"""Elements with the path by which findings name them: /Invoice/cac:InvoiceLine[3]/cbc:ID, a position only where there are several."""

import re
from collections.abc import Iterator
from typing import Any

from samkoeb.documents.ubl.names import CAC, CBC, expand, local_name

_PREFIXES = {CBC: "cbc:", CAC: "cac:", "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext:", "": ""}
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
At = tuple[Any, str]


def top(root: Any) -> At:
    return root, f"/{local_name(root.tag)}"


def below(at: At, name: str) -> list[At]:
    """The children of a name ("cac:Party")."""
    element, path = at
    found = element.findall(expand(name))
    if len(found) == 1:
        return [(found[0], f"{path}/{name}")]
    return [(child, f"{path}/{name}[{place}]") for place, child in enumerate(found, 1)]


def along(at: At, steps: str) -> list[At]:
    """Everything at the end of a path ("cac:Item/cbc:Name"); "" is the place itself."""
    found = [at]
    for name in steps.split("/") if steps else ():
        found = [child for one in found for child in below(one, name)]
    return found


def everything(root: Any, most: int) -> Iterator[tuple[At, int]]:
    """All elements in their order, each with its depth; no more than `most`, and never by recursion."""
    todo: list[tuple[At, int]] = [(top(root), 0)]
    while todo and most:
        (element, path), depth = todo.pop()
        yield (element, path), depth
        most -= 1
        todo.extend((child, depth + 1) for child in reversed(_children(element, path)))


def words(tag: str) -> str:
    """ "AccountingSupplierParty" → "Accounting Supplier Party"."""
    return _WORDS.sub(" ", local_name(tag))


def _children(element: Any, path: str) -> list[At]:
    counts: dict[str, int] = {}
    for child in element:
        counts[child.tag] = counts.get(child.tag, 0) + 1
    seen: dict[str, int] = {}
    found = []
    for child in element:
        seen[child.tag] = place = seen.get(child.tag, 0) + 1
        position = f"[{place}]" if counts[child.tag] > 1 else ""
        found.append((child, f"{path}/{_named(child.tag)}{position}"))
    return found


def _named(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return _PREFIXES.get(space[1:], "*:") + name
