"""Is this a slip of the finger? Over five times what the unit usually orders asks once (6.1 step 4)."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from samkoeb.kernel.problem import Problem

FACTOR = 5  # over this many times the usual
WINDOW = 12  # the usual: the median of the unit's last orders of the item
AT_LEAST = 3  # fewer tell nothing


def usual(earlier: Sequence[Decimal]) -> Decimal | None:
    """The median of the last orders, newest first; None where there are too few to say."""
    last = earlier[:WINDOW]
    return median(last) if len(last) >= AT_LEAST else None


def check(
    quantity: Decimal, earlier: Sequence[Decimal], *, item_id: int, name: str, unit: str, factor: Decimal = Decimal(FACTOR)
) -> list[Problem]:
    """`quantity` and `earlier` in content units (pieces), so that a change of pack does not matter. One problem at most."""
    normal = usual(earlier)
    if normal is None or quantity <= factor * normal:
        return []
    facts = {"item_id": item_id, "name": name, "quantity": quantity, "usual": normal, "unit": unit}
    return [Problem("ordering.large_quantity", "error", facts)]
