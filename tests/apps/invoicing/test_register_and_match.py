"""Invoices come in through the inbox and are matched against order, receipt and agreement."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from tests.builders import bodies, invoices
from tests.builders.shop import Shop, shop

from samkoeb.agreements.models import Agreement
from samkoeb.exchange.models import Outbound
from samkoeb.invoicing import actions, queries
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Refused
from samkoeb.ordering.models import Order
from samkoeb.process.quiet import run_until_quiet

pytestmark = pytest.mark.django_db
AT = invoices.AT


@pytest.fixture
def ward() -> Shop:
    found = shop()
    invoices.bank_account(found.supplier)
    return found


def responses(invoice: Invoice) -> list[str]:
    rows = Outbound.objects.filter(key__startswith=f"invoice-response:{invoice.pk}:").order_by("pk")
    return [row.key.rpartition(":")[2].partition("-")[0] for row in rows]


def test_what_fits_is_approved_by_itself_and_the_supplier_is_told(ward: Shop) -> None:
    order = ward.order(10, 2)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order))
    assert (invoice.state, invoice.reason, invoice.approved_automatically) == ("approved", "", True)
    assert responses(invoice) == ["AP"], "what is answered at once is not said to be received as well"
    assert [line.verdict for line in invoice.lines.order_by("position")] == ["fits", "fits"]
    assert {line.account for line in invoice.lines.all()} == {"4410"}
    assert {line.vat_code for line in invoice.lines.all()} == {"refundable"}
    line = order.lines.get(number=1)
    assert (line.invoiced_quantity, line.price) == (10, D("34.5"))


def test_the_invoiced_part_replaces_the_ordered_part_of_the_draw_down(ward: Shop) -> None:
    order = ward.order(100)
    assert Agreement.objects.get(pk=ward.agreement.pk).drawn == 3450
    invoices.received(order)
    invoices.registered(invoices.document(order, prices=["34.60"]))
    assert Agreement.objects.get(pk=ward.agreement.pk).drawn == 3460


def test_a_price_over_the_tolerance_waits_and_neither_price_is_overwritten(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["36.00"]))
    assert (invoice.state, invoice.reason) == ("deviation", "price")
    line = invoice.lines.get()
    assert (line.price, line.order_line.price) == (36, D("34.5"))
    assert Agreement.objects.get(pk=ward.agreement.pk).drawn == 345


def test_an_invoice_before_the_goods_waits_for_the_receipt_and_is_approved_when_it_comes(ward: Shop) -> None:
    order = ward.order(10)
    invoice = invoices.registered(invoices.document(order))
    assert (invoice.state, invoice.reason) == ("deviation", "missing_receipt")
    invoices.received(order)
    assert actions.rematch_order(order.pk, at=AT) == 1
    invoice.refresh_from_db()
    assert invoice.state == "approved"
    assert actions.rematch_order(order.pk, at=AT) == 0, "a decided invoice is left alone"


def test_the_torn_box_is_credited_and_the_invoice_goes_through(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order, 9)
    document = invoices.document(order)
    invoice = invoices.registered(document)
    assert (invoice.state, invoice.reason) == ("deviation", "quantity")
    one = replace(document.lines[0], quantity=replace(document.lines[0].quantity, value=D(1)))
    note = invoices.registered(invoices.credit(document, lines=(one,)))
    invoice.refresh_from_db()
    assert (note.state, note.credits_id, invoice.state) == ("approved", invoice.pk, "approved")
    assert order.lines.get().invoiced_quantity == 9


def test_one_invoice_answers_two_orders(ward: Shop) -> None:
    first, second = ward.order(10), ward.order(4)
    invoices.received(first)
    invoices.received(second)
    document, other = invoices.document(first), invoices.document(second)
    lines = [
        replace(x, id=str(n), order_number=o)
        for n, (x, o) in enumerate([(document.lines[0], first.number), (other.lines[0], second.number)])
    ]
    both = invoices.totals.completed(
        replace(document, order_number="", lines=tuple(lines), taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    )
    invoice = invoices.registered(both)
    assert invoice.state == "approved"
    assert [o.invoiced_quantity for o in (first.lines.get(), second.lines.get())] == [10, 4]


def test_the_same_number_in_the_same_year_is_refused(ward: Shop) -> None:
    order = ward.order(10)
    document = invoices.document(order)
    invoices.registered(document)
    with pytest.raises(Refused) as refused:
        invoices.registered(replace(document, note="igen"))
    assert [p.code for p in refused.value.problems] == ["invoice.duplicate"]
    assert Invoice.objects.count() == 1


def test_the_same_amount_on_the_same_day_waits_for_a_person(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoices.registered(invoices.document(order, quantities=[5]))
    again = invoices.registered(invoices.document(order, quantities=[5]))
    assert (again.state, again.reason) == ("deviation", "duplicate")


def test_another_account_than_the_confirmed_one_stops_everything(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, account="DK5000400440116244"))
    assert (invoice.state, invoice.reason) == ("deviation", "bank_account")
    with pytest.raises(Refused) as refused:
        actions.approve(invoice.pk, note="haster", by=operator(), at=AT)
    assert "invoice.bank_account_first" in {p.code for p in refused.value.problems}


def test_a_confirmed_account_lets_the_invoice_on(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, account="DK2930000001234567"))
    assert invoice.reason == "bank_account"
    invoices.bank_account(ward.supplier, iban="DK2930000001234567")
    assert actions.rematch_supplier(ward.supplier.pk, at=AT) == 1
    invoice.refresh_from_db()
    assert invoice.state == "approved"


def test_an_unknown_location_number_is_refused(ward: Shop) -> None:
    order = ward.order(10)
    document = invoices.document(order)
    stranger = replace(document.buyer, endpoint=replace(document.buyer.endpoint, value="5798000880016"), ids=())
    with pytest.raises(Refused) as refused:
        invoices.registered(replace(document, buyer=stranger))
    assert [p.code for p in refused.value.problems] == ["invoice.gln_unknown"]


def test_totals_are_compared_not_trusted(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    document = invoices.document(order)
    dear = replace(document, totals=replace(document.totals, payable=document.totals.payable + 10))
    invoice = invoices.registered(dear)
    assert (invoice.state, invoice.reason) == ("deviation", "totals")
    assert invoice.explanation[0]["facts"]["term"] == "BT-115"


def test_an_invoice_without_an_order_goes_to_the_person_who_codes_and_attests_it(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    head_name = "Afdelingssygeplejerske, Afsnit B4"
    small = invoices.registered(invoices.without_order("5790001968663", ward.supplier, reference=head_name))
    assert (small.state, small.reason, small.assigned_to_id) == ("received", "no_order", ward.head.person_id)
    actions.code_lines(small.pk, lines=[{"position": 1, "account": "4990"}], by=ward.head, at=AT)
    small.refresh_from_db()
    assert (small.state, small.reason) == ("coded", "awaiting_attest")
    actions.attest(small.pk, by=ward.head, at=AT)
    small.refresh_from_db()
    assert small.state == "approved", "a small one needs no second person"

    large = invoices.registered(invoices.without_order("5790001968663", ward.supplier, reference=head_name, net="9000.00"))
    actions.code_lines(large.pk, lines=[], by=ward.head, at=AT)
    actions.attest(large.pk, by=ward.head, at=AT)
    large.refresh_from_db()
    assert (large.state, large.reason) == ("coded", "awaiting_approval")
    with pytest.raises(Refused) as refused:
        actions.approve(large.pk, by=ward.head, at=AT)
    assert [p.code for p in refused.value.problems] == ["invoice.attester_approves"]
    actions.approve(large.pk, by=clerk, at=AT)
    large.refresh_from_db()
    assert (large.state, large.approved_by_id) == ("approved", clerk.person_id)


def test_a_deviation_needs_a_reason_and_two_people(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["36.00"]))
    with pytest.raises(Refused) as refused:
        actions.approve(invoice.pk, by=clerk, at=AT)
    assert {p.code for p in refused.value.problems} == {"invoice.reason_missing", "invoice.not_attested"}
    actions.attest(invoice.pk, note="Prisen er aftalt pr. telefon", by=ward.head, at=AT)
    actions.approve(invoice.pk, note="Set", by=clerk, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.attested_by_id, invoice.approved_by_id) == ("approved", ward.head.person_id, clerk.person_id)


def test_the_one_who_asked_for_the_goods_does_not_approve_their_invoice(ward: Shop) -> None:
    ward.put(2)
    order: Order = ward.submit().orders.get()
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["40.00"]))
    bodies.grant(bodies.Person.objects.get(pk=ward.nurse.person_id), "approver", ward.region, ward.unit)
    nurse = bodies.queries.actor_for(ward.nurse.person_id or 0, AT)
    actions.attest(invoice.pk, by=ward.head, at=AT)
    with pytest.raises(Refused) as refused:
        actions.approve(invoice.pk, note="ok", by=nurse, at=AT)
    assert [p.code for p in refused.value.problems] == ["duties.requester_approves"]


def test_a_dispute_holds_the_invoice_and_the_day_runs_on(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["36.00"]))
    due = invoice.due_on
    opened = actions.dispute(invoice.pk, code="PRI", text="Aftalt 34,50 kr.", by=clerk, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.reason, invoice.due_on) == ("disputed", "disputed", due)
    assert responses(invoice) == ["AB", "UQ"]
    actions.answer_dispute(opened.pk, answer="Vi sender en kreditnota", by=ward.seller, at=AT)
    actions.close_dispute(invoice.pk, by=clerk, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.reason) == ("deviation", "price")


def test_a_rejected_invoice_frees_what_it_claimed(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["36.00"]))
    assert order.lines.get().invoiced_quantity == 10
    actions.reject(invoice.pk, code="PRI", text="Forkert pris", by=clerk, at=AT)
    assert order.lines.get().invoiced_quantity == 0
    assert responses(invoice) == ["AB", "RE"]
    assert invoices.registered(invoices.document(order, number="F-ny")).state == "approved"


def test_a_credit_note_larger_than_what_is_open_needs_a_reason(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    document = invoices.document(order, quantities=[2])
    invoices.registered(document)
    whole = invoices.document(order)
    note = invoices.registered(invoices.credit(replace(whole, number=document.number)))
    assert (note.state, note.reason) == ("deviation", "credit")
    assert {p["code"] for p in note.explanation} == {"credit.larger_than_open"}
    assert order.lines.get().invoiced_quantity == 2, "nothing is given back before it is approved"
    clerk = bodies.actor("accounts_clerk", ward.region)
    actions.attest(note.pk, by=ward.head, at=AT)
    actions.approve(note.pk, note="Bonus for året", by=clerk, at=AT)
    assert Invoice.objects.get(pk=note.pk).state == "approved"
    assert order.lines.get().invoiced_quantity == 0, "no more is given back than was claimed"


def test_a_credit_note_that_waits_lets_no_invoice_through(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order, 9)
    document = invoices.document(order)
    invoice = invoices.registered(document)
    one = replace(document.lines[0], quantity=replace(document.lines[0].quantity, value=D(1)))
    note = invoices.registered(invoices.credit(document, lines=(one,), billing_references=()))
    assert (note.state, note.reason) == ("deviation", "credit"), "it doesn't say which invoice it credits"
    actions.match(invoice.pk, at=AT)
    assert Invoice.objects.get(pk=invoice.pk).state == "deviation"
    actions.attest(note.pk, by=ward.head, at=AT)
    actions.approve(note.pk, note="Hører til den seneste faktura", by=operator(), at=AT)
    actions.match(invoice.pk, at=AT)
    assert Invoice.objects.get(pk=invoice.pk).state == "approved"


def test_an_invoice_that_is_credited_is_not_rejected_but_costs_nothing(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    document = invoices.document(order, prices=["40.00"])
    invoice = invoices.registered(document)
    assert invoice.reason == "price"
    note = invoices.registered(invoices.credit(document))
    assert note.state == "approved"
    invoice.refresh_from_db()
    assert (invoice.state, [p["code"] for p in invoice.explanation]) == ("approved", ["invoice.credited_in_full"])
    assert order.lines.get().invoiced_quantity == 0
    assert Agreement.objects.get(pk=ward.agreement.pk).drawn == 345, "the goods are still to be invoiced"


def test_the_queue_counts_by_reason_and_shows_only_what_one_may_see(ward: Shop, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    clerk = bodies.actor("accounts_clerk", ward.region)
    stranger = bodies.actor("accounts_clerk", bodies.body("Region Syddanmark"))
    for _ in range(3):
        order = ward.order(10)
        invoices.registered(invoices.document(order))
    assert queries.queue_counts(clerk) == {"missing_receipt": 3}
    assert queries.queue_counts(stranger) == {}
    with django_assert_max_num_queries(2):
        assert len(list(queries.queue(clerk, "missing_receipt", on=AT.date()))) == 3
    assert list(queries.queue(stranger, on=AT.date())) == []
    assert queries.own_invoices(ward.seller, on=AT.date()).count() == 3


def test_the_match_page_shows_order_receipt_and_invoice_side_by_side(ward: Shop, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10, 5, 3)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["34.90", "36.00"]))
    with django_assert_max_num_queries(12):
        page = queries.match_page(clerk, invoice.pk, at=AT)
    assert [line.verdict for line in page.lines] == ["within", "deviation", "fits"]
    assert page.lines[0].order is not None and page.lines[0].order.price == D("34.5")
    assert page.risk.days_left == (invoice.due_on - AT.date()).days
    assert {c.step: c.is_open for c in page.choices} == {
        "approve": False, "attest": True, "code": True, "reroute": True, "dispute": True, "reject": True, "match": True,
    }  # fmt: skip
    assert queries.match_page(ward.seller, invoice.pk, at=AT).choices == ()
    with pytest.raises(Invoice.DoesNotExist):
        queries.match_page(bodies.actor("supplier", bodies.supplier("Konkurrenten")), invoice.pk, at=AT)


def test_a_rejected_invoice_waits_for_no_answer(ward: Shop) -> None:
    clerk = bodies.actor("accounts_clerk", ward.region)
    order = ward.order(10)
    invoices.received(order)
    invoice = invoices.registered(invoices.document(order, prices=["40.00"]))
    question = actions.dispute(invoice.pk, code="PRI", text="Hvorfor 40 kr.?", by=clerk, at=AT)
    assert [row.id for row in queries.own_questions(ward.seller, on=AT.date())] == [invoice.pk]
    actions.reject(invoice.pk, code="PRI", text="Forkert pris", by=clerk, at=AT)
    assert list(queries.own_questions(ward.seller, on=AT.date())) == []
    with pytest.raises(Refused) as no:
        actions.answer_dispute(question.pk, answer="Undskyld", by=ward.seller, at=AT)
    assert [p.code for p in no.value.problems] == ["dispute.closed"]


def test_what_a_rejected_invoice_claimed_lets_another_through(ward: Shop) -> None:
    order = ward.order(10)
    invoices.received(order)
    first = invoices.registered(invoices.document(order, prices=["40.00"]))
    second = invoices.registered(invoices.document(order))
    assert (second.state, second.reason) == ("deviation", "quantity")
    actions.reject(first.pk, code="PRI", text="Forkert pris", by=operator(), at=AT)
    run_until_quiet(AT)
    second.refresh_from_db()
    assert second.state in ("approved", "posted")
