"""The nearest words to one that nobody has: "did you mean", only ever from what the reader may see."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from tantivy import Occur, Query

from samkoeb.catalogue.logic import danish
from samkoeb.catalogue.logic.query import Word
from samkoeb.catalogue.search import clauses
from samkoeb.catalogue.search.document import SEPARATOR
from samkoeb.catalogue.search.index import Opened

LOOKED_AT = 40
FARTHEST = 3
PREFIX_LENGTH = 3


def nearest(opened: Opened, word: Word, names: Iterable[str], *, size: int = 3) -> list[str]:
    """Words as they are written in these item names, the nearest first: at most two letters off."""
    found = Counter(token for name in names for token in set(danish.tokens(name)))
    measured = [(_off(token, word, opened), -number, token) for token, number in found.items()]
    return _one_of_each_stem(token for off, _, token in sorted(measured) if off < FARTHEST)[:size]


def nearest_of_all(opened: Opened, word: Word, seen: Query, *, size: int = 3) -> list[str]:
    """The nearest words of all items that can be seen; where none is near, words with the same beginning."""
    far = clauses.far_off(word)
    if not far:
        return []
    query = Query.boolean_query([(Occur.Must, clauses.silent(seen)), (Occur.Must, clauses.any_of(far))])
    names = []
    for _, address in opened.searcher.search(query, LOOKED_AT, False).hits:
        facts = json.loads(bytes(opened.searcher.doc(address).get_first("payload")))  # type: ignore[arg-type]
        names.append(f"{facts['da']} {facts['en']}")
    near = nearest(opened, word, names, size=size)
    if not near and len(word.folded) > PREFIX_LENGTH:
        terms = opened.searcher.terms_with_prefix("completion", word.folded[:PREFIX_LENGTH], seen, 2 * size)
        near = _one_of_each_stem(term.partition(SEPARATOR)[2] for term, _ in terms)[:size]
    return near


def _one_of_each_stem(words: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(_stem(word), word)
    return list(found.values())


def _off(token: str, word: Word, opened: Opened) -> int:
    """How far a word is away: the word itself, its stem, or a part of it when it is a compound ("kateder": urinkateter)."""
    folded = danish.fold(token)
    stems = (danish.stem(folded), *opened.lexicon.split(folded).all)
    whole = danish.distance(folded, word.folded, FARTHEST)
    return min(whole, *(danish.distance(stem, word.stems[0], FARTHEST) for stem in stems))


def _stem(token: str) -> str:
    return danish.stem(danish.fold(token))
