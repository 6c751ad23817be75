"""What somebody typed in the search field, taken apart: words with their stems, parts and synonyms, a GTIN, an item number.

Nothing here can fail: whatever is typed, scanned or pasted becomes a `Wish`, at worst an empty one. Operators, quotes and wildcards mean
nothing; they are not words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from samkoeb.catalogue.logic import danish
from samkoeb.catalogue.logic.compounds import NONE, Lexicon, Parts

LONGEST_TEXT = 200
MOST_WORDS = 12
LONGEST_WORD = 60
SHORTEST_MISTYPED = 4
SHORTEST_CODE = 3
GTIN_LENGTHS = (8, 12, 13, 14)

_SCANNER_PREFIX = re.compile(r"^\](?:C1|d2|Q3|e0)", re.IGNORECASE)
_GS1_ITEM = re.compile(r"^\(?01\)?(\d{14})")


@dataclass(frozen=True)
class Word:
    """One typed word: `typed` with æøå, `folded` without, its stems (Danish, English), and its parts when it is a compound.

    `joins` are what it makes with its neighbours ("engangs handsker" is often meant as one word); `also` are the synonyms, each a group
    of words that must all be there.
    """

    typed: str
    folded: str
    stems: tuple[str, ...]
    parts: Parts = NONE
    joins: tuple[str, ...] = ()
    also: tuple[tuple[Word, ...], ...] = ()
    optional: bool = False

    @property
    def code(self) -> str | None:
        """The word as an item number, when it may be one."""
        return self.folded if len(self.folded) >= SHORTEST_CODE and any(sign.isdigit() for sign in self.folded) else None

    @property
    def may_be_mistyped(self) -> bool:
        return len(self.folded) >= SHORTEST_MISTYPED and self.folded.isalpha()


@dataclass(frozen=True)
class Clause:
    """One or more neighbouring words that must match, or else one of the groups in `also` (a synonym of the words together)."""

    words: tuple[Word, ...]
    also: tuple[tuple[Word, ...], ...] = ()

    @property
    def optional(self) -> bool:
        return all(word.optional for word in self.words)


@dataclass(frozen=True)
class Wish:
    """All that can be searched for in a typed text; `gtin` has 14 digits; `code` is the whole text as an item number."""

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    gtin: str | None = None
    code: str | None = None
    words: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(word for clause in self.clauses for word in clause.words))


def understand(text: str, lexicon: Lexicon) -> Wish:
    """Take a typed text apart. Everything after 200 characters or 12 words is left out."""
    text = danish.clean(text[: LONGEST_TEXT * 4]).strip()[:LONGEST_TEXT]
    typed = [token[:LONGEST_WORD] for token in danish.tokens(text)][:MOST_WORDS]
    words = [_word(token, lexicon) for token in typed]
    if words and all(word.optional for word in words):
        words = [Word(word.typed, word.folded, word.stems, word.parts) for word in words]
    words = [_with_joins(words, place) for place in range(len(words))]
    return Wish(text=text, clauses=_clauses(words, lexicon), gtin=gtin(text), code=_whole_code(text))


def gtin(text: str) -> str | None:
    """The GTIN in a typed or scanned text as 14 digits: 8, 12, 13 or 14 digits, or application identifier 01 of a GS1 bar code."""
    text = _SCANNER_PREFIX.sub("", text.strip())
    if found := _GS1_ITEM.match(text):
        return found.group(1)
    digits = re.sub(r"[\s-]", "", text)
    return digits.zfill(14) if digits.isascii() and digits.isdigit() and len(digits) in GTIN_LENGTHS else None


def _whole_code(text: str) -> str | None:
    whole = danish.code(text)
    return whole if SHORTEST_CODE <= len(whole) <= LONGEST_WORD and any(sign.isdigit() for sign in whole) else None


@lru_cache(maxsize=1)
def optional_words() -> frozenset[str]:
    """Words that may be there and need not (`data/optional.txt`)."""
    text = (resources.files("samkoeb.catalogue") / "data" / "optional.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _word(token: str, lexicon: Lexicon) -> Word:
    folded = danish.fold(token)
    stems = tuple(dict.fromkeys((danish.stem(folded), danish.stem_english(folded))))
    return Word(token, folded, stems, lexicon.split(folded), optional=token in optional_words())


def _with_joins(words: list[Word], place: int) -> Word:
    word = words[place]
    if word.optional or not word.folded.isalpha():
        return word
    pairs = [words[place - 1 : place + 1]] if place else []
    pairs.append(words[place : place + 2])
    joins = tuple(
        danish.stem(danish.fold(pair[0].typed + pair[1].typed))
        for pair in pairs
        if len(pair) == 2 and all(part.folded.isalpha() and not part.optional for part in pair)
    )
    return Word(word.typed, word.folded, word.stems, word.parts, joins, word.also, word.optional)


def _clauses(words: list[Word], lexicon: Lexicon) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    place = 0
    while place < len(words):
        length, also = _synonyms_at(words, place, lexicon)
        clauses.append(Clause(tuple(words[place : place + length]), also))
        place += length
    return tuple(clauses)


def _synonyms_at(words: list[Word], place: int, lexicon: Lexicon) -> tuple[int, tuple[tuple[Word, ...], ...]]:
    """How many words from here are one expression, and what else it is called."""
    known, longest = synonyms()
    for length in range(min(longest, len(words) - place), 0, -1):
        key = tuple(word.stems[0] for word in words[place : place + length])
        if key in known:
            return length, tuple(tuple(_word(token, lexicon) for token in group) for group in known[key])
    return 1, ()


@lru_cache(maxsize=1)
def synonyms() -> tuple[dict[tuple[str, ...], tuple[tuple[str, ...], ...]], int]:
    """The synonyms of the house by the stems of the expression, and the number of words of the longest one (`data/synonyms.txt`)."""
    text = (resources.files("samkoeb.catalogue") / "data" / "synonyms.txt").read_text(encoding="utf-8")
    known: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if ">" in line:
            name, others = line.split(">")
            pairs = [(name, other) for other in others.split(",")]
        else:
            names = line.split("=")
            pairs = [(one, other) for one in names for other in names if one != other]
        for one, other in pairs:
            known.setdefault(_key(one), {})[tuple(danish.tokens(other))] = None
    found = {key: tuple(others) for key, others in known.items()}
    return found, max(len(key) for key in found)


def _key(expression: str) -> tuple[str, ...]:
    return tuple(danish.stem(danish.fold(token)) for token in danish.tokens(expression))
