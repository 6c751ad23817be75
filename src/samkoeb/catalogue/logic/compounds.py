"""How a Danish compound is taken apart: 'engangshandsker' is 'engang' and 'handske', and its last part says what the thing is.

Danish writes compounds in one word, with or without a linking -s-, -e- or -er- (undersøgelse·s·handske, mælk·e·produkt, barn·e·vogn), and
bends the last part only. A lexicon of base forms is enough: every part but the last must be a base form with or without a link; the last
must have the stem of a base form. Words that a catalogue uses alone are learnt, since they are the likeliest pieces of its compounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from samkoeb.catalogue.logic.danish import fold, stem, tokens

LINKS = ("", "s", "e", "er")
SHORTEST_PART = 3
# A head that is known may stand behind something unknown ("skihandske"), when it is long enough not to be there by chance.
SHORTEST_LONE_HEAD = 5
SHORTEST_LEARNT = 5
LEARNT_FROM_ITEMS = 2
LONGEST_WORD = 60

_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True)
class Parts:
    """What a compound is made of, as stems: `heads` (what the thing is) and `modifiers` (what stands before it).

    is_whole: all of the word is known; without it only the head is.
    """

    heads: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        return self.modifiers + self.heads


NONE = Parts()


@dataclass(frozen=True)
class Lexicon:
    """The base forms that compounds are taken apart by, folded: those of the house, those that only stand before others, those learnt."""

    own: frozenset[str]
    before: frozenset[str] = frozenset()
    learnt: frozenset[str] = frozenset()
    _leading: dict[str, str] = field(init=False, repr=False, compare=False)
    _heads: frozenset[str] = field(init=False, repr=False, compare=False)
    _own_stems: frozenset[str] = field(init=False, repr=False, compare=False)
    _lone_heads: frozenset[str] = field(init=False, repr=False, compare=False)
    _seen: dict[str, Parts] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        leading: dict[str, str] = {}
        for base in sorted(self.own | self.before | self.learnt):
            for link in LINKS:
                leading.setdefault(base + link, stem(base))
        leading.update((base, stem(base)) for base in self.own | self.before | self.learnt)
        object.__setattr__(self, "_leading", leading)
        object.__setattr__(self, "_own_stems", _stems(self.own))
        object.__setattr__(self, "_heads", self._own_stems | _stems(self.learnt))
        object.__setattr__(self, "_lone_heads", _stems(self.own, SHORTEST_LONE_HEAD) | _stems(self.learnt))
        object.__setattr__(self, "_seen", {})

    def split(self, word: str) -> Parts:
        """The parts of a folded word; `NONE` when it is no compound that we know.

        Fewest parts win, then the longest head: 'støvsugerpose' is støvsuger·pose. A part that is a compound itself gives its parts too.
        """
        if not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD or not word.isalpha():
            return NONE
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > 500_000:
                self._seen.clear()
            found = self._seen[word] = self._split(word)
        return found

    def _split(self, word: str) -> Parts:
        if stem(word) in self._own_stems:
            return NONE
        whole = self._whole(word)
        if whole is None:
            return self._lone_head(word)
        last = self.split(whole[-1])
        heads = [stem(whole[-1]), *last.heads]
        modifiers = list(last.modifiers)
        for part in whole[:-1]:
            modifiers.append(self._leading[part])
            modifiers += self.split(part).all
        return Parts(tuple(dict.fromkeys(heads)), tuple(dict.fromkeys(modifiers)), is_whole=True)

    def _whole(self, word: str) -> tuple[str, ...] | None:
        """The pieces of a word that decomposes without a rest, as they stand in it."""
        best: list[tuple[str, ...] | None] = [None] * (len(word) + 1)
        for start in range(len(word) - SHORTEST_PART, -1, -1):
            rest = word[start:]
            if start and stem(rest) in self._heads:
                best[start] = (rest,)
                continue
            for end in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
                tail = best[end]
                if tail is None or word[start:end] not in self._leading:
                    continue
                shortest = best[start]
                if shortest is None or len(tail) + 1 < len(shortest):
                    best[start] = (word[start:end], *tail)
        return best[0]

    def _lone_head(self, word: str) -> Parts:
        for start in range(SHORTEST_PART, len(word) - SHORTEST_LONE_HEAD + 1):
            before, rest = word[:start], word[start:]
            base = stem(rest)
            if base in self._lone_heads and not _VOWELS.isdisjoint(before) and base != stem(word):
                return Parts((base, *self.split(rest).heads), self.split(rest).modifiers)
        return NONE


def _stems(words: frozenset[str], from_length: int = 0) -> frozenset[str]:
    return frozenset(stem(word) for word in words if len(word) >= from_length)


@lru_cache(maxsize=1)
def own_stems() -> frozenset[str]:
    """The base forms that ship with the house (`data/stems.txt`), folded."""
    return _read("stems.txt")


@lru_cache(maxsize=1)
def leading_words() -> frozenset[str]:
    """The words that only stand before others (`data/leading.txt`), folded."""
    return _read("leading.txt")


def _read(name: str) -> frozenset[str]:
    text = (resources.files("samkoeb.catalogue") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


def learn(names: Iterable[str]) -> frozenset[str]:
    """Words that at least two items of a catalogue use alone in their names: folded, letters only, no short ones."""
    seen: Counter[str] = Counter()
    for name in names:
        seen.update({fold(token) for token in tokens(name)})
    return frozenset(
        word
        for word, items in seen.items()
        if items >= LEARNT_FROM_ITEMS and SHORTEST_LEARNT <= len(word) <= 20 and word.isalpha()
    )


def lexicon(names: Iterable[str] = ()) -> Lexicon:
    """The lexicon of the house, with what can be learnt from these item names."""
    return Lexicon(own=own_stems(), before=leading_words(), learnt=learn(names) - own_stems() - leading_words())
