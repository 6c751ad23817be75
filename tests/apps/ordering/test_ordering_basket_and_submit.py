"""From the ward's basket to orders that are on their way (6.1 steps 4 and 5)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies, goods
from tests.builders.refusals import refused
from tests.builders.shop import AT, Shop

from samkoeb.agreements.models import Agreement
from samkoeb.audit.models import AuditEvent
from samkoeb.budgets import actions as budgets
from samkoeb.budgets import queries as budget_queries
from samkoeb.documents.ubl import order as ubl
from samkoeb.exchange.models import Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, Requisition
from samkoeb.organisations import actions as organisations

TODAY = date(2026, 11, 23)


def budget(shop: Shop, amount: str) -> None:
    budgets.set_budget(
        unit_id=shop.unit.pk,
        amount=D(amount),
        currency="DKK",
        valid_from=date(2026, 1, 1),
        valid_to=date(2027, 1, 1),
        by=operator(),
        at=AT,
    )


def test_a_nurse_orders_gloves_and_they_are_on_their_way(shop):
    budget(shop, "10000")
    shop.put(10)
    requisition = shop.submit(wanted_on=date(2026, 11, 25), note="Til vagtskiftet")

    assert requisition.state == "ordered"
    order = requisition.orders.get()
    assert (order.number, order.state, order.net_total) == (f"{shop.region.pk:03d}-2026-00001", "ordered", D("345.000"))
    line = order.lines.get()
    assert (line.supplier_item_number, line.quantity, line.price, line.gtin) == ("HH-1", D(10), D("34.5"), "5701234567899")
    assert Agreement.objects.get().drawn == D("345")
    assert budget_queries.left(shop.unit.pk, currency="DKK", on=TODAY) == D("9655")
    sent = Outbound.objects.get(key=f"order:{order.number}")
    assert (sent.channel, sent.document_type, sent.recipient_id, sent.state) == (
        "dropfolder",
        "order",
        shop.supplier.pk,
        "waiting",
    )
    assert AuditEvent.objects.filter(action="ordering.order.placed", object_id=order.pk, person_id=shop.nurse.person_id).exists()


def test_the_document_says_what_was_ordered(shop):
    shop.put(10)
    shop.put(3, 2)
    order = shop.submit(wanted_on=date(2026, 11, 25)).orders.get()
    document = ubl.read(bytes(Outbound.objects.get().payload))
    assert (document.number, document.contract, document.currency) == (order.number, shop.agreement.number, "DKK")
    assert (document.buyer.display_name, document.seller.gln) == ("Region Nordjylland", "5790000435975")
    assert document.delivery.location_id.value == "5790001968656"
    assert document.invoice_party.endpoint.value == "5790001968663"
    assert document.accounting_cost == "4410"
    assert [(x.id, x.quantity.value, x.quantity.unit, x.item.sellers_id) for x in document.lines] == [
        ("1", D(10), "XBX", "HH-1"),
        ("2", D(3), "XBX", "HH-3"),
    ]
    assert document.totals.lines == D("411") and document.totals.payable == D("513.75") and document.tax_amount == D("102.75")


def test_the_basket_belongs_to_the_ward_and_more_of_the_same_is_one_line(shop):
    colleague = bodies.actor(roles.REQUESTER, shop.region, shop.unit)
    shop.put(2)
    shop.put(3, by=colleague)
    page = queries.basket(shop.unit.pk, on=TODAY, by=colleague)
    assert [(line.name, line.quantity, line.net) for line in page.lines] == [("Handsker nitril M", D(5), D("172.50"))]
    assert (page.total, page.needs_approval, page.problems, page.budget_left) == (D("172.50"), False, (), None)
    assert queries.basket_count(shop.unit.pk) == 1


def test_strangers_neither_fill_nor_send_nor_see_the_basket(shop):
    other = bodies.unit(shop.region, "Afsnit C1")
    stranger = bodies.actor(roles.REQUESTER, shop.region, other)
    buyer = shop.buyer
    shop.put(1)
    for someone in (stranger, buyer, shop.seller):
        with pytest.raises(NotAllowed):
            shop.put(1, by=someone)
        with pytest.raises(NotAllowed):
            shop.submit(by=someone)
        with pytest.raises(NotAllowed):
            queries.basket(shop.unit.pk, on=TODAY, by=someone)


def test_an_item_of_an_agreement_that_does_not_list_the_body_is_refused(shop):
    other = bodies.body("Region Midtjylland")
    theirs = goods.agreement(other, shop.supplier)
    [item] = goods.offer(theirs, ["X-1 | Kateter | 99 | 1"])
    with refused("ordering.item_not_for_unit"):
        actions.add_to_basket(shop.unit.pk, item_id=item.pk, quantity=D(1), by=shop.nurse, at=AT)


def test_a_body_that_is_struck_off_is_refused_when_it_orders(shop):
    shop.put(1)
    shop.agreement.participants.update(valid_to=date(2026, 11, 23))
    with refused("agreement.not_listed") as no:
        shop.submit()
    assert no.problems[0].facts["line_ids"] == [shop_line(shop).pk]
    assert not Order.objects.exists()


def shop_line(shop):
    return Requisition.objects.get(state="basket").lines.get()


def test_an_order_above_the_ceiling_is_refused_with_the_reason(shop):
    Agreement.objects.update(maximum_value=D(1000), estimated_value=D(1000))
    shop.order(20)
    shop.put(10)
    page = queries.basket(shop.unit.pk, on=TODAY)
    assert [(p.code, p.facts["line_ids"]) for p in page.problems] == [("agreement.ceiling_reached", [shop_line(shop).pk])]
    with refused("agreement.ceiling_reached") as no:
        shop.submit()
    assert no.problems[0].facts["agreement_id"] == shop.agreement.pk
    assert Agreement.objects.get().drawn == D(690)
    assert shop_line(shop).quantity == D(10), "the basket is as it was"


def test_nothing_is_numbered_drawn_or_sent_when_one_agreement_says_no(shop):
    second = goods.agreement(shop.region, bodies.supplier("Spritfabrikken A/S", email="a@b.example", gln="5790001968670"))
    [spirit] = goods.offer(second, ["S-1 | Sprit 1 l | 50 | 1"])
    Agreement.objects.filter(pk=second.pk).update(maximum_value=D(40), estimated_value=D(40))
    shop.put(1)
    actions.add_to_basket(shop.unit.pk, item_id=spirit.pk, quantity=D(1), by=shop.nurse, at=AT)
    with refused("agreement.ceiling_reached"):
        shop.submit()
    assert not Order.objects.exists() and not Outbound.objects.exists()
    assert set(Agreement.objects.values_list("drawn", flat=True)) == {D(0)}
    Agreement.objects.filter(pk=second.pk).update(maximum_value=D(4000), estimated_value=D(40))
    assert sorted(o.number[-5:] for o in shop.submit().orders.all()) == ["00001", "00002"]


def test_over_five_times_the_usual_asks_once(shop):
    for n in range(3):
        shop.order(10, at=AT - timedelta(days=30 * (n + 1)))
    shop.put(50)
    actions.empty_basket(shop.unit.pk, by=shop.nurse, at=AT)
    with refused("ordering.large_quantity") as no:
        shop.put(51)
    assert no.problems[0].facts["usual"] == D(1000)
    shop.put(51, large_confirmed=True)
    assert shop.submit().state == "ordered"


def test_a_line_that_is_raised_far_above_the_usual_asks_too(shop):
    for n in range(3):
        shop.order(10, at=AT - timedelta(days=30 * (n + 1)))
    shop.put(10)
    line = shop_line(shop)
    with refused("ordering.large_quantity"):
        actions.change_line(line.pk, quantity=D(60), by=shop.nurse, at=AT)
    assert actions.change_line(line.pk, quantity=D(60), large_confirmed=True, by=shop.nurse, at=AT).quantity == D(60)
    assert actions.change_line(line.pk, quantity=D(55), by=shop.nurse, at=AT).large_confirmed


def test_the_price_of_the_order_day_counts_and_a_change_asks_once(shop):
    shop.put(10)
    later = AT + timedelta(days=30)
    goods.offer(shop.agreement, ["HH-1 | Handsker nitril M | 36.00 | 100 | 5701234567899"], at=AT + timedelta(days=1))
    with refused("ordering.price_changed") as no:
        shop.submit(at=later)
    assert (no.problems[0].facts["before"], no.problems[0].facts["now"]) == (D("34.5"), D("36"))
    requisition = shop.submit(at=later, prices_confirmed=True)
    assert requisition.orders.get().net_total == D(360)
    assert [f["code"] for f in requisition.findings] == ["ordering.price_changed"]
    line = requisition.lines.get()
    assert (line.price_before, line.price) == (D("34.5"), D("36"))


def test_an_item_that_went_out_of_sale_stops_the_basket_by_name(shop):
    shop.put(10)
    goods.offer(shop.agreement, ["HH-2 | Handsker nitril L | 34.50 | 100"], at=AT + timedelta(days=1))
    with refused("ordering.item_not_in_force") as no:
        shop.submit(at=AT + timedelta(days=2))
    assert no.problems[0].facts["name"] == "Handsker nitril M"
    page = queries.basket(shop.unit.pk, on=TODAY + timedelta(days=2))
    assert [line.is_orderable for line in page.lines] == [False]


def test_a_cpr_number_is_refused_wherever_it_is_written(shop):
    with refused("text.cpr"):
        shop.put(1, why="til 010190-1234")
    shop.put(1)
    with refused("text.cpr"):
        shop.submit(note="Patient 0101901234 er allergisk")
    with refused("text.cpr"):
        free_text(shop, description="Skinne til 010190-1234")


def free_text(shop, **more):
    facts = {
        "description": "Specialskinne", "quantity": D(1), "unit": "C62", "price": D(900), "supplier_id": shop.supplier.pk,
        "outside_reason": "not_in_catalogue", "by": shop.nurse, "at": AT, **more,
    }  # fmt: skip
    return actions.add_free_text(shop.unit.pk, **facts)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"outside_reason": ""}, "ordering.outside_reason_missing"),
        ({"outside_reason": "because"}, "ordering.outside_reason_missing"),
        ({"quantity": D(0)}, "ordering.quantity_not_positive"),
        ({"price": D(-1)}, "ordering.price_missing"),
        ({"supplier_id": 0}, "ordering.supplier_missing"),
        ({"description": "  "}, "field.missing"),
    ],
)
def test_free_text_needs_reason_quantity_price_and_supplier(shop, wrong, code):
    with refused(code):
        free_text(shop, **wrong)


def test_a_closed_unit_does_not_order(shop):
    shop.put(1)
    organisations.close_unit(shop.unit.pk, on=TODAY, by=operator(), at=AT)
    with refused("ordering.unit_is_closed"):
        shop.submit()


def test_an_order_below_the_agreements_minimum_says_so_and_leaves(shop):
    Agreement.objects.update(minimum_order=D(500))
    shop.put(1)
    assert [f["code"] for f in shop.submit().findings] == ["ordering.below_minimum_order"]


def test_the_ward_sees_when_to_expect_the_goods(shop):
    order = shop.order(1)
    assert queries.order_page(shop.nurse, order.pk).expected_on == date(2026, 11, 25), "two working days"
    assert [row.expected_on for row in queries.orders_for(shop.nurse)] == [date(2026, 11, 25)]


def test_an_empty_basket_is_not_sent(shop):
    with refused("ordering.basket_is_empty"):
        shop.submit()


def test_a_budget_that_is_passed_is_said_and_stops_only_where_the_body_wants_it(shop):
    budget(shop, "100")
    shop.put(10)
    assert [f["code"] for f in shop.submit().findings] == ["budget.exceeded"]
    shop.region.settings = {"budget_stops": True}
    shop.region.save()
    shop.put(10)
    with refused("budget.exceeded"):
        shop.submit()


def test_two_suppliers_get_an_order_each_and_the_numbers_have_no_hole(shop):
    second = goods.agreement(shop.region, bodies.supplier("Spritfabrikken A/S", gln="5790001968670"))
    [spirit] = goods.offer(second, ["S-1 | Sprit 1 l | 50 | 1"])
    shop.put(1)
    actions.add_to_basket(shop.unit.pk, item_id=spirit.pk, quantity=D(2), by=shop.nurse, at=AT)
    orders = shop.submit().orders.order_by("number")
    assert [(o.number[-5:], o.supplier.name) for o in orders] == [("00001", "Handskehuset A/S"), ("00002", "Spritfabrikken A/S")]


def test_goods_are_delivered_to_another_unit_of_the_body_only(shop):
    store = bodies.unit(shop.region, "Centrallager", delivery_gln="5790001968670")
    shop.put(1)
    with refused("ordering.delivery_point_of_another_body"):
        shop.submit(delivery_unit_id=bodies.unit(bodies.body("Region Midtjylland"), "Lager").pk)
    order = shop.submit(delivery_unit_id=store.pk).orders.get()
    receiver = bodies.actor(roles.GOODS_RECEIVER, shop.region, store)
    assert [row.number for row in queries.orders_for(receiver)] == [order.number]


def test_ordering_again_puts_the_same_in_the_basket(shop):
    order = shop.order(10, 2)
    actions.copy_to_basket(order.requisition_id, by=shop.nurse, at=AT)
    assert [line.quantity for line in queries.basket(shop.unit.pk, on=TODAY).lines] == [D(10), D(2)]


def test_a_line_is_changed_and_taken_out(shop):
    shop.put(10)
    line = shop_line(shop)
    with refused("ordering.quantity_not_positive"):
        actions.change_line(line.pk, quantity=D(0), by=shop.nurse, at=AT)
    actions.change_line(line.pk, quantity=D(4), by=shop.nurse, at=AT)
    actions.remove_line(line.pk, by=shop.nurse, at=AT)
    with refused("ordering.line_is_gone"):
        actions.remove_line(line.pk, by=shop.nurse, at=AT)


def test_after_the_merger_the_unit_orders_in_the_new_bodys_name(shop):
    merged = bodies.body("Region Nord")
    organisations.succeed([shop.region.pk], successor_id=merged.pk, on=date(2027, 1, 1), by=operator(), at=AT)
    later = AT + timedelta(days=60)
    shop.put(1, at=later, by=operator())
    order = shop.submit(at=later, by=operator()).orders.get()
    assert (order.organisation_id, order.unit_id) == (merged.pk, shop.unit.pk)
    assert queries.orders_for(bodies.actor(roles.PURCHASER, merged, at=later))[0].number == order.number


def test_the_same_again_is_all_that_was_ordered_of_an_item_inside_the_agreement_and_outside_it(shop):
    shop.put(4)
    shop.put(3, outside_reason="urgent")
    requisition = shop.submit()
    actions.copy_to_basket(requisition.pk, by=shop.nurse, at=AT)
    assert [(line.quantity, line.outside_reason) for line in Requisition.objects.get(state="basket").lines.order_by("pk")] == [(D(7), "")]


def test_what_stands_twice_on_a_list_is_one_line_in_the_basket(shop):
    wish = actions.Wish(item_id=shop.items[0].pk, quantity=D(2))
    actions.add_many_to_basket(shop.unit.pk, wishes=[wish, wish], by=shop.nurse, at=AT)
    assert [line.quantity for line in Requisition.objects.get(state="basket").lines.order_by("pk")] == [D(4)]
