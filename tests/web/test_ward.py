"""What the ward sees: what it usually orders, what is in an order, and what waits for its head."""

import re
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone
from tests.builders import bodies, deliveries
from tests.builders.shop import Shop
from tests.builders.shop import shop as make_shop

from samkoeb.catalogue.search.facets import FacetCount
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions
from samkoeb.ordering.models import RequisitionLine, WardList
from samkoeb.ordering.queries import contents_of, most_ordered, usual_items
from samkoeb.organisations.models import Person
from samkoeb.receiving import actions as receiving
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
    assert usual_items(shop.unit.pk, since=bodies.AT.replace(month=1), limit=5) == [shop.items[0].pk], "once is not usual"


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


@pytest.fixture
def ward_list(shop: Shop) -> WardList:
    made = actions.create_list(shop.unit.pk, name="Depot", by=shop.nurse, at=bodies.AT)
    for item, usual in ((shop.items[0], 4), (shop.items[1], 2)):
        actions.add_list_line(made.pk, item_id=item.pk, usual_quantity=D(usual), by=shop.nurse, at=bodies.AT)
    return made


def in_basket(shop: Shop) -> list[D]:
    found = RequisitionLine.objects.filter(requisition__unit=shop.unit, requisition__state="basket").order_by("pk")
    return [line.quantity for line in found]


def test_the_usual_of_a_whole_list_is_one_press(shop: Shop, ward_list: WardList) -> None:
    response = signed_in(shop.nurse.person_id).post(f"/shop/lists/{ward_list.pk}/", {"usual": "1"})
    assert (response.status_code, in_basket(shop)) == (302, [D(4), D(2)])


def test_enter_in_a_list_removes_nothing(shop: Shop, ward_list: WardList) -> None:
    page = said(signed_in(shop.nurse.person_id).get(f"/shop/lists/{ward_list.pk}/"))
    assert page.index('name="order"') < page.index('name="remove"')


def test_what_the_ward_usually_takes_is_changed_on_the_list(shop: Shop, ward_list: WardList) -> None:
    first, second = ward_list.lines.order_by("pk")
    signed_in(shop.nurse.person_id).post(
        f"/shop/lists/{ward_list.pk}/", {f"quantity-{first.pk}": "7", f"quantity-{second.pk}": "", "keep": "1"}
    )
    assert list(ward_list.lines.order_by("pk").values_list("usual_quantity", flat=True)) == [D(7), D(2)]


def test_a_typing_error_in_a_list_keeps_what_else_was_typed(shop: Shop, ward_list: WardList) -> None:
    first, second = ward_list.lines.order_by("pk")
    typed = {f"quantity-{first.pk}": "syv", f"quantity-{second.pk}": "3"}
    page = said(signed_in(shop.nurse.person_id).post(f"/shop/lists/{ward_list.pk}/", typed))
    assert "»syv« kan ikke læses som et tal" in page and 'value="3"' in page
    assert in_basket(shop) == []


def test_a_list_asks_once_about_far_more_than_the_usual(shop: Shop, ward_list: WardList) -> None:
    for _ in range(3):
        shop.order(2)
    first = ward_list.lines.order_by("pk")[0]
    nurse, typed = signed_in(shop.nurse.person_id), {f"quantity-{first.pk}": "60"}
    assert 'name="large"' in said(nurse.post(f"/shop/lists/{ward_list.pk}/", typed))
    nurse.post(f"/shop/lists/{ward_list.pk}/", {**typed, "large": "1"})
    assert in_basket(shop) == [D(60)]


def test_a_scan_that_is_reloaded_adds_nothing(shop: Shop, ward_list: WardList) -> None:
    nurse, code = signed_in(shop.nurse.person_id), ward_list.lines.order_by("pk")[0].shelf_code
    answer = nurse.post("/shop/scan/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/shop/scan/")
    assert "I kurven: Handsker nitril M, 4." in said(nurse.get("/shop/scan/"))
    assert "svarer ikke til en hyldeetiket" in said(
        nurse.post("/shop/scan/", {"code": "nix"}, follow=True, HTTP_REFERER="http://testserver/shop/scan/")
    )
    assert in_basket(shop) == [D(4)]


def test_a_shelf_label_is_a_whole_qr_code_that_phones_read(shop: Shop, ward_list: WardList) -> None:
    page = said(signed_in(shop.nurse.person_id).get(f"/shop/lists/{ward_list.pk}/labels/"))
    assert page.count('viewBox="0 0 25 25"') == 2  # version 1, 21 modules and its border; the small kind has 11 to 17


def test_the_start_page_asks_as_little_of_many_orders_as_of_one(shop: Shop, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in(shop.nurse.person_id)
    shop.order(2, at=timezone.now())
    browser.get("/shop/")
    with django_assert_max_num_queries(35):
        browser.get("/shop/")
    for _ in range(8):
        shop.order(3, 1, at=timezone.now())
    with django_assert_max_num_queries(35):
        page = said(browser.get("/shop/"))
    assert "sk-usual" in page


def test_who_calls_off_for_the_unit_takes_goods_over_too(shop: Shop) -> None:
    """The permissions say so; the shop's list of what is on its way led such a head of a ward to a page that was not there."""
    order = shop.order(3)
    head = signed_in(bodies.actor(roles.CALL_OFF_OFFICER, shop.region, shop.unit, limit="20000").person_id)
    start, address = said(head.get("/shop/")), f"/receiving/orders/{order.pk}/"
    assert 'href="/receiving/"' in start
    assert f'href="{address}"' in start
    assert head.get(address).status_code == 200


def test_a_receipt_leads_its_readers_only_where_they_may_go(shop: Shop) -> None:
    order, at = shop.order(3), timezone.now()
    line = {"order_line_id": order.lines.get().pk, "quantity": D(3)}
    receipt = receiving.register(order.pk, unit_id=shop.unit.pk, lines=[line], by=shop.nurse, at=at)
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, shop.region)
    links = {}
    for who in (shop.nurse, clerk, shop.seller):
        page = said(signed_in(who.person_id).get(f"/receiving/receipts/{receipt.pk}/"))
        main = page[page.index("<main") : page.index("</main>")]
        links[who.person_id] = set(re.findall(r'href="(/(?!static/)[^"]*)"', main))
    assert links == {
        shop.nurse.person_id: {f"/shop/orders/{order.pk}/", "/receiving/"},
        clerk.person_id: {f"/shop/orders/{order.pk}/"},
        shop.seller.person_id: {f"/supplier/orders/{order.pk}/"},
    }


def test_what_a_ward_takes_from_its_shelves_is_typed_on_one_page_and_stays_when_it_is_refused(shop: Shop) -> None:
    own = deliveries.own(shop)
    level = deliveries.shelf(shop, own)
    receiving.count(level.pk, counted=D(10), by=operator(), at=bodies.AT)
    client, here = signed_in(shop.nurse.person_id), f"/receiving/stock/{level.location_id}/"
    field = f"take-{level.pk}"
    assert f'name="{field}"' in said(client.get(here))
    refused = said(client.post(here, {field: "11"}))
    assert f'name="{field}"' in refused and 'value="11"' in refused and "alert-error" in refused
    assert client.post(here, {field: "4"}).status_code == 302
    level.refresh_from_db()
    assert level.level == D(6)
    assert "alert-error" in said(client.post(here, {field: ""}))
