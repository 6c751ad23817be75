"""Above the limit somebody else says yes (R1, R3, R4; 6.1 step 5)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies, goods
from tests.builders.refusals import refused
from tests.builders.shop import AT

from samkoeb.agreements.models import Agreement
from samkoeb.audit.models import AuditEvent
from samkoeb.exchange.models import Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, Requisition
from samkoeb.organisations import actions as organisations
from samkoeb.organisations import queries as organisation_queries
from samkoeb.organisations.models import Notification

TODAY = date(2026, 11, 23)


@pytest.fixture
def waiting(shop) -> Requisition:
    """200 boxes at 34.50: 6,900, above the nurse's 5,000."""
    shop.put(200)
    return shop.submit(note="Til influenzasæsonen")


def test_above_the_limit_it_waits_and_nothing_leaves(shop, waiting):
    assert (waiting.state, waiting.total) == ("submitted", D(6900))
    assert not Order.objects.exists() and not Outbound.objects.exists()
    assert Agreement.objects.get().drawn == 0
    assert [n.person_id for n in Notification.objects.filter(kind="approval_waits")] == [shop.head.person_id]
    [row] = queries.waiting_for_approval(shop.head)
    assert (row.requisition_id, row.total, row.requester_name, row.may_decide) == (
        waiting.pk,
        D(6900),
        "Sygeplejerske, Afsnit B4",
        True,
    )


def test_the_basket_says_beforehand_that_it_will_wait(shop):
    shop.put(200)
    assert queries.basket(shop.unit.pk, on=TODAY, by=shop.nurse).needs_approval
    assert not queries.basket(shop.unit.pk, on=TODAY, by=operator()).needs_approval


def test_what_the_ceiling_will_stop_is_said_before_it_waits(shop):
    Agreement.objects.update(maximum_value=D(6000), estimated_value=D(6000))
    shop.put(200)
    with refused("agreement.ceiling_reached"):
        shop.submit()


def test_a_ceiling_that_is_reached_while_it_waits_stops_the_approval(shop, waiting):
    Agreement.objects.update(maximum_value=D(6000), estimated_value=D(6000))
    page = queries.requisition_page(shop.head, waiting.pk, on=TODAY)
    assert [p.code for p in page.problems] == ["agreement.ceiling_reached"]
    with refused("agreement.ceiling_reached"):
        actions.approve(waiting.pk, by=shop.head, at=AT)


def test_the_head_approves_and_the_order_leaves(shop, waiting):
    actions.approve(waiting.pk, by=shop.head, at=AT + timedelta(hours=2))
    order = Order.objects.get()
    assert (order.requester_id, order.approver_id, order.note) == (
        shop.nurse.person_id,
        shop.head.person_id,
        "Til influenzasæsonen",
    )
    assert Agreement.objects.get().drawn == D(6900)
    assert Outbound.objects.filter(key=f"order:{order.number}").exists()
    assert Notification.objects.filter(kind="approved", person_id=shop.nurse.person_id).exists()
    assert AuditEvent.objects.get(action="ordering.requisition.approved").person_id == shop.head.person_id


def test_a_decided_wish_is_not_decided_again(shop, waiting):
    actions.approve(waiting.pk, by=shop.head, at=AT)
    with refused("workflow.step_not_possible"):
        actions.approve(waiting.pk, by=shop.head, at=AT)
    with refused("workflow.step_not_possible"):
        actions.reject(waiting.pk, reason="For sent", by=shop.head, at=AT)
    assert Order.objects.count() == 1


def test_the_requester_does_not_approve_even_with_an_approvers_role(shop, waiting):
    person = organisation_queries.person_by_id(shop.nurse.person_id)
    bodies.grant(person, roles.APPROVER, shop.region, shop.unit, limit="100000")
    both = organisation_queries.actor_for(person.pk, AT)
    with refused("approval.own_request"):
        actions.approve(waiting.pk, by=both, at=AT)
    with refused("approval.own_request"):
        actions.reject(waiting.pk, reason="Nej", by=both, at=AT)
    assert not queries.waiting_for_approval(both)[0].may_decide


def test_who_stands_in_for_requester_and_approver_does_not_approve(shop, waiting):
    stand_in = bodies.person("Vikar", shop.unit)
    for person_id in (shop.nurse.person_id, shop.head.person_id):
        organisations.set_substitute(
            person_id=person_id, substitute_id=stand_in.pk, valid_from=TODAY, valid_to=None, by=operator(), at=AT
        )
    with refused("approval.own_request"):
        actions.approve(waiting.pk, by=organisation_queries.actor_for(stand_in.pk, AT), at=AT)


def test_a_substitute_of_the_head_approves_and_the_trail_says_for_whom(shop, waiting):
    stand_in = bodies.person("Stedfortræder, Afsnit B4", shop.unit)
    organisations.set_substitute(
        person_id=shop.head.person_id, substitute_id=stand_in.pk, valid_from=TODAY, valid_to=None, by=operator(), at=AT
    )
    actions.approve(waiting.pk, by=organisation_queries.actor_for(stand_in.pk, AT), at=AT)
    event = AuditEvent.objects.get(action="ordering.requisition.approved")
    assert (event.person_id, event.substitute_for_id) == (stand_in.pk, shop.head.person_id)


def test_a_substitute_does_not_order_alone_with_the_absent_disponents_limit(shop):
    officer = bodies.actor(roles.CALL_OFF_OFFICER, shop.region, shop.unit, limit="50000")
    organisations.set_substitute(
        person_id=officer.person_id, substitute_id=shop.nurse.person_id, valid_from=TODAY, valid_to=None, by=operator(), at=AT
    )
    nurse = organisation_queries.actor_for(shop.nurse.person_id, AT)
    shop.put(200, by=nurse)
    assert shop.submit(by=nurse).state == "submitted"


def test_an_approver_whose_limit_is_too_low_is_refused(shop, waiting):
    low = bodies.actor(roles.APPROVER, shop.region, shop.unit, limit="6899.99")
    with refused("approval.above_limit"):
        actions.approve(waiting.pk, by=low, at=AT)


def test_an_approver_of_another_ward_knows_nothing_of_it(shop, waiting):
    stranger = bodies.actor(roles.APPROVER, shop.region, bodies.unit(shop.region, "Afsnit C1"), limit="100000")
    with pytest.raises(NotAllowed):
        actions.approve(waiting.pk, by=stranger, at=AT)
    assert queries.waiting_for_approval(stranger) == []
    with pytest.raises(Requisition.DoesNotExist):
        queries.requisition_page(stranger, waiting.pk, on=TODAY)
    actions.approve(waiting.pk, by=shop.head, at=AT)
    with pytest.raises(NotAllowed):  # not even that it is decided
        actions.approve(waiting.pk, by=stranger, at=AT)


def test_a_rejection_says_why_and_the_requester_is_told(shop, waiting):
    with refused("field.missing"):
        actions.reject(waiting.pk, reason=" ", by=shop.head, at=AT)
    actions.reject(waiting.pk, reason="Vi har nok til jul", by=shop.head, at=AT)
    [mine] = queries.my_requisitions(shop.nurse, unit_id=shop.unit.pk)
    assert (mine.state, mine.decision_reason) == ("rejected", "Vi har nok til jul")
    assert Notification.objects.filter(kind="rejected", person_id=shop.nurse.person_id).exists()


def test_the_price_of_the_day_of_approval_counts_and_a_change_is_asked_about(shop, waiting):
    goods.offer(shop.agreement, ["HH-1 | Handsker nitril M | 36 | 100 | 5701234567899"], at=AT + timedelta(days=1))
    with refused("ordering.price_changed"):
        actions.approve(waiting.pk, by=shop.head, at=AT + timedelta(days=2))
    page = queries.requisition_page(shop.head, waiting.pk, on=TODAY + timedelta(days=2))
    assert [p.code for p in page.problems] == ["ordering.price_changed"] and page.totals == {"DKK": D(7200)}
    assert page.has_new_prices and list(page.amounts.values()) == [D(7200)]
    actions.approve(waiting.pk, prices_confirmed=True, by=shop.head, at=AT + timedelta(days=2))
    assert Order.objects.get().net_total == D(7200)


def test_the_limit_is_held_against_the_price_of_the_day(shop, waiting):
    low = bodies.actor(roles.APPROVER, shop.region, shop.unit, limit="7000")
    goods.offer(shop.agreement, ["HH-1 | Handsker nitril M | 36 | 100 | 5701234567899"], at=AT + timedelta(days=1))
    with refused("approval.above_limit"):
        actions.approve(waiting.pk, prices_confirmed=True, by=low, at=AT + timedelta(days=2))


def test_a_wish_that_waits_is_taken_back_into_the_basket(shop, waiting):
    shop.put(5, 1)
    actions.withdraw(waiting.pk, by=shop.nurse, at=AT)
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn" and waiting.lines.count() == 1
    assert [(line.name, line.quantity) for line in queries.basket(shop.unit.pk, on=TODAY).lines] == [
        ("Handsker nitril L", D(5)),
        ("Handsker nitril M", D(200)),
    ]
    with refused("workflow.step_not_possible"):
        actions.approve(waiting.pk, by=shop.head, at=AT)


def test_the_approvers_page_offers_what_can_be_done(shop, waiting):
    assert queries.requisition_page(shop.head, waiting.pk, on=TODAY).choices == ("approve", "reject")
    assert queries.requisition_page(shop.nurse, waiting.pk, on=TODAY).choices == ("withdraw",)


def test_silence_is_reminded_of_and_then_goes_up(shop, waiting):
    chief = bodies.actor(roles.PURCHASING_HEAD, shop.region, name="Indkøbschef")
    hours = {n: AT + timedelta(hours=n) for n in (23, 24, 25, 71, 72, 999)}
    assert [actions.remind_due(hours[n]) for n in (23, 24, 25, 71, 72, 999)] == [0, 1, 0, 0, 1, 0]
    assert {n.person_id for n in Notification.objects.filter(kind="approval_reminder")} == {shop.head.person_id}
    assert {n.person_id for n in Notification.objects.filter(kind="approval_escalated")} == {shop.head.person_id, chief.person_id}


def test_an_approved_wish_is_not_reminded_of(shop, waiting):
    actions.approve(waiting.pk, by=shop.head, at=AT)
    assert actions.remind_due(AT + timedelta(days=9)) == 0


def test_a_requester_without_a_limit_has_the_units(shop):
    someone = bodies.actor(roles.REQUESTER, shop.region, shop.unit)
    shop.region.settings = {"approval_limit": "100"}
    shop.region.save()
    shop.put(3, by=someone)
    assert shop.submit(by=someone).state == "submitted"
