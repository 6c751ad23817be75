"""Which own item a supplier's item probably stands for: the same GTIN as one that does already, else class and words.

A proposal, never a decision: a buyer confirms it. The score is between 0 and 1 and says why, so that the screen can.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SURE: Final = Decimal("1")
LEAST: Final = Decimal("0.35")
_STOP: Final = frozenset({
    "og", "med", "til", "uden", "for", "i", "af", "pr", "stk", "the", "with", "and", "of", "in", "æske", "kasse", "pakke", "box",
})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An own item and what is known of it: its texts, class, base unit, and the GTINs of items that stand for it already."""

    own_item_id: int
    name: str
    unspsc: str = ""
    base_unit: str = ""
    gtins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`reason` is "gtin", "class_and_words" or "words"."""

    own_item_id: int
    score: Decimal
    reason: str


def words(text: str) -> frozenset[str]:
    """The words of a text that tell something: three letters or more, or a size; folded, with the commonest Danish endings cut."""
    found = re.findall(r"[^\W_]+(?:[.,]\d+)?", text.casefold())
    return frozenset(_stem(word) for word in found if word not in _STOP and (len(word) > 2 or not word.isalpha() or word in ("s", "m", "l", "xl")))


def _stem(word: str) -> str:
    for ending in ("erne", "ene", "er", "en", "et", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def propose(name: str, gtin: str, unspsc: str, base_unit: str, candidates: Iterable[Candidate], *, most: int = 5) -> list[Proposal]:
    """The likeliest own items, best first; none below `LEAST`, none measured in another base unit."""
    ours = words(name)
    found = []
    for candidate in candidates:
        if gtin and gtin.lstrip("0") in candidate.gtins:
            found.append(Proposal(candidate.own_item_id, SURE, "gtin"))
            continue
        if base_unit and candidate.base_unit and base_unit != candidate.base_unit:
            continue
        alike = _alike(ours, words(candidate.name))
        same = _same_class(unspsc, candidate.unspsc)
        score = alike * Decimal("0.6") + same * Decimal("0.4") if same is not None else alike * Decimal("0.8")
        if score >= LEAST and alike > 0:
            found.append(Proposal(candidate.own_item_id, score.quantize(Decimal("0.01")), "class_and_words" if same else "words"))
    return sorted(found, key=lambda one: (-one.score, one.own_item_id))[:most]


def _alike(ours: frozenset[str], theirs: frozenset[str]) -> Decimal:
    """How much of the shorter text stands in the longer one."""
    if not ours or not theirs:
        return Decimal(0)
    return Decimal(len(ours & theirs)) / Decimal(min(len(ours), len(theirs)))


def _same_class(ours: str, theirs: str) -> Decimal | None:
    """1 for the same UNSPSC commodity, 3/4 for the class, 1/2 for the family, 0 otherwise; None where either is unknown."""
    if not ours or not theirs:
        return None
    for digits, score in ((8, "1"), (6, "0.75"), (4, "0.5")):
        if ours[:digits] == theirs[:digits]:
            return Decimal(score)
    return Decimal(0)
