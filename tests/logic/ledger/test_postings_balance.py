"""Postings balance whatever the numbers, and parts leave no cents behind."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from samkoeb.kernel.money import line_amount, round_half_up
from samkoeb.ledger.logic import chart, postings
from samkoeb.ledger.logic.postings import Accrued, Charged, Draft, Taken, VatRow

amounts = st.decimals(min_value="-9999.99", max_value="99999.99", places=2)
positive = st.decimals(min_value="0.01", max_value="99999.99", places=2)
quantities = st.decimals(min_value="0.001", max_value="999", places=3)
prices = st.decimals(min_value="0.0001", max_value="9999", places=4)
vat_codes = st.sampled_from(["refundable", "deductible", "non_refundable", "reverse_charge", "none"])


def total(drafts: list[Draft], purpose: str = "") -> D:
    return sum((d.amount for d in drafts if not purpose or d.purpose == purpose), D(0))


@st.composite
def charged(draw: st.DrawFn) -> Charged:
    category, percent = draw(st.sampled_from([("S", D(25)), ("Z", D(0)), ("AE", D(0)), ("S", D(12))]))
    return Charged(
        net=draw(amounts), account=draw(st.sampled_from(["4000", "4100", ""])), vat_code=draw(vat_codes), vat_category=category, vat_percent=percent,
        order_line_id=draw(st.sampled_from([None, 1, 2])), claimed=draw(quantities), price=draw(prices), base_quantity=draw(st.sampled_from([D(1), D(100)])),
    )  # fmt: skip


@given(
    st.lists(charged(), min_size=1, max_size=6),
    st.sampled_from([1, -1]),
    amounts,
    amounts,
    st.sampled_from([D(0), D("0.25"), D("-0.50")]),
    amounts,
)
def test_an_invoice_balances_even_where_its_own_figures_do_not(lines, sign, payable, vat, rounding, prepaid) -> None:  # type: ignore[no-untyped-def]
    rows = [VatRow("S", D(25), vat), VatRow("S", D(12), D("7.77"))]
    drafts = postings.invoice(
        lines, rows, {1: Accrued(D(3), D("10.01"))}, sign=sign, payable=payable, prepaid=prepaid, rounding=rounding, reverse_percent=D(25),
        supplier_id=9, currency="DKK",
    )  # fmt: skip
    assert total(drafts) == 0
    assert total(drafts, chart.CREDITOR) == -sign * (payable + prepaid)
    assert all(d.amount == round_half_up(d.amount) for d in drafts)


@given(st.lists(charged(), min_size=1, max_size=5))
def test_a_credit_note_of_everything_takes_everything_back(lines) -> None:  # type: ignore[no-untyped-def]
    tax = round_half_up(sum((x.net for x in lines if x.vat_percent == 25), D(0)) / 4)
    shared = {
        "payable": sum((x.net for x in lines), D(0)) + tax, "prepaid": D(0), "rounding": D(0), "reverse_percent": D(25), "supplier_id": 9, "currency": "DKK",
    }  # fmt: skip
    first = postings.invoice(lines, [VatRow("S", D(25), tax)], {}, sign=1, **shared)
    cleared: dict[int, Accrued] = {}
    for d in first:
        if d.purpose == chart.ACCRUAL and d.order_line_id is not None:
            before = cleared.get(d.order_line_id, Accrued())
            cleared[d.order_line_id] = Accrued(before.quantity + d.quantity, before.amount + d.amount)
    back = postings.invoice(lines, [VatRow("S", D(25), tax)], cleared, sign=-1, **shared)
    both = [*first, *back]
    # What was cleared of an accrual and what was cost may change places where one order line has several prices; together they come back.
    assert total(both, chart.ACCRUAL) + total(both, chart.COST) == 0
    for purpose in set(chart.PURPOSES) - {chart.ACCRUAL, chart.COST}:
        assert total(both, purpose) == 0, purpose


@given(st.lists(quantities, min_size=1, max_size=6), prices, st.sampled_from([D(1), D(3), D(100)]))
def test_parts_of_a_line_are_accrued_and_cleared_to_the_last_cent(parts, price, base) -> None:  # type: ignore[no-untyped-def]
    received = postings.receipt(
        [Taken(order_line_id=1, quantity=q, price=price, base_quantity=base) for q in parts], {}, supplier_id=9, currency="DKK"
    )
    whole = line_amount(sum(parts, D(0)), price, base)
    assert total(received) == 0
    assert total(received, chart.ACCRUAL) == -whole
    invoiced = postings.invoice(
        [Charged(net=whole, order_line_id=1, claimed=q, price=price, base_quantity=base) for q in reversed(parts)], [], {}, sign=1,
        payable=whole * len(parts), prepaid=D(0), rounding=D(0), reverse_percent=D(25), supplier_id=9, currency="DKK",
    )  # fmt: skip
    assert total(received, chart.ACCRUAL) + total(invoiced, chart.ACCRUAL) == 0
    assert sum(d.quantity for d in [*received, *invoiced]) == 0


@given(positive, st.lists(positive, min_size=1, max_size=8))
def test_shares_are_cents_and_add_up(amount, weights) -> None:  # type: ignore[no-untyped-def]
    parts = postings.share(amount, weights, "DKK")
    assert sum(parts) == amount
    assert all(p == round_half_up(p) for p in parts)


@given(st.lists(st.tuples(st.integers(1, 3), positive), min_size=1, max_size=6))
def test_a_payment_leaves_the_bank_as_it_leaves_the_creditors(paid) -> None:  # type: ignore[no-untyped-def]
    drafts = postings.payment(paid, sum(amount for _, amount in paid))
    assert total(drafts) == 0
    assert total(drafts, chart.BANK) == -sum(amount for _, amount in paid)
