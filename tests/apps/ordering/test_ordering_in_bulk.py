"""However many lines an order has, the database is asked the same number of questions."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.shop import AT, Shop, arrive, response
from tests.builders.shop import shop as make_shop

from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions, queries
from samkoeb.ordering.actions import Wish
from samkoeb.ordering.models import Order


@pytest.fixture
def shop(db) -> Shop:
    return make_shop(lines=[f"HH-{n} | Handsker {n} | {n}.50 | 100" for n in range(1, 41)])


def asked(job) -> int:
    with CaptureQueriesContext(connection) as context:
        job()
    return len(context)


def walk(shop: Shop, lines: int) -> list[int]:
    """Fill, send, answer and receive an order of so many lines; the questions of each step."""
    wishes = [Wish(item_id=item.pk, quantity=D(2)) for item in shop.items[:lines]]
    counts = [asked(lambda: actions.add_many_to_basket(shop.unit.pk, wishes=wishes, by=shop.nurse, at=AT))]
    counts.append(asked(lambda: queries.basket(shop.unit.pk, on=AT.date(), by=shop.nurse)))
    counts.append(asked(lambda: actions.submit(shop.unit.pk, by=operator(), at=AT)))
    order = Order.objects.order_by("-pk").first()
    document = response(order, "R1", "AP")
    inbound = arrive(document)
    counts.append(asked(lambda: actions.receive_response(document, inbound, by=operator(), at=AT)))
    counts.append(asked(lambda: actions.note_received_all({line.pk: D(2) for line in order.lines.all()}, at=AT)))
    counts.append(asked(lambda: queries.order_page(shop.nurse, order.pk)))
    return counts


def test_the_number_of_questions_does_not_grow_with_the_lines(shop):
    walk(shop, 1)  # warms what is looked up once
    assert walk(shop, 3) == walk(shop, 40)
