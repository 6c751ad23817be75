"""Nothing is approved, posted, proposed or released twice: two people (or two workers) at the same moment, on two connections."""

from datetime import date

import pytest
from tests.builders import bodies, invoices
from tests.builders.shop import Shop, shop
from tests.races.together import said_at_the_same_moment

from samkoeb.exchange.models import Outbound
from samkoeb.invoicing import actions as invoicing
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.ledger import actions as ledger
from samkoeb.ledger.models import Entry, Payment, PaymentProposal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]
AT, BY = invoices.AT, operator()


@pytest.fixture
def ward() -> Shop:
    found = shop()
    invoices.bank_account(found.supplier)
    ledger.create_chart(found.region.pk, bank={"iban": invoices.IBAN}, by=BY, at=AT)
    return found


def waiting_invoice(ward: Shop) -> Invoice:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["40.00"]))
    invoicing.attest(invoice.pk, by=ward.head, at=AT)
    return invoice


def posted_invoice(ward: Shop) -> Invoice:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    ledger.post_invoice(invoice.pk, at=AT)
    return invoice


def test_two_approve_the_same_invoice(ward: Shop) -> None:
    invoice = waiting_invoice(ward)
    clerks = [bodies.actor("accounts_clerk", ward.region) for _ in range(2)]
    found = said_at_the_same_moment(*(lambda who=clerk: invoicing.approve(invoice.pk, note="set", by=who, at=AT) for clerk in clerks))
    assert found == ["done", "workflow.step_not_possible"]
    assert Outbound.objects.filter(key=f"invoice-response:{invoice.pk}:AP").count() == 1


def test_one_approves_while_another_rejects(ward: Shop) -> None:
    invoice = waiting_invoice(ward)
    clerks = [bodies.actor("accounts_clerk", ward.region) for _ in range(2)]
    found = said_at_the_same_moment(
        lambda: invoicing.approve(invoice.pk, note="set", by=clerks[0], at=AT),
        lambda: invoicing.reject(invoice.pk, code="PRI", text="for dyr", by=clerks[1], at=AT),
    )
    assert found == ["done", "workflow.step_not_possible"]


def test_two_workers_post_the_same_invoice(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    said_at_the_same_moment(*[lambda: ledger.post_invoice(invoice.pk, at=AT)] * 3)
    assert Entry.objects.filter(invoice=invoice).count() == 1


def test_the_same_number_arrives_twice_said_at_the_same_moment(ward: Shop) -> None:
    order = ward.order(10)
    document = invoices.document(order)
    other = invoices.replace(document, note="sendt igen")
    found = said_at_the_same_moment(lambda: invoices.registered(document), lambda: invoices.registered(other))
    assert found == ["done", "invoice.duplicate"]
    assert order.lines.get().invoiced_quantity == 10


def test_two_invoices_claim_the_same_goods_said_at_the_same_moment(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    both = [invoices.document(order, issued_on=date(2026, 11, day)) for day in (20, 21)]
    said_at_the_same_moment(*(lambda one=one: invoices.registered(one) for one in both))
    assert sorted(Invoice.objects.values_list("state", flat=True)) == ["approved", "deviation"]


def test_two_runs_take_the_same_invoice(ward: Shop) -> None:
    posted_invoice(ward)
    found = said_at_the_same_moment(
        *[lambda: ledger.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 1, 31), by=BY, at=AT)] * 2
    )
    assert found == ["done", "payment.in_another_run payment.nothing_to_pay"]
    assert Payment.objects.count() == 1


def test_two_release_the_same_run(ward: Shop) -> None:
    posted_invoice(ward)
    run = ledger.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 1, 31), by=BY, at=AT)
    payers = [bodies.actor("payment_approver", ward.region) for _ in range(2)]
    found = said_at_the_same_moment(*(lambda who=payer: ledger.release_payment(run.pk, by=who, at=AT) for payer in payers))
    assert found == ["done", "workflow.step_not_possible"]
    assert Outbound.objects.filter(document_type="payment").count() == 1


def test_one_cancels_while_another_releases(ward: Shop) -> None:
    posted_invoice(ward)
    run = ledger.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 1, 31), by=BY, at=AT)
    found = said_at_the_same_moment(
        lambda: ledger.cancel_payment(run.pk, by=BY, at=AT),
        lambda: ledger.release_payment(run.pk, by=bodies.actor("payment_approver", ward.region), at=AT),
    )
    assert found == ["done", "workflow.step_not_possible"]
    run.refresh_from_db()
    assert Outbound.objects.filter(document_type="payment").exists() == (run.state == "released")


def test_two_settle_the_same_run(ward: Shop) -> None:
    posted_invoice(ward)
    run = ledger.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 1, 31), by=BY, at=AT)
    ledger.release_payment(run.pk, by=BY, at=AT)
    assert said_at_the_same_moment(*[lambda: ledger.settle(run.pk, by=BY, at=AT)] * 2) == ["done", "workflow.step_not_possible"]
    assert Entry.objects.filter(kind="payment").count() == 1
    assert PaymentProposal.objects.get().state == "settled"
