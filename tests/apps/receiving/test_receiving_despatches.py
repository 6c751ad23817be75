"""A despatch advice says what is on its way; one that answers no order is put aside with its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from tests.builders import bodies
from tests.builders.deliveries import advice, arrives, line, received, sent
from tests.builders.refusals import refused

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.receiving import actions, queries
from samkoeb.receiving.models import Despatch, DespatchLine

AT = bodies.AT


def handled(document, inbound=None, by=None):
    return actions.receive_despatch(document, inbound or arrives(document), by=by or operator("inbound"), at=AT)


def test_an_advice_is_matched_to_the_lines_and_proposes_the_batches(shop, receiver):
    order = shop.order(10, 4)
    name = handled(advice(shop, sent("1", "8", batch="LOT-7"), sent("2", "4"), orders=[order.number]))
    despatch = Despatch.objects.get()
    assert name == f"receiving.despatch:{despatch.pk}"
    order.refresh_from_db()
    assert order.despatched_at == AT
    [row] = queries.open_deliveries(receiver, bodies.TODAY)
    assert (row.is_despatched, row.expected_on, row.tracking, row.despatch_numbers) == (
        True,
        date(2026, 11, 25),
        "TT-99",
        ("FS-1",),
    )
    first, second = queries.delivery_page(receiver, order.pk).lines
    [coming] = first.coming
    assert (coming.quantity, coming.batch, coming.expires_on) == (D(8), "LOT-7", date(2028, 1, 1))
    received(order, [line(order, 1, 8)], by=receiver, despatch_id=despatch.pk)
    assert [x.coming for x in queries.delivery_page(receiver, order.pk).lines] == [(), second.coming]
    assert [m.what for m in queries.moments_of(order.pk)] == ["despatched", "received"]


@pytest.mark.parametrize("code", ["FS-1", "TT-99", "order"])
def test_a_parcel_is_found_by_what_stands_on_it(shop, receiver, code):
    order = shop.order(10)
    handled(advice(shop, sent("1", "10"), orders=[order.number]))
    text = order.number if code == "order" else code
    assert [row.order_id for row in queries.find_deliveries(receiver, f" {text} ", bodies.TODAY)] == [order.pk]
    assert queries.find_deliveries(receiver, "FS-2", bodies.TODAY) == []


def test_one_advice_may_carry_several_orders_and_pieces_are_boxes(shop):
    first, second = shop.order(10), shop.order(5)
    handled(
        advice(
            shop,
            sent("1", "1000", unit=first.lines.get().pack_unit, order=first.number),
            sent("x", "5", order=second.number, seller="HH-1"),
        )
    )
    assert list(DespatchLine.objects.order_by("pk").values_list("order_line__order_id", "quantity")) == [
        (first.pk, D(10)),
        (second.pk, D(5)),
    ]
    assert Despatch.objects.get().order_id is None


def test_the_same_document_again_changes_nothing_and_another_with_its_number_is_refused(shop):
    order = shop.order(10)
    document = advice(shop, sent("1", "10"), orders=[order.number])
    inbound = arrives(document)
    assert handled(document, inbound) == handled(document, inbound)
    other = replace(document, note="en anden")
    with refused("despatch.number_used"):
        handled(other)
    assert Despatch.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"orders": ["O-404"]}, "despatch.unknown_order"),
        ({"orders": []}, "despatch.order_missing"),
        ({"lines": [sent("9", "1")]}, "despatch.line_unknown"),
        ({"lines": [sent("1", "1", unit="KGM")]}, "despatch.other_unit"),
        ({"lines": [sent("1", "150", unit="C62")]}, "despatch.other_unit"),
    ],
)
def test_what_answers_no_order_is_set_aside_with_its_reason(shop, changes, code):
    order = shop.order(10)
    lines = changes.get("lines", [sent("1", "1")])
    document = advice(shop, *lines, orders=changes.get("orders", [order.number]))
    with refused(code):
        handled(document)
    assert not Despatch.objects.exists()


def test_an_advice_from_someone_else_is_refused(shop):
    order = shop.order(10)
    document = advice(shop, sent("1", "10"), orders=[order.number])
    competitor = bodies.supplier("Konkurrent ApS", gln="5790000435982")
    with refused("despatch.other_sender"):
        handled(document, arrives(document, handed_in_by_id=competitor.pk))
    theirs = replace(document, supplier=replace(document.supplier, endpoint=None, ids=(), name="Konkurrent ApS"))
    with refused("despatch.unknown_sender"):
        handled(theirs)
    with refused("despatch.unknown_order"):
        handled(theirs, arrives(theirs, handed_in_by_id=competitor.pk))
    with pytest.raises(NotAllowed):
        handled(document, by=bodies.actor(roles.SUPPLIER_USER, competitor))


def test_a_supplier_without_a_system_despatches_on_a_page(shop, receiver):
    order = shop.order(10)
    inbound = actions.despatch(
        order.pk,
        lines=[{"number": 1, "quantity": D(8), "batch": "LOT-9", "expires_on": date(2028, 6, 1)}],
        expected_on=date(2026, 11, 24),
        carrier="Bud",
        tracking="B-17",
        by=shop.seller,
        at=AT,
    )
    assert (inbound.state, inbound.channel) == ("handled", "page")
    despatch = Despatch.objects.get()
    assert (despatch.number, despatch.carrier, despatch.tracking) == (f"{order.number}-D1", "Bud", "B-17")
    [kept] = despatch.lines.all()
    assert (kept.quantity, kept.back_order_quantity, kept.batch, kept.expires_on) == (D(8), D(2), "LOT-9", date(2028, 6, 1))
    with pytest.raises(NotAllowed):
        actions.despatch(order.pk, lines=[{"number": 1, "quantity": D(1)}], by=receiver, at=AT)
    with refused("despatch.nothing_sent"):
        actions.despatch(order.pk, lines=[{"number": 1, "quantity": D(0)}], by=shop.seller, at=AT)


def test_a_receipt_names_only_an_advice_of_its_own_order(shop, receiver):
    order, other = shop.order(10), shop.order(5)
    handled(advice(shop, sent("1", "5"), orders=[other.number]))
    with refused("receipt.despatch_of_another"):
        received(order, [line(order, 1, 10)], by=receiver, despatch_id=Despatch.objects.get().pk)
