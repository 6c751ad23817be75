"""EN 16931's arithmetic: completing what we write, comparing what we are sent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import samples

from samkoeb.documents import totals
from samkoeb.documents.model import AllowanceCharge, MonetaryTotals, Quantity, TaxCategory

D = Decimal


def test_line_net_is_quantity_times_price_by_base_quantity_less_the_discount():
    line = samples.invoice().lines[0]
    assert totals.line_net(line, "DKK") == D("248.40")  # 8 × 34.50 − 27.60
    per_hundred = replace(line, price=replace(line.price, base_quantity=Quantity(D(100), "C62")), allowances=())
    assert totals.line_net(per_hundred, "DKK") == D("2.76")


def test_halves_are_rounded_away_from_zero_once_at_the_line():
    line = replace(samples.invoice().lines[1], quantity=Quantity(D(1)), price=samples.dkk("0.125"), allowances=())
    assert totals.line_net(line, "DKK") == D("0.13")
    assert totals.line_net(replace(line, quantity=Quantity(D(-1))), "DKK") == D("-0.13")


def test_a_currency_without_minor_units_is_rounded_to_whole_ones():
    line = replace(samples.invoice().lines[1], quantity=Quantity(D(1)), price=samples.dkk("100.5", currency="JPY"), allowances=())
    assert totals.line_net(line, "JPY") == D("101")


def test_an_invoice_is_completed_with_freight_in_its_vat():
    done = samples.invoice()
    assert [line.net for line in done.lines] == [D("248.40"), D("34.50")]
    assert [(row.taxable, row.tax) for row in done.taxes] == [(D("332.85"), D("83.21"))]
    assert done.totals == MonetaryTotals(
        lines=D("282.90"), tax_exclusive=D("332.85"), tax_inclusive=D("416.06"), charges=D("49.95"), payable=D("416.06")
    )
    assert totals.compare(done) == ()


def test_what_is_prepaid_and_the_rounding_change_only_what_is_payable():
    draft = replace(samples.invoice(), totals=replace(totals.UNCOUNTED, prepaid=D("100"), rounding=D("-0.06")))
    done = totals.completed(draft)
    assert done.totals.tax_inclusive == D("416.06")
    assert done.totals.payable == D("316.00")
    assert totals.compare(done) == ()


@pytest.mark.parametrize(("code", "words"), [("AE", "Reverse charge"), ("E", "Exempt from VAT"), ("G", "Export outside the EU")])
def test_no_vat_is_charged_only_with_a_reason(code, words):
    done = samples.invoice(tax=TaxCategory(code=code))
    assert done.tax_amount == 0
    assert done.taxes[0].category.exemption_reason == words
    assert done.taxes[0].category.percent == 0
    assert done.lines[0].item.tax == TaxCategory(code=code, percent=D(0))


def test_a_reason_that_is_given_is_kept():
    done = samples.invoice(tax=TaxCategory(code="E", exemption_reason="Momslovens § 13, stk. 1, nr. 1"))
    assert done.taxes[0].category.exemption_reason == "Momslovens § 13, stk. 1, nr. 1"


def test_two_rates_make_two_rows():
    draft = samples.invoice()
    zero = replace(draft.lines[1], item=replace(draft.lines[1].item, tax=TaxCategory(code="Z", percent=D(0))))
    done = totals.completed(replace(draft, lines=(draft.lines[0], zero)))
    assert [(row.category.code, row.taxable, row.tax) for row in done.taxes] == [
        ("S", D("298.35"), D("74.59")),
        ("Z", D("34.50"), D("0.00")),
    ]


def test_a_line_without_a_vat_category_cannot_be_completed():
    draft = samples.invoice()
    bare = replace(draft.lines[0], item=replace(draft.lines[0].item, tax=None))
    with pytest.raises(ValueError, match="lines without a VAT category: 1"):
        totals.completed(replace(draft, lines=(bare,)))


@pytest.mark.parametrize(
    ("change", "term", "line"),
    [
        (lambda one: replace(one, totals=replace(one.totals, payable=D("416.07"))), "BT-115", ""),
        (lambda one: replace(one, totals=replace(one.totals, lines=D("282.91"))), "BT-106", ""),
        (lambda one: replace(one, totals=replace(one.totals, charges=D("50"))), "BT-108", ""),
        (lambda one: replace(one, totals=replace(one.totals, tax_inclusive=D("416"))), "BT-112", ""),
        (lambda one: replace(one, taxes=(replace(one.taxes[0], tax=D("83.20")),), tax_amount=D("83.20")), "BT-117", "S 25 %"),
        (lambda one: replace(one, taxes=(replace(one.taxes[0], taxable=D("300"), tax=D("75")),), tax_amount=D("75")), "BT-116", "S 25 %"),
    ],
)
def test_a_wrong_amount_is_told_by_the_standards_name(change, term, line):
    told = {(one.term, one.line) for one in totals.compare(change(samples.invoice()))}
    assert (term, line) in told


def test_a_wrong_line_is_told_once_and_its_difference_signed():
    good = samples.invoice()
    wrong = replace(good, lines=(replace(good.lines[0], net=D("258.40")), good.lines[1]))
    told = totals.compare(wrong)
    assert [(one.term, one.line, one.amount) for one in told if one.term == "BT-131"] == [("BT-131", "1", D("10.00"))]


def test_an_invoice_that_states_no_net_total_is_not_blamed_for_it():
    """OIOUBL has no such field."""
    good = samples.invoice()
    assert totals.compare(replace(good, totals=replace(good.totals, tax_exclusive=None, charges=None))) == ()


def test_an_order_is_completed_with_the_vat_to_expect():
    order = samples.order()
    assert [line.net for line in order.lines] == [D("345.00"), D("103.50")]
    assert order.tax_amount == D("112.13")
    assert order.totals is not None and order.totals.payable == D("560.63")


amounts = st.decimals(min_value=0, max_value=99999, places=4, allow_nan=False)


@given(
    st.lists(st.tuples(amounts, amounts, st.sampled_from([D(25), D(0), D("12.5")])), min_size=1, max_size=6),
    st.lists(st.tuples(st.booleans(), st.decimals(min_value=0, max_value=999, places=2, allow_nan=False)), max_size=3),
)
def test_whatever_is_completed_adds_up(rows, extras):
    base = samples.invoice(freight=False)
    line = replace(base.lines[1], allowances=())
    taxes = {percent: TaxCategory(code="S" if percent else "Z", percent=percent) for _, _, percent in rows}
    draft = replace(
        base,
        lines=tuple(
            replace(line, id=str(at), quantity=Quantity(quantity), price=samples.dkk(str(price)), item=replace(line.item, tax=taxes[percent]))
            for at, (quantity, price, percent) in enumerate(rows)
        ),
        allowances=tuple(
            AllowanceCharge(is_charge=is_charge, amount=amount, reason="x", tax=taxes[rows[0][2]]) for is_charge, amount in extras
        ),
    )
    done = totals.completed(draft)
    assert totals.compare(done) == ()
    assert sum(row.taxable for row in done.taxes) == done.totals.tax_exclusive
    assert done.totals.payable == done.totals.payable.quantize(D("0.01"))
    assert len({(row.category.code, row.category.percent) for row in done.taxes}) == len(done.taxes)
