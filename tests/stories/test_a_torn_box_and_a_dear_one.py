"""The accounts clerk's day (6.5): a torn box is credited, a dear one is disputed, a changed account is stopped; and everything is paid once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from tests.builders import bodies, invoices
from tests.builders.shop import Shop, shop

from samkoeb import documents
from samkoeb.documents.iso20022 import pain001
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound, Outbound
from samkoeb.invoicing import actions as invoicing
from samkoeb.invoicing import queries
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Refused
from samkoeb.ledger import actions as ledger
from samkoeb.ledger import queries as books
from samkoeb.ledger.models import Posting
from samkoeb.ordering.models import Order
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving

pytestmark = pytest.mark.django_db
AT, BY = invoices.AT, operator()


def hand_in(document: documents.model.Invoice) -> Inbound:
    """The supplier sends it, and all that follows happens."""
    inbound = exchange.receive(documents.write(document), channel="dropfolder", file_name="papir.xml", at=AT, by=BY)
    run_until_quiet(AT)
    inbound.refresh_from_db()
    return inbound


def take_over(ward: Shop, order: Order, good: int, torn: int = 0) -> None:
    line = {"order_line_id": order.lines.get().pk, "quantity": D(good)}
    if torn:
        line |= {"rejected_quantity": D(torn), "deviation": "damaged", "note": "Æsken er revet op"}
    receiving.register(order.pk, unit_id=ward.unit.pk, lines=[line], by=ward.nurse, at=AT)
    run_until_quiet(AT)


def state_of(document: documents.model.Invoice) -> tuple[str, str]:
    found = Invoice.objects.get(number=document.number)
    return found.state, found.reason


def test_the_clerks_day(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    ward = shop()
    bodies.grant(bodies.Person.objects.get(pk=ward.nurse.person_id), "goods_receiver", ward.region, ward.unit)
    ward = replace(ward, nurse=bodies.queries.actor_for(ward.nurse.person_id or 0, AT))
    clerk, payer = bodies.actor("accounts_clerk", ward.region), bodies.actor("payment_approver", ward.region)
    invoices.bank_account(ward.supplier)
    ledger.create_chart(ward.region.pk, bank={"iban": invoices.IBAN}, by=BY, at=AT)

    # Ten boxes were ordered and invoiced; one came torn and was turned away.
    torn = ward.order(10)
    take_over(ward, torn, 9, torn=1)
    ten = invoices.document(torn)
    hand_in(ten)
    assert state_of(ten) == ("deviation", "quantity")

    # Another order was invoiced four per cent too dear.
    dear_order = ward.order(20)
    take_over(ward, dear_order, 20)
    dear = invoices.document(dear_order, prices=["35.88"])
    hand_in(dear)
    assert state_of(dear) == ("deviation", "price")

    # A third names an account that nobody knows.
    strange_order = ward.order(5)
    take_over(ward, strange_order, 5)
    strange = invoices.document(strange_order, account="DK5000400440116244")
    hand_in(strange)
    assert state_of(strange) == ("deviation", "bank_account")
    assert queries.queue_counts(clerk) == {"bank_account": 1, "price": 1, "quantity": 1}

    # She asks about the dear one. The supplier credits both, and all that fits goes through by itself.
    invoicing.dispute(Invoice.objects.get(number=dear.number).pk, code="PRI", text="Aftalt 34,50 kr.", by=clerk, at=AT)
    one_box = replace(ten.lines[0], quantity=replace(ten.lines[0].quantity, value=D(1)))
    hand_in(invoices.credit(ten, lines=(one_box,)))
    assert state_of(ten) == ("posted", "")
    hand_in(invoices.credit(dear))
    with pytest.raises(Refused) as refused:
        invoicing.reject(Invoice.objects.get(number=dear.number).pk, code="PRI", text="Erstattes af en ny", by=clerk, at=AT)
    assert [p.code for p in refused.value.problems] == ["invoice.credited_already"]
    invoicing.close_dispute(Invoice.objects.get(number=dear.number).pk, by=clerk, at=AT)
    run_until_quiet(AT)
    assert state_of(dear) == ("posted", ""), "credited in full, it costs nothing"
    right = invoices.document(dear_order)
    hand_in(right)
    assert state_of(right) == ("posted", "")

    # The strange one is rejected; the same papers again change nothing.
    invoicing.reject(Invoice.objects.get(number=strange.number).pk, code="PAY", text="Ukendt konto", by=clerk, at=AT)
    before = Invoice.objects.count()
    assert exchange.receive(documents.write(ten), channel="dropfolder", file_name="igen.xml", at=AT, by=BY).arrived_before
    assert Invoice.objects.count() == before

    # What is right is paid once, less the torn box, by two people.
    run = ledger.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 2, 1), by=clerk, at=AT)
    ledger.release_payment(run.pk, by=payer, at=AT)
    run_until_quiet(AT)
    ledger.settle(run.pk, by=clerk, at=AT)
    sent = bytes(Outbound.objects.get(document_type="payment").payload)
    paid = Invoice.objects.filter(state="paid")
    net = sum((i.payable if i.kind == "invoice" else -i.payable for i in paid), D(0))
    assert D(pain001.control_sum(sent)) == net == run.total
    assert {ten.number, dear.number, right.number} <= {i.number for i in paid}
    # Nine boxes and twenty, at 34.50 with VAT; the credit note's VAT was rounded by itself.
    assert net == D("1250.62")
    for entry in books.journal(clerk, ward.region.pk):
        assert sum(D(p["amount"]) for p in entry["postings"]) == 0
    assert not Posting.objects.filter(account__purpose="bank").exclude(amount=-net).exists()
