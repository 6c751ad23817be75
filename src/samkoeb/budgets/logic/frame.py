"""A budget's arithmetic: what is left, and when an order goes beyond it (S18). Beyond is asked about, not stopped."""

from decimal import Decimal

from samkoeb.kernel.problem import Problem


def left(*, amount: Decimal, committed: Decimal, spent: Decimal) -> Decimal:
    """Negative once more is committed and spent than there was."""
    return amount - committed - spent


def check(*, left: Decimal, wanted: Decimal, unit: str, currency: str) -> Problem | None:
    """A warning whose facts say how far: unit, left, wanted, over, currency."""
    if wanted <= 0 or wanted <= left:
        return None
    facts = {"unit_name": unit, "left": left, "wanted": wanted, "over": wanted - left, "currency": currency}
    return Problem("budget.exceeded", "warning", facts)


def released(*, outstanding: Decimal, invoiced: Decimal, settled: bool) -> Decimal:
    """How much of a line's commitment an invoice gives back: its own part, never more than is outstanding; all once nothing more comes.

    A credit note (negative) gives back nothing: what was committed for the line stays as it is.
    """
    return outstanding if settled else max(min(outstanding, invoiced), Decimal(0))
