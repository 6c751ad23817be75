"""One row of the search: all that is known of an item, and the index document that is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from samkoeb.catalogue.logic import danish
from samkoeb.catalogue.logic.compounds import Lexicon
from samkoeb.catalogue.search.schema import NO_PRICE, WORD_FIELDS

SEPARATOR = "\x1f"
PRICE_STEP = Decimal("0.000001")
LONGEST_TERM = 200
MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class SearchRow:
    """An item under its agreement, as the search knows it. Who may see it is asked of the agreements at each search (logic/viewer.py).

    price_per_base_unit: ex VAT in kroner per content unit (per glove, not per box); None when no price is in force, or in another
    currency: it sorts last. attributes: "navn=værdi" each. unspsc: 8 digits or less. other_numbers: the manufacturer's and bodies' own.
    """

    item_id: int
    agreement_id: int
    supplier_id: int
    name_da: str
    name_en: str = ""
    description: str = ""
    supplier_name: str = ""
    supplier_item_number: str = ""
    other_numbers: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()
    own_texts: tuple[str, ...] = ()
    unspsc: str = ""
    unspsc_titles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    price_per_base_unit: Decimal | None = None
    image: str = ""
    pack_text: str = ""


@dataclass(slots=True)
class _Words:
    """The word fields of a document while they are gathered; dicts keep the order and drop what comes twice."""

    name: dict[str, None] = field(default_factory=dict)
    lead: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)
    stems: dict[str, None] = field(default_factory=dict)
    heads: dict[str, None] = field(default_factory=dict)
    parts: dict[str, None] = field(default_factory=dict)
    more: dict[str, None] = field(default_factory=dict)

    def add(self, text: str, lexicon: Lexicon, *, named: bool = False) -> None:
        """Words that say what the item is: its names (`named`) and what stands on equal footing with them."""
        for place, token in enumerate(danish.tokens(text)[:MOST_TOKENS]):
            folded = danish.fold(token)[:LONGEST_TERM]
            found = lexicon.split(folded)
            if named and place == 0:
                self.lead.update(dict.fromkeys((danish.stem(folded), *found.heads)))
            if named:
                self.name[token[:LONGEST_TERM]] = None
            self.words[folded] = None
            self.stems[danish.stem(folded)] = None
            self.stems[danish.stem_english(folded)] = None
            self.heads.update(dict.fromkeys(found.heads))
            self.parts.update(dict.fromkeys(found.modifiers))

    def add_more(self, text: str, lexicon: Lexicon) -> None:
        """Words that are only said about it: they find the item, below those that name it."""
        for token in danish.tokens(text)[:MOST_TOKENS]:
            folded = danish.fold(token)[:LONGEST_TERM]
            self.more[danish.stem(folded)] = None
            self.more.update(dict.fromkeys(lexicon.split(folded).all))


def to_document(row: SearchRow, lexicon: Lexicon) -> dict[str, Any]:
    """The fields of the index document, for `Document.from_dict(…, schema())`."""
    words = _Words()
    for name in (row.name_da, row.name_en):
        words.add(danish.clean(name), lexicon, named=True)
    for text in (*row.own_texts, *(value.partition("=")[2] for value in row.attributes), *row.labels):
        words.add(danish.clean(text), lexicon)
    for text in (row.description, row.supplier_name, *row.unspsc_titles):
        words.add_more(danish.clean(text), lexicon)
    document: dict[str, Any] = {
        "item": str(row.item_id),
        **{name: " ".join(getattr(words, name)) for name in WORD_FIELDS},
        "tail": " ".join(_tails(words.name)),
        "completion": [f"{danish.fold(token)}{SEPARATOR}{token}" for token in words.name if len(token) > 1],
        "code": _codes(row),
        "gtin": [gtin.zfill(14) for gtin in row.gtins if gtin],
        "label": _terms(row.labels),
        "attribute": _terms(row.attributes),
        "supplier": row.supplier_id,
        "agreement": row.agreement_id,
        "price": price_steps(row.price_per_base_unit),
        "payload": json.dumps(payload(row), separators=(",", ":")).encode(),
    }
    digits = "".join(sign for sign in row.unspsc if sign.isascii() and sign.isdigit())[:8]
    for level in range(1, len(digits) // 2 + 1):
        document[f"unspsc_{level}"] = int(digits[: 2 * level])
    return document


def _tails(names: Iterable[str]) -> dict[str, None]:
    folded = [danish.fold(token) for token in names if token.isalpha()]
    return dict.fromkeys(form[::-1] for word in folded for form in (word, danish.stem(word)))


def _codes(row: SearchRow) -> list[str]:
    numbers = (row.supplier_item_number, *row.other_numbers, *row.gtins)
    codes = (danish.code(danish.clean(number))[:LONGEST_TERM] for number in numbers)
    return list(dict.fromkeys(code for code in codes if code))


def _terms(values: tuple[str, ...]) -> list[str]:
    cleaned = (danish.clean(value).strip()[:LONGEST_TERM] for value in values)
    return list(dict.fromkeys(value for value in cleaned if value))


def price_steps(price: Decimal | None) -> int:
    """A price per base unit in millionths, for sorting only; what has none sorts last."""
    if price is None:
        return NO_PRICE
    return min(int((price / PRICE_STEP).to_integral_value(ROUND_HALF_EVEN)), NO_PRICE)


def payload(row: SearchRow) -> dict[str, Any]:
    """What a hit shows before PostgreSQL has been asked."""
    return {
        "item": row.item_id,
        "agreement": row.agreement_id,
        "supplier": row.supplier_id,
        "supplier_name": danish.clean(row.supplier_name),
        "da": danish.clean(row.name_da),
        "en": danish.clean(row.name_en),
        "number": danish.clean(row.supplier_item_number),
        "price": None if row.price_per_base_unit is None else str(row.price_per_base_unit),
        "pack": danish.clean(row.pack_text),
        "image": danish.clean(row.image),
    }
