"""The supplier answers (6.1 step 6, 6.4 step 8): as a document, or on a page from which the same document comes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies, goods
from tests.builders.refusals import refused
from tests.builders.shop import AT, answered, arrive, response, said

from samkoeb.agreements.models import Agreement
from samkoeb.budgets import actions as budgets
from samkoeb.budgets import queries as budget_queries
from samkoeb.catalogue.models import Fulfilment, OwnItem
from samkoeb.documents.ubl import order_response as ubl
from samkoeb.exchange.models import Inbound, Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, OrderResponse
from samkoeb.organisations.models import Notification

TODAY = date(2026, 11, 23)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def order(shop) -> Order:
    budgets.set_budget(
        unit_id=shop.unit.pk,
        amount=D(1000),
        currency="DKK",
        valid_from=date(2026, 1, 1),
        valid_to=date(2027, 1, 1),
        by=operator(),
        at=AT,
    )
    shop.put(10)
    shop.put(2, 2)
    return shop.submit().orders.get()


def left(shop) -> D:
    return budget_queries.left(shop.unit.pk, currency="DKK", on=TODAY)


def test_a_confirmed_order_is_confirmed(shop, order):
    assert left(shop) == D(611)
    answered(order, "R1", "AP", promised_on=date(2026, 11, 25))
    assert (order.state, order.promised_on, order.confirmed_at) == ("confirmed", date(2026, 11, 25), LATER)
    assert {line.answer for line in order.lines.all()} == {"accepted"}
    assert (Agreement.objects.get().drawn, left(shop)) == (D(389), D(611))


def test_the_ward_is_told_of_what_differs_not_of_a_plain_yes(shop, order):
    told = Notification.objects.filter(kind="order_changed", person_id=shop.nurse.person_id)
    answered(order, "R1", "AP", promised_on=date(2026, 11, 25))
    assert not told.exists()
    answered(order, "R2", "AP", promised_on=date(2026, 11, 30))
    assert told.count() == 1, "the day was moved"


def test_a_rejected_order_gives_everything_back(shop, order):
    answered(order, "R1", "RE")
    assert order.state == "rejected"
    assert (Agreement.objects.get().drawn, left(shop)) == (D(0), D(1000))
    assert Notification.objects.filter(person_id=shop.nurse.person_id, kind="order_changed").exists()


def test_eight_now_and_two_in_back_order_is_shown_as_what_changed(shop, order):
    answered(
        order,
        "R1",
        "CA",
        said(order, 1, "back_order", quantity=D(8), back_order=D(2), promised_on=date(2026, 12, 1)),
        said(order, 2),
    )
    page = queries.order_page(shop.nurse, order.pk)
    assert page.changes[1] == {"quantity": ["10", "8"], "back_order": ["0", "2"], "promised_on": [None, "2026-12-01"]}
    assert page.changes[2] == {}
    assert (order.state, page.lines[0].answer, page.lines[1].answer) == ("confirmed", "back_order", "accepted")
    assert Agreement.objects.get().drawn == D(389), "a back-order still comes"
    assert [row.changed for row in queries.orders_for(shop.nurse)] == [1]


def test_a_reduced_line_gives_back_what_will_not_come(shop, order):
    answered(order, "R1", "CA", said(order, 1, "changed", quantity=D(8)))
    line = order.lines.get(number=1)
    assert (line.quantity, line.confirmed_quantity, line.cancelled_quantity) == (D(10), D(8), D(2))
    assert (Agreement.objects.get().drawn, left(shop)) == (D(320), D(680))


def test_a_rejected_line_gives_back_its_own_part(shop, order):
    answered(order, "R1", "CA", said(order, 1), said(order, 2, "rejected", note="Udgået"))
    assert order.state == "confirmed"
    assert (Agreement.objects.get().drawn, left(shop)) == (D(345), D(655))
    assert queries.order_page(shop.nurse, order.pk).notes == {2: "Udgået"}


def test_a_later_answer_replaces_only_what_it_says(shop, order):
    answered(order, "R1", "CA", said(order, 1, "changed", quantity=D(8)), said(order, 2))
    answered(order, "R2", "CA", said(order, 2, "rejected"))
    assert [(line.answer, line.confirmed_quantity) for line in order.lines.order_by("number")] == [
        ("changed", D(8)),
        ("rejected", D(0)),
    ]
    assert Agreement.objects.get().drawn == D(276)


def test_a_confirmed_price_stands_beside_the_ordered_one(shop, order):
    answered(order, "R1", "CA", said(order, 1, "changed", price=D("36")))
    line = order.lines.get(number=1)
    assert (line.price, line.confirmed_price, line.answer, line.cancelled_quantity) == (D("34.5"), D("36"), "changed", D(0))


def test_an_acknowledgement_is_no_answer(shop, order):
    answered(order, "R1", "AB")
    assert order.state == "ordered" and order.responses.count() == 1


def test_the_same_document_again_changes_nothing(shop, order):
    document = response(order, "R1", "AP")
    inbound = arrive(document)
    first = actions.receive_response(document, inbound, by=operator(), at=LATER)
    assert actions.receive_response(document, inbound, by=operator(), at=LATER) == first
    assert OrderResponse.objects.count() == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda d: replace(d, order_number="999-2026-00001"), "ordering.response.unknown_order"),
        (lambda d: replace(d, currency="EUR"), "ordering.response.other_currency"),
        (lambda d: replace(d, code="ZZ"), "ordering.response.unknown_code"),
        (lambda d: replace(d, lines=(replace(d.lines[0], order_line_id="9"),)), "ordering.response.unknown_line"),
        (lambda d: replace(d, lines=(replace(d.lines[0], status="9"),)), "ordering.response.unknown_line_status"),
    ],
)
def test_what_cant_be_this_orders_answer_is_put_aside(shop, order, spoil, code):
    document = spoil(response(order, "R1", "CA", said(order, 1)))
    with refused(code):
        actions.receive_response(document, arrive(document), by=operator(), at=LATER)
    order.refresh_from_db()
    assert order.state == "ordered"


def test_a_number_is_not_used_for_two_answers(shop, order):
    answered(order, "R1", "AP")
    document = response(order, "R1", "RE")
    with refused("ordering.response.number_used"):
        actions.receive_response(document, arrive(document), by=operator(), at=LATER)


def test_another_supplier_does_not_answer(shop, order):
    competitor = bodies.supplier("Konkurrenten A/S", cvr="87654321", gln="5790001968670")
    document = response(order, "R1", "AP")
    with refused("ordering.response.unknown_order"):
        actions.receive_response(document, arrive(document, sender=competitor), by=operator(), at=LATER)
    theirs = bodies.actor(roles.SUPPLIER_USER, competitor)
    with pytest.raises(NotAllowed):
        actions.answer(order.pk, lines=[{"number": 1}], by=theirs, at=LATER)
    assert list(queries.orders_to_answer(theirs)) == []
    with pytest.raises(Order.DoesNotExist):
        queries.supplier_order_page(theirs, order.pk)
    with pytest.raises(Order.DoesNotExist):
        queries.order_page(theirs, order.pk)


def test_an_order_that_is_over_is_not_answered(shop, order):
    actions.cancel(order.pk, reason="Bestilt to gange", by=shop.nurse, at=AT)
    document = response(order, "R1", "AP")
    with refused("ordering.response.order_is_over"):
        actions.receive_response(document, arrive(document), by=operator(), at=LATER)


def test_a_supplier_answers_on_the_page_and_the_same_document_comes_out(shop, order):
    assert [row.number for row in queries.orders_to_answer(shop.seller)] == [order.number]
    page = queries.supplier_order_page(shop.seller, order.pk)
    assert page.choices == ("answer",) and [line.description for line in page.facts.lines] == [
        "Handsker nitril M",
        "Sprit 500 ml",
    ]
    inbound = actions.answer(
        order.pk,
        lines=[
            {
                "number": 1,
                "answer": "back_order",
                "quantity": D(8),
                "promised_on": date(2026, 12, 1),
                "note": "Resten på tirsdag",
            },
            {"number": 2, "answer": "accepted"},
        ],
        by=shop.seller,
        at=LATER,
    )
    kept = Inbound.objects.get(pk=inbound.pk)
    assert (kept.state, kept.channel, kept.handed_in_by_id, kept.result) == (
        "handled",
        "page",
        shop.supplier.pk,
        f"ordering.orderresponse:{OrderResponse.objects.get().pk}",
    )
    document = ubl.read(bytes(kept.raw))
    assert (document.code, document.order_number, document.lines[0].backorder.value) == ("CA", order.number, D(2))
    assert order.lines.get(number=1).back_order_quantity == D(2)
    assert list(queries.orders_to_answer(shop.seller)) == []


def test_all_accepted_on_the_page_is_an_accepted_order(shop, order):
    inbound = actions.answer(order.pk, lines=[{"number": 1}, {"number": 2}], by=shop.seller, at=LATER)
    assert ubl.read(bytes(Inbound.objects.get(pk=inbound.pk).raw)).code == "AP"


def test_a_refused_answer_from_the_page_is_kept_and_can_be_seen(shop, order):
    Order.objects.filter(pk=order.pk).update(state="rejected")
    with pytest.raises(Refused):
        actions.answer(order.pk, lines=[{"number": 1}], by=shop.seller, at=LATER)
    assert Inbound.objects.get().state == "received", "the worker puts it aside with the reason"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "ordering.response.nothing_said"),
        ([{"number": 7}], "ordering.response.unknown_line"),
        ([{"number": 1, "answer": "maybe"}], "ordering.response.unknown_line_status"),
        ([{"number": 1, "answer": "changed", "quantity": D(-1)}], "ordering.response.negative"),
        ([{"number": 1, "note": "Til 010190-1234"}], "text.cpr"),
    ],
)
def test_an_answer_that_cant_be_hands_nothing_in(shop, order, lines, code):
    with refused(code):
        actions.answer(order.pk, lines=lines, by=shop.seller, at=LATER)
    assert not Inbound.objects.exists()


def test_an_item_that_does_not_come_is_met_with_others_that_would_do(shop, order):
    own = OwnItem.objects.create(organisation=shop.region, number="100", name_da="Undersøgelseshandske, nitril")
    for item in shop.items[:2]:
        Fulfilment.objects.create(own_item=own, item=item)
    order.lines.filter(number=1).update(own_item=own)
    answered(order, "R1", "CA", said(order, 1, "rejected"))
    [substitute] = queries.order_page(shop.nurse, order.pk).substitutes[1]
    assert (substitute.item.name_da, substitute.why) == ("Handsker nitril L", "same_own_item")


def test_a_named_substitute_comes_first(shop, order):
    shop.items[2].substitute_for = shop.items[0]
    shop.items[2].save()
    answered(order, "R1", "CA", said(order, 1, "rejected"))
    assert [(s.item.number, s.why) for s in queries.order_page(shop.nurse, order.pk).substitutes[1]] == [("HH-3", "named")]


def test_the_time_line_goes_from_wish_to_answer(shop):
    shop.put(200)
    requisition = shop.submit()
    actions.approve(requisition.pk, by=shop.head, at=AT + timedelta(minutes=10))
    order = Order.objects.get()
    answered(order, "R1", "AP")
    moments = queries.order_page(shop.nurse, order.pk).moments
    assert [m.what for m in moments] == ["wished", "approved", "ordered", "confirmed"]


def test_an_unanswered_order_is_chased_first_the_supplier_then_the_buyer(shop, order):
    done = [actions.chase_due(AT + timedelta(hours=n)) for n in (23, 24, 25, 48, 300)]
    assert done == [0, 1, 0, 1, 0]
    letter = Outbound.objects.get(document_type="letter")
    assert (letter.address, letter.subject) == (
        "ordrer@handskehuset.example",
        f"Vi mangler svar på ordre {order.number} fra Region Nordjylland",
    )
    assert {n.person_id for n in Notification.objects.filter(kind="order_unanswered")} == {
        shop.buyer.person_id,
        shop.nurse.person_id,
    }


def test_an_answered_order_is_not_chased(shop, order):
    answered(order, "R1", "AP")
    assert actions.chase_due(AT + timedelta(days=30)) == 0


def test_lines_are_given_for_matching_in_one_question(shop, order, django_assert_num_queries):
    with django_assert_num_queries(2):
        facts = queries.lines_for_matching([order.number, " ", "unknown"], shop.supplier.pk)
    assert [(f.line_number, f.description, f.price, f.currency, f.open_quantity) for f in facts] == [
        (1, "Handsker nitril M", D("34.5"), "DKK", D(10)),
        (2, "Sprit 500 ml", D("22"), "DKK", D(2)),
    ]
    assert queries.lines_for_matching([order.number], shop.supplier.pk + 1000) == []


def test_what_was_received_is_noted_and_never_below_nothing(shop, order):
    line = order.lines.get(number=1)
    assert actions.note_received_all({line.pk: D(8)}, at=AT)[0].received_quantity == D(8)
    assert actions.note_received_all({line.pk: D(-3)}, at=AT)[0].received_quantity == D(5)
    with refused("ordering.less_than_nothing"):
        actions.note_received_all({line.pk: D(-6)}, at=AT)
    assert actions.note_invoiced_all({line.pk: D(5)}, at=AT)[0].invoiced_quantity == D(5)


def test_a_reduced_line_of_a_new_supplier_still_counts_as_usual(shop, order):
    second = goods.agreement(shop.region, bodies.supplier("Sprit A/S", gln="5790001968670"))
    [other] = goods.offer(second, ["N-1 | Handsker nitril M, ny | 33 | 50"], at=AT - timedelta(days=200))
    own = OwnItem.objects.create(organisation=shop.region, number="100", name_da="Undersøgelseshandske, nitril")
    for item in (shop.items[0], other):
        Fulfilment.objects.create(own_item=own, item=item)
    for n in range(3):
        shop.order(10, at=AT - timedelta(days=30 * (n + 1)))
    earlier = queries.earlier_quantities(shop.unit.pk, {other.pk: own.pk})
    assert earlier[other.pk] == [D(1000)] * 3
