"""How a wish becomes a tantivy query: each word in its exact form, its stem, as head or part of a compound, and by its synonyms.

All queries are built in code: tantivy's own parser raises on what people type. A word's alternatives are joined by *dismax* (the best one
counts), the words by AND. What names the item is **strong**; what only stands before in a compound, or in the description, is weak: it
finds the item but does not lift it among the mandatory ones ("handske" must not show glove holders before gloves).

To find is cheaper than to order: `naming` and `finding` hold the same items as `strong` and `strong + weak`, without weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tantivy import Occur, Query, Searcher

from samkoeb.catalogue.logic.query import Clause, Wish, Word
from samkoeb.catalogue.search.schema import schema

# Scores: a word in the best field weighs at most about 120 (BM25 × 4), twelve words under 1,500; the steps above must be out of reach.
USUAL = 2048.0  # what the unit usually orders, after all that is mandatory and before what is not
MANDATORY = 4096.0
EXACT_CODE = 65536.0

NAME, LEAD, WORDS, STEMS, HEADS, JOIN, SYNONYM, SPLIT, PARTS, MORE = 4.0, 4.0, 3.0, 2.5, 2.0, 2.0, 1.2, 1.0, 0.8, 0.5
CODE, PREFIX, TYPO = 5.0, 0.6, 0.3
TIE = 0.2
SHORTEST_TAIL = 4
SHORTEST_STEM = 4

# The ways in which a word may stand in an item: weighted, or only to find it.
Ways = Callable[[Word], list[Query]]


def term(field: str, value: str | int) -> Query:
    return Query.term_query(schema(), field, value, "freq" if isinstance(value, str) else "basic")


def boosted(query: Query, boost: float) -> Query:
    return Query.boost_query(query, boost)


def best_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(list(queries), TIE)


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def silent(query: Query) -> Query:
    """A condition that does not count in the score."""
    return Query.const_score_query(query, 0.0)


def strong(word: Word, searcher: Searcher) -> list[Query]:
    """The ways in which a word can name an item, each with its weight."""
    found = [
        *_spelt(word, searcher),
        boosted(term("lead", word.stems[0]), LEAD),
        *(boosted(term("stems", stem), STEMS) for stem in word.stems[1:]),
        boosted(term("heads", word.stems[0]), HEADS),
        *(boosted(term("stems", join), JOIN) for join in word.joins),
        *(boosted(_core(group), SYNONYM) for group in word.also),
    ]
    if word.code:
        found.append(Query.const_score_query(term("code", word.code), CODE))
    if word.parts.is_whole:
        found.append(boosted(_taken_apart(word), SPLIT))
    return found


def _spelt(word: Word, searcher: Searcher) -> list[Query]:
    """As typed, in one spelling, as a stem: who has the first has the next too. Where as many have it, they are the same items: they are
    gone through once, with the weight of both."""
    fields = (("name", word.typed, NAME), ("words", word.folded, WORDS), ("stems", word.stems[0], STEMS))
    kept: list[tuple[str, str, float]] = []
    last = -1
    for field, value, weight in fields:
        number = searcher.doc_freq(field, value)
        if number == last:
            kept[-1] = (*kept[-1][:2], kept[-1][2] + TIE * weight)
        else:
            kept.append((field, value, weight))
        last = number
    return [boosted(term(field, value), weight) for field, value, weight in kept]


def weak(word: Word) -> list[Query]:
    """The ways in which a word can be said about an item."""
    return [boosted(term("parts", word.stems[0]), PARTS), boosted(term("more", word.stems[0]), MORE)]


def naming(word: Word) -> list[Query]:
    """What `strong` finds. All that is a name, a spelling of one or its first word stands among the stems or heads too."""
    stems = dict.fromkeys((*word.stems, *word.joins))
    found = [*(term("stems", stem) for stem in stems), term("heads", word.stems[0]), *(_core(group) for group in word.also)]
    if word.code:
        found.append(term("code", word.code))
    if word.parts.is_whole:
        found.append(_taken_apart(word))
    return found


def finding(word: Word) -> list[Query]:
    """What `strong` and `weak` find."""
    return [*naming(word), term("parts", word.stems[0]), term("more", word.stems[0])]


def ended(word: Word) -> list[Query]:
    """Longer words that end in this one: compounds whose pieces nobody has listed."""
    forms = dict.fromkeys((word.folded, word.stems[0])) if word.may_be_mistyped else ()
    return [boosted(_prefix("tail", form[::-1]), PREFIX) for form in forms if len(form) >= SHORTEST_TAIL]


def mistyped(word: Word) -> list[Query]:
    """One letter wrong, missing, too many or swapped; or only begun."""
    found = []
    if word.may_be_mistyped:
        found += [boosted(_fuzzy(field, value), TYPO) for field, value in _forms(word)]
    return found + begun(word)


def begun(word: Word) -> list[Query]:
    """What a half-typed word may become (names, and item numbers when it holds a digit)."""
    if len(word.folded) < 2:
        return []
    found = [boosted(_prefix("words", word.folded), PREFIX), boosted(_prefix("heads", word.folded), PREFIX)]
    if word.code:
        found.append(boosted(_prefix("code", word.code), PREFIX))
    return found


def far_off(word: Word) -> list[Query]:
    """Two letters wrong: only good enough to ask "did you mean"."""
    return [_fuzzy(field, value, 2) for field, value in _forms(word)] if word.may_be_mistyped else []


def clause_query(clause: Clause, ways: Ways) -> Query:
    """One clause of a wish."""
    words = [best_of(ways(word)) for word in clause.words]
    if not clause.also:
        return all_of(words)
    return best_of([all_of(words), *(boosted(_core(group), SYNONYM) for group in clause.also)])


def text_query(wish: Wish, ways: Ways, *, missing: int = 0) -> Query:
    """The words of a wish; up to `missing` of the clauses that must match may fail."""
    needed = [clause_query(clause, ways) for clause in wish.clauses if not clause.optional]
    helpful = [clause_query(clause, ways) for clause in wish.clauses if clause.optional]
    if missing:
        must = Query.boolean_query(
            [(Occur.Should, query) for query in needed], minimum_number_should_match=max(1, len(needed) - missing)
        )
    else:
        must = all_of(needed)
    return Query.boolean_query([(Occur.Must, must), *((Occur.Should, query) for query in helpful)]) if helpful else must


def code_query(wish: Wish) -> Query | None:
    """The item whose GTIN or number is the whole text."""
    found = []
    if wish.gtin:
        found.append(term("gtin", wish.gtin))
    if wish.code:
        found.append(term("code", wish.code))
    return any_of(found) if found else None


def _core(group: Sequence[Word]) -> Query:
    """A synonym: all its words, as stems, heads, or taken apart."""
    return all_of([best_of(_by_stem(word) + ([_taken_apart(word)] if word.parts.is_whole else [])) for word in group])


def _by_stem(word: Word) -> list[Query]:
    return [term(field, word.stems[0]) for field in ("lead", "stems", "heads")]


def _taken_apart(word: Word) -> Query:
    """'nitrilhandsker' also finds "Handske, nitril": the head as what the thing is, the rest anywhere in its name."""
    # The last head is the innermost: 'undersøgelseshandske' as a learnt head holds 'handske'.
    head = any_of([term("stems", word.parts.heads[-1]), term("heads", word.parts.heads[-1])])
    rest = [any_of([term(field, part) for field in ("stems", "parts", "heads")]) for part in word.parts.modifiers]
    return all_of([head, *rest])


def _forms(word: Word) -> list[tuple[str, str]]:
    """Where a word that is nearly right is looked for: each field that is walked through costs, and stems hold all but the shortest."""
    stem = word.stems[0]
    return [(field, stem) for field in ("stems", "heads", "parts")] if len(stem) >= SHORTEST_STEM else [("words", word.folded)]


def _fuzzy(field: str, value: str, distance: int = 1) -> Query:
    return Query.fuzzy_term_query(schema(), field, value, distance, True, False)


def _prefix(field: str, value: str) -> Query:
    # A fuzzy query of distance nothing is a true prefix query; phrase_prefix_query stops at 50 words without saying so.
    return Query.fuzzy_term_query(schema(), field, value, 0, True, True)
