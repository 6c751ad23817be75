"""A supplier without a system makes a valid invoice and credit note from the order; both take the way of all documents."""

from dataclasses import replace
from decimal import Decimal as D
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from tests.builders import bodies, invoices
from tests.builders.shop import Shop, shop
from tests.conformance import oracles

from samkoeb import documents
from samkoeb.documents import model
from samkoeb.exchange.models import Inbound, Outbound
from samkoeb.invoicing import actions, queries
from samkoeb.invoicing.actions import remind
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations.models import Organisation

pytestmark = pytest.mark.django_db
AT = invoices.AT


@pytest.fixture
def ward() -> Shop:
    found = shop(channel="email")
    invoices.bank_account(found.supplier)
    return found


def taken_in(inbound: Inbound) -> Invoice:
    read = documents.read(bytes(inbound.raw), on=AT.date()).model
    result = actions.register(read, inbound, by=operator("inbound"), at=AT)  # type: ignore[arg-type]
    return Invoice.objects.get(pk=int(result.partition(":")[2]))


def faults(raw: bytes) -> list[str]:
    return [f for rules in (oracles.EN16931, oracles.PEPPOL) for f in oracles.rule_faults(raw, oracles.stylesheet(rules))]


def test_what_is_left_of_the_order_becomes_a_valid_invoice_that_is_approved(ward: Shop) -> None:
    order = ward.order(10, 2)
    invoices.received(order)
    inbound = actions.make_invoice(
        order.pk, charges=[{"reason": "Fragt", "amount": "75", "is_freight": True}], by=ward.seller, at=AT
    )
    assert faults(bytes(inbound.raw)) == []
    invoice = taken_in(inbound)
    assert (invoice.state, invoice.net_total, invoice.number) == ("approved", D("489.00"), f"{order.number}-F1")
    assert [queries.open_quantity(line) for line in order.lines.all()] == [0, 0]


def test_the_torn_box_becomes_a_valid_credit_note(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order, 9)
    invoice = taken_in(actions.make_invoice(order.pk, number="F-1", by=ward.seller, at=AT))
    assert invoice.reason == "quantity"
    inbound = actions.make_credit_note(invoice.pk, lines=[{"position": 1, "quantity": 1}], by=ward.seller, at=AT)
    assert faults(bytes(inbound.raw)) == []
    note = taken_in(inbound)
    invoice.refresh_from_db()
    assert (note.kind, note.state, invoice.state) == ("credit_note", "approved", "approved")
    with pytest.raises(Refused) as refused:
        actions.make_credit_note(invoice.pk, lines=[{"position": 1, "quantity": 10}], by=ward.seller, at=AT)
    assert [p.code for p in refused.value.problems] == ["invoice.too_many"]


def test_a_part_of_the_order_now_and_the_rest_later(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    first = taken_in(actions.make_invoice(order.pk, lines=[{"number": 1, "quantity": 4}], by=ward.seller, at=AT))
    assert (first.state, queries.open_quantity(order.lines.get()), queries.next_number(order)) == ("approved", 6, f"{order.number}-F2")
    with pytest.raises(Refused) as refused:
        actions.make_invoice(order.pk, lines=[{"number": 1, "quantity": 7}, {"number": 9, "quantity": 1}], by=ward.seller, at=AT)
    assert [p.code for p in refused.value.problems] == ["invoice.too_many", "invoice.line_not_on_order"]


def test_a_used_number_is_refused_before_it_is_sent(ward: Shop) -> None:
    order = ward.order(10)
    taken_in(actions.make_invoice(order.pk, lines=[{"number": 1, "quantity": 1}], number="F-1", by=ward.seller, at=AT))
    with pytest.raises(Refused) as refused:
        actions.make_invoice(order.pk, number="f-1", by=ward.seller, at=AT)
    assert [p.code for p in refused.value.problems] == ["invoice.number_taken"]


def test_each_confirmed_way_to_be_paid_gives_a_valid_invoice(ward: Shop) -> None:
    ways = [
        invoices.bank_account(ward.supplier, kind="dk", registration_number="0040", account_number="0440116243", at=bodies.AT),
        invoices.bank_account(ward.supplier, kind="fik", account_number="88776655", at=bodies.AT),
    ]
    for account in ways:
        invoices.BankAccount.objects.filter(pk=account.pk).update(pay_from=bodies.AT)
        order = ward.order(1)
        inbound = actions.make_invoice(order.pk, account_id=account.pk, by=ward.seller, at=AT)
        assert faults(bytes(inbound.raw)) == [], account.kind


def test_another_supplier_makes_no_invoice_of_it(ward: Shop) -> None:
    order = ward.order(10)
    stranger = bodies.actor("supplier", bodies.supplier("Konkurrenten"))
    with pytest.raises(NotAllowed):
        actions.make_invoice(order.pk, by=stranger, at=AT)


def test_a_supplier_without_a_system_gets_the_question_as_a_letter(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoice = taken_in(actions.make_invoice(order.pk, by=ward.seller, at=AT))
    actions.dispute(invoice.pk, code="DEL", text="Vi mangler varerne", by=clerk, at=AT)
    letter = Outbound.objects.get(key__startswith="invoice-letter:")
    assert letter.address == ward.supplier.email
    assert "Vi mangler varerne" in letter.body and "Betalingsfristen løber" in letter.body
    (link,) = [word for word in letter.body.split() if word.startswith("http")]
    assert resolve(urlsplit(link).path).view_name == "supplier:invoices"


def test_a_foreign_supplier_is_asked_in_english(ward: Shop) -> None:
    Organisation.objects.filter(pk=ward.supplier.pk).update(country="SE", channel="email", email="order@handskehuset.example")
    invoice = taken_in(actions.make_invoice(ward.order(10).pk, by=ward.seller, at=AT))
    actions.dispute(invoice.pk, code="DEL", text="Two boxes are missing", by=bodies.actor("accounts_clerk", ward.region), at=AT)
    letter = Outbound.objects.get(key__startswith="invoice-letter:")
    assert letter.subject == f"A question about invoice {invoice.number}" and "has a question about" in letter.body


def test_all_who_wait_for_goods_have_their_turn_however_many_there_are(ward: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remind, "MOST", 1)
    for _ in range(2):
        taken_in(actions.make_invoice(ward.order(10).pk, by=ward.seller, at=AT))
    for hour in (9, 10):
        assert actions.remind_missing_receipts(AT.replace(month=12, day=4, hour=hour)) == 1
    assert list(Invoice.objects.values_list("reminders", flat=True)) == [1, 1]


def test_a_ward_is_reminded_of_what_it_has_not_received_and_then_its_officer(ward: Shop) -> None:
    order = ward.order(10)
    taken_in(actions.make_invoice(order.pk, by=ward.seller, at=AT))
    assert actions.remind_missing_receipts(AT) == 0, "not at once"
    for day in (1, 4, 7):
        assert actions.remind_missing_receipts(AT.replace(month=12, day=day)) == 1

    def told(person_id: int | None) -> int:
        return sum(line.kind == "receipt_missing" for line in bodies.queries.notifications_of(person_id or 0))

    assert (told(ward.nurse.person_id), told(ward.head.person_id)) == (2, 1)


def of_two_lines_that_look_alike(ward: Shop) -> Invoice:
    document = invoices.without_order("5790001968663", ward.supplier, net="100.00")
    two = (document.lines[0], replace(document.lines[0], id="2"))
    document = replace(document, lines=two, taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    return invoices.registered(invoices.totals.completed(document))


def test_lines_that_nothing_tells_apart_are_each_credited_once(ward: Shop) -> None:
    invoice = of_two_lines_that_look_alike(ward)
    for position in (1, 2):
        taken_in(actions.make_credit_note(invoice.pk, lines=[{"position": position, "quantity": 1}], by=ward.seller, at=AT))
    with pytest.raises(Refused) as no:
        actions.make_credit_note(invoice.pk, lines=[{"position": 1, "quantity": 1}], by=ward.seller, at=AT)
    assert [p.code for p in no.value.problems] == ["invoice.too_many"]


def test_the_same_line_number_of_two_orders_is_credited_for_each(ward: Shop) -> None:
    first, second = ward.order(10), ward.order(4)
    invoices.received(first)
    invoices.received(second)
    document, other = invoices.document(first), invoices.document(second)
    lines = (replace(document.lines[0], order_number=first.number), replace(other.lines[0], id="2", order_number=second.number))
    both = replace(document, lines=lines, taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    invoice = invoices.registered(invoices.totals.completed(both))
    taken_in(actions.make_credit_note(invoice.pk, lines=[{"position": 1, "quantity": 10}], by=ward.seller, at=AT))
    note = taken_in(actions.make_credit_note(invoice.pk, lines=[{"position": 2, "quantity": 4}], by=ward.seller, at=AT))
    assert note.net_total == D("138.00")


def test_a_discount_is_credited_with_what_it_was_given_on(ward: Shop) -> None:
    document = invoices.without_order("5790001968663", ward.supplier, net="100.00")
    off = model.AllowanceCharge(is_charge=False, amount=D(10), reason="Rabat", tax=model.TaxCategory(code="S", percent=D(25)))
    line = replace(document.lines[0], allowances=(replace(off, amount=D(5), tax=None),))
    document = replace(document, lines=(line,), allowances=(off,), taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    invoice = invoices.registered(invoices.totals.completed(document))
    assert invoice.net_total == D("85.00")
    inbound = actions.make_credit_note(invoice.pk, by=ward.seller, at=AT)
    assert faults(bytes(inbound.raw)) == []
    assert taken_in(inbound).payable == invoice.payable
