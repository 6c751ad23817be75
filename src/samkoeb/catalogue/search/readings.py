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
    """`matched` finds, and orders what it finds; `found` are the same items in no order, to be counted; `lifted` is what of them comes
    first where it is mandatory (None: all); `misread` are the words taken for others."""

    how: How
    matched: Query
    found: Query
    lifted: Query | None = None
    misread: tuple[Word, ...] = ()


def visible(viewer: Viewer) -> Query:
    """What the viewer may buy. Every query of this room goes through it."""
    return Query.term_set_query(schema(), "agreement", sorted(viewer.agreements)) if viewer.agreements else Query.empty_query()


def readings(opened: Opened, wish: Wish, viewer: Viewer, *, typing: bool) -> Iterator[Reading]:
    """Each way to read the wish, the strictest first; later ones are only thought about when they are asked for."""
    if not wish.text:
        yield Reading("all", Query.all_query(), Query.all_query())
    if not wish.clauses:
        return
    half = {wish.words[-1].folded: clauses.begun(wish.words[-1])} if typing else {}
    yield _reading(opened, "exact", wish, half)
    unknown = unknown_words(opened, wish, viewer)
    ends = {word.folded: clauses.ended(word) for word in unknown}
    if any(ends.values()):
        yield _reading(opened, "exact", wish, ends)
    forgiving = {word.folded: clauses.mistyped(word) + ends[word.folded] for word in unknown}
    if unknown:
        yield _reading(opened, "typo", wish, forgiving, misread=unknown)
    needed = sum(not clause.optional for clause in wish.clauses)
    missing = needed - max(1, round(needed * SOME_WORDS_SHARE))
    if missing:
        yield _reading(opened, "some_words", wish, forgiving, missing=missing, misread=unknown)


def unknown_words(opened: Opened, wish: Wish, viewer: Viewer) -> tuple[Word, ...]:
    """The words of the wish that nothing the viewer may buy has."""
    words = dict.fromkeys(word for clause in wish.clauses if not clause.optional for word in clause.words)
    return tuple(word for word in words if not _known(opened, word, viewer))


def _reading(
    opened: Opened, how: How, wish: Wish, extra: dict[str, list[Query]], *, missing: int = 0, misread: tuple[Word, ...] = ()
) -> Reading:
    """`extra` gives further ways for a word by its folded form (typing errors, half-typed)."""

    def weighed(word: Word) -> list[Query]:
        return clauses.strong(word, opened.searcher) + clauses.weak(word) + extra.get(word.folded, [])

    def found(word: Word) -> list[Query]:
        return clauses.finding(word) + extra.get(word.folded, [])

    def named(word: Word) -> list[Query]:
        return clauses.naming(word) + extra.get(word.folded, [])

    def read(ways: clauses.Ways) -> Query:
        return clauses.text_query(wish, ways, missing=missing)

    # Where words were misread, none names the item for certain; and looking for similar words twice would be dear.
    return Reading(how, read(weighed), read(found), None if misread else read(named), misread)


def _known(opened: Opened, word: Word, viewer: Viewer) -> bool:
    query = clauses.all_of([visible(viewer), clauses.any_of(clauses.finding(word))])
    return bool(opened.searcher.search(query, 1, False).hits)
