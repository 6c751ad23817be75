"""The maximum: what counts against it, when it stops an order, when its owner is warned (F4.2, C-23/20, 7.1, T23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samkoeb.kernel.problem import Problem

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One order line's part, ex VAT. `replaced` is the ordered value of what `invoiced` is the invoiced value of."""

    ordered: Decimal
    invoiced: Decimal = Decimal(0)
    replaced: Decimal = Decimal(0)
    settled: bool = False

    @property
    def counts(self) -> Decimal:
        """The invoiced part in place of the ordered part; once settled nothing else is to come."""
        still_ordered = Decimal(0) if self.settled else max(self.ordered - self.replaced, Decimal(0))
        return self.invoiced + still_ordered


def check(*, maximum: Decimal, drawn: Decimal, wanted: Decimal, **facts: Any) -> list[Problem]:
    """An order may fill the maximum and not exceed it; `lot` among the facts: the maximum is that lot's own."""
    if wanted <= 0 or drawn + wanted <= maximum:
        return []
    code = "agreement.lot_ceiling_reached" if "lot" in facts else "agreement.ceiling_reached"
    return [Problem(code, "error", {**facts, "maximum": maximum, "drawn": drawn, "wanted": wanted})]


def check_currency(currency: str, of_agreement: str, *, number: str) -> list[Problem]:
    """What a line costs counts against a maximum in the same money only."""
    facts = {"number": number, "currency": of_agreement, "ordered": currency}
    return [] if currency == of_agreement else [Problem("agreement.other_currency", "error", facts)]


def overdrawn(maximum: Decimal, drawn: Decimal) -> Decimal:
    """What invoices dearer than their orders brought above the maximum."""
    return max(drawn - maximum, Decimal(0))


def percent(drawn: Decimal, maximum: Decimal) -> Decimal:
    """How much of the maximum is used; more than a hundred where invoices exceeded it."""
    return drawn * HUNDRED / maximum


def threshold_reached(*, drawn: Decimal, maximum: Decimal, thresholds: Iterable[int], warned: int) -> int | None:
    """The highest threshold that is reached and was not told of; a jump over several tells the last one only."""
    used = percent(drawn, maximum)
    reached = [t for t in thresholds if warned < t <= used]
    return max(reached, default=None)
