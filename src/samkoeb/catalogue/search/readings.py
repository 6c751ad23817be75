"""How a wish may be read, from strict to forgiving: the search takes the first reading that finds something.

All words as typed · words that only end longer ones · words that nobody has, with one typing error or only begun · some of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tantivy import Query

from samkoeb.catalogue.logic.query import Wish, Word
from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search import clauses
from samkoeb.catalogue.search.index import Opened
from samkoeb.catalogue.search.schema import schema

# exact: all words · typo: a word was read as a similar one · some_words: not all words · nothing · all: no text was given
How = Literal["exact", "typo", "some_words", "nothing", "all"]

SOME_WORDS_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """`matched` finds; `lifted` is what of it comes first where it is mandatory (None: all); `misread` are the words taken for others."""

    how: How
    matched: Query
    lifted: Query | None = None
    misread: tuple[Word, ...] = ()


def visible(viewer: Viewer) -> Query:
    """What the viewer may buy. Every query of this room goes through it."""
    return Query.term_set_query(schema(), "agreement", sorted(viewer.agreements)) if viewer.agreements else Query.empty_query()


def readings(opened: Opened, wish: Wish, viewer: Viewer, *, typing: bool) -> Iterator[Reading]:
    """Each way to read the wish, the strictest first; later ones are only thought about when they are asked for."""
    if not wish.text:
        yield Reading("all", Query.all_query())
    if not wish.clauses:
        return
    half = {wish.words[-1].folded: clauses.begun(wish.words[-1])} if typing else {}
    yield _reading("exact", wish, half)
    unknown = unknown_words(opened, wish, viewer)
    ends = {word.folded: clauses.ended(word) for word in unknown}
    if any(ends.values()):
        yield _reading("exact", wish, ends)
    forgiving = {word.folded: clauses.mistyped(word) + ends[word.folded] for word in unknown}
    if unknown:
        yield _reading("typo", wish, forgiving, misread=unknown)
    needed = sum(not clause.optional for clause in wish.clauses)
    missing = needed - max(1, round(needed * SOME_WORDS_SHARE))
    if missing:
        yield _reading("some_words", wish, forgiving, missing=missing, misread=unknown)


def unknown_words(opened: Opened, wish: Wish, viewer: Viewer) -> tuple[Word, ...]:
    """The words of the wish that nothing the viewer may buy has."""
    words = dict.fromkeys(word for clause in wish.clauses if not clause.optional for word in clause.words)
    return tuple(word for word in words if not _known(opened, word, viewer))


def _reading(how: How, wish: Wish, extra: dict[str, list[Query]], *, missing: int = 0, misread: tuple[Word, ...] = ()) -> Reading:
    matched = clauses.text_query(wish, extra=extra, missing=missing)
    # Where words were misread, none names the item for certain; and looking for similar words twice would be dear.
    lifted = None if misread else clauses.text_query(wish, only_strong=True, extra=extra, missing=missing)
    return Reading(how, matched, lifted, misread)


def _known(opened: Opened, word: Word, viewer: Viewer) -> bool:
    query = clauses.all_of([visible(viewer), clauses.best_of(clauses.strong(word) + clauses.weak(word))])
    return bool(opened.searcher.search(query, 1, False).hits)
