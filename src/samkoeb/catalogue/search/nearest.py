"""The nearest words to one that nobody has: "did you mean", only ever from what the reader may see."""

from __future__ import annotations

import json
from collections import Counter

from tantivy import Occur, Query

from samkoeb.catalogue.logic import danish
from samkoeb.catalogue.logic.query import Word
from samkoeb.catalogue.search import clauses
from samkoeb.catalogue.search.document import SEPARATOR
from samkoeb.catalogue.search.index import Opened

LOOKED_AT = 40
FARTHEST = 3
PREFIX_LENGTH = 3


def nearest(opened: Opened, word: Word, seen: Query, *, size: int = 3) -> list[str]:
    """Words as they are written in the visible item names, the nearest first: at most two letters off, else with the same beginning."""
    far = clauses.far_off(word)
    if not far:
        return []
    query = Query.boolean_query([(Occur.Must, clauses.silent(seen)), (Occur.Must, clauses.any_of(far))])
    found: Counter[str] = Counter()
    for _, address in opened.searcher.search(query, LOOKED_AT, False).hits:
        facts = json.loads(bytes(opened.searcher.doc(address).get_first("payload")))  # type: ignore[arg-type]
        found.update(set(danish.tokens(f"{facts['da']} {facts['en']}")))
    measured = [(_off(token, word, opened), -number, token) for token, number in found.items()]
    near = [token for off, _, token in sorted(measured) if off < FARTHEST]
    if not near and len(word.folded) > PREFIX_LENGTH:
        terms = opened.searcher.terms_with_prefix("completion", word.folded[:PREFIX_LENGTH], seen, size)
        near = [term.partition(SEPARATOR)[2] for term, _ in terms]
    return list({_stem(token): token for token in reversed(near)}.values())[::-1][:size]


def _off(token: str, word: Word, opened: Opened) -> int:
    """How far a word is away: the word itself, its stem, or a part of it when it is a compound ("kateder": urinkateter)."""
    folded = danish.fold(token)
    stems = (danish.stem(folded), *opened.lexicon.split(folded).all)
    whole = danish.distance(folded, word.folded, FARTHEST)
    return min(whole, *(danish.distance(stem, word.stems[0], FARTHEST) for stem in stems))


def _stem(token: str) -> str:
    return danish.stem(danish.fold(token))
