"""Numbers as they stand in files: "1.234,56", "1,234.56", ".3125", "kr. 12,50", "12,-", "(3.00)".

Two conventions are about: decimal comma (Denmark, Germany, France) and decimal point (Britain, USA, most systems). Most numbers
say themselves which they follow; only one separator before exactly three digits ("1.234") does not, and for that the reader is
told the column's convention, which `convention_of` finds from the whole column. Nothing passes through float.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final


class Convention(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = "comma"
    POINT = "point"
    UNKNOWN = ""


class Exact(str):
    """A number that was a number in the file (a spreadsheet's cell), as text: its point stands before decimals, whatever the column says."""

    __slots__ = ()


_MONEY_WORDS: Final = re.compile(r"(?i)(?<![a-z])(?:kr\.?|dkk|eur|euro|usd|gbp|sek|nok|chf|us\$)(?![a-z])|[$€£]")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_DIGITS_AND_SIGNS: Final = re.compile(r"[-+]?[0-9.,]*[0-9][0-9.,]*")
_AMBIGUOUS: Final = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,])[0-9]{3}")
_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_MAX_DIGITS: Final = 20


def bare(text: str) -> str:
    """The number without currency, spaces and bookkeeping's signs: "(3.00)", "3.00-" and "3,-" become "-3.00", "-3.00", "3"."""
    said = _SPACES.sub("", _MONEY_WORDS.sub("", text)).replace("\u2212", "-")
    said = re.sub(r"[.,][-\u2013\u2014]+$", "", said)
    if said.startswith("(") and said.endswith(")"):
        return "-" + said[1:-1]
    return "-" + said[:-1] if said.endswith("-") else said


def is_ambiguous(text: str) -> bool:
    """True for "1.234" and "1,234", which are a thousand in one convention and little more than one in the other."""
    return _AMBIGUOUS.fullmatch(bare(text)) is not None


def read(text: str, convention: Convention = Convention.UNKNOWN) -> Decimal | None:
    """The number in `text`, or None when it can't be read with certainty.

    A number that follows only one convention is read by it, whatever the column says; "1.234" needs the column's convention, unless it
    was no text (`Exact`).
    """
    if type(text) is Exact:
        return Decimal(text) if 1 <= sum(map(str.isdigit, text)) <= _MAX_DIGITS else None
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    said = bare(text)
    if not _DIGITS_AND_SIGNS.fullmatch(said) or sum(map(str.isdigit, said)) > _MAX_DIGITS:
        return None
    if _AMBIGUOUS.fullmatch(said):
        if convention is Convention.UNKNOWN:
            return None
        point = "," if convention is Convention.COMMA else "."
    else:
        point = _decimal_sign(said)
    group = "." if point == "," else ","
    whole, sign, decimals = said.partition(point)
    if point in decimals or group in decimals or not _well_grouped(whole, group):
        return None
    try:
        return Decimal(whole.replace(group, "") + ("." + decimals if sign and decimals else ""))
    except InvalidOperation:
        return None


def _decimal_sign(said: str) -> str:
    """The sign that stands before the decimals in a number that shows it: the last one, unless it is repeated."""
    comma, point = said.rfind(","), said.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    if comma >= 0:
        return "," if said.count(",") == 1 else "."
    return "." if said.count(".") == 1 else ","


def _well_grouped(whole: str, group: str) -> bool:
    """True when the part before the decimals is plain, or in groups of three."""
    if group not in whole:
        return True
    head, *rest = whole.lstrip("+-").split(group)
    return 1 <= len(head) <= 3 and all(len(part) == 3 for part in rest)


def convention_of(texts: Iterable[str]) -> Convention:
    """The convention that a column's written numbers show, or UNKNOWN where none of them decides."""
    votes = {Convention.COMMA: 0, Convention.POINT: 0}
    for text in texts:
        if type(text) is Exact:
            continue
        said = bare(text)
        if not _DIGITS_AND_SIGNS.fullmatch(said) or _AMBIGUOUS.fullmatch(said) or not ("," in said or "." in said):
            continue
        votes[Convention.COMMA if _decimal_sign(said) == "," else Convention.POINT] += 1
    if votes[Convention.COMMA] == votes[Convention.POINT]:
        return Convention.UNKNOWN
    return max(votes, key=lambda convention: votes[convention])


def from_cell(number: float) -> Exact:
    """A spreadsheet's binary number as the text that the supplier typed: 15 digits, which is what Excel itself shows."""
    return Exact(format(Decimal(format(number, ".15g")).normalize(), "f"))
