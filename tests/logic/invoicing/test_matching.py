"""The three-way match as an accounts clerk would tell it."""

from decimal import Decimal as D

from samkoeb.invoicing.logic.facts import DocumentCharge, InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.matching import Match, match
from samkoeb.invoicing.logic.tolerance import NONE, Tolerances

TWO_PERCENT = Tolerances()


def gloves(**changes: object) -> OrderedLine:
    """10 boxes of 100 gloves at 34.50, all received."""
    facts: dict[str, object] = {
        "id": 1, "order_id": 7, "order_number": "R-1001", "number": "1", "quantity": D(10), "unit": "XBX", "price": D("34.50"),
        "pack_content": D(100), "agreed_price": D("34.50"), "received": D(10), "item_number": "NIT-M", "gtin": "05712345000014",
    }  # fmt: skip
    return OrderedLine(**{**facts, **changes})  # type: ignore[arg-type]


def invoiced(quantity: str = "10", price: str = "34.50", net: str = "345.00", **changes: object) -> InvoicedLine:
    facts: dict[str, object] = {
        "position": 1, "quantity": D(quantity), "unit": "XBX", "price": D(price), "net_amount": D(net),
        "order_number": "R-1001", "order_line_number": "1", "item_number": "NIT-M", "description": "Undersøgelseshandske nitril M",
    }  # fmt: skip
    return InvoicedLine(**{**facts, **changes})  # type: ignore[arg-type]


def codes(found: Match, line: int = 0) -> set[str]:
    return {p.code for p in found.lines[line].findings}


def test_what_fits_is_explained_too() -> None:
    found = match([invoiced()], [gloves()], tolerances=TWO_PERCENT)
    assert found.fits
    assert found.lines[0].verdict == "fits"
    (why,) = found.lines[0].findings
    assert (why.facts["quantity"], why.facts["received"], why.facts["agreed"]) == ("10", "10", "34.5")


def test_a_price_little_over_the_agreed_is_within_and_says_by_how_much() -> None:
    found = match([invoiced(price="34.90", net="349.00")], [gloves()], tolerances=TWO_PERCENT)
    assert found.fits
    assert found.lines[0].verdict == "within"
    (why,) = found.lines[0].findings
    assert why.code == "match.price_above_agreed"
    assert {k: why.facts[k] for k in ("invoiced", "agreed", "percent", "tolerance_percent", "amount")} == {
        "invoiced": "34.9", "agreed": "34.5", "percent": "1.2", "tolerance_percent": "2", "amount": "4.00",
    }  # fmt: skip


def test_four_percent_over_waits_for_a_person() -> None:
    found = match([invoiced(price="35.88", net="358.80")], [gloves()], tolerances=TWO_PERCENT)
    assert (found.reason, found.lines[0].verdict) == ("price", "deviation")


def test_exactly_at_the_tolerance_is_within_it_and_a_hair_over_is_not() -> None:
    assert match([invoiced(price="35.19", net="351.90")], [gloves()], tolerances=TWO_PERCENT).fits
    assert not match([invoiced(price="35.190001", net="351.90")], [gloves()], tolerances=TWO_PERCENT).fits


def test_two_percent_of_a_large_line_is_too_much_money() -> None:
    ordered = gloves(quantity=D(10_000), received=D(10_000))
    found = match([invoiced("10000", "34.51", "345100.00")], [ordered], tolerances=TWO_PERCENT)
    assert found.reason == "price"
    assert found.lines[0].findings[0].facts["amount"] == "100.00"


def test_a_lower_price_is_said_and_paid() -> None:
    found = match([invoiced(price="33.00", net="330.00")], [gloves()], tolerances=TWO_PERCENT)
    assert found.fits
    assert codes(found) == {"match.price_below_agreed"}


def test_the_order_was_cheaper_than_the_agreement() -> None:
    found = match([invoiced()], [gloves(price=D("30.00"))], tolerances=TWO_PERCENT)
    assert codes(found) == {"match.price_above_ordered"}
    assert found.reason == "price"


def test_not_received_yet_waits_for_the_receipt() -> None:
    found = match([invoiced()], [gloves(received=D(0))], tolerances=TWO_PERCENT)
    assert (found.reason, codes(found)) == ("missing_receipt", {"match.not_received"})


def test_one_box_was_torn() -> None:
    found = match([invoiced()], [gloves(received=D(9))], tolerances=TWO_PERCENT)
    assert (found.reason, codes(found)) == ("quantity", {"match.more_than_received"})


def test_the_credit_note_for_the_torn_box_makes_the_invoice_fit() -> None:
    credited = gloves(received=D(9), invoiced=D(-1))
    assert match([invoiced()], [credited], tolerances=TWO_PERCENT).fits


def test_the_second_invoice_for_the_same_boxes_is_caught() -> None:
    found = match([invoiced()], [gloves(invoiced=D(10))], tolerances=TWO_PERCENT)
    assert codes(found) == {"match.more_than_received", "match.more_than_ordered"}
    assert found.reason == "quantity"


def test_two_lines_of_one_invoice_share_what_was_received() -> None:
    lines = [invoiced("6", net="207.00"), invoiced("6", net="207.00", position=2)]
    found = match(lines, [gloves()], tolerances=TWO_PERCENT)
    assert [x.verdict for x in found.lines] == ["fits", "deviation"]


def test_over_delivery_that_the_ward_took_over_is_paid() -> None:
    found = match([invoiced("11", net="379.50")], [gloves(received=D(11))], tolerances=TWO_PERCENT)
    assert found.fits
    assert codes(found) == {"match.more_than_ordered"}


def test_pieces_on_the_invoice_are_boxes_on_the_order() -> None:
    line = invoiced("1000", "0.345", "345.00", unit="C62")
    found = match([line], [gloves()], tolerances=NONE)
    assert found.fits
    assert found.lines[0].claimed == 10


def test_a_price_per_hundred_pieces_is_a_price_per_box() -> None:
    line = invoiced("1000", "34.50", "345.00", unit="EA", base_quantity=D(100))
    assert match([line], [gloves()], tolerances=NONE).fits


def test_an_order_in_pieces_with_a_price_per_thousand_is_exact() -> None:
    ordered = gloves(
        quantity=D(3000),
        unit="C62",
        pack_content=D(1),
        received=D(3000),
        price=D(10),
        base_quantity=D(3),
        agreed_price=D(10),
        agreed_base=D(3),
    )
    line = invoiced("3000", "3333.333333", "10000.00", unit="C62", base_quantity=D(1000))
    found = match([line], [ordered], tolerances=NONE)
    assert codes(found) == {"match.price_below_agreed"}, "a third is not written exactly, and the difference is seen"


def test_grams_are_kilograms() -> None:
    ordered = gloves(quantity=D(2), unit="KGM", pack_content=D(1), received=D(2), price=D(100), agreed_price=None)
    assert match([invoiced("2000", "0.1", "200.00", unit="GRM")], [ordered], tolerances=NONE).fits


def test_a_unit_that_cannot_be_told_is_not_guessed() -> None:
    found = match([invoiced(unit="XPX")], [gloves()], tolerances=TWO_PERCENT)
    assert codes(found) == {"match.unit_unknown"}
    assert found.lines[0].claimed is None


def test_the_line_total_is_computed_again() -> None:
    found = match([invoiced(net="354.00")], [gloves()], tolerances=TWO_PERCENT)
    assert (found.reason, codes(found)) == ("totals", {"match.line_total"})


def test_a_line_discount_is_part_of_the_line_total() -> None:
    assert match([invoiced(net="335.00", allowances=D("-10.00"))], [gloves()], tolerances=TWO_PERCENT).fits


def test_another_vat_rate_than_ordered_waits() -> None:
    assert match([invoiced(vat_percent=D(12))], [gloves()], tolerances=TWO_PERCENT).reason == "vat"


def test_reverse_charge_is_computed_and_said() -> None:
    found = match([invoiced(vat_category="AE", vat_percent=D(0))], [gloves()], tolerances=TWO_PERCENT)
    assert found.fits
    (why,) = found.lines[0].findings
    assert (why.code, why.facts["amount"]) == ("match.reverse_charge", "86.25")
    owed = [invoiced(vat_category="AE", vat_percent=D(0))]
    (why,) = match(owed, [gloves()], tolerances=TWO_PERCENT, owed_percent=D(22)).lines[0].findings
    assert (why.facts["percent"], why.facts["amount"]) == ("22", "75.90")


def test_one_invoice_answers_two_orders_line_by_line() -> None:
    other = gloves(id=2, order_id=8, order_number="R-1002", item_number="NIT-L", gtin="")
    lines = [invoiced(), invoiced(position=2, order_number="R-1002", item_number="NIT-L")]
    found = match(lines, [gloves(), other], tolerances=TWO_PERCENT)
    assert found.fits
    assert [x.order_line_id for x in found.lines] == [1, 2]


def test_without_a_reference_the_item_number_finds_the_line() -> None:
    line = invoiced(order_number="", order_line_number="", item_number="nit-m")
    assert (
        match([line], [gloves(), gloves(id=2, number="2", item_number="X", gtin="")], tolerances=TWO_PERCENT)
        .lines[0]
        .order_line_id
        == 1
    )


def test_then_the_gtin_with_or_without_leading_zeros() -> None:
    line = invoiced(order_number="", order_line_number="", item_number="", gtin="5712345000014")
    assert (
        match([line], [gloves(), gloves(id=2, number="2", item_number="X", gtin="")], tolerances=TWO_PERCENT)
        .lines[0]
        .order_line_id
        == 1
    )


def test_then_the_only_line_of_the_only_order() -> None:
    line = invoiced(order_number="", order_line_number="", item_number="")
    assert match([line], [gloves()], tolerances=TWO_PERCENT).fits


def test_a_line_that_nobody_ordered_waits() -> None:
    lines = [invoiced(), invoiced(position=2, order_line_number="", item_number="ZZ", description="Bærbar computer")]
    found = match(lines, [gloves()], tolerances=TWO_PERCENT)
    assert found.reason == "not_ordered"
    assert found.lines[1].order_line_id is None


def test_a_reference_to_another_article_waits() -> None:
    found = match([invoiced(item_number="LAPTOP")], [gloves()], tolerances=TWO_PERCENT)
    assert (found.reason, codes(found)) == ("not_ordered", {"match.item_differs"})


def test_freight_has_its_own_tolerance() -> None:
    freight = invoiced("1", "120.00", "120.00", position=2, order_line_number="", item_number="", unit="C62", description="Fragt")
    assert match([invoiced(), freight], [gloves()], tolerances=TWO_PERCENT).fits
    dear = match([invoiced()], [gloves()], tolerances=TWO_PERCENT, charges=[DocumentCharge(amount=D("150.01"), reason="Fragt")])
    assert (dear.reason, dear.findings[0].code) == ("charges", "match.freight")


def test_freight_of_two_orders_is_twice_one() -> None:
    other = gloves(id=2, order_id=8, order_number="R-1002")
    lines = [invoiced(), invoiced(position=2, order_number="R-1002")]
    assert match(lines, [gloves(), other], tolerances=TWO_PERCENT, charges=[DocumentCharge(amount=D(300), code="FC")]).fits


def test_a_fee_that_nobody_agreed_to_waits() -> None:
    found = match(
        [invoiced()], [gloves()], tolerances=TWO_PERCENT, charges=[DocumentCharge(amount=D(25), reason="Ekspeditionsgebyr")]
    )
    assert (found.reason, found.findings[0].code) == ("charges", "match.fee")


def test_the_gravest_reason_is_the_queue() -> None:
    found = match([invoiced(price="40.00", net="400.00")], [gloves(received=D(0))], tolerances=TWO_PERCENT)
    assert found.reason == "price"


def test_a_credit_note_claims_back_and_is_held_to_the_line_total() -> None:
    found = match([invoiced("1", net="34.50")], [gloves(received=D(9), invoiced=D(10))], tolerances=TWO_PERCENT, is_credit=True)
    assert found.fits
    assert found.lines[0].claimed == 1


def test_goods_given_back_on_an_invoice_are_not_more_than_were_invoiced() -> None:
    found = match([invoiced("-3", net="-103.50")], [gloves(invoiced=D(2))], tolerances=TWO_PERCENT)
    assert (found.reason, found.lines[0].claimed) == ("credit", -2)
    assert match([invoiced("-2", net="-69.00")], [gloves(invoiced=D(2))], tolerances=TWO_PERCENT).fits


def test_a_credit_note_far_below_the_price_gives_back_money_and_no_goods() -> None:
    found = match([invoiced("10", "1.50", "15.00")], [gloves(invoiced=D(10))], tolerances=TWO_PERCENT, is_credit=True)
    assert found.fits
    assert (found.lines[0].claimed, codes(found)) == (0, {"match.price_credit"})


def test_more_credited_than_invoiced_waits() -> None:
    found = match([invoiced("3", net="103.50")], [gloves(invoiced=D(2))], tolerances=TWO_PERCENT, is_credit=True)
    assert (found.reason, found.lines[0].claimed) == ("credit", 2)
