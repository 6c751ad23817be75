"""Who sees which wishes and orders, and who may do what with them (part 5): own ward, own body, others, suppliers, auditors."""

from datetime import date
from decimal import Decimal as D

import pytest
from tests.builders import bodies
from tests.builders.shop import AT

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import ANONYMOUS, Actor, operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, Requisition

TODAY = date(2026, 11, 23)
IN_THE_WARD = (
    roles.REQUESTER,
    roles.CALL_OFF_OFFICER,
    roles.APPROVER,
    roles.GOODS_RECEIVER,
    roles.STOCK_KEEPER,
    roles.PURCHASER,
    roles.PURCHASING_HEAD,
    roles.ACCOUNTS_CLERK,
    roles.CONTROLLER,
    roles.AUDITOR,
)
NOTHING_TO_DO_WITH_IT = (roles.ADMINISTRATOR, roles.SECRETARIAT, roles.PAYMENT_APPROVER)
MAY_CANCEL = {
    roles.REQUESTER,
    roles.CALL_OFF_OFFICER,
    roles.STOCK_KEEPER,
    roles.APPROVER,
    roles.PURCHASER,
    roles.PURCHASING_HEAD,
}


@pytest.fixture
def order(shop) -> Order:
    return shop.order(10)


@pytest.mark.parametrize("role", IN_THE_WARD)
def test_who_works_with_it_sees_it_in_their_own_ward_and_body(shop, order, role):
    for unit in (shop.unit, None):
        someone = bodies.actor(role, shop.region, unit)
        assert queries.order_page(someone, order.pk).order == order
        assert [row.number for row in queries.orders_for(someone)] == [order.number]
        assert ("cancel" in queries.order_page(someone, order.pk).choices) == (role in MAY_CANCEL)


@pytest.mark.parametrize("role", [*IN_THE_WARD, *NOTHING_TO_DO_WITH_IT])
def test_nobody_of_another_body_sees_it(shop, order, role):
    other = bodies.body("Region Midtjylland")
    someone = bodies.actor(role, other)
    assert queries.orders_for(someone) == []
    with pytest.raises(Order.DoesNotExist):
        queries.order_page(someone, order.pk)
    with pytest.raises(NotAllowed):
        actions.cancel(order.pk, reason="Nej", by=someone, at=AT)


@pytest.mark.parametrize("role", IN_THE_WARD)
def test_nobody_of_another_ward_sees_it(shop, order, role):
    someone = bodies.actor(role, shop.region, bodies.unit(shop.region, "Afsnit C1"))
    assert queries.orders_for(someone) == []
    with pytest.raises(Order.DoesNotExist):
        queries.order_page(someone, order.pk)


@pytest.mark.parametrize("role", NOTHING_TO_DO_WITH_IT)
def test_who_has_nothing_to_do_with_orders_does_not_see_them(shop, order, role):
    assert queries.orders_for(bodies.actor(role, shop.region)) == []


def test_the_supplier_sees_the_order_but_not_the_wards_own_page(shop, order):
    assert [row.number for row in queries.supplier_orders(shop.seller)] == [order.number]
    assert queries.supplier_order_page(shop.seller, order.pk).state == "ordered"
    with pytest.raises(Order.DoesNotExist):
        queries.order_page(shop.seller, order.pk)
    assert list(queries.supplier_orders(shop.nurse)) == []


def test_a_visitor_sees_nothing(shop, order):
    assert queries.orders_for(ANONYMOUS) == [] and list(queries.orders_to_answer(ANONYMOUS)) == []
    assert queries.waiting_for_approval(ANONYMOUS) == [] and queries.outside_agreements(ANONYMOUS) == []


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.CONTROLLER, roles.ACCOUNTS_CLERK, roles.GOODS_RECEIVER])
def test_readers_write_nothing(shop, order, role):
    someone = bodies.actor(role, shop.region, shop.unit)
    shop.put(200)
    waiting = shop.submit()
    forbidden = [
        lambda: shop.put(1, by=someone),
        lambda: shop.submit(by=someone),
        lambda: actions.approve(waiting.pk, by=someone, at=AT),
        lambda: actions.withdraw(waiting.pk, by=someone, at=AT),
        lambda: actions.cancel(order.pk, reason="Nej", by=someone, at=AT),
        lambda: actions.answer(order.pk, lines=[{"number": 1}], by=someone, at=AT),
        lambda: actions.create_list(shop.unit.pk, name="Min", by=someone, at=AT),
        lambda: actions.scan(shop.unit.pk, code="HH-1", by=someone, at=AT),
        lambda: actions.record_legal_basis(order.pk, basis="none", note="x", by=someone, at=AT),
    ]
    for act in forbidden:
        with pytest.raises(NotAllowed):
            act()


def test_a_buyer_neither_orders_for_the_ward_nor_approves(shop):
    with pytest.raises(NotAllowed):
        shop.put(1, by=shop.buyer)
    shop.put(200)
    waiting = shop.submit()
    with pytest.raises(NotAllowed):
        actions.approve(waiting.pk, by=shop.buyer, at=AT)
    assert queries.waiting_for_approval(shop.buyer) == []


def test_a_head_of_a_whole_institution_reaches_its_wards(shop):
    hospital = bodies.unit(shop.region, "Sygehus Nord")
    ward = bodies.unit(shop.region, "Afsnit D2", parent=hospital)
    nurse = bodies.actor(roles.REQUESTER, shop.region, ward, limit="10")
    head = bodies.actor(roles.CALL_OFF_OFFICER, shop.region, hospital, limit="20000")
    actions.add_to_basket(ward.pk, item_id=shop.items[0].pk, quantity=D(10), by=nurse, at=AT)
    waiting = actions.submit(ward.pk, by=nurse, at=AT)
    assert [row.requisition_id for row in queries.waiting_for_approval(head)] == [waiting.pk]
    assert queries.waiting_for_approval(shop.head) == []
    actions.approve(waiting.pk, by=head, at=AT)
    assert Requisition.objects.get(pk=waiting.pk).state == "ordered"


def test_a_role_that_has_ended_reaches_nothing(shop, order):
    someone = bodies.person("Tidligere ansat", shop.unit)
    gone = Actor(someone.pk, someone.name)
    assert queries.orders_for(gone) == []
    with pytest.raises(NotAllowed):
        shop.put(1, by=gone)


def test_the_operator_reaches_everything_and_is_not_taken_for_the_supplier(shop, order):
    assert [row.number for row in queries.orders_for(operator())] == [order.number]
    assert "answer" not in queries.order_page(operator(), order.pk).choices
