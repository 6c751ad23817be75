"""What the match may never do, whatever the numbers."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from samkoeb.invoicing.logic.facts import InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.matching import match
from samkoeb.invoicing.logic.tolerance import Tolerances
from samkoeb.kernel.money import line_amount

quantities = st.decimals(min_value="0.001", max_value="9999", places=3)
prices = st.decimals(min_value="0.0001", max_value="99999", places=4)
percents = st.sampled_from([D(0), D(1), D("2.5"), D(10)])
contents = st.sampled_from([D(1), D(6), D(7), D(100)])


def ordered(quantity: D, received: D, price: D, content: D) -> OrderedLine:
    return OrderedLine(
        id=1,
        order_id=1,
        order_number="R",
        number="1",
        quantity=quantity,
        unit="XBX",
        price=price,
        pack_content=content,
        received=received,
    )


def line(position: int, quantity: D, price: D, unit: str) -> InvoicedLine:
    return InvoicedLine(
        position=position,
        quantity=quantity,
        unit=unit,
        price=price,
        net_amount=line_amount(quantity, price),
        order_number="R",
        order_line_number="1",
    )


@given(st.lists(quantities, min_size=1, max_size=4), quantities, quantities, percents, contents, st.sampled_from(["XBX", "C62"]))
def test_never_more_than_received_within_tolerance(invoiced, wanted, received, percent, content, unit) -> None:  # type: ignore[no-untyped-def]
    tolerances = Tolerances(quantity_percent=percent, price_percent=D(10**9), price_amount=D(10**12))
    found = match(
        [line(i, q, D(1), unit) for i, q in enumerate(invoiced)],
        [ordered(wanted, received, D(1), content)],
        tolerances=tolerances,
    )
    accepted = sum((m.claimed or D(0) for m in found.lines), D(0))
    if found.fits:
        assert accepted * 100 <= received * (100 + percent)


@given(quantities, prices, prices, percents, st.decimals(min_value=0, max_value=1000, places=2))
def test_never_dearer_than_agreed_by_more_than_both_tolerances(quantity, price, agreed, percent, amount) -> None:  # type: ignore[no-untyped-def]
    tolerances = Tolerances(price_percent=percent, price_amount=amount)
    found = match([line(1, quantity, price, "XBX")], [ordered(quantity, quantity, agreed, D(1))], tolerances=tolerances)
    over = price - agreed
    assert found.fits == ((over * 100 <= agreed * percent and over * quantity <= amount) or over <= 0)


@given(quantities, prices, contents)
def test_the_same_goods_fit_in_packs_and_in_pieces(quantity, price, content) -> None:  # type: ignore[no-untyped-def]
    """The price per pack, invoiced per piece with the pack as base quantity, is the same price to the last digit."""
    in_pieces = InvoicedLine(
        position=1, quantity=quantity * content, unit="C62", price=price, base_quantity=content, order_number="R", order_line_number="1",
        net_amount=line_amount(quantity * content, price, content),
    )  # fmt: skip
    found = match([in_pieces], [ordered(quantity, quantity, price, content)], tolerances=Tolerances(D(0), D(0), D(0), D(0), D(0)))
    assert found.fits, found
    assert found.lines[0].verdict == "fits"


@given(st.lists(st.tuples(quantities, prices), min_size=1, max_size=5))
def test_an_invoice_line_answers_at_most_one_order_line(lines) -> None:  # type: ignore[no-untyped-def]
    every = [line(i, q, p, "XBX") for i, (q, p) in enumerate(lines)]
    found = match(every, [ordered(D(1), D(1), D(1), D(1))], tolerances=Tolerances())
    assert [m.position for m in found.lines] == [x.position for x in every]
