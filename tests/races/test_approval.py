"""Two people act on the same wish, basket or order at the same moment, on two real connections: one thing happens."""

from decimal import Decimal as D

import pytest
from tests.builders import bodies
from tests.builders.shop import AT, arrive, response
from tests.builders.shop import shop as make_shop
from tests.races.together import said_at_the_same_moment

from samkoeb.agreements.models import Agreement, DrawDown
from samkoeb.exchange.models import Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions
from samkoeb.ordering.models import Order, Requisition

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(transactional_db):
    return make_shop()


def test_two_approvers_at_the_same_moment_place_one_order(shop):
    second = bodies.actor(roles.APPROVER, shop.region, shop.unit, limit="20000")
    shop.put(200)
    waiting = shop.submit()
    outcomes = said_at_the_same_moment(*(lambda by=by: actions.approve(waiting.pk, by=by, at=AT) for by in (shop.head, second)))
    assert outcomes == ["done", "workflow.step_not_possible"]
    assert Order.objects.count() == 1 and Outbound.objects.filter(document_type="order").count() == 1
    assert Agreement.objects.get().drawn == D(6900)


def test_a_yes_and_a_no_at_the_same_moment_are_one_of_them(shop):
    shop.put(200)
    waiting = shop.submit()
    outcomes = said_at_the_same_moment(
        lambda: actions.approve(waiting.pk, by=shop.head, at=AT), lambda: actions.withdraw(waiting.pk, by=shop.nurse, at=AT)
    )
    state = Requisition.objects.get(pk=waiting.pk).state
    drawn = Agreement.objects.get().drawn
    if outcomes == ["done", "done"]:
        # Approved first, then undone while nothing had left.
        assert (state, drawn, Order.objects.get().state) == ("withdrawn", D(0), "cancelled")
    else:
        assert outcomes == ["done", "workflow.step_not_possible"]
        assert (state, drawn, Order.objects.count()) == ("withdrawn", D(0), 0)


def test_two_colleagues_send_the_wards_basket_at_the_same_moment(shop):
    colleague = bodies.actor(roles.REQUESTER, shop.region, shop.unit, limit="5000")
    shop.put(10)
    outcomes = said_at_the_same_moment(*(lambda by=by: shop.submit(by=by) for by in (shop.nurse, colleague)))
    assert outcomes == ["done", "ordering.basket_is_empty"]
    assert Order.objects.count() == 1


def test_two_colleagues_begin_the_wards_basket_at_the_same_moment(shop):
    jobs = [lambda item=n: shop.put(2, item) for n in (0, 1, 2, 0, 1, 2)]
    assert said_at_the_same_moment(*jobs) == ["done"] * 6
    basket = Requisition.objects.get(state="basket")
    assert sorted(basket.lines.values_list("item_id", "quantity")) == [(item.pk, D(4)) for item in shop.items]


def test_two_wards_order_at_the_ceiling_at_the_same_moment(shop):
    Agreement.objects.update(maximum_value=D(500), estimated_value=D(500))
    other = bodies.unit(shop.region, "Afsnit C1")
    theirs = bodies.actor(roles.REQUESTER, shop.region, other, limit="5000")
    shop.put(10)
    actions.add_to_basket(other.pk, item_id=shop.items[0].pk, quantity=D(10), by=theirs, at=AT)
    outcomes = said_at_the_same_moment(shop.submit, lambda: actions.submit(other.pk, by=theirs, at=AT))
    assert outcomes == ["agreement.ceiling_reached", "done"]
    assert (Agreement.objects.get().drawn, DrawDown.objects.count(), Order.objects.count()) == (D(345), 1, 1)
    assert Order.objects.get().number.endswith("-00001"), "the refused order left no hole"


def test_an_answer_and_a_cancelling_at_the_same_moment_give_back_once(shop):
    order = shop.order(10)
    document = response(order, "R1", "RE")
    inbound = arrive(document)
    outcomes = said_at_the_same_moment(
        lambda: actions.receive_response(document, inbound, by=operator(), at=AT),
        lambda: actions.cancel(order.pk, reason="Fortrudt", by=shop.nurse, at=AT),
    )
    assert outcomes[0] == "done" or outcomes[1] == "done"
    assert set(outcomes) <= {"done", "ordering.response.order_is_over", "workflow.step_not_possible"}
    assert outcomes.count("done") == 1
    assert Agreement.objects.get().drawn == 0
    assert order.lines.get().cancelled_quantity == D(10)


def test_many_wards_order_at_once_and_the_numbers_have_no_hole(shop):
    wards = [bodies.unit(shop.region, f"Afsnit {n}") for n in range(6)]
    for ward in wards:
        actions.add_to_basket(ward.pk, item_id=shop.items[0].pk, quantity=D(1), by=operator(), at=AT)
    assert said_at_the_same_moment(*(lambda w=w: actions.submit(w.pk, by=operator(), at=AT) for w in wards)) == ["done"] * 6
    assert sorted(int(number[-5:]) for number in Order.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert Agreement.objects.get().drawn == D("207")
