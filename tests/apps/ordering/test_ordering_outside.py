"""The ward is not the one to be stopped at night: purchases outside the agreements (issue 2 §3.1)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies
from tests.builders.refusals import refused
from tests.builders.shop import AT

from samkoeb.agreements.models import Agreement
from samkoeb.exchange.models import Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, Requisition
from samkoeb.organisations.models import Notification

TODAY = date(2026, 11, 23)


def full(shop) -> None:
    Agreement.objects.update(maximum_value=D(300), estimated_value=D(300))


def only_line():
    return Requisition.objects.get(state="basket").lines.get()


def test_what_the_ceiling_stops_leaves_outside_with_one_tap(shop):
    full(shop)
    shop.put(10)
    with refused("agreement.ceiling_reached") as no:
        shop.submit()
    [line_id] = no.problems[0].facts["line_ids"]
    actions.change_line(line_id, outside_reason="urgent", by=shop.nurse, at=AT)

    order = shop.submit().orders.get()
    assert (order.outside_reason, order.agreement_id, order.legal_basis) == ("urgent", None, "")
    assert Agreement.objects.get().drawn == 0
    assert Outbound.objects.filter(key=f"order:{order.number}").exists()
    assert [(row.number, row.what, row.outside_reason) for row in queries.outside_agreements(shop.buyer)] == [
        (order.number, "Handsker nitril M", "urgent")
    ]
    assert queries.outside_count(shop.buyer) == 1
    assert Notification.objects.get(kind="outside_waits").person_id == shop.buyer.person_id


def test_a_body_that_is_not_listed_leaves_outside_too(shop):
    other = bodies.body("Region Midtjylland")
    ward = bodies.unit(other, "Akutmodtagelsen")
    nurse = bodies.actor(roles.REQUESTER, other, ward, limit="5000")
    with refused("ordering.item_not_for_unit"):
        actions.add_to_basket(ward.pk, item_id=shop.items[0].pk, quantity=D(2), by=nurse, at=AT)
    actions.add_to_basket(ward.pk, item_id=shop.items[0].pk, quantity=D(2), outside_reason="patient_safety", by=nurse, at=AT)
    order = actions.submit(ward.pk, by=nurse, at=AT).orders.get()
    assert (order.organisation_id, order.agreement_id, order.outside_reason) == (other.pk, None, "patient_safety")
    assert queries.outside_agreements(shop.buyer) == [], "another body's buyer sees nothing of it"


def test_what_is_urgent_leaves_above_the_limit_and_the_rest_waits(shop):
    shop.put(200)
    shop.put(300, 1, outside_reason="urgent")
    requisition = shop.submit()
    assert requisition.state == "submitted"
    assert [line.description for line in requisition.lines.all()] == ["Handsker nitril M"]
    order = Order.objects.get()
    assert (order.outside_reason, order.net_total, order.requisition.state) == ("urgent", D(10350), "ordered")
    actions.approve(requisition.pk, by=shop.head, at=AT)
    assert sorted(Order.objects.values_list("outside_reason", flat=True)) == ["", "urgent"]


@pytest.mark.parametrize(
    ("reason", "state"), [("not_in_catalogue", "submitted"), ("urgent", "ordered"), ("patient_safety", "ordered")]
)
def test_only_urgency_passes_the_limit(shop, reason, state):
    actions.add_free_text(
        shop.unit.pk, description="Specialskinne", quantity=D(1), unit="C62", price=D(6000), supplier_id=shop.supplier.pk,
        outside_reason=reason, by=shop.nurse, at=AT,
    )  # fmt: skip
    assert shop.submit().state == state


def test_free_text_below_the_limit_leaves_at_once_marked_so(shop):
    actions.add_free_text(
        shop.unit.pk, description="Specialskinne", quantity=D(2), unit="C62", price=D(900), supplier_id=shop.supplier.pk,
        outside_reason="not_in_catalogue", by=shop.nurse, at=AT,
    )  # fmt: skip
    order = shop.submit().orders.get()
    line = order.lines.get()
    assert (order.outside_reason, order.net_total, line.description, line.item_id) == (
        "not_in_catalogue",
        D(1800),
        "Specialskinne",
        None,
    )


def test_the_buyer_records_the_legal_basis_the_next_day(shop):
    shop.put(1, outside_reason="urgent")
    order = shop.submit().orders.get()
    tomorrow = AT + timedelta(days=1)
    with pytest.raises(NotAllowed):
        actions.record_legal_basis(order.pk, basis="extreme_urgency", by=shop.nurse, at=tomorrow)
    with refused("ordering.legal_basis_unknown"):
        actions.record_legal_basis(order.pk, basis="because", by=shop.buyer, at=tomorrow)
    with refused("field.missing"):
        actions.record_legal_basis(order.pk, basis="none", by=shop.buyer, at=tomorrow)
    assert "record_legal_basis" in queries.order_page(shop.buyer, order.pk).choices
    actions.record_legal_basis(
        order.pk, basis="extreme_urgency", note="Leverandøren kunne ikke før fredag", by=shop.buyer, at=tomorrow
    )
    assert queries.outside_agreements(shop.buyer) == []
    [row] = queries.outside_agreements(shop.buyer, waiting_only=False)
    assert row.legal_basis == "extreme_urgency"


def test_an_order_on_an_agreement_needs_no_legal_basis(shop):
    order = shop.order(1)
    with refused("ordering.not_outside"):
        actions.record_legal_basis(order.pk, basis="extreme_urgency", by=shop.buyer, at=AT)


def test_the_reason_can_be_taken_back(shop):
    shop.put(1, outside_reason="urgent")
    actions.change_line(only_line().pk, outside_reason="", by=shop.nurse, at=AT)
    assert shop.submit().orders.get().agreement_id == shop.agreement.pk
