"""Whether a receipt can be registered as it was given (6.1 step 7, F8, S33)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.kernel.problem import Problem

DAMAGED, WRONG_ITEM, EXPIRED, TOO_MANY, MISSING = "damaged", "wrong_item", "expired", "too_many", "missing"
DEVIATIONS = (DAMAGED, WRONG_ITEM, EXPIRED, TOO_MANY, MISSING)
CLOSED_STATES = ("rejected", "cancelled", "closed")
MOST_PHOTOS = 5


@dataclass(frozen=True, slots=True)
class LineThere:
    """One order line as it stands, under its order's lock. Quantities in the orderable unit."""

    order_line_id: int
    number: int
    name: str
    unit: str
    ordered: Decimal
    cancelled: Decimal
    received: Decimal
    is_service: bool
    held_batches: frozenset[str] = frozenset()

    def most(self, tolerance_percent: Decimal) -> Decimal:
        """How many may be taken over in all: what was ordered and not cancelled, and the body's tolerance."""
        return (self.ordered - self.cancelled) * (1 + tolerance_percent / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """What somebody counted at the door: taken over, and turned away because of `deviation`."""

    order_line_id: int
    quantity: Decimal
    rejected: Decimal = Decimal(0)
    deviation: str = ""
    batch: str = ""
    expires_on: date | None = None
    note: str = ""
    photos: int = 0


def check(
    given: Sequence[LineGiven],
    there: Mapping[int, LineThere],
    *,
    state: str,
    tolerance_percent: Decimal,
    on: date,
    warning_days: int,
) -> list[Problem]:
    """All that stops the receipt (errors) and all that is only pointed out (warnings)."""
    if state in CLOSED_STATES:
        return [Problem("receipt.order_is_over", "error", {"state": state})]
    unknown = [Problem("receipt.line_unknown", "error", {"line": g.order_line_id}) for g in given if g.order_line_id not in there]
    if unknown:
        return unknown
    if not any(g.quantity or g.rejected or g.deviation for g in given):
        return [Problem("receipt.empty")]
    problems = [p for g in given for p in _line(g, there[g.order_line_id], on, warning_days)]
    return problems + _too_many(given, there, tolerance_percent)


def _line(given: LineGiven, line: LineThere, on: date, warning_days: int) -> list[Problem]:
    facts = {"line": line.number, "name": line.name}
    problems = []
    if given.quantity < 0 or given.rejected < 0:
        problems.append(Problem("receipt.negative", "error", facts))
    if given.deviation and given.deviation not in DEVIATIONS:
        problems.append(Problem("receipt.deviation_unknown", "error", {**facts, "deviation": given.deviation}))
    if given.rejected > 0 and not given.deviation:
        problems.append(Problem("receipt.deviation_missing", "error", facts))
    if given.photos > MOST_PHOTOS:
        problems.append(Problem("receipt.too_many_photos", "error", {**facts, "most": MOST_PHOTOS}))
    if given.quantity > 0 and not line.is_service:
        problems += _state_of_goods(given, line, on, warning_days, facts)
    return problems


def _state_of_goods(given: LineGiven, line: LineThere, on: date, warning_days: int, facts: Mapping[str, object]) -> list[Problem]:
    """Goods past their day or of a held batch may be taken over (to be returned, to be looked at), but are pointed out."""
    problems = []
    if given.expires_on is not None and given.expires_on <= on:
        problems.append(Problem("receipt.expired", "warning", {**facts, "expires_on": given.expires_on}))
    elif given.expires_on is not None and given.expires_on <= on + timedelta(days=warning_days):
        problems.append(Problem("receipt.expires_soon", "warning", {**facts, "expires_on": given.expires_on}))
    if given.batch in line.held_batches:
        problems.append(Problem("receipt.batch_held", "warning", {**facts, "batch": given.batch}))
    return problems


def _too_many(given: Iterable[LineGiven], there: Mapping[int, LineThere], tolerance_percent: Decimal) -> list[Problem]:
    """More than was ordered is taken over within the tolerance; the rest is turned away as a deviation (a line may come in batches)."""
    wanted: dict[int, Decimal] = {}
    for g in given:
        wanted[g.order_line_id] = wanted.get(g.order_line_id, Decimal(0)) + g.quantity
    problems = []
    for line_id, quantity in wanted.items():
        line = there[line_id]
        if quantity > 0 and line.received + quantity > line.most(tolerance_percent):
            facts = {
                "line": line.number,
                "name": line.name,
                "unit": line.unit,
                "ordered": line.ordered - line.cancelled,
                "received": line.received,
                "wanted": quantity,
            }
            problems.append(Problem("receipt.too_many", "error", facts))
    return problems


def check_reversal(*, is_reversal: bool, is_reversed: bool, uncovered: Iterable[tuple[int, str]]) -> list[Problem]:
    """A mistaken receipt is taken back once. `uncovered`: lines (number, name) whose invoice then answers nothing received.

    That is pointed out and not refused: what did not come did not come, and the books must say so until the credit note is there.
    """
    if is_reversal or is_reversed:
        return [Problem("receipt.already_reversed")]
    return [Problem("receipt.is_invoiced", "warning", {"line": number, "name": name}) for number, name in uncovered]
