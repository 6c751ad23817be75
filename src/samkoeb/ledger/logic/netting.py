"""Credit notes come off what the same supplier is paid, in the same run (6.5 step 7).

A credit note comes first off the invoice that it credits, then off the supplier's others in the order of their due days. One that is
larger than all that is paid waits whole: half a credit note is never used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice of one supplier, in the order in which it is to be paid."""

    id: int
    payable: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    id: int
    amount: Decimal
    credits_id: int | None = None


@dataclass(frozen=True, slots=True)
class Netted:
    """credited: invoice id → what came off it. used and waiting: ids of credit notes."""

    credited: dict[int, Decimal]
    used: tuple[int, ...]
    waiting: tuple[int, ...]


def net(bills: Sequence[Bill], credits_: Sequence[Credit]) -> Netted:
    """Of one supplier in one currency; what came off sums to the credit notes used."""
    left = {bill.id: bill.payable for bill in bills if bill.payable > 0}
    used, waiting = [], []
    for credit in credits_:
        if credit.amount <= 0 or credit.amount > sum(left.values(), ZERO):
            waiting.append(credit.id)
            continue
        used.append(credit.id)
        still = credit.amount
        for bill_id in sorted(left, key=lambda pk: pk != credit.credits_id):  # stable: its own invoice, then as they are due
            part = min(still, left[bill_id])
            left[bill_id] -= part
            still -= part
    credited = {bill.id: bill.payable - left[bill.id] for bill in bills if bill.id in left and left[bill.id] != bill.payable}
    return Netted(credited, tuple(used), tuple(waiting))
