"""Shelves: movements that sum to the level, counts by two people, held batches, and orders that say why."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import bodies, deliveries
from tests.builders.deliveries import line, received
from tests.builders.refusals import refused

from samkoeb import sentences
from samkoeb.audit.models import AuditEvent
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import actions as organisations
from samkoeb.receiving import actions, queries
from samkoeb.receiving.models import BatchHold, StockLevel, StockLocation, StockMovement

AT = deliveries.AT


@pytest.fixture
def own(shop):
    return deliveries.own(shop)


@pytest.fixture
def level(shop, own):
    return deliveries.shelf(shop, own, minimum="150", maximum="500")


def on_shelf(level):
    level.refresh_from_db()
    total = StockMovement.objects.filter(stock_level=level).aggregate(s=Sum("quantity", default=D(0)))["s"]
    assert level.level == total
    return level.level


def counted(level, quantity, by=None):
    return actions.count(level.pk, counted=D(quantity), by=by or operator(), at=AT)


def test_received_boxes_lie_on_the_shelf_as_pieces_with_batch_and_expiry(shop, receiver, level):
    order = shop.order(3)
    batches = [
        line(order, 1, 1, batch="B", expires_on=date(2027, 6, 1)),
        line(order, 1, 2, batch="A", expires_on=date(2026, 12, 1)),
    ]
    made = received(order, batches, by=receiver)
    assert on_shelf(level) == D(300)
    [row] = queries.stock_page(receiver, level.location_id, bodies.TODAY).levels
    assert [(b.batch, b.quantity, b.expires_soon) for b in row.batches] == [("A", D(200), True), ("B", D(100), False)]
    newest = queries.movements(receiver, level.pk)[0]
    assert (newest.reason, newest.quantity, newest.level_after, newest.receipt_number) == ("receipt", D(200), D(300), made.number)


def test_several_items_are_taken_from_the_shelves_at_once_or_none(shop, keeper, level, own):
    other = deliveries.shelf(shop, own, name="Skab")
    counted(level, "10"), counted(other, "4")
    take = actions.Take
    with refused("stock.not_enough"):
        actions.issue_all([take(level_id=level.pk, quantity=D(3)), take(level_id=other.pk, quantity=D(5))], by=keeper, at=AT)
    assert (on_shelf(level), on_shelf(other)) == (D(10), D(4))
    made = actions.issue_all([take(level_id=other.pk, quantity=D(4)), take(level_id=level.pk, quantity=D(3))], by=keeper, at=AT)
    assert (on_shelf(level), on_shelf(other)) == (D(7), D(0))
    assert [m.stock_level_id for m in made] == [other.pk, level.pk]
    told = AuditEvent.objects.filter(action="receiving.stock.issued", object_id__in=[m.pk for m in made])
    assert sorted(line.facts["quantity"] for line in told) == ["3", "4"]
    with refused("stock.nothing_taken"):
        actions.issue_all([], by=keeper, at=AT)


def test_a_reversed_receipt_leaves_the_shelf_unless_the_goods_are_used(shop, receiver, keeper, level):
    order = shop.order(3)
    made = received(order, [line(order, 1, 3)], by=receiver)
    actions.issue(level.pk, quantity=D(1), by=keeper, at=AT)
    with refused("stock.not_enough"):
        actions.reverse(made.pk, by=receiver, at=AT)
    counted(level, "300")
    actions.reverse(made.pk, by=receiver, at=AT)
    assert on_shelf(level) == D(0)


def test_goods_go_to_the_named_place_where_there_is_a_choice_and_never_by_themselves_to_the_emergency_stock(shop, receiver, own):
    depot, other = deliveries.shelf(shop, own), deliveries.shelf(shop, own, name="Skab")
    order = shop.order(3)
    received(order, [line(order, 1, 1)], by=receiver)
    assert (on_shelf(depot), on_shelf(other)) == (D(0), D(0))
    received(order, [line(order, 1, 1)], by=receiver, location_id=other.location_id)
    assert (on_shelf(depot), on_shelf(other)) == (D(0), D(100))
    StockLocation.objects.filter(pk=other.location_id).update(is_emergency=True)
    received(order, [line(order, 1, 1)], by=receiver)
    assert (on_shelf(depot), on_shelf(other)) == (D(100), D(100))


def test_more_than_lies_there_is_not_taken_out(shop, keeper, level):
    counted(level, "10")
    with refused("stock.not_enough"):
        actions.issue(level.pk, quantity=D(11), by=keeper, at=AT)
    actions.issue(level.pk, quantity=D(10), by=keeper, at=AT)
    assert on_shelf(level) == D(0)


def test_the_database_refuses_a_level_below_nothing_and_a_changed_movement(shop, level):
    counted(level, "10")
    with pytest.raises(IntegrityError), transaction.atomic():
        StockLevel.objects.filter(pk=level.pk).update(level=D(-1))
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        StockMovement.objects.update(quantity=D(1))


def test_a_held_batch_stays_and_more_of_it_is_pointed_out(shop, receiver, keeper, level, own):
    order = shop.order(3)
    received(order, [line(order, 1, 1, batch="LOT-7")], by=receiver)
    hold = actions.hold_batch(own.pk, batch="LOT-7", unit_id=shop.unit.pk, note="Hudreaktion", by=shop.nurse, at=AT)
    with refused("stock.batch_held"):
        actions.issue(level.pk, quantity=D(1), batch="LOT-7", by=keeper, at=AT)
    more = received(order, [line(order, 1, 1, batch="LOT-7")], by=receiver)
    assert [f["code"] for f in more.findings] == ["receipt.batch_held"]
    [row] = queries.stock_page(keeper, level.location_id, bodies.TODAY).levels
    assert [(b.batch, b.is_held) for b in row.batches] == [("LOT-7", True)]
    assert [(h.batch, h.may_release) for h in queries.holds(shop.nurse)] == [("LOT-7", False)]
    with pytest.raises(NotAllowed):
        actions.release_batch(hold.pk, by=shop.nurse, at=AT)
    actions.release_batch(hold.pk, by=shop.buyer, at=AT)
    actions.issue(level.pk, quantity=D(1), batch="LOT-7", by=keeper, at=AT)


def test_nobody_holds_another_bodys_goods(shop, own):
    other = bodies.body("Region Syddanmark")
    ward = bodies.unit(other)
    stranger = bodies.actor(roles.STOCK_KEEPER, other, ward)
    with refused("stock.item_of_another_body"):
        actions.hold_batch(own.pk, batch="LOT-7", unit_id=ward.pk, by=stranger, at=AT)
    assert not BatchHold.objects.exists()


def test_a_small_difference_is_taken_at_once_and_a_large_one_waits_for_another_person(shop, keeper, level):
    order = shop.order(3)  # one piece costs 0.345
    received(order, [line(order, 1, 3)], by=keeper)
    organisations.change_settings(shop.region.pk, settings_wanted={"stock_adjustment_limit": D(20)}, by=operator(), at=AT)
    assert counted(level, "250", keeper).state == "taken"
    assert on_shelf(level) == D(250)
    waiting = counted(level, "100", keeper)
    assert (waiting.state, waiting.value) == ("waiting", D("51.750"))
    assert on_shelf(level) == D(250)
    with refused("stock.count_waits"):
        counted(level, "101", keeper)
    with refused("duties.counter_approves_adjustment"):
        actions.approve_count(waiting.pk, by=keeper, at=AT)
    assert [c.may_approve for c in queries.counts_waiting(keeper)] == [False]
    actions.issue(level.pk, quantity=D(5), by=keeper, at=AT)
    other = bodies.actor(roles.STOCK_KEEPER, shop.region, shop.unit)
    assert [c.may_approve for c in queries.counts_waiting(other)] == [True]
    actions.approve_count(waiting.pk, by=other, at=AT)
    assert on_shelf(level) == D(95)  # the difference of 150 and the 5 that were issued meanwhile
    with refused("stock.count_decided"):
        actions.refuse_count(waiting.pk, by=other, at=AT)


def test_a_refused_count_changes_nothing(shop, keeper, level):
    order = shop.order(3)
    received(order, [line(order, 1, 3)], by=keeper)
    organisations.change_settings(shop.region.pk, settings_wanted={"stock_adjustment_limit": D(0)}, by=operator(), at=AT)
    waiting = counted(level, "1", keeper)
    actions.refuse_count(waiting.pk, by=bodies.actor(roles.APPROVER, shop.region, shop.unit), at=AT)
    assert on_shelf(level) == D(300)
    assert queries.counts_waiting(keeper) == []


def test_carried_over_within_the_body_and_nowhere_else(shop, keeper, level):
    counted(level, "100")
    south = bodies.body("Region Syddanmark")
    theirs = actions.create_location(bodies.unit(south, "Afsnit X").pk, name="Depot", by=operator(), at=AT)
    here = actions.create_location(shop.unit.pk, name="Skab", by=keeper, at=AT)
    with refused("stock.item_of_another_body"):
        actions.transfer(level.pk, to_location_id=theirs.pk, quantity=D(1), by=operator(), at=AT)
    with refused("stock.same_place"):
        actions.transfer(level.pk, to_location_id=level.location_id, quantity=D(1), by=keeper, at=AT)
    actions.transfer(level.pk, to_location_id=here.pk, quantity=D(30), by=keeper, at=AT)
    assert on_shelf(level) == D(70)
    assert on_shelf(StockLevel.objects.get(location=here)) == D(30)


def test_what_is_below_its_minimum_is_suggested_with_its_reason_and_only_once(shop, keeper, level):
    counted(level, "3")
    [suggestion] = queries.suggest(shop.unit.pk, AT)
    assert (suggestion.item_id, suggestion.quantity, suggestion.unit) == (shop.items[0].pk, D(4), "XBX")
    assert sentences.say(suggestion.why) == "3 tilbage, minimum 150; bestil 4 æsker à 100 = 403 af maksimum 500"
    [put] = actions.put_suggestions_in_basket(shop.unit.pk, by=keeper, at=AT)
    assert (put.quantity, put.why) == (D(4), sentences.say(suggestion.why))
    assert queries.suggest(shop.unit.pk, AT) == []
    assert actions.put_suggestions_in_basket(shop.unit.pk, by=keeper, at=AT) == []
    order = shop.submit(by=operator(), at=AT).orders.get()
    assert queries.suggest(shop.unit.pk, AT) == []
    received(order, [line(order, 1, 4)], by=keeper)
    assert on_shelf(level) == D(403)
    assert queries.suggest(shop.unit.pk, AT) == []
    assert ordering.basket_count(shop.unit.pk) == 0


def test_two_shelves_of_one_item_become_one_line_in_the_basket(shop, keeper, own, level):
    deliveries.shelf(shop, own, minimum="20", maximum="0", name="Skab", code="H-2")
    assert len(queries.suggest(shop.unit.pk, AT)) == 2
    [put] = actions.put_suggestions_in_basket(shop.unit.pk, by=keeper, at=AT)
    assert put.quantity == D(6)
    assert queries.suggest(shop.unit.pk, AT) == []


def test_an_own_item_that_nothing_can_be_ordered_for_says_so(shop, keeper, own, level):
    shop.agreement.participants.all().delete()
    [suggestion] = queries.suggest(shop.unit.pk, AT)
    assert (suggestion.item_id, suggestion.why.code) == (None, "stock.nothing_to_be_had")
    assert actions.put_suggestions_in_basket(shop.unit.pk, by=keeper, at=AT) == []


def test_a_shelf_is_found_by_its_label(shop, own, level):
    assert queries.level_by_code(shop.unit.pk, " H-1 ") == level.pk
    assert queries.level_by_code(shop.unit.pk, own.number) == level.pk
    assert queries.level_by_code(shop.unit.pk, "") is None


def test_only_the_stock_keeper_makes_places_and_limits_and_only_ones_own_stock_is_seen(shop, keeper, own, level):
    with pytest.raises(NotAllowed):
        actions.create_location(shop.unit.pk, name="Skab", by=shop.nurse, at=AT)
    with refused("stock.min_max_wrong"):
        actions.set_min_max(level.location_id, own_item_id=own.pk, minimum=D(10), maximum=D(5), by=keeper, at=AT)
    stranger = bodies.actor(roles.STOCK_KEEPER, bodies.body("Region Syddanmark"))
    assert queries.locations(stranger) == []
    with pytest.raises(StockLocation.DoesNotExist):
        queries.stock_page(stranger, level.location_id, bodies.TODAY)
    with pytest.raises(NotAllowed):
        actions.issue(level.pk, quantity=D(1), by=stranger, at=AT)


def test_the_stock_pages_ask_a_fixed_number_of_questions(shop, keeper, level, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as for_one:
        assert len(queries.suggest(shop.unit.pk, AT)) == 1
    for n in (1, 2):
        own = deliveries.own(shop, n)
        actions.set_min_max(level.location_id, own_item_id=own.pk, minimum=D(500), by=keeper, at=AT)
    for each in StockLevel.objects.all():
        counted(each, "7")
    with django_assert_max_num_queries(6):
        assert len(queries.stock_page(keeper, level.location_id, bodies.TODAY).levels) == 3
    with django_assert_max_num_queries(1):
        assert [(x.items, x.below_minimum) for x in queries.locations(keeper)] == [(3, 3)]
    with django_assert_max_num_queries(len(for_one)):
        assert len(queries.suggest(shop.unit.pk, AT)) == 3


steps = st.lists(
    st.tuples(st.sampled_from(["count", "issue", "transfer", "receive"]), st.integers(min_value=0, max_value=400)),
    max_size=12,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_the_movements_sum_to_the_level_and_no_level_is_below_nothing(shop, own, level, steps):
    with transaction.atomic():
        second, _ = StockLevel.objects.get_or_create(
            location=StockLocation.objects.get_or_create(unit=shop.unit, name="Skab")[0], own_item=own
        )
        order = shop.order(50)
        for what, number in steps:
            try:
                with transaction.atomic():
                    if what == "count":
                        counted(level, str(number))
                    elif what == "issue":
                        actions.issue(level.pk, quantity=D(number), by=operator(), at=AT)
                    elif what == "transfer":
                        actions.transfer(level.pk, to_location_id=second.location_id, quantity=D(number), by=operator(), at=AT)
                    else:
                        received(order, [line(order, 1, number % 7)], by=operator(), location_id=level.location_id)
            except Refused:
                pass
            assert on_shelf(level) >= 0
            assert on_shelf(second) >= 0
        transaction.set_rollback(True)
