"""From goods to bank: accrual, invoice, payment; and the books balance at every step."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum
from tests.builders import bodies, invoices
from tests.builders.refusals import refused
from tests.builders.shop import Shop, shop

from samkoeb.base import transactions
from samkoeb.documents.iso20022 import pain001
from samkoeb.exchange.models import Outbound
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ledger import actions
from samkoeb.ledger.models import Entry, Payment, Posting
from samkoeb.ordering.models import Order
from samkoeb.receiving import actions as receiving
from samkoeb.receiving.models import Receipt

pytestmark = pytest.mark.django_db
AT = invoices.AT
BY = operator()


@pytest.fixture
def ward() -> Shop:
    found = shop()
    invoices.bank_account(found.supplier)
    actions.create_chart(found.region.pk, bank={"registration_number": "3000", "account_number": "1234567890"}, by=BY, at=AT)
    return found


def received(ward: Shop, order: Order, *quantities: int) -> Receipt:
    lines = order.lines.order_by("number")
    wanted = [{"order_line_id": line.pk, "quantity": D(q)} for line, q in zip(lines, quantities, strict=False)]
    receipt = receiving.register(order.pk, unit_id=ward.unit.pk, lines=wanted, by=BY, at=AT)
    actions.post_receipt(receipt.pk, at=AT)
    return receipt


def sums(**only: object) -> dict[str, D]:
    """account code → what stands on it."""
    rows = Posting.objects.filter(**only).values_list("account__code").annotate(total=Sum("amount"))
    return {code: total for code, total in rows if total}


def posted(ward: Shop, *quantities: int, **more: object) -> Invoice:
    order = ward.order(*quantities)
    received(ward, order, *quantities)
    invoice = invoices.registered(invoices.document(order, **more))  # type: ignore[arg-type]
    actions.post_invoice(invoice.pk, at=AT)
    return Invoice.objects.get(pk=invoice.pk)


def test_goods_are_a_cost_when_they_are_taken_over(ward: Shop) -> None:
    received(ward, ward.order(10), 10)
    assert sums() == {"4410": D("345"), "9500": D("-345")}


def test_the_invoice_clears_the_accrual_and_owes_the_supplier(ward: Shop) -> None:
    invoice = posted(ward, 10)
    assert invoice.state == "posted"
    assert sums() == {"4410": D("345"), "6100": D("86.25"), "9510": D("-431.25")}
    assert actions.post_invoice(invoice.pk, at=AT) is None, "the same fact is posted once"


def test_a_price_difference_is_cost_and_leaves_nothing_on_the_accrual(ward: Shop) -> None:
    posted(ward, 10, prices=["34.90"])
    assert sums() == {"4410": D("349"), "6100": D("87.25"), "9510": D("-436.25")}


def test_an_invoice_before_the_goods_balances_when_they_come(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    actions.post_invoice(invoice.pk, at=AT)
    assert sums()["9500"] == 345
    with transactions.owns():
        invoices.ordering.note_received_all({order.lines.get().pk: D(-10)}, at=AT)
    received(ward, order, 10)
    assert "9500" not in sums()


def test_freight_and_its_vat_are_posted_with_the_goods(ward: Shop) -> None:
    posted(ward, 10, charges=[("Fragt", "100.00")])
    assert sums() == {"4410": D("445"), "6100": D("111.25"), "9510": D("-556.25")}


def test_a_receipt_taken_back_is_posted_back(ward: Shop) -> None:
    order = ward.order(10)
    receipt = received(ward, order, 10)
    back = receiving.reverse(receipt.pk, by=BY, at=AT)
    entry = actions.post_receipt(back.pk, at=AT)
    assert sums() == {}
    assert entry is not None and entry.reverses is not None


def test_a_credit_note_is_the_invoice_with_the_opposite_sign(ward: Shop) -> None:
    order = ward.order(10)
    received(ward, order, 9)
    document = invoices.document(order)
    invoices.registered(document)
    one = replace(document.lines[0], quantity=replace(document.lines[0].quantity, value=D(1)))
    note = invoices.registered(invoices.credit(document, lines=(one,)))
    for pk in Invoice.objects.order_by("pk").values_list("pk", flat=True):
        actions.post_invoice(pk, at=AT)
    assert sums() == {"4410": D("310.5"), "6100": D("77.62"), "9510": D("-388.12")}
    assert Entry.objects.get(invoice=note).kind == "credit_note"


def test_a_closed_month_is_posted_in_the_first_open_one(ward: Shop) -> None:
    controller = bodies.actor("controller", ward.region)
    clerk = bodies.actor("accounts_clerk", ward.region)
    later = AT.replace(month=12, day=3)
    actions.close_period(ward.region.pk, year=2026, month=11, by=clerk, at=later)
    received(ward, ward.order(10), 10)
    assert Entry.objects.get().posted_on == date(2026, 12, 1)
    with pytest.raises(NotAllowed):
        actions.reopen_period(ward.region.pk, year=2026, month=11, by=clerk, at=later)
    actions.reopen_period(ward.region.pk, year=2026, month=11, by=controller, at=later)
    received(ward, ward.order(1), 1)
    assert Entry.objects.order_by("-pk").first().posted_on == AT.date()  # type: ignore[union-attr]


def test_the_database_refuses_an_entry_that_does_not_balance(ward: Shop) -> None:
    posted(ward, 10)
    entry, account = Entry.objects.first(), Posting.objects.first().account  # type: ignore[union-attr]
    with pytest.raises(IntegrityError), transactions.attempt():
        Posting.objects.create(entry=entry, account=account, amount=D("0.01"))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def run_of(ward: Shop, **more: object):  # type: ignore[no-untyped-def]
    facts = {"organisation_id": ward.region.pk, "due_until": date(2027, 1, 31), "by": BY, "at": AT}
    return actions.propose_payment(**{**facts, **more})  # type: ignore[arg-type]


def test_a_run_is_proposed_by_one_released_by_another_and_settled(ward: Shop) -> None:
    invoice = posted(ward, 10)
    clerk, payer = bodies.actor("accounts_clerk", ward.region), bodies.actor("payment_approver", ward.region)
    run = run_of(ward, by=clerk)
    assert (run.total, run.state, run.prepared_by_id) == (D("431.25"), "prepared", clerk.person_id)
    with pytest.raises(NotAllowed):
        actions.release_payment(run.pk, by=clerk, at=AT)
    actions.release_payment(run.pk, by=payer, at=AT)
    sent = Outbound.objects.get(document_type="payment")
    assert D(pain001.control_sum(bytes(sent.payload))) == invoice.payable
    (transfer,) = pain001.read(bytes(sent.payload)).batches[0].transfers
    assert (transfer.route.iban, transfer.text) == (invoices.IBAN, invoice.number)  # type: ignore[union-attr]
    actions.settle(run.pk, by=clerk, at=AT)
    invoice.refresh_from_db()
    assert invoice.state == "paid"
    assert sums() == {"4410": D("345"), "6100": D("86.25"), "6900": D("-431.25")}
    assert Outbound.objects.filter(key=f"invoice-response:{invoice.pk}:PD").exists()


def test_the_one_who_prepared_does_not_release_even_as_a_substitute(ward: Shop) -> None:
    posted(ward, 10)
    both = bodies.actor("accounts_clerk", ward.region)
    bodies.grant(bodies.Person.objects.get(pk=both.person_id), "payment_approver", ward.region)
    run = run_of(ward, by=both)
    with pytest.raises(Refused) as refused:
        actions.release_payment(run.pk, by=bodies.queries.actor_for(both.person_id or 0, AT), at=AT)
    assert [p.code for p in refused.value.problems] == ["duties.preparer_releases"]
    payer = bodies.actor("payment_approver", ward.region)
    bodies.actions.set_substitute(
        person_id=both.person_id or 0, substitute_id=payer.person_id or 0, valid_from=bodies.LONG_AGO, valid_to=None, by=BY, at=AT
    )
    with pytest.raises(Refused):
        actions.release_payment(run.pk, by=bodies.queries.actor_for(payer.person_id or 0, AT), at=AT)


def test_an_invoice_is_in_one_run_until_the_run_is_cancelled(ward: Shop) -> None:
    posted(ward, 10)
    run = run_of(ward)
    with pytest.raises(Refused) as refused:
        run_of(ward)
    assert {p.code for p in refused.value.problems} == {"payment.nothing_to_pay", "payment.in_another_run"}
    actions.cancel_payment(run.pk, reason="Forkert dag", by=BY, at=AT)
    assert run_of(ward).total == run.total


def test_a_changed_account_rests_before_it_is_paid_to(ward: Shop) -> None:
    new = "DK5030000001234567"
    posted(ward, 10)
    order = ward.order(5)
    received(ward, order, 5)
    clerk = bodies.actor("accounts_clerk", ward.region)
    other = bodies.actor("accounts_clerk", ward.region)
    from_first = invoices.organisations.propose_bank_account(
        supplier_id=ward.supplier.pk, kind="iban", iban=_iban(new), by=clerk, at=AT
    )
    invoices.organisations.confirm_bank_account(from_first.pk, call_back_note="Ringet op", by=other, at=AT)
    waits = invoices.registered(invoices.document(order, account=_iban(new)))
    assert waits.state == "approved", "the account is confirmed: the invoice may be approved"
    actions.post_invoice(waits.pk, at=AT)
    run = run_of(ward)
    assert [row["code"] for row in run.excluded] == ["payment.account_rests"]
    assert Payment.objects.get().invoice.number != waits.number


def _iban(text: str) -> str:
    """With the check digits that belong to it."""
    rest = int(text[4:] + "132000") % 97
    return f"DK{98 - rest:02}{text[4:]}"


def test_an_account_turned_down_after_the_proposal_stops_the_release(ward: Shop) -> None:
    posted(ward, 10)
    run = run_of(ward)
    invoices.BankAccount.objects.update(state="rejected")
    with pytest.raises(Refused) as refused:
        actions.release_payment(run.pk, by=BY, at=AT)
    assert [p.code for p in refused.value.problems] == ["payment.account_changed"]


def test_credit_notes_come_off_what_is_paid(ward: Shop) -> None:
    order = ward.order(10)
    received(ward, order, 9)
    document = invoices.document(order)
    invoices.registered(document)
    one = replace(document.lines[0], quantity=replace(document.lines[0].quantity, value=D(1)))
    invoices.registered(invoices.credit(document, lines=(one,)))
    for pk in Invoice.objects.order_by("pk").values_list("pk", flat=True):
        actions.post_invoice(pk, at=AT)
    run = run_of(ward)
    assert run.total == sum(i.payable * (-1 if i.kind == "credit_note" else 1) for i in Invoice.objects.all())
    actions.release_payment(run.pk, by=BY, at=AT)
    actions.settle(run.pk, by=BY, at=AT)
    assert set(Invoice.objects.values_list("state", flat=True)) == {"paid"}
    assert "9510" not in sums()


def test_what_the_bank_turns_back_is_paid_again(ward: Shop) -> None:
    posted(ward, 10)
    run = run_of(ward)
    actions.release_payment(run.pk, by=BY, at=AT)
    actions.return_payments(run.pk, supplier_id=ward.supplier.pk, reason="AC04 konto lukket", by=BY, at=AT)
    assert run_of(ward).total == D("431.25")
    run.refresh_from_db()
    assert run.state == "cancelled", "nothing of it is left to be paid"
    with refused("workflow.step_not_possible"):
        actions.settle(run.pk, by=BY, at=AT)


def test_fik_is_paid_to_the_confirmed_creditor_with_the_invoices_reference(ward: Shop) -> None:
    invoices.bank_account(ward.supplier, kind="fik", account_number="88776655")
    order = ward.order(10)
    received(ward, order, 10)
    means = invoices.model.PaymentMeans(code="93", account="88776655", payment_id="71#000000000012344")
    invoice = invoices.registered(invoices.document(order, payment_means=(means,)))
    assert invoice.state == "approved"
    actions.post_invoice(invoice.pk, at=AT)
    run = run_of(ward)
    actions.release_payment(run.pk, by=BY, at=AT)
    (transfer,) = pain001.read(bytes(Outbound.objects.get(document_type="payment").payload)).batches[0].transfers
    assert (transfer.route.kind, transfer.route.creditor, transfer.route.reference) == ("71", "88776655", "000000000012344")  # type: ignore[union-attr]
