"""Which rules look at the elements of a path. Found once for each path and remembered, so the next document only looks it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from samkoeb.documents.validation.running.tree import Attribute

# A row of a pattern: ((anchored, kind, ((uri, local, loose), …)), selection or None, rule, the rule for a root element or None, and None or
# what knows by the node's name alone whether the rule is meant)
Row = tuple[
    tuple[bool, str, tuple[tuple[str, str, bool], ...]],
    Callable[..., Any] | None,
    Callable[..., Any],
    Callable[..., Any] | None,
    Callable[..., Any] | None,
]
_REMEMBERED = 20_000  # paths; a hostile document may have any number


class Plan:
    """For one path: for each pattern that concerns it, its rows in order; for elements, and for each name of an attribute."""

    __slots__ = ("attributes", "elements", "kids", "path", "wants_attributes")

    def __init__(self, path: tuple[str, ...], elements: list[list[Row]], attribute_rows: list[list[Row]]) -> None:
        self.path, self.elements, self.wants_attributes = path, elements, attribute_rows
        self.kids: dict[str, Plan] = {}
        self.attributes: dict[str, list[list[Row]]] = {}


class Matcher:
    """The rows of all patterns, indexed by the last name of their context."""

    def __init__(self, patterns: list[tuple[str, list[Row]]]) -> None:
        self.document_rows = [rows for _, all_rows in patterns if (rows := [row for row in all_rows if row[0][1] == "document-node"])]
        self._elements = [_Index([row for row in rows if row[0][1] == "element"]) for _, rows in patterns]
        self._attributes = [_Index([row for row in rows if row[0][1] == "attribute"]) for _, rows in patterns]
        self._plans: dict[str, Plan] = {}
        self._count = 0

    def top(self, tag: str) -> Plan:
        found = self._plans.get(tag)
        if found is None:
            found = self._plans[tag] = self._plan((tag,))
        return found

    def below(self, plan: Plan, tag: str) -> Plan:
        found = plan.kids.get(tag)
        if found is None:
            found = self._plan((*plan.path, tag))
            if self._count < _REMEMBERED:
                self._count += 1
                plan.kids[tag] = found
        return found

    def attribute(self, plan: Plan, name: str) -> list[list[Row]]:
        """The rows for an attribute of the elements of a path."""
        found = plan.attributes.get(name)
        if found is None:
            found = plan.attributes[name] = [rows for index in plan.wants_attributes if (rows := _upto_certain(index, (*plan.path, name)))]
        return found

    def _plan(self, path: tuple[str, ...]) -> Plan:
        elements = [found for index in self._elements if (found := _upto_certain(index.rows(path[-1]), path))]
        above = [rows for index in self._attributes if (rows := [row for row in index.every if _may_own(row[0], path)])]
        return Plan(path, elements, above)


class _Index:
    def __init__(self, rows: list[Row]) -> None:
        self.every = rows
        self._by_name: dict[str, list[Row]] = {}
        self._named = {row[0][2][-1][1] for row in rows}

    def rows(self, tag: str) -> list[Row]:
        """Those whose last name may be this one, in order."""
        local = tag.rpartition("}")[2]
        key = local if local in self._named else "*"
        found = self._by_name.get(key)
        if found is None:
            found = self._by_name[key] = [row for row in self.every if row[0][2][-1][1] in ("*", local)]
        return found


def _upto_certain(rows: list[Row], path: tuple[str, ...]) -> list[Row]:
    """The rows that fit a path, up to the first that takes every node of it."""
    out: list[Row] = []
    for row in rows:
        if fits(row[0], path) and (row[4] is None or _by_name(row[4], row[0][1], path[-1])):
            out.append(row)
            if row[1] is None:
                break
    return out


def _by_name(named: Callable[[Any], Any], kind: str, tag: str) -> bool:
    """An error means that the node does not match (XSLT 2.0, 5.5.4)."""
    try:
        return bool(named(Element(tag) if kind == "element" else Attribute(None, tag, "")))
    except Exception:
        return False


def _may_own(context: tuple[bool, str, tuple[tuple[str, str, bool], ...]], path: tuple[str, ...]) -> bool:
    """Whether an attribute of the elements of a path may fit, whatever its name."""
    anchored, kind, links = context
    return len(links) == 1 or fits((anchored, kind, links[:-1]), path)


def fits(context: tuple[bool, str, tuple[tuple[str, str, bool], ...]], path: tuple[str, ...]) -> bool:
    """Whether a path ends as a context says (predicates apart)."""
    anchored, _, links = context
    return _fits(links, len(links) - 1, path, len(path) - 1, anchored)


def _fits(links: tuple[tuple[str, str, bool], ...], link: int, path: tuple[str, ...], place: int, anchored: bool) -> bool:
    uri, local, loose = links[link]
    if place < 0 or not _named(path[place], uri, local):
        return False
    if link == 0:
        return place == 0 or not anchored or loose
    if loose:
        return any(_fits(links, link - 1, path, above, anchored) for above in range(place - 1, -1, -1))
    return _fits(links, link - 1, path, place - 1, anchored)


def _named(tag: str, uri: str, local: str) -> bool:
    if tag[:1] == "{":
        own_uri, _, own = tag[1:].rpartition("}")
    else:
        own_uri, own = "", tag
    return (local == "*" or local == own) and (uri == "*" or uri == own_uri)
