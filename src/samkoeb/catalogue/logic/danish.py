"""How Danish words are made comparable: one spelling of æ, ø and å, tokens, stems, and how far two words are from each other.

The index and the question go through the same functions, so a word is found however it was typed: `undersøgelse`, `undersoegelse` and
`undersogelse` are one word after `fold`. Folding comes before stemming, because only then do all spellings give the same stem; the
suffixes that the Danish Snowball stemmer removes hold no æ, ø or å, so nothing is lost by it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# `oe` and `aa` are only spellings of ø and å inside a word of some length: "AA" and "AAA" are batteries, "PoE" is a network plug.
DIGRAPH_FROM_LENGTH = 4

_LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a", "ü": "u", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "œ": "o"}
)
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})[. ](\d{3})(?![\d.,])")
_DECIMAL = re.compile(r"(\d),(\d)")
_TIMES = re.compile(r"(?<=\d)\s*[x×*]\s*(?=\d)")
_UNIT = re.compile(r"(?<=\d)(ml|cl|dl|l|mm|cm|m|kg|mg|µg|g|stk|w|v|gb|tb|mah|pcs)\b")
_TOKEN = re.compile(r"\d+\.\d+(?:x\d+(?:\.\d+)?)*|\d+(?:x\d+(?:\.\d+)?)+|[^\W_]+")
_DIGRAPHS = re.compile(r"oe|(?<!a)aa(?!a)")
_NOT_CODE = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text without what no index can hold: lone surrogates and control characters (they become spaces)."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text)


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """One spelling of a word in small letters a-z and digits: 'Æske' → 'aeske', 'håndsprit' and 'haandsprit' → 'handsprit'."""
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word).translate(_LETTERS)
        word = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    if len(word) >= DIGRAPH_FROM_LENGTH and word.isalpha():
        word = _DIGRAPHS.sub(lambda pair: pair.group()[0], word)
    return word


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, still with æ, ø and å.

    Numbers are written one way: '1.000' → '1000', '0,9 %' → '0.9', '10 x 10cm' → '10x10', 'cm'.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    if _DIGIT.search(text):
        text = _THOUSANDS.sub(r"\1\2", text)
        text = _DECIMAL.sub(r"\1.\2", text)
        text = _TIMES.sub("x", text)
        text = _UNIT.sub(r" \1", text)
    return _TOKEN.findall(text)


def code(text: str) -> str:
    """An item number as it is compared: letters and digits only, small: 'AB-12 34/5' → 'ab12345'."""
    return fold(_NOT_CODE.sub("", unicodedata.normalize("NFKC", text)))


def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build()


_DANISH = _stemmer("danish")
_ENGLISH = _stemmer("english")


def _read_forms() -> tuple[dict[str, str], tuple[str, ...]]:
    """Inflected forms that the stemmer does not bring home ('plastre plaster' a line), and the words it must leave ('=plaster')."""
    text = (resources.files("samkoeb.catalogue") / "data" / "forms.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pairs = (line.split() for line in lines if not line.startswith("="))
    return {fold(form): fold(base) for form, base in pairs}, tuple(fold(line[1:]) for line in lines if line.startswith("="))


_FORMS, _LEFT = _read_forms()
# The shortest irregular ending that is also undone inside a compound ("rengøringsmidler" → "rengøringsmiddel").
_ENDING_FROM_LENGTH = 6
_ENDINGS = tuple(form for form in _FORMS if len(form) >= _ENDING_FROM_LENGTH)


def _regular(folded: str) -> str:
    if folded in _FORMS:
        return _FORMS[folded]
    if folded.endswith(_ENDINGS):
        form = max((ending for ending in _ENDINGS if folded.endswith(ending)), key=len)
        return folded[: -len(form)] + _FORMS[form]
    return folded


@lru_cache(maxsize=1 << 17)
def stem(folded: str) -> str:
    """The Danish stem of a folded word; what holds a digit stays as it is."""
    if not folded.isalpha():
        return folded
    regular = _regular(folded)
    if regular.endswith(_LEFT):
        return regular
    return "".join(_DANISH.analyze(regular)) or folded


@lru_cache(maxsize=1 << 15)
def stem_english(folded: str) -> str:
    """The English stem of a folded word, for the English names of items."""
    if not folded.isalpha():
        return folded
    return "".join(_ENGLISH.analyze(folded)) or folded


def distance(one: str, other: str, limit: int = 3) -> int:
    """How many letters must be changed, added, left out or swapped with the neighbour; `limit` when it is that many or more."""
    if abs(len(one) - len(other)) >= limit:
        return limit
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) >= limit:
            return limit
    return min(row[-1], limit)
