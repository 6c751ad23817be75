"""The search itself: a typed text, who asks, and the choices made → hits, total, facets, and what to try when nothing was found.

It goes from strict to forgiving and stops at the first that finds something: all words as typed; words that nobody has, with one typing
error; some of the words; and at last only suggestions. A text that is a GTIN or an item number finds that item first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from tantivy import Occur, Order, Query

from samkoeb.catalogue.logic.query import Wish, Word, understand
from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search import clauses, facets
from samkoeb.catalogue.search.document import SEPARATOR
from samkoeb.catalogue.search.facets import Choices, FacetCount
from samkoeb.catalogue.search.index import Opened
from samkoeb.catalogue.search.nearest import nearest, nearest_of_all
from samkoeb.catalogue.search.readings import How, Reading, readings, unknown_words, visible
from samkoeb.catalogue.search.schema import schema

Sort = Literal["relevance", "price"]
LARGEST_PAGE = 100
DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found. price: per base unit, ex VAT, as indexed; what is charged is asked of PostgreSQL."""

    item_id: int
    agreement_id: int
    supplier_id: int
    supplier_name: str
    name_da: str
    name_en: str
    number: str
    price: Decimal | None
    pack_text: str
    image: str
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to search for instead, or what a half-typed one may become; `count`: how many items of those seen have it."""

    text: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    how: How = "nothing"


def search(
    opened: Opened,
    text: str,
    viewer: Viewer,
    *,
    chosen: Choices | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 20,
    typing: bool = False,
    with_facets: bool = True,
    usual: Iterable[int] = (),
) -> Result:
    """Find items for a viewer. page: from 1. typing: the last word may be half typed. usual: ids of the items that the unit orders again
    and again; where the text names them they come before their like. Nothing that is typed makes it fail."""
    wish = understand(text, opened.lexicon)
    choices = facets.clean_choices(chosen or {})
    page, size = max(1, page), max(1, min(size, LARGEST_PAGE))
    offset = min((page - 1) * size, DEEPEST)
    often = sorted(map(str, usual))
    for reading in readings(opened, wish, viewer, typing=typing):
        query = _whole(reading, wish, viewer, choices, ranked=sort == "relevance", often=often)
        if sort == "price":
            found = opened.searcher.search(query, size, True, "price", offset, Order.Asc)
        else:
            found = opened.searcher.search(query, size, True, None, offset)
        total = int(found.count)  # type: ignore[attr-defined]
        if total or (choices and _any(opened, reading, wish, viewer)):
            break
    else:
        return Result(suggestions=_instead(opened, wish, viewer, unknown_words(opened, wish, viewer) or wish.words))
    hits = tuple(_hit(opened, address, viewer) for _, address in found.hits)
    names = [f"{hit.name_da} {hit.name_en}" for hit in hits]
    return Result(
        hits=hits,
        total=total,
        facets=_counts(opened, reading, wish, viewer, choices) if with_facets else {},
        suggestions=_instead(opened, wish, viewer, reading.misread, names) if reading.misread else (),
        how=reading.how,
    )


def suggest(opened: Opened, text: str, viewer: Viewer, *, size: int = 8) -> tuple[Suggestion, ...]:
    """What a half-typed text may become, from the words of the items that the viewer may buy, the commonest first."""
    wish = understand(text, opened.lexicon)
    if not wish.words or not viewer.agreements or text[-1:].isspace():
        return ()
    *before, last = wish.words
    seen = [(Occur.Must, visible(viewer))]
    if before:
        seen += [(Occur.Must, clauses.any_of(clauses.finding(word))) for word in before if not word.optional]
    terms = opened.searcher.terms_with_prefix("completion", last.folded, Query.boolean_query(seen), size * 4)
    start = " ".join(word.typed for word in before)
    found: dict[str, Suggestion] = {}
    for value, number in terms:
        folded, _, written = value.partition(SEPARATOR)
        stem = understand(folded, opened.lexicon).words
        key = stem[0].stems[0] if stem else folded
        found.setdefault(key, Suggestion(f"{start} {written}".strip(), int(number)))
    return tuple(found.values())[:size]


def _whole(
    reading: Reading,
    wish: Wish,
    viewer: Viewer,
    choices: dict[str, tuple[str, ...]],
    *,
    ranked: bool = False,
    often: Sequence[str] = (),
    without: str = "",
) -> Query:
    """The text, who may see it, the choices. `ranked`: mandatory agreements first, in each part what is usually ordered, and before all of
    them the item whose number it is."""
    code = clauses.code_query(wish)
    wanted = reading.matched if ranked else reading.found
    if code is not None:
        wanted = clauses.any_of([wanted, Query.const_score_query(code, clauses.EXACT_CODE)])
    parts = [(Occur.Must, wanted), (Occur.Must, clauses.silent(visible(viewer))), *facets.narrowed(choices, without=without)]
    if ranked and viewer.mandatory:
        mandatory = Query.term_set_query(schema(), "agreement", sorted(viewer.mandatory))
        parts.append((Occur.Should, _lifted(reading, mandatory, clauses.MANDATORY)))
    if ranked and often:
        parts.append((Occur.Should, _lifted(reading, Query.term_set_query(schema(), "item", often), clauses.USUAL)))
    return Query.boolean_query(parts)


def _lifted(reading: Reading, these: Query, step: float) -> Query:
    """These of what the text names, a step above the others."""
    return Query.const_score_query(these if reading.lifted is None else clauses.all_of([these, reading.lifted]), step)


def _any(opened: Opened, reading: Reading, wish: Wish, viewer: Viewer) -> bool:
    """Whether it is only the choices that leave nothing."""
    return bool(opened.searcher.search(_whole(reading, wish, viewer, {}), 1, False).hits)


def _counts(
    opened: Opened, reading: Reading, wish: Wish, viewer: Viewer, choices: dict[str, tuple[str, ...]]
) -> dict[str, tuple[FacetCount, ...]]:
    query = _whole(reading, wish, viewer, choices)
    return facets.count(opened.searcher, query, choices, lambda key: _whole(reading, wish, viewer, choices, without=key))


def _instead(
    opened: Opened, wish: Wish, viewer: Viewer, misread: tuple[Word, ...], names: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """The typed text with each word that nobody has replaced by the nearest ones: of these item names, else of all that can be seen."""
    found: dict[str, Suggestion] = {}
    for word in misread:
        for near in nearest(opened, word, names) if names else nearest_of_all(opened, word, visible(viewer)):
            text = " ".join(near if other.folded == word.folded else other.typed for other in wish.words)
            found.setdefault(text, Suggestion(text))
    return tuple(found.values())[:6]


def _hit(opened: Opened, address: Any, viewer: Viewer) -> Hit:
    facts = json.loads(bytes(opened.searcher.doc(address).get_first("payload")))  # type: ignore[arg-type]
    return Hit(
        item_id=facts["item"],
        agreement_id=facts["agreement"],
        supplier_id=facts["supplier"],
        supplier_name=facts["supplier_name"],
        name_da=facts["da"],
        name_en=facts["en"],
        number=facts["number"],
        price=None if facts["price"] is None else Decimal(facts["price"]),
        pack_text=facts["pack"],
        image=facts["image"],
        is_mandatory=facts["agreement"] in viewer.mandatory,
    )
