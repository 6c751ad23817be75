"""An invoice as supplied becomes the rows that keep it; what no row can hold is refused by name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from samkoeb.documents import model, totals
from samkoeb.invoicing.logic import reading

TODAY = date(2026, 11, 24)


def bill(**changes: object) -> model.Invoice:
    line = model.InvoiceLine(
        id="1", quantity=model.Quantity(D(10), "XBX"), net=D(0), order_line_id=" 3 ", order_number="R-2",
        item=model.Item(
            name="Handsker", sellers_id="HH-1", standard_id=model.Identifier("5712345000014", "0160"),
            tax=model.TaxCategory(code="S", percent=D(25)),
        ),
        price=model.Price(amount=D("34.50"), currency="DKK"),
        allowances=(model.AllowanceCharge(is_charge=False, amount=D(5)), model.AllowanceCharge(is_charge=True, amount=D(2))),
    )  # fmt: skip
    draft = model.Invoice(
        number=" F-1 ", issued_on=TODAY, currency="DKK", seller=model.Party(name="Handskehuset"), order_number="NA",
        buyer=model.Party(endpoint=model.Identifier("5790001968663", "0088"), contact=model.Contact(id="B4-reference")),
        lines=(line,), taxes=(), totals=totals.UNCOUNTED,
    )  # fmt: skip
    return replace(totals.completed(draft), **changes)  # type: ignore[arg-type]


def test_what_is_stated_is_kept_as_stated() -> None:
    found = reading.read(bill())
    assert (found.header["number"], found.header["invoice_gln"], found.header["payable"]) == ("F-1", "5790001968663", D("427.50"))
    assert found.header["vat_breakdown"] == [{"category": "S", "percent": "25", "taxable": "342.00", "tax": "85.50"}]
    (line,) = found.lines
    assert (line["order_line_number"], line["gtin"], line["allowances"], line["net_amount"]) == ("3", "5712345000014", -3, 342)
    assert reading.check(found, today=TODAY) == []


def test_a_placeholder_is_no_order_and_the_contact_is_the_reference() -> None:
    found = reading.read(bill())
    assert found.order_numbers == ("R-2",)
    assert found.header["buyer_reference"] == "B4-reference"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": " "}, "invoice.number_missing"),
        ({"lines": ()}, "invoice.no_lines"),
        ({"issued_on": date(2026, 12, 24)}, "invoice.from_the_future"),
        ({"issued_on": date(206, 11, 24)}, "invoice.from_long_ago"),
        ({"currency": "kroner"}, "invoice.currency_unknown"),
        ({"totals": model.MonetaryTotals(lines=D(0), payable=D("1e18"))}, "invoice.number_out_of_range"),
        ({"totals": model.MonetaryTotals(lines=D(0), payable=D("0.12345"))}, "invoice.number_out_of_range"),
    ],
)
def test_what_no_invoice_can_be(changes: dict[str, object], code: str) -> None:
    assert code in {p.code for p in reading.check(reading.read(bill(**changes)), today=TODAY)}
