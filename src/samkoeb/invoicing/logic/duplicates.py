"""Is this an invoice that we have already? (6.5 step 4)

The same number from the same supplier in the same year is the same invoice: refused. A number that is used again in another year is
another invoice. Another number with the same day and the same amount is only suspicious: said, and a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """An invoice of one supplier, seen before or now."""

    kind: str
    number: str
    issued_on: date
    payable: Decimal
    currency: str
    state: str = "received"
    order_reference: str = ""


def check(new: Known, others: Iterable[Known]) -> list[Problem]:
    """Errors refuse the invoice; warnings hold it for a person."""
    problems = []
    for old in others:
        if old.kind != new.kind:
            continue
        if _same_number(old, new):
            code = "invoice.number_of_a_rejected" if old.state == "rejected" else "invoice.duplicate"
            problems.append(
                Problem(code, "error", {"number": new.number, "year": new.issued_on.year, "issued_on": str(old.issued_on)})
            )
        elif old.state != "rejected" and _same_amount(old, new):
            facts = {"number": old.number, "issued_on": str(old.issued_on), "amount": str(old.payable), "currency": old.currency}
            problems.append(Problem("invoice.looks_like_another", "warning", facts))
    return problems


def _same_number(old: Known, new: Known) -> bool:
    return old.number.strip().casefold() == new.number.strip().casefold() and old.issued_on.year == new.issued_on.year


def _same_amount(old: Known, new: Known) -> bool:
    """Two equal deliveries on one day are common where each answers its own order; without that they are suspicious."""
    if (old.issued_on, old.payable, old.currency) != (new.issued_on, new.payable, new.currency):
        return False
    return not (old.order_reference and new.order_reference and old.order_reference != new.order_reference)
