"""Numbers as people type them: with a comma or a point, with blanks between thousands."""

from decimal import Decimal, InvalidOperation

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
