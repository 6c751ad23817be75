"""Supplied totals are compared, never trusted (EN 16931 BR-CO-10 to BR-CO-17): lines, charges, VAT by category, what to pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel.money import round_to_currency
from samkoeb.kernel.problem import Problem

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class VatRow:
    """One row of the breakdown as supplied."""

    category: str
    percent: Decimal
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """An invoice's totals as supplied; `charges` is charges less allowances for the whole document."""

    currency: str
    lines: Decimal
    charges: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    payable: Decimal


def check(stated: Stated, *, line_amounts: Iterable[Decimal], vat: Iterable[VatRow]) -> list[Problem]:
    """One problem for each total that doesn't follow from what stands below it."""
    vat = tuple(vat)
    tolerance = Decimal("0.02") if vat else ZERO
    rows = (
        ("lines", stated.lines, sum(line_amounts, ZERO), ZERO),
        ("net", stated.net, stated.lines + stated.charges, ZERO),
        ("taxable", stated.net, sum((row.taxable for row in vat), ZERO) if vat else stated.net, ZERO),
        ("vat", stated.vat, sum((row.tax for row in vat), ZERO), ZERO),
        ("gross", stated.gross, stated.net + stated.vat, ZERO),
        ("payable", stated.payable, stated.gross - stated.prepaid + stated.rounding, ZERO),
        *(
            (f"vat_{row.category}", row.tax, round_to_currency(row.taxable * row.percent / 100, stated.currency), tolerance)
            for row in vat
        ),
    )
    return [
        Problem(
            "invoice.total_differs",
            "error",
            {"total": name, "stated": str(given), "computed": str(found), "currency": stated.currency},
        )
        for name, given, found, slack in rows
        if abs(given - found) > slack
    ]
