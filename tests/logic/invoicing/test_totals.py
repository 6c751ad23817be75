"""Supplied totals are compared, never trusted."""

from dataclasses import replace
from decimal import Decimal as D

from samkoeb.invoicing.logic import totals

RIGHT = totals.Stated(
    currency="DKK", lines=D("345.00"), charges=D("50.00"), net=D("395.00"), vat=D("98.75"), gross=D("493.75"), prepaid=D(0), rounding=D(0),
    payable=D("493.75"),
)  # fmt: skip
VAT = [totals.VatRow("S", D(25), D("395.00"), D("98.75"))]


def wrong(stated: totals.Stated = RIGHT, lines: str = "345.00", vat: list[totals.VatRow] = VAT) -> set[str]:
    return {p.facts["total"] for p in totals.check(stated, line_amounts=[D(lines)], vat=vat)}


def test_totals_that_add_up() -> None:
    assert wrong() == set()


def test_each_total_that_does_not_is_named() -> None:
    assert wrong(lines="344.99") == {"lines"}
    assert wrong(replace(RIGHT, payable=D("493.76"))) == {"payable"}
    assert wrong(replace(RIGHT, gross=D("500"), payable=D("500"))) == {"gross"}
    assert wrong(replace(RIGHT, vat=D("98.00"), gross=D("493.00"), payable=D("493.00"))) == {"vat"}
    assert wrong(vat=[totals.VatRow("S", D(25), D("395.00"), D("90.00"))]) == {"vat", "vat_S"}


def test_prepaid_and_rounded_amounts_count() -> None:
    assert wrong(replace(RIGHT, prepaid=D("93.75"), rounding=D("0.25"), payable=D("400.25"))) == set()
