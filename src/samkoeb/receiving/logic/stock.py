"""Stock decisions: never below nothing, held batches stay, a large difference needs two people (R6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Moved:
    quantity: Decimal
    batch: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class BatchThere:
    """What lies of a batch: the first to expire is the first to use."""

    batch: str
    expires_on: date | None
    quantity: Decimal


def check_out(
    *, level: Decimal, quantity: Decimal, name: str, unit: str, batch: str = "", is_held: bool = False
) -> list[Problem]:
    """Taking `quantity` out. A held batch goes nowhere."""
    problems = [] if quantity > 0 else [Problem("stock.nothing_moved", "error", {"name": name})]
    if quantity > level:
        problems.append(Problem("stock.not_enough", "error", {"name": name, "level": level, "wanted": quantity, "unit": unit}))
    if is_held:
        problems.append(Problem("stock.batch_held", "error", {"name": name, "batch": batch}))
    return problems


def check_min_max(minimum: Decimal, maximum: Decimal) -> list[Problem]:
    """No maximum is written as 0: then one orders up to the minimum."""
    if minimum < 0 or maximum < 0 or 0 < maximum < minimum:
        return [Problem("stock.min_max_wrong", "error", {"minimum": minimum, "maximum": maximum})]
    return []


def value_of(difference: Decimal, unit_value: Decimal | None) -> Decimal | None:
    """What a difference is worth, ex VAT; None where nobody knows what one costs."""
    return None if unit_value is None else abs(difference) * unit_value


def needs_second_person(value: Decimal | None, limit: Decimal) -> bool:
    """A value that nobody knows is a first count of something new: there is nothing to lose yet."""
    return value is not None and value > limit


def batches(movements: Iterable[Moved]) -> tuple[BatchThere, ...]:
    """What lies there by batch, the first to expire first; goods without a batch last. Issues without a batch are taken in that order."""
    sums: dict[str, Decimal] = {}
    days: dict[str, date | None] = {}
    for m in movements:
        sums[m.batch] = sums.get(m.batch, Decimal(0)) + m.quantity
        if m.expires_on is not None:
            days[m.batch] = m.expires_on
    order = sorted((b for b in sums if b), key=lambda b: (days.get(b) or date.max, b))
    short = -sums.get("", Decimal(0))
    found = []
    for batch in order:
        left = sums[batch] - max(min(short, sums[batch]), Decimal(0))
        short -= sums[batch] - left
        if left:
            found.append(BatchThere(batch, days.get(batch), left))
    if short < 0:
        found.append(BatchThere("", None, -short))
    return tuple(found)


def in_base_units(quantity: Decimal, *, unit: str, pack_content: Decimal, pack_unit: str, base_unit: str) -> Decimal:
    """`quantity` orderable units as the shelf counts them. An own item that is counted in the orderable unit itself is not unpacked."""
    return quantity if base_unit == unit and base_unit != pack_unit else quantity * pack_content
