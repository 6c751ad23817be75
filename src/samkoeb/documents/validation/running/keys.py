"""fn:key: nodes by a value, found in one pass over the document at the first question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from samkoeb.documents.validation.running.tree import Document, Leaf
from samkoeb.documents.validation.running.values import to_string

Values = Callable[[Any], list[str]]


def by_key(doc: Document, name: str, matching: Callable[[Document], list[Any]], values: Values, wanted: Iterable[Any]) -> list[Any]:
    """The nodes of a key under any of the wanted values. Of a folded document it says how many there are: for each line one (node, line)."""
    table = doc.keys_by_name.get(name)
    if table is None:
        table = doc.keys_by_name[name] = _table(doc, matching(doc), values)
    asked = list(dict.fromkeys(to_string(value) for value in wanted))
    if len(asked) == 1:
        found: list[Any] = table.get(asked[0], [])
        return found
    return list(dict.fromkeys(node for value in asked for node in table.get(value, ())))


def _table(doc: Document, nodes: list[Any], values: Values) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {}
    for node in nodes:
        form = None if doc.folded is None else doc.folded.form_of.get(node.owner if isinstance(node, Leaf) else node)
        if form is None:
            for value in dict.fromkeys(values(node)):
                table.setdefault(value, []).append(node)
            continue
        now = {leaf: leaf.text for leaf in form.free}  # another line may be in place
        for number, line in enumerate(form.lines):
            form.show(number, form.free)
            for value in dict.fromkeys(values(node)):
                table.setdefault(value, []).append((node, line))
        for leaf, text in now.items():
            leaf.text = text
    return table
