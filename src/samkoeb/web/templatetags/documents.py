"""How what stands in a business document is shown: amounts, days and quantities the reader's way, and as it stands where it can't be one."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from samkoeb.documents.readable import Cell
from samkoeb.kernel import quantity as quantities
from samkoeb.kernel.text import Text

register = template.Library()
LONGEST_NUMBER = 30
TRUTHS = {"true": gettext_noop("Yes"), "false": gettext_noop("No")}


@register.filter
def text(told: Text) -> str:
    """A text in the reader's language."""
    return told.in_language(get_language() or "da")


@register.filter
def as_read(cell: Cell) -> str:
    """ "4.000,00 kr.", "10 æsker", "17-11-2026"; what is no number or day is shown as it stands."""
    if cell.kind == "date":
        return _day(cell.text)
    if cell.kind == "truth":
        return _(TRUTHS[cell.text]) if cell.text in TRUTHS else cell.text
    if cell.kind not in ("amount", "quantity", "percent"):
        return cell.text
    value = _number(cell.text)
    if value is None:
        return f"{cell.text} {cell.unit}".strip()
    language = get_language() or "da"
    written = quantities.number_en if language.startswith("en") else quantities.number_da
    if cell.kind == "amount":
        exponent = value.normalize().as_tuple().exponent
        places = max(2, -exponent if isinstance(exponent, int) else 2)
        return f"{written(value, places)} {'kr.' if cell.unit == 'DKK' else cell.unit}".strip()
    if cell.kind == "quantity":
        return f"{written(value)} {quantities.unit_name(cell.unit, value, language)}".strip()
    return written(value)


def _number(said: str) -> Decimal | None:
    try:
        value = Decimal(said) if len(said) <= LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < LONGEST_NUMBER else None


def _day(said: str) -> str:
    try:
        return f"{date.fromisoformat(said[:10]):%d-%m-%Y}"
    except ValueError:
        return said
