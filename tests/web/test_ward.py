"""What the ward sees: what it usually orders, what is in an order, and what waits for its head."""

from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone
from tests.builders import bodies
from tests.builders.shop import Shop
from tests.builders.shop import shop as make_shop

from samkoeb.catalogue.search.facets import FacetCount
from samkoeb.kernel import actor as roles
from samkoeb.ordering.queries import contents_of, most_ordered
from samkoeb.organisations.models import Person
from samkoeb.receiving.models import Receipt
from samkoeb.web.shop.facets import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def signed_in(person_id: int) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def said(response: object) -> str:
    return response.content.decode()


def test_what_is_ordered_most_often_comes_first_with_how_many_it_was_last_time(shop: Shop) -> None:
    shop.order(2)
    shop.order(4, 1)
    often = most_ordered(shop.unit.pk, since=bodies.AT.replace(year=2026, month=1), limit=5)
    assert often == [(shop.items[0].pk, D(4)), (shop.items[1].pk, D(1))]


def test_the_start_page_puts_the_usual_in_the_basket_with_one_press(shop: Shop) -> None:
    shop.order(3, at=timezone.now())
    page = said(signed_in(shop.nurse.person_id).get("/shop/"))
    usual = page[page.index("sk-usual") :]
    assert f'name="item" value="{shop.items[0].pk}"' in usual
    assert 'name="quantity" inputmode="decimal" autocomplete="off" value="3"' in usual


def test_an_order_is_known_by_what_is_in_it(shop: Shop) -> None:
    order = shop.order(3, 2)
    found = contents_of([order.pk])[order.pk]
    assert (found.first, found.more, found.received) == ("Handsker nitril M", 1, "")
    order.lines.filter(number=1).update(received_quantity=D(3))
    assert contents_of([order.pk])[order.pk].received == "some"
    order.lines.filter(number=2).update(received_quantity=D(1), cancelled_quantity=D(1))
    assert contents_of([order.pk])[order.pk].received == "all"
    nurse = signed_in(shop.nurse.person_id)
    for address in ("/shop/", "/shop/orders/"):
        assert "Handsker nitril M" in said(nurse.get(address))


def test_the_wards_orders_are_taken_home_as_a_spreadsheet(shop: Shop) -> None:
    order = shop.order(3)
    response = signed_in(shop.nurse.person_id).get("/shop/orders/?format=csv")
    assert response["Content-Type"].startswith("text/csv")
    heading, row = said(response).lstrip("\ufeff").splitlines()
    assert heading.startswith("Ordre;Vare;Dato")
    assert row.startswith(f"{order.number};Handsker nitril M;")


def test_the_head_sees_on_every_page_that_something_waits(shop: Shop) -> None:
    shop.put(300, large_confirmed=True)
    shop.submit()
    bodies.grant(Person.objects.get(pk=shop.head.person_id), roles.REQUESTER, shop.region, shop.unit)
    page = said(signed_in(shop.head.person_id).get("/shop/"))
    assert "1 bestilling venter på din godkendelse" in page
    assert page.index('href="/approvals/"') < page.index('<span class="sk-count">1</span></a></li>')


def test_a_delivery_that_is_sent_twice_is_received_once(shop: Shop) -> None:
    order = shop.order(3)
    nurse = signed_in(shop.nurse.person_id)
    bodies.grant(Person.objects.get(pk=shop.nurse.person_id), roles.GOODS_RECEIVER, shop.region, shop.unit)
    page = said(nurse.get(f"/receiving/orders/{order.pk}/"))
    key = page.split('name="client_key" value="')[1].split('"')[0]
    form = {f"quantity-{order.lines.get().pk}": "1", "client_key": key}
    for _ in range(2):
        assert nurse.post(f"/receiving/orders/{order.pk}/", form).status_code == 302
    assert Receipt.objects.count() == 1


def test_a_filter_that_narrows_nothing_is_not_shown() -> None:
    same, half = FacetCount("CE", 4, False), FacetCount("Svanemærket", 2, False)
    assert named({"label": [same]}, 4) == []
    assert [c.label for c in named({"label": [same, half]}, 4)[0].choices] == ["CE", "Svanemærket"]
