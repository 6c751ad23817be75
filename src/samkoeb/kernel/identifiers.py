"""Numbers that name things, and whether they can be right: CVR, GLN, GTIN, IBAN; and the CPR number that must not be written (F8.6, F10, T1–T4, T26)."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum import ean, iban
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value and the scheme it is written in (ISO 6523 code, or None where the document names none)."""

    value: str
    scheme: str | None = None


GLN_SCHEME = "0088"
CVR_SCHEME = "0184"


def is_cvr(text: str) -> bool:
    """Eight digits whose weighted sum divides by 11. Newer numbers may not satisfy it [TC]: warn, never reject."""
    return _valid(cvr.validate, text)


def is_gln(text: str) -> bool:
    """Thirteen digits with the GS1 check digit."""
    return len(text) == 13 and _valid(ean.validate, text)


def is_gtin(text: str) -> bool:
    """8, 12, 13 or 14 digits with the GS1 check digit."""
    return len(text) in (8, 12, 13, 14) and _valid(ean.validate, text)


def is_iban(text: str) -> bool:
    return _valid(iban.validate, text)


def _valid(validate, text: str) -> bool:
    try:
        validate(text)
    except ValidationError:
        return False
    return True


_CPR = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})[- ]?(\d{4})(?![\d-])")


def finds_cpr(text: str) -> bool:
    """Whether free text holds something that reads as a CPR number: a possible day of birth and four digits (F10, T26).

    The modulus is not asked: numbers issued since 2007 need not satisfy it, and a false alarm costs less than a leak.
    """
    return any(_is_day(int(d), int(m)) for d, m, _, _ in _CPR.findall(text))


def _is_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True
