"""From the day of the merger the new body's books take over: what is open is posted, released and paid there (T30)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.builders import bodies, invoices
from tests.builders.shop import shop

from samkoeb.base import shown
from samkoeb.documents.iso20022 import pain001
from samkoeb.exchange.models import Outbound
from samkoeb.invoicing import actions as attesting
from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ledger import actions, queries
from samkoeb.ledger.models import Entry

pytestmark = pytest.mark.django_db
AFTER = datetime(2027, 1, 5, 9, tzinfo=UTC)
BY = operator()


def test_open_invoices_follow_into_the_new_bodys_books_and_bank() -> None:
    ward = shop()
    invoices.bank_account(ward.supplier)
    new = bodies.actions.create_organisation(kind="region", name="Region Ny", valid_from=bodies.MERGER, by=BY, at=invoices.AT)
    bodies.actions.succeed([ward.region.pk], successor_id=new.pk, on=bodies.MERGER, source="test", by=BY, at=invoices.AT)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    actions.post_invoice(invoice.pk, at=AFTER)
    assert Entry.objects.get().organisation_id == new.pk

    clerk = bodies.actor("accounts_clerk", new, at=AFTER)
    payer = bodies.actor("payment_approver", new, at=AFTER)
    assert [row.number for row in invoicing.decided(clerk, on=AFTER.date())] == [invoice.number]
    with pytest.raises(Refused) as refused:
        actions.propose_payment(organisation_id=new.pk, due_until=date(2027, 2, 1), by=clerk, at=AFTER)
    assert [p.code for p in refused.value.problems] == ["payment.no_bank_account"]
    actions.set_bank_account(new.pk, numbers={"iban": invoices.IBAN}, by=BY, at=AFTER)
    run = actions.propose_payment(
        organisation_id=new.pk, due_until=date(2027, 2, 1), version="pain.001.001.03", by=clerk, at=AFTER
    )
    actions.release_payment(run.pk, by=payer, at=AFTER)
    sent = bytes(Outbound.objects.get(document_type="payment").payload)
    assert b"pain.001.001.03" in sent
    assert pain001.read(sent).batches[0].debtor_name == "Region Ny"


def test_the_books_of_another_body_are_not_shown_nor_touched() -> None:
    ward = shop()
    invoices.bank_account(ward.supplier)
    actions.create_chart(ward.region.pk, bank={"iban": invoices.IBAN}, by=BY, at=invoices.AT)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    actions.post_invoice(invoice.pk, at=invoices.AT)
    run = actions.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 2, 1), by=BY, at=invoices.AT)

    other = bodies.body("Region Syddanmark")
    clerk, payer = bodies.actor("accounts_clerk", other), bodies.actor("payment_approver", other)
    today = invoices.AT.date()
    assert list(queries.entries(clerk)) == [] and queries.runs(payer) == [] and queries.waiting_for_release(payer) == []
    assert queries.journal(clerk, ward.region.pk) == [] and queries.balances(clerk, ward.region.pk, until=today) == []
    assert queries.accruals(clerk, ward.region.pk, until=today) == []
    assert queries.postings_of_invoice(clerk, invoice.pk) == []
    with pytest.raises(NotAllowed):
        queries.preview(clerk, ward.region.pk, due_until=today, at=invoices.AT)
    for step in (
        lambda: actions.release_payment(run.pk, by=payer, at=invoices.AT),
        lambda: actions.cancel_payment(run.pk, by=payer, at=invoices.AT),
        lambda: actions.settle(run.pk, by=clerk, at=invoices.AT),
        lambda: actions.propose_payment(organisation_id=ward.region.pk, due_until=today, by=clerk, at=invoices.AT),
        lambda: actions.close_period(ward.region.pk, year=2026, month=10, by=clerk, at=invoices.AT),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_the_books_read_back(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ward = shop()
    invoices.bank_account(ward.supplier)
    actions.create_chart(ward.region.pk, bank={"iban": invoices.IBAN}, by=BY, at=invoices.AT)
    clerk, payer = bodies.actor("accounts_clerk", ward.region), bodies.actor("payment_approver", ward.region)
    for _ in range(3):
        order = ward.order(10)
        invoices.received(order)
        actions.post_invoice(invoices.registered(invoices.document(order)).pk, at=invoices.AT)
    today = invoices.AT.date()
    with django_assert_max_num_queries(1):
        rows = queries.entries(clerk)[:50]
    assert [str(row.total) for row in rows] == ["431.250"] * 3
    with django_assert_max_num_queries(2):
        journal = queries.journal(clerk, ward.region.pk)
    assert all(sum(map(invoices.Decimal, (p["amount"] for p in e["postings"]))) == 0 for e in journal)
    assert {b.account: b.amount for b in queries.balances(clerk, ward.region.pk, until=today)}["9510"] == invoices.Decimal(
        "-1293.75"
    )
    assert queries.vat_statement(clerk, ward.region.pk, since=date(2026, 1, 1), until=today) == [
        queries.VatRow("vat_refundable", "DKK", invoices.Decimal("258.75"))
    ]
    # Invoiced, and nothing accrued: what the goods' receipts will clear.
    assert {row.amount for row in queries.accruals(clerk, ward.region.pk, until=today)} == {345}
    assert len(queries.preview(clerk, ward.region.pk, due_until=date(2027, 2, 1), at=invoices.AT).paid) == 3
    run = actions.propose_payment(organisation_id=ward.region.pk, due_until=date(2027, 2, 1), by=clerk, at=invoices.AT)
    with django_assert_max_num_queries(4):
        page = queries.run_page(payer, run.pk)
    assert page.choices == {"release": (), "cancel": ()}
    assert [row.id for row in queries.waiting_for_release(payer)] == [run.pk]
    actions.release_payment(run.pk, by=payer, at=invoices.AT)
    late = date(2027, 1, 4)
    actions.settle(run.pk, on=late, by=clerk, at=invoices.AT)
    (row, *_rest) = queries.late_payments(clerk, ward.region.pk, since=date(2027, 1, 1), until=late)
    assert (row.days, row.amount) == ((late - row.due_on).days, invoices.Decimal("431.25"))
    assert row.interest > 0


def test_vat_of_a_bill_in_euro_is_never_added_to_that_in_kroner() -> None:
    ward = shop()
    invoices.bank_account(ward.supplier)
    actions.create_chart(ward.region.pk, bank={"iban": invoices.IBAN}, by=BY, at=invoices.AT)
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoices.received(order)
    actions.post_invoice(invoices.registered(invoices.document(order)).pk, at=invoices.AT)
    bill = invoices.document(order)
    lines = tuple(replace(line, price=replace(line.price, currency="EUR"), order_line_id="") for line in bill.lines)
    euro = replace(bill, currency="EUR", order_number="", lines=lines, taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    found = invoices.registered(invoices.totals.completed(euro))
    attesting.code_and_attest(found.pk, lines=[], by=ward.head, at=invoices.AT)
    attesting.approve(found.pk, by=clerk, at=invoices.AT)
    actions.post_invoice(found.pk, at=invoices.AT)
    vat = queries.vat_statement(clerk, ward.region.pk, since=date(2026, 1, 1), until=invoices.AT.date())
    assert [(row.currency, row.amount) for row in vat] == [("DKK", invoices.Decimal("86.25")), ("EUR", invoices.Decimal("86.25"))]


def test_a_list_of_vouchers_taken_home_holds_them_all_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "PIECE", 2)
    ward = shop()
    invoices.bank_account(ward.supplier)
    clerk = bodies.actor("accounts_clerk", ward.region)
    for _ in range(5):
        order = ward.order(1)
        invoices.received(order)
        actions.post_invoice(invoices.registered(invoices.document(order)).pk, at=invoices.AT)
    rows = queries.entries(clerk)
    numbers = [row.number for row in rows]
    assert (len(numbers), rows.count(), numbers) == (5, 5, sorted(numbers, reverse=True))
    assert [row.number for row in rows[2:4]] == numbers[2:4]
