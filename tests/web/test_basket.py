"""The ward's basket as a page: what was typed counts, a slip of the finger is undone, and nobody sends what they haven't seen."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client
from tests.builders import bodies, goods
from tests.builders.refusals import refused
from tests.builders.shop import AT, Shop
from tests.builders.shop import shop as make_shop

from samkoeb.catalogue.models import Price
from samkoeb.ordering import actions
from samkoeb.ordering.models import Order, RequisitionLine
from samkoeb.organisations.models import Notification, Person

pytestmark = pytest.mark.django_db
HERE = "/shop/basket/"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def signed_in(shop: Shop) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=shop.nurse.person_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def nurse(shop: Shop) -> Client:
    return signed_in(shop)


def lines(shop: Shop) -> list[RequisitionLine]:
    return list(RequisitionLine.objects.filter(requisition__unit=shop.unit, requisition__state="basket").order_by("pk"))


def typed(shop: Shop, *quantities: str) -> dict[str, str]:
    return {f"quantity-{line.pk}": text for line, text in zip(lines(shop), quantities, strict=True)}


def said(response: object) -> str:
    return response.content.decode()


def test_what_was_typed_is_ordered_without_pressing_anything_in_between(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    response = nurse.post(HERE, {**typed(shop, "3"), "send": "1"})
    assert response.status_code == 302
    assert Order.objects.get().lines.get().quantity == D(3)


def test_a_thousand_is_a_thousand_as_the_screen_writes_it(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    nurse.post(HERE, typed(shop, "1.000"))
    assert lines(shop)[0].quantity == D(1000)


def test_all_quantities_are_taken_or_none(shop: Shop) -> None:
    shop.put(2)
    shop.put(2, 1)
    first, second = lines(shop)
    with refused("ordering.quantity_not_positive"):
        actions.change_quantities({first.pk: D(5), second.pk: D(0)}, by=shop.nurse, at=AT)
    assert [line.quantity for line in lines(shop)] == [D(2), D(2)]


def test_what_was_typed_stays_where_something_is_refused(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    shop.put(2, 1)
    page = said(nurse.post(HERE, {**typed(shop, "5", "0"), "note": "Ring først"}))
    assert "Antallet skal være større end nul" in page
    assert 'value="5"' in page and "Ring først" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("1,5", "hele æsker"), ("9999999", "højst"), ("abc", "kan ikke læses som et tal"), ("-1", "større end nul")],
)
def test_a_quantity_that_cannot_be_is_refused_with_a_sentence_and_nothing_is_sent(
    shop: Shop, nurse: Client, text: str, sentence: str
) -> None:
    shop.put(2)
    page = said(nurse.post(HERE, {**typed(shop, text), "send": "1"}))
    assert sentence in page
    assert not Order.objects.exists()


def test_far_above_the_usual_asks_once_and_is_ordered_when_it_is_meant(shop: Shop, nurse: Client) -> None:
    for _ in range(3):
        shop.order(2)
    before = Order.objects.count()
    shop.put(2)
    page = said(nurse.post(HERE, {**typed(shop, "60"), "send": "1"}))
    assert 'name="large"' in page and 'value="60"' in page
    assert Order.objects.count() == before
    assert nurse.post(HERE, {**typed(shop, "60"), "large": "1", "send": "1"}).status_code == 302
    assert Order.objects.latest("pk").lines.get().quantity == D(60)


def test_what_was_taken_out_is_put_back_with_one_press(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    shop.put(4, 1)
    nurse.post(HERE, {**typed(shop, "2", "4"), "remove": str(lines(shop)[1].pk)})
    assert len(lines(shop)) == 1
    assert "Fortryd" in said(nurse.get(HERE))
    nurse.post(HERE, {"put_back": "1"})
    assert [(line.item_id, line.quantity) for line in lines(shop)] == [(shop.items[0].pk, D(2)), (shop.items[1].pk, D(4))]
    assert "Fortryd" not in said(nurse.get(HERE))


def test_an_emptied_basket_comes_back_too_with_what_stands_in_no_catalogue(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    wish = {
        "description": "Kørestol",
        "quantity": "1",
        "unit": "C62",
        "price": "1.250,50",
        "supplier": str(shop.supplier.pk),
        "reason": "urgent",
    }
    nurse.post("/shop/basket/free-text/", wish)
    nurse.post(HERE, {"empty": "1"})
    assert not lines(shop)
    nurse.post(HERE, {"put_back": "1"})
    back = lines(shop)
    assert [(line.description, line.price, line.outside_reason) for line in back[1:]] == [("Kørestol", D("1250.50"), "urgent")]


def test_another_ward_is_not_offered_what_this_one_took_out(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    nurse.post(HERE, {"empty": "1"})
    session = nurse.session
    session["taken_out"] = {**session["taken_out"], "unit": shop.unit.pk + 1}
    session.save()
    nurse.post(HERE, {"put_back": "1"})
    assert not lines(shop)


def test_what_a_colleague_put_in_meanwhile_is_not_sent_unseen(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    seen = typed(shop, "2")
    shop.put(9, 1)
    page = said(nurse.post(HERE, {**seen, "send": "1"}))
    assert "En kollega har lagt noget i kurven" in page
    assert not Order.objects.exists()


def test_a_basket_that_a_colleague_sent_is_not_sent_twice(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    seen = typed(shop, "2")
    nurse.post(HERE, {**seen, "send": "1"})
    page = said(nurse.post(HERE, {**seen, "send": "1"}))
    assert "Kurven er tom" in page
    assert Order.objects.count() == 1


def test_what_another_bodys_agreement_covers_is_refused_in_a_sentence_also_where_htmx_asked(shop: Shop, nurse: Client) -> None:
    elsewhere = bodies.body("Region Midtjylland")
    theirs = goods.offer(goods.agreement(elsewhere, shop.supplier), ["XX-1 | Skalpel | 10.00 | 10"], at=AT)[0]
    asked = {"item": str(theirs.pk), "quantity": "1", "next": HERE}
    page = said(nurse.post(f"{HERE}add/", asked, follow=True))
    assert "»Skalpel« hører til en aftale, som jeres enhed ikke må bruge." in page and "Kurven er tom" in page
    part = nurse.post(f"{HERE}add/", asked, headers={"HX-Request": "true"})
    assert (part.status_code, "»Skalpel« hører til en aftale" in said(part), "<main" in said(part)) == (200, True, False)
    assert "Varen findes ikke" in said(nurse.post(f"{HERE}add/", {**asked, "item": "987654"}, headers={"HX-Request": "true"}))
    assert lines(shop) == []


def test_a_slip_of_the_finger_is_said_beside_the_button_and_far_too_many_asked_about_instead_of_the_page(
    shop: Shop, nurse: Client
) -> None:
    for _n in range(3):
        shop.order(2)
    asked, htmx = {"item": str(shop.items[0].pk)}, {"HX-Request": "true"}
    part = nurse.post(f"{HERE}add/", {**asked, "quantity": "0"}, headers=htmx)
    assert "større end nul" in said(part) and "<main" not in said(part)
    question = nurse.post(f"{HERE}add/", {**asked, "quantity": "200"}, headers=htmx)
    assert 'name="large"' in said(question)
    assert (question["HX-Retarget"], question["HX-Reselect"]) == ("#main-content", "#main-content")


@pytest.mark.django_db(transaction=True)
def test_the_buyers_hear_of_an_order_that_the_maximum_stopped_and_of_no_other_refusal() -> None:
    shop = make_shop(maximum="1000")
    shop.put(100, large_confirmed=True)
    nurse = signed_in(shop)
    nurse.post(HERE, {**typed(shop, "0"), "send": "1"})
    assert not Notification.objects.filter(kind="call_off_stopped").exists()
    page = said(nurse.post(HERE, {**typed(shop, "100"), "send": "1"}))
    nurse.post(HERE, {**typed(shop, "100"), "send": "1"})
    assert "må højst bruges for 1.000,00 kr." in page and Order.objects.count() == 0
    told = Notification.objects.get(kind="call_off_stopped")
    assert (told.person_id, told.reference) == (shop.buyer.person_id, f"{shop.agreement.number}:Afsnit B4")
    assert told.path == f"/buying/agreements/{shop.agreement.pk}/"


def test_enter_in_a_field_takes_nothing_away(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    page = said(nurse.get(HERE))
    form = page[page.index('id="basket"') :]
    assert form.index('name="change"') < form.index('name="remove"')


def test_a_signed_in_page_is_kept_by_no_browser_and_a_part_is_never_taken_for_the_page(nurse: Client) -> None:
    page = nurse.get("/shop/search/?q=handsker")
    assert page["Cache-Control"] == "no-store"
    assert "HX-Request" in page["Vary"]
    again = nurse.get("/shop/search/?q=handsker", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert said(again).startswith("<!doctype html>")


def test_a_quantity_discount_of_its_own_doing_is_not_asked_about(shop: Shop, nurse: Client) -> None:
    Price.objects.create(item=shop.items[0], amount=D(30), currency="DKK", minimum_quantity=D(20), valid_from=date(2020, 1, 1))
    shop.put(2)
    assert nurse.post(HERE, {**typed(shop, "20"), "send": "1"}).status_code == 302
    assert Order.objects.get().lines.get().price == D(30)


def test_a_price_that_the_supplier_changed_is_asked_about_also_when_the_quantity_is_changed(shop: Shop, nurse: Client) -> None:
    shop.put(2)
    Price.objects.filter(item=shop.items[0]).update(amount=D(40))
    assert 'name="prices_confirmed"' in said(nurse.post(HERE, {**typed(shop, "3"), "send": "1"}))
    assert not Order.objects.exists()
