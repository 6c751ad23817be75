"""What a supplier's answer changes, line by line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.ordering.logic import answers
from samkoeb.ordering.logic.answers import LineNow, LineSaid, answer

GLOVES = LineNow(number=1, quantity=D(10), unit="XBX", price=D("34.50"))
GOWNS = LineNow(number=2, quantity=D(4), unit="C62", price=D("12"))
ORDER = (GLOVES, GOWNS)


def only(result: answers.Answered, number: int = 1) -> answers.LineAnswered:
    return next(line for line in result.lines if line.number == number)


def test_an_accepted_order_is_accepted_line_by_line():
    result = answer("AP", ORDER, [], promised_on=date(2026, 11, 25))
    assert [(x.number, x.answer, x.confirmed_quantity, x.newly_given_up) for x in result.lines] == [
        (1, "accepted", D(10), D(0)),
        (2, "accepted", D(4), D(0)),
    ]
    assert only(result).changes == {"promised_on": (None, date(2026, 11, 25))}


def test_a_rejected_order_gives_up_every_line():
    result = answer("RE", ORDER, [])
    assert [(x.answer, x.newly_given_up) for x in result.lines] == [("rejected", D(10)), ("rejected", D(4))]
    assert answers.step_of(x.answer for x in result.lines) == "reject"


def test_eight_now_and_two_in_back_order_gives_up_nothing():
    said = LineSaid(number=1, status="3", quantity=D(8), back_order=D(2))
    line = only(answer("CA", ORDER, [said]))
    assert (line.answer, line.confirmed_quantity, line.back_order_quantity, line.newly_given_up) == (
        "back_order",
        D(8),
        D(2),
        D(0),
    )
    assert line.changes["quantity"] == (D(10), D(8))


def test_a_quantity_that_includes_the_back_order_is_understood():
    line = only(answer("CA", ORDER, [LineSaid(number=1, status="3", quantity=D(10), back_order=D(3))]))
    assert (line.confirmed_quantity, line.back_order_quantity) == (D(7), D(3))


def test_eight_of_ten_without_back_order_gives_up_two():
    line = only(answer("CA", ORDER, [LineSaid(number=1, status="3", quantity=D(8))]))
    assert (line.answer, line.newly_given_up) == ("changed", D(2))


def test_a_later_answer_replaces_only_what_it_says():
    eight = replace(GLOVES, answer="changed", confirmed_quantity=D(8), given_up=D(2))
    later = answer("CA", (eight, GOWNS), [LineSaid(number=1, status="3", promised_on=date(2026, 12, 1))])
    assert [line.number for line in later.lines] == [1]
    assert only(later).confirmed_quantity == D(8)
    assert only(later).newly_given_up == D(0)
    assert only(later).changes == {"promised_on": (None, date(2026, 12, 1))}


def test_what_was_given_up_stays_given_up_and_is_said():
    eight = replace(GLOVES, answer="changed", confirmed_quantity=D(8), given_up=D(2))
    line = only(answer("CA", (eight,), [LineSaid(number=1, status="5")]))
    assert (line.confirmed_quantity, line.newly_given_up) == (D(10), D(0))
    assert [p.code for p in line.problems] == ["ordering.response.given_up"]


def test_what_has_been_received_is_not_given_up():
    line = only(answer("RE", (replace(GLOVES, received=D(6)),), []))
    assert line.newly_given_up == D(4)


def test_a_price_is_compared_at_the_order_lines_own_base_quantity():
    per_hundred = replace(GLOVES, price=D("0.345"), base_quantity=D(1))
    line = only(answer("CA", (per_hundred,), [LineSaid(number=1, status="5", price=D("34.5"), base_quantity=D(100))]))
    assert (line.answer, line.confirmed_price) == ("accepted", D("0.345"))
    dearer = only(answer("CA", ORDER, [LineSaid(number=1, status="3", price=D("36"))]))
    assert (dearer.answer, dearer.changes["price"]) == ("changed", (D("34.50"), D("36")))


def test_an_acknowledgement_changes_nothing():
    assert answer("AB", ORDER, []).lines == ()


def test_an_added_line_is_shown_and_not_ordered():
    result = answer("CA", ORDER, [LineSaid(number=None, status="1", name="Handsker, L")])
    assert result.lines == ()
    assert [x.name for x in result.added] == ["Handsker, L"]
    assert {p.severity for p in result.problems} == {"warning"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (LineSaid(number=7, status="5"), "ordering.response.unknown_line"),
        (LineSaid(number=1, status="4"), "ordering.response.unknown_line_status"),
        (LineSaid(number=1, status="3", quantity=D(1), unit="KGM"), "ordering.response.other_unit"),
    ],
)
def test_what_cant_be_an_answer_is_an_error(said, code):
    assert [(p.code, p.severity) for p in answer("CA", ORDER, [said]).problems] == [(code, "error")]


def test_pieces_are_pieces_however_they_are_coded():
    assert answers.same_unit("C62", "EA") and answers.same_unit("XBX", "BX")
    assert not answers.same_unit("C62", "XBX") and not answers.same_unit("Q1", "Q2")
    assert answer("CA", ORDER, [LineSaid(number=2, status="5", quantity=D(4), unit="EA")]).problems == ()


def test_an_unknown_code_for_the_whole_is_an_error():
    assert [p.code for p in answer("XX", ORDER, []).problems] == ["ordering.response.unknown_code"]


def test_one_line_that_comes_makes_a_confirmed_order():
    assert answers.step_of(["rejected", "accepted"]) == "confirm"
    assert answers.step_of(["", ""]) is None
    assert answers.step_of(["rejected", ""]) is None


quantities = st.decimals(min_value=0, max_value=1000, places=3)


@given(
    ordered=quantities.filter(bool), received=quantities, given_up=quantities, quantity=st.none() | quantities,
    back=st.none() | quantities, status=st.sampled_from(["3", "5", "7", "42"]),
)  # fmt: skip
def test_never_more_given_up_than_was_ordered_and_never_taken_back(ordered, received, given_up, quantity, back, status):
    received, given_up = min(received, ordered), min(given_up, ordered)
    now = replace(GLOVES, quantity=ordered, received=received, given_up=given_up)
    line = only(answer("CA", (now,), [LineSaid(number=1, status=status, quantity=quantity, back_order=back)]))
    assert line.newly_given_up >= 0
    assert given_up + line.newly_given_up <= max(ordered - received, given_up)
    assert line.confirmed_quantity >= 0 and line.back_order_quantity >= 0
