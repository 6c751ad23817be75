"""Numbers, days and rows as forms carry them: "1.000" is a thousand in Danish and one in English; blanks between thousands, dd-mm-yyyy."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.http import Http404
from django.utils.translation import get_language

from samkoeb.catalogue.logic.decimals import Convention, read
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.kernel.quantity import number_da, number_en

MOST = Decimal(10) ** 12  # what a quantity's column holds
LONGEST_COUNT = 7
LONGEST_ID = 18  # digits: all that a row's id can have


def row_id(text: str) -> int:
    """The id that a form or an address carries. What can't be one is answered as a thing that does not exist."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID):
        raise Http404
    return int(text)


def count_of(text: str, otherwise: int = 1) -> int:
    """A small number in an address, as that of a page; `otherwise` for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_COUNT else otherwise


def number(text: str) -> Decimal:
    """Refuses field.bad_number and field.too_large. What could be two numbers is read the reader's way, as the screens write it."""
    convention = Convention.POINT if (get_language() or "da").startswith("en") else Convention.COMMA
    found = read(text.strip(), convention)
    is_too_large = abs(found) >= MOST if found is not None else _is_many_digits(text)
    code = "field.too_large" if is_too_large else "field.bad_number" if found is None else ""
    refuse([Problem(code, "error", {"value": text.strip()[:40]})] if code else [])
    return found if found is not None else Decimal(0)


def _is_many_digits(text: str) -> bool:
    """A number so long that it isn't read at all."""
    digits = text.strip().lstrip("-").translate(str.maketrans("", "", " .,"))
    return digits.isascii() and digits.isdecimal() and len(digits) > len(str(MOST))


_DECIMAL = re.compile(r"-?\d+\.\d+")
_AMOUNT = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def shown(text: str, places: int | None = None) -> str:
    """A fact that was kept as text, written the reader's way where it is a number with decimals (or an amount: `places`) or a day."""
    if _DAY.fullmatch(text):
        return f"{text[8:]}-{text[5:7]}-{text[:4]}"
    if (_AMOUNT if places is not None else _DECIMAL).fullmatch(text):
        english = (get_language() or "da").startswith("en")
        return (number_en if english else number_da)(Decimal(text), places)
    return text


def day(text: str) -> date | None:
    """None for nothing. Refuses field.bad_date: what can't be a day is said, and what else was typed stays."""
    try:
        found: date | None = forms.DateField(required=False).clean(text.strip())
    except forms.ValidationError:
        found = None
        refuse([Problem("field.bad_date", "error", {"value": text.strip()[:40]})])
    return found
