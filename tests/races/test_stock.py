"""Stock and receipts at the same moment, on two real connections: the last piece is taken once, a queued receipt is one."""

from decimal import Decimal as D

import pytest
from django.db.models import Sum
from tests.builders import bodies, deliveries
from tests.builders import shop as shops
from tests.builders.deliveries import line, received
from tests.races.together import at_the_same_moment

from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Refused
from samkoeb.receiving import actions
from samkoeb.receiving.models import Receipt, StockLevel, StockMovement

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
AT = deliveries.AT


def refusals(outcomes):
    return [p.code for o in outcomes if isinstance(o, Refused) for p in o.problems]


@pytest.fixture
def stocked():
    shop = shops.shop()
    level = deliveries.shelf(shop, deliveries.own(shop))
    actions.count(level.pk, counted=D(10), by=operator(), at=bodies.AT)
    return shop, level


def level_now(level):
    level = StockLevel.objects.get(pk=level.pk)
    assert level.level == StockMovement.objects.filter(stock_level=level).aggregate(s=Sum("quantity"))["s"]
    return level.level


def test_the_last_stock_is_issued_once(stocked):
    _, level = stocked
    outcomes = at_the_same_moment(*[lambda: actions.issue(level.pk, quantity=D(8), by=operator(), at=AT)] * 2)
    assert refusals(outcomes) == ["stock.not_enough"]
    assert level_now(level) == D(2)


def test_two_transfers_in_opposite_directions_do_not_wait_for_each_other_for_ever(stocked):
    shop, level = stocked
    other = actions.create_location(shop.unit.pk, name="Skab", by=operator(), at=AT)
    actions.transfer(level.pk, to_location_id=other.pk, quantity=D(5), by=operator(), at=AT)
    back = StockLevel.objects.get(location=other)
    outcomes = at_the_same_moment(
        *[lambda: actions.transfer(level.pk, to_location_id=other.pk, quantity=D(1), by=operator(), at=AT)] * 2,
        *[lambda: actions.transfer(back.pk, to_location_id=level.location_id, quantity=D(1), by=operator(), at=AT)] * 2,
    )
    assert refusals(outcomes) == []
    assert (level_now(level), level_now(back)) == (D(5), D(5))


def test_a_queued_receipt_that_arrives_twice_at_once_is_one(stocked):
    shop, level = stocked
    order = shop.order(3)
    lines = [line(order, 1, 3)]
    job = lambda: received(order, lines, by=operator(), client_key="phone-1").pk  # noqa: E731
    first, second = at_the_same_moment(job, job)
    assert first == second
    assert Receipt.objects.count() == 1
    assert level_now(level) == D(310)


def test_two_people_receive_the_same_goods_and_one_is_told(stocked):
    shop, level = stocked
    order = shop.order(3)
    lines = [line(order, 1, 3)]
    outcomes = at_the_same_moment(*[lambda: received(order, lines, by=operator())] * 2)
    assert refusals(outcomes) == ["receipt.too_many"]
    assert level_now(level) == D(310)
