"""Numbers and days as people type them: a comma or a point, blanks between thousands, dd-mm-yyyy."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms

from samkoeb.kernel.problem import Problem, refuse


def number(text: str) -> Decimal:
    """Refuses field.bad_number. "1.234,5" and "1234.5" are the same."""
    plain = "".join(text.split())
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    refuse([] if value.is_finite() else [Problem("field.bad_number", "error", {"value": text.strip()[:40]})])
    return value


def day(text: str) -> date | None:
    """None for nothing. Refuses field.bad_date: what can't be a day is said, and what else was typed stays."""
    try:
        found: date | None = forms.DateField(required=False).clean(text.strip())
    except forms.ValidationError:
        found = None
        refuse([Problem("field.bad_date", "error", {"value": text.strip()[:40]})])
    return found
