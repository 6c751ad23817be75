"""Batches, second persons, and orders that say why."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb import sentences
from samkoeb.kernel.quantity import Pack
from samkoeb.receiving.logic import replenishment, stock
from samkoeb.receiving.logic.replenishment import Need
from samkoeb.receiving.logic.stock import Moved

BOX = Pack("XBX", D(100), "C62")
whole = st.integers(min_value=0, max_value=5000).map(D)


def test_three_left_of_minimum_ten_says_two_boxes_up_to_maximum_two_hundred():
    need = Need(level=D(3), on_the_way=D(0), minimum=D(10), maximum=D(203), pack=BOX)
    packs = replenishment.packs_to_order(need)
    assert packs == 2
    why = replenishment.why(need, packs)
    assert sentences.say(why) == "3 tilbage, minimum 10; bestil 2 æsker à 100 = 203 af maksimum 203"
    assert sentences.say(why, "en") == "3 left, minimum 10; order 2 boxes of 100 = 203 of maximum 203"


@pytest.mark.parametrize(
    ("need", "packs"),
    [
        (Need(D(10), D(0), D(10), D(200), BOX), 0),  # at the minimum is not below it
        (Need(D(3), D(100), D(10), D(200), BOX), 0),  # enough is on its way
        (Need(D(3), D(5), D(10), D(200), BOX), 1),
        (Need(D(3), D(0), D(10), D(50), BOX), 1),  # a box is more than the maximum, and still needed
        (Need(D(3), D(0), D(10), D(0), Pack("C62")), 7),  # no maximum: up to the minimum
        (Need(D(3), D(0), D(10), D(200), BOX, least=D(5)), 5),
        (Need(D(3), D(0), D(10), D(303), BOX, multiple=D(2)), 4),
    ],
)
def test_whole_packs_up_to_the_maximum(need, packs):
    assert replenishment.packs_to_order(need) == packs


@given(level=whole, coming=whole, minimum=whole, above=whole, content=st.integers(1, 200).map(D))
def test_an_order_reaches_the_minimum_and_passes_the_maximum_by_less_than_a_pack(level, coming, minimum, above, content):
    need = Need(level, coming, minimum, minimum + above, Pack("XBX", content))
    packs = replenishment.packs_to_order(need)
    if level + coming >= minimum:
        assert packs == 0
    else:
        after = level + coming + packs * content
        assert minimum <= after < max(minimum + above, minimum) + content


def test_the_first_to_expire_is_the_first_to_use_also_where_nobody_named_the_batch():
    soon, later = date(2026, 12, 1), date(2027, 6, 1)
    moved = [
        Moved(D(50), "B", later),
        Moved(D(30), "A", soon),
        Moved(D(20), "", None),
        Moved(D(-10), "B", None),
        Moved(D(-35), "", None),
    ]
    assert stock.batches(moved) == (
        stock.BatchThere("A", soon, D(15)),
        stock.BatchThere("B", later, D(40)),
    )


@given(st.lists(st.tuples(st.integers(1, 100), st.sampled_from(["", "A", "B", "C"])), max_size=30), st.data())
def test_batches_sum_to_the_level(incoming, data):
    moved = [Moved(D(q), batch, None) for q, batch in incoming]
    level = sum((m.quantity for m in moved), D(0))
    for _ in range(data.draw(st.integers(0, 5))):
        out = data.draw(st.integers(0, int(level)))
        moved.append(Moved(D(-out), "", None))
        level -= out
    assert sum((b.quantity for b in stock.batches(moved)), D(0)) == level


def test_never_more_than_lies_there_and_never_of_a_held_batch():
    def codes(quantity, **more):
        return [p.code for p in stock.check_out(level=D(5), quantity=D(quantity), name="Handsker", unit="C62", **more)]

    assert codes("5") == []
    assert codes("5.5") == ["stock.not_enough"]
    assert codes("0") == ["stock.nothing_moved"]
    assert codes("1", batch="A", is_held=True) == ["stock.batch_held"]


def test_a_large_difference_needs_a_second_person():
    assert stock.value_of(D(-30), D("34.5")) == D(1035)
    assert stock.needs_second_person(D("1000.01"), D(1000))
    assert not stock.needs_second_person(D(1000), D(1000))
    assert not stock.needs_second_person(stock.value_of(D(100), None), D(0))
