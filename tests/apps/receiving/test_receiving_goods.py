"""What comes to the ward: in part, too many, damaged, expired, twice from a phone, by mistake, as a service."""

import io
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from PIL import Image
from tests.builders import bodies, deliveries, goods
from tests.builders.deliveries import line, received
from tests.builders.refusals import refused

from samkoeb.audit.models import Event
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import ANONYMOUS, operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions as ordering
from samkoeb.organisations import actions as organisations
from samkoeb.receiving import actions, queries
from samkoeb.receiving.models import Photo, Receipt

AT = deliveries.AT


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (30, 30), "red").save(out, "JPEG")
    return out.getvalue()


def quantities(order):
    return [(x.number, x.received_quantity) for x in order.lines.order_by("number")]


def told(name):
    return [e.payload for e in Event.objects.filter(name=name).order_by("pk")]


def test_eight_of_ten_come_and_later_the_rest(shop, receiver):
    order = shop.order(10, 4)
    first = received(order, [line(order, 1, 8), line(order, 2, 4)], by=receiver)
    assert quantities(order) == [(1, D(8)), (2, D(4))]
    assert told("receiving.receipt.registered") == [{"receipt_id": first.pk, "order_id": order.pk}]
    [row] = queries.open_deliveries(receiver, bodies.TODAY)
    assert row.open_lines == 1
    received(order, [line(order, 1, 2)], by=receiver)
    assert queries.open_deliveries(receiver, bodies.TODAY) == []
    assert quantities(order) == [(1, D(10)), (2, D(4))]


def test_more_than_ordered_is_refused_and_nothing_of_the_receipt_is_kept(shop, receiver):
    order = shop.order(10, 4)
    with refused("receipt.too_many"):
        received(order, [line(order, 2, 4), line(order, 1, 11)], by=receiver)
    assert quantities(order) == [(1, D(0)), (2, D(0))]
    assert not Receipt.objects.exists()


def test_the_bodys_tolerance_lets_some_more_in(shop, receiver):
    organisations.change_settings(shop.region.pk, settings_wanted={"over_delivery_percent": D(10)}, by=operator(), at=bodies.AT)
    order = shop.order(10)
    received(order, [line(order, 1, 11)], by=receiver)
    assert quantities(order) == [(1, D(11))]


def test_a_torn_box_is_turned_away_with_a_photo(shop, receiver):
    order = shop.order(8)
    torn = line(order, 1, 7, rejected_quantity=1, deviation="damaged", note="Æsken er revet", photos=[jpeg()])
    made = received(order, [torn], by=receiver)
    assert told("receiving.deviation.reported") == [{"receipt_id": made.pk, "order_id": order.pk}]
    [shown] = queries.deviations(shop.buyer)
    [shown_line] = shown.lines
    assert (shown_line.deviation, shown_line.rejected, shown_line.quantity) == ("damaged", D(1), D(7))
    content, media_type = queries.photo(shop.buyer, shown_line.photo_ids[0])
    assert media_type == "image/jpeg" and content.startswith(b"\xff\xd8")
    stranger = bodies.actor(roles.PURCHASER, bodies.body("Region Syddanmark"))
    with pytest.raises(Photo.DoesNotExist):
        queries.photo(stranger, shown_line.photo_ids[0])


def test_a_file_that_is_no_picture_stops_the_receipt(shop, receiver):
    order = shop.order(8)
    with refused("photo.unreadable"):
        received(order, [line(order, 1, 8, photos=[b"<svg/>"])], by=receiver)
    assert quantities(order) == [(1, D(0))]


def test_expired_goods_are_taken_over_and_pointed_out(shop, receiver):
    order = shop.order(10)
    made = received(order, [line(order, 1, 10, batch="L1", expires_on=date(2026, 11, 1))], by=receiver)
    assert [f["code"] for f in queries.receipt(receiver, made.pk).findings] == ["receipt.expired"]


def test_what_is_latest_is_never_left_out_of_a_long_list(shop, receiver):
    late, later = shop.order(1), shop.order(2)
    for order, day in ((late, date(2026, 11, 1)), (later, date(2026, 12, 1))):
        order.wanted_on = day
        order.save(update_fields=["wanted_on"])
    assert [row.number for row in queries.open_deliveries(receiver, bodies.TODAY, limit=1)] == [late.number]


def test_a_phones_queued_receipt_sent_twice_is_one_receipt(shop, receiver):
    order, other = shop.order(10), shop.order(5)
    first = received(order, [line(order, 1, 8)], by=receiver, client_key="phone-1")
    again = received(order, [line(order, 1, 8)], by=receiver, client_key="phone-1", at=AT + timedelta(hours=2))
    assert again == first
    assert quantities(order) == [(1, D(8))]
    stranger = bodies.actor(roles.GOODS_RECEIVER, bodies.body("Region Syddanmark"))
    with pytest.raises(NotAllowed):
        received(order, [line(order, 1, 8)], by=stranger, client_key="phone-1")
    with refused("receipt.key_used"):
        received(other, [line(other, 1, 5)], by=receiver, client_key="phone-1")


def test_goods_at_the_wrong_ward_are_not_theirs(shop, receiver):
    order = shop.order(10)
    other = bodies.unit(shop.region, "Afsnit C1")
    there = bodies.actor(roles.GOODS_RECEIVER, shop.region, other, name="Varemodtager, Afsnit C1")
    with refused("receipt.wrong_unit") as no:
        received(order, [line(order, 1, 10)], by=there, unit_id=other.pk)
    assert no.problems[0].facts["place"] == "Afsnit B4"
    assert queries.find_deliveries(there, order.number, bodies.TODAY) == [], "what is in it is not theirs to see"
    found = queries.find_elsewhere(there, f" {order.number} ", unit_id=other.pk, on=bodies.TODAY)
    assert found is not None and (found.order_id, found.unit) == (order.pk, "Afsnit B4")
    assert queries.find_elsewhere(there, "001-2026-99999", unit_id=other.pk, on=bodies.TODAY) is None
    elsewhere = bodies.body("Region Syddanmark")
    stranger = bodies.actor(roles.GOODS_RECEIVER, elsewhere, bodies.unit(elsewhere, "Afsnit S1"))
    assert queries.find_elsewhere(stranger, order.number, unit_id=other.pk, on=bodies.TODAY) is None
    actions.not_mine(order.pk, unit_id=other.pk, note="Stod ved døren", by=there, at=AT)
    [row] = queries.misdeliveries(receiver)
    assert (row.found_at, row.belongs_at, row.reported_by) == ("Afsnit C1", "Afsnit B4", "Varemodtager, Afsnit C1")
    assert [m.id for m in queries.misdeliveries(there)] == [row.id]
    actions.resolve_misdelivery(row.id, by=receiver, at=AT)
    assert queries.misdeliveries(receiver) == []
    with refused("misdelivery.resolved"):
        actions.resolve_misdelivery(row.id, by=receiver, at=AT)
    with refused("misdelivery.is_the_place"):
        actions.not_mine(order.pk, unit_id=shop.unit.pk, by=receiver, at=AT)


def test_the_hospitals_goods_reception_takes_in_for_its_wards(db):
    region, supplier = bodies.body(), bodies.supplier()
    hospital = bodies.unit(region, "Hospital", kind="institution")
    ward = bodies.unit(region, "Afsnit B4", hospital)
    [item] = goods.offer(goods.agreement(region, supplier), ["H-1 | Handsker | 34.50 | 100"], at=bodies.AT - timedelta(days=99))
    ordering.add_to_basket(ward.pk, item_id=item.pk, quantity=D(3), by=operator(), at=bodies.AT)
    order = ordering.submit(ward.pk, by=operator(), at=bodies.AT).orders.get()
    reception = bodies.actor(roles.GOODS_RECEIVER, region, hospital)
    received(order, [line(order, 1, 3)], by=reception, unit_id=hospital.pk)
    assert quantities(order) == [(1, D(3))]


def test_who_may_receive(shop, receiver):
    order = shop.order(10)
    stranger = bodies.actor(roles.GOODS_RECEIVER, bodies.body("Region Syddanmark"))
    for actor in (shop.seller, shop.buyer, stranger, ANONYMOUS):
        with pytest.raises(NotAllowed):
            received(order, [line(order, 1, 1)], by=actor)
    for actor in (shop.seller, stranger, ANONYMOUS):
        assert queries.open_deliveries(actor, bodies.TODAY) == []
    received(order, [line(order, 1, 1)], by=shop.nurse)


def test_a_cpr_number_in_a_note_is_refused(shop, receiver):
    order = shop.order(10)
    with refused("text.cpr"):
        received(order, [line(order, 1, 1, note="til 010190-1234")], by=receiver)


def test_a_mistaken_receipt_is_taken_back_and_both_stay_to_be_seen(shop, receiver):
    order = shop.order(10)
    made = received(order, [line(order, 1, 8)], by=receiver)
    back = actions.reverse(made.pk, by=receiver, at=AT)
    assert quantities(order) == [(1, D(0))]
    assert [e["receipt_id"] for e in told("receiving.receipt.registered")] == [made.pk, back.pk]
    assert [(r.number, r.is_reversal, r.reversed_by, r.may_reverse) for r in queries.receipts_of_order(receiver, order.pk)] == [
        (made.number, False, back.number, False),
        (back.number, True, "", False),
    ]
    for receipt_id in (made.pk, back.pk):
        with refused("receipt.already_reversed"):
            actions.reverse(receipt_id, by=receiver, at=AT)
    assert [x.quantity for x in back.lines.all()] == [D(-8)]


def test_what_is_invoiced_is_taken_back_and_pointed_out_to_those_who_pay(shop, receiver):
    order = shop.order(10)
    first = received(order, [line(order, 1, 8)], by=receiver)
    received(order, [line(order, 1, 2)], by=receiver)
    ordering.note_invoiced_all({order.lines.get().pk: D(3)}, at=AT)
    back = actions.reverse(first.pk, by=receiver, at=AT)
    assert [f["code"] for f in back.findings] == ["receipt.is_invoiced"]
    assert told("receiving.receipt.uncovered") == [{"receipt_id": back.pk, "order_id": order.pk}]
    assert quantities(order) == [(1, D(2))]


def test_nothing_is_received_on_a_cancelled_order(shop, receiver):
    order = shop.order(10)
    ordering.cancel(order.pk, reason="Fejl", by=operator(), at=bodies.AT)
    with refused("receipt.order_is_over"):
        received(order, [line(order, 1, 1)], by=receiver)


def test_a_months_cleaning_is_accepted_without_goods(shop, receiver, keeper):
    ordering.add_free_text(
        shop.unit.pk,
        description="Rengøring, november",
        quantity=D(1),
        unit="MON",
        price=D(12000),
        supplier_id=shop.supplier.pk,
        outside_reason="not_in_catalogue",
        by=operator(),
        at=bodies.AT,
    )
    order = shop.submit(by=operator()).orders.get()
    made = received(order, [line(order, 1, 1)], by=receiver)
    assert quantities(order) == [(1, D(1))]
    assert not made.lines.get().photos.exists()


def test_the_form_and_the_lists_ask_a_fixed_number_of_questions(shop, receiver, django_assert_max_num_queries):
    own = deliveries.own(shop)
    deliveries.shelf(shop, own)
    order = shop.order(10, 10, 10)
    for _ in range(3):
        received(
            order, [line(order, n, 1, deviation="damaged", rejected_quantity=1, photos=[jpeg()]) for n in (1, 2, 3)], by=receiver
        )
    with django_assert_max_num_queries(7):
        page = queries.delivery_page(receiver, order.pk)
    assert [(x.open_quantity, x.most) for x in page.lines] == [(D(7), D(7))] * 3
    assert page.lines[0].said_da == "10 æsker à 100 stk = 1.000 stk"
    assert page.lines[0].usual_location_id is not None and page.lines[1].usual_location_id is None
    with django_assert_max_num_queries(3):
        assert len(queries.receipts_of_order(receiver, order.pk)) == 3
    for _ in range(4):
        shop.order(1)
    with django_assert_max_num_queries(5):
        assert len(queries.open_deliveries(receiver, bodies.TODAY)) == 5
