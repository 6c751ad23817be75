"""Facets: what the hits can be narrowed by, with counts; and the choices made among them, as they stand in an address.

Keys: `supplier` and `agreement` (ids), `unspsc` (2, 4, 6 or 8 digits), `label` (names), `attribute:Størrelse` (values). Within a key the
chosen values are alternatives, between keys all must hold. The counts of a key are taken without its own choice, so that the others of it
can still be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tantivy import Occur, Query, Searcher

from samkoeb.catalogue.search.clauses import any_of, silent, term

ATTRIBUTE = "attribute:"
MOST_VALUES = 60
MOST_ATTRIBUTE_TERMS = 400
MOST_CHOICES = 40
UNSPSC_LEVELS = (2, 4, 6, 8)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet and how many hits have it; `chosen` when the reader has asked for it."""

    value: str
    count: int
    chosen: bool = False


Choices = Mapping[str, Collection[Any]]


def clean_choices(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Only the keys that exist, values as text; nothing that comes from an address can fail here."""
    known = {}
    for key, values in list(choices.items())[:MOST_CHOICES]:
        if key in ("supplier", "agreement", "label", "unspsc") or (key.startswith(ATTRIBUTE) and len(key) > len(ATTRIBUTE)):
            texts = [str(value).encode("utf-8", "ignore").decode() for value in list(values)[:MOST_CHOICES]]
            if texts := list(dict.fromkeys(text for text in texts if text)):
                known[key] = tuple(texts)
    return known


def narrowed(choices: Mapping[str, tuple[str, ...]], *, without: str = "") -> list[tuple[Occur, Query]]:
    """The conditions of the choices, leaving out one key."""
    return [(Occur.Must, silent(any_of(_values(key, values)))) for key, values in choices.items() if key != without]


def _values(key: str, values: Iterable[str]) -> list[Query]:
    if key.startswith(ATTRIBUTE):
        return [term("attribute", f"{key[len(ATTRIBUTE) :]}={value}") for value in values]
    if key == "label":
        return [term("label", value) for value in values]
    numbers = [value for value in values if value.isascii() and value.isdigit() and len(value) < 18]
    if key == "unspsc":
        found = [term(f"unspsc_{len(value) // 2}", int(value)) for value in numbers if len(value) in UNSPSC_LEVELS]
    else:
        found = [term(key, int(value)) for value in numbers]
    return found or [Query.empty_query()]


def count(
    searcher: Searcher, query: Query, choices: Mapping[str, tuple[str, ...]], remake: Any
) -> dict[str, tuple[FacetCount, ...]]:
    """The counts for all facets of `query`; `remake(without)` gives the query without the choice of one key."""
    level = _next_level(choices.get("unspsc", ()))
    fields = {"supplier": "supplier", "agreement": "agreement", "label": "label", "unspsc": f"unspsc_{level}"}
    asked = {field: _terms(field, MOST_VALUES) for field in fields.values()}
    buckets = searcher.aggregate(query, {**asked, "attribute": _terms("attribute", MOST_ATTRIBUTE_TERMS)})
    counts = {key: _counted(buckets[field], choices.get(key, ())) for key, field in fields.items()}
    counts |= _attributes(buckets["attribute"], choices)
    for key, chosen in choices.items():
        if key in ("supplier", "agreement", "label"):
            counts[key] = _counted(searcher.aggregate(remake(key), {key: asked[key]})[key], chosen)
        elif key.startswith(ATTRIBUTE):
            all_of_it = searcher.aggregate(remake(key), {"attribute": _terms("attribute", MOST_ATTRIBUTE_TERMS)})["attribute"]
            counts |= {name: found for name, found in _attributes(all_of_it, choices).items() if name == key}
    return {key: found for key, found in counts.items() if found}


def _next_level(chosen: tuple[str, ...]) -> int:
    """Segments first; then what is below the choice."""
    longest = max((len(value) for value in chosen), default=0)
    return min(longest // 2 + 1, 4)


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size}}


def _counted(buckets: dict[str, Any], chosen: Collection[str]) -> tuple[FacetCount, ...]:
    found = [(_text(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets["buckets"]]
    return tuple(FacetCount(value, number, value in chosen) for value, number in found)


def _text(key: Any) -> str:
    # tantivy gives numbers back as floats where a field is numeric.
    return str(int(key)) if isinstance(key, int | float) else str(key)


def _attributes(buckets: dict[str, Any], choices: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[FacetCount, ...]]:
    found: dict[str, list[FacetCount]] = {}
    for bucket in buckets["buckets"]:
        name, _, value = str(bucket["key"]).partition("=")
        key = ATTRIBUTE + name
        found.setdefault(key, []).append(FacetCount(value, int(bucket["doc_count"]), value in choices.get(key, ())))
    return {key: tuple(values[:MOST_VALUES]) for key, values in found.items()}
