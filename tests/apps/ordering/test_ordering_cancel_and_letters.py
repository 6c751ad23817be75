"""Orders called off and taken back; orders that leave by letter to a supplier without a system (S83, 6.4)."""

import re
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders.invoices import bank_account, document, received, registered
from tests.builders.refusals import refused
from tests.builders.shop import AT, answered, said
from tests.builders.shop import shop as make_shop

from samkoeb.agreements.models import Agreement
from samkoeb.budgets import actions as budgets
from samkoeb.budgets.models import Budget
from samkoeb.exchange.models import OneTimeLink, Outbound
from samkoeb.kernel.actor import SUPPLIER_USER, Actor, RoleHeld, operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import Order, Requisition


def sent(order) -> None:
    Outbound.objects.filter(key=f"order:{order.number}").update(state="sent")


def test_an_order_is_cancelled_before_despatch_and_gives_back_what_it_took(shop):
    order = shop.order(10)
    sent(order)
    with refused("field.missing"):
        actions.cancel(order.pk, reason="", by=shop.nurse, at=AT)
    with refused("text.cpr"):
        actions.cancel(order.pk, reason="Patient 010190-1234 er udskrevet", by=shop.nurse, at=AT)
    actions.cancel(order.pk, reason="Bestilt to gange", by=shop.nurse, at=AT)
    order.refresh_from_db()
    assert (order.state, order.cancel_reason, order.lines.get().cancelled_quantity) == ("cancelled", "Bestilt to gange", D(10))
    assert Agreement.objects.get().drawn == 0
    letter = Outbound.objects.get(document_type="letter")
    assert (letter.address, letter.subject) == (
        "ordrer@handskehuset.example",
        f"Ordre {order.number} fra Region Nordjylland er annulleret",
    )
    with refused("workflow.step_not_possible"):
        actions.cancel(order.pk, reason="Igen", by=shop.nurse, at=AT)


def test_a_cancelled_order_that_had_not_left_never_leaves(shop):
    order = shop.order(10)
    actions.cancel(order.pk, reason="Fortrudt", by=shop.nurse, at=AT)
    assert [(o.document_type, o.state) for o in Outbound.objects.all()] == [("order", "cancelled")]


def test_what_is_on_its_way_is_not_cancelled_but_the_rest_can_be_given_up(shop):
    order = shop.order(10)
    actions.note_despatched(order.pk, at=AT)
    actions.note_received_all({order.lines.get().pk: D(6)}, at=AT)
    with refused("ordering.despatched_already"):
        actions.cancel(order.pk, reason="Fortrudt", by=shop.nurse, at=AT)
    assert queries.order_page(shop.nurse, order.pk).choices == ("close",)
    actions.close(order.pk, reason="Der kommer ikke mere", by=shop.nurse, at=AT)
    order.refresh_from_db()
    assert (order.state, order.lines.get().cancelled_quantity) == ("closed", D(4))
    assert Agreement.objects.get().drawn == D(207)


def test_what_is_all_here_can_neither_be_cancelled_nor_answered(shop):
    order = shop.order(10, 4)
    received(order, 10, 2)
    assert queries.order_page(shop.nurse, order.pk).choices == ("close",)
    received(order, 0, 2)
    page = queries.order_page(shop.nurse, order.pk)
    assert (page.is_all_here, page.choices) == (True, ())
    assert queries.supplier_order_page(shop.seller, order.pk).choices == ()


def test_a_supplier_or_a_stranger_does_not_cancel(shop):
    order = shop.order(1)
    with pytest.raises(NotAllowed):
        actions.cancel(order.pk, reason="Nej", by=shop.seller, at=AT)


def test_a_submit_is_undone_while_nothing_has_left(shop):
    shop.put(10)
    requisition = shop.submit()
    order = requisition.orders.get()
    actions.withdraw(requisition.pk, by=shop.nurse, at=AT)
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert (Outbound.objects.get().state, Agreement.objects.get().drawn) == ("cancelled", D(0))
    assert Requisition.objects.get(state="basket").lines.get().quantity == D(10)


def test_what_has_left_is_not_undone(shop):
    shop.put(10)
    requisition = shop.submit()
    sent(requisition.orders.get())
    with refused("ordering.already_left"):
        actions.withdraw(requisition.pk, by=shop.nurse, at=AT)
    assert Order.objects.get().state == "ordered"


# ── letters ──


@pytest.fixture
def small(db):
    """A supplier without a system."""
    return make_shop(channel="email")


def link_in(letter: Outbound) -> str:
    found = re.search(r"/supplier/answer/([^/\s]+)/", letter.body)
    assert found is not None
    return found.group(1)


def test_a_supplier_without_a_system_gets_a_letter_with_the_order_and_a_link(small):
    order = small.order(10)
    letter = Outbound.objects.get()
    assert (letter.document_type, letter.channel, letter.address) == ("letter", "email", "ordrer@handskehuset.example")
    assert (letter.subject, letter.file_name) == (f"Ordre {order.number} fra Region Nordjylland", f"order-{order.number}.pdf")
    assert bytes(letter.payload).startswith(b"%PDF-") and letter.media_type == "application/pdf"
    assert "Sygeplejerske" not in letter.body


def test_the_link_answers_the_order_once(small):
    order = small.order(10)
    token = link_in(Outbound.objects.get())
    holder = Actor(None, "link", (RoleHeld(SUPPLIER_USER, frozenset({small.supplier.pk})),))
    actions.answer(order.pk, lines=[{"number": 1}], by=holder, at=AT + timedelta(hours=1), link_token=token)
    order.refresh_from_db()
    assert order.state == "confirmed" and OneTimeLink.objects.get().used_at is not None
    with refused("exchange.link_used"):
        actions.answer(
            order.pk, lines=[{"number": 1, "answer": "rejected"}], by=holder, at=AT + timedelta(hours=2), link_token=token
        )


def test_a_link_answers_no_other_order(small):
    token = link_in((small.order(10), Outbound.objects.get())[1])
    second = small.order(5)
    holder = Actor(None, "link", (RoleHeld(SUPPLIER_USER, frozenset({small.supplier.pk})),))
    with pytest.raises(NotAllowed):
        actions.answer(second.pk, lines=[{"number": 1}], by=holder, at=AT, link_token=token)


def test_a_link_that_is_used_while_the_answer_is_refused_stays_good(small):
    order = small.order(10)
    token = link_in(Outbound.objects.get())
    holder = Actor(None, "link", (RoleHeld(SUPPLIER_USER, frozenset({small.supplier.pk})),))
    with pytest.raises(Refused):
        actions.answer(order.pk, lines=[{"number": 9}], by=holder, at=AT, link_token=token)
    assert OneTimeLink.objects.get().used_at is None


def test_what_the_supplier_reduces_and_the_ward_cancels_is_given_back_once(shop):
    order = shop.order(10)
    answered(order, "R1", "CA", said(order, 1, "changed", quantity=D(8)))
    assert Agreement.objects.get().drawn == D(276)
    actions.cancel(order.pk, reason="Så hellere et andet sted", by=shop.nurse, at=AT)
    assert Agreement.objects.get().drawn == 0
    assert order.lines.get().cancelled_quantity == D(10)


# ── budgets ──


def test_what_is_given_up_leaves_the_budget_and_what_is_invoiced_is_counted_once(shop):
    bank_account(shop.supplier)
    year = {"valid_from": date(2026, 1, 1), "valid_to": date(2027, 1, 1)}
    budgets.set_budget(unit_id=shop.unit.pk, amount=D(5000), currency="DKK", **year, by=operator(), at=AT)
    order = shop.order(10)
    received(order, 6)
    registered(document(order, quantities=[6]))
    budget = Budget.objects.get()
    assert (budget.spent, budget.committed) == (D(207), D(138))
    actions.close(order.pk, reason="Der kommer ikke mere", by=shop.nurse, at=AT)
    budget.refresh_from_db()
    assert (budget.spent, budget.committed) == (D(207), D(0))


def test_what_is_given_up_before_any_invoice_leaves_the_rest_committed(shop):
    year = {"valid_from": date(2026, 1, 1), "valid_to": date(2027, 1, 1)}
    budgets.set_budget(unit_id=shop.unit.pk, amount=D(5000), currency="DKK", **year, by=operator(), at=AT)
    order = shop.order(10)
    received(order, 6)
    actions.close(order.pk, reason="Der kommer ikke mere", by=shop.nurse, at=AT)
    assert Budget.objects.get().committed == D(207)
