"""Seeded mutations of a document: delete, duplicate, swap, change a number, a code, a date or an attribute, move a subtree."""

import copy
import random

CODES = (
    "", "S", "Z", "E", "AE", "K", "380", "381", "EUR", "DKK", "C62", "true", "false", "x", "DK", "NO", "SE", "GB", "0088", "0184", "VA", "VAT", "1",
    "-1", "0.00", "100.001", "1e3", " 5 ", "abc", "2026-13-45", "2026-02-28", "2017-10-32", "NaN", "INF", ".5", "5.", "+5", "0", "１２",
)  # fmt: skip


def mutated(root, rng: random.Random):
    """A copy with one to three changes."""
    root = copy.deepcopy(root)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        elements = list(root.iter("*"))[1:]
        if elements:
            _change(rng, elements, rng.choice(elements))
    return root


def _change(rng: random.Random, elements: list, one) -> None:
    kind, parent = rng.random(), one.getparent()
    if kind < 0.25:
        parent.remove(one)
    elif kind < 0.45:
        parent.insert(parent.index(one), copy.deepcopy(one))
    elif kind < 0.55 and len(parent) > 1:
        other = rng.choice(parent.findall("*"))
        one.tag, other.tag = other.tag, one.tag
    elif kind < 0.62 and one.attrib:
        _change_attribute(rng, one)
    elif len(one) == 0:
        one.text = _changed_text(rng, one.text or "")
    else:
        moved = rng.choice(elements)
        if moved is not one and one not in moved.iterdescendants():
            one.append(copy.deepcopy(moved))


def _change_attribute(rng: random.Random, one) -> None:
    name = rng.choice(sorted(one.attrib))
    if rng.random() < 0.5:
        del one.attrib[name]
    else:
        one.set(name, rng.choice(CODES))


def _changed_text(rng: random.Random, text: str) -> str:
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not digits or rng.random() < 0.5:
        return rng.choice(CODES)
    at = rng.choice(digits)
    return text[:at] + rng.choice("0123456789.-") + text[at + 1 :]
