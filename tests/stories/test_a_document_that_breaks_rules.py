"""What breaks the rules of its type: an invoice is asked about before it is one, and an order does not leave before it is put right."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.builders import bodies, invoices, rules
from tests.builders.shop import Shop, response, shop

from samkoeb import documents
from samkoeb.audit.queries import trail
from samkoeb.documents import model
from samkoeb.documents.ubl import order_response as ubl
from samkoeb.documents.validation import validate
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.exchange.models import Inbound, Outbound
from samkoeb.invoicing import queries as invoicing
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions as ordering
from samkoeb.organisations.models import Notification, Person
from samkoeb.process import broken, outbound
from samkoeb.process.quiet import run_until_quiet

pytestmark = pytest.mark.django_db
AT, BY = invoices.AT, operator()


@pytest.fixture(autouse=True)
def home(tmp_path, settings) -> Path:
    settings.HOME, settings.EMAIL_URL = tmp_path / "home", ""
    return settings.HOME


def broken_invoice(ward: Shop) -> bytes:
    """Ten boxes as ordered, and an amount to pay that the totals do not make."""
    raw = documents.write(invoices.document(ward.order(10)))
    wrong = raw.replace(b'<cbc:PayableAmount currencyID="DKK">', b'<cbc:PayableAmount currencyID="DKK">9')
    assert wrong != raw
    return wrong


def hand_in(raw: bytes) -> Inbound:
    inbound = exchange.receive(raw, channel="dropfolder", file_name="faktura.xml", at=AT, by=BY)
    run_until_quiet(AT)
    return Inbound.objects.get(pk=inbound.pk)


def answers() -> list[model.InvoiceResponse]:
    """What the supplier's system was told, in order; each by the rules of its own type."""
    rows = Outbound.objects.filter(document_type="invoice_response", state="sent").order_by("pk")
    assert all(validate(bytes(row.payload), on=AT.date()).valid for row in rows)
    return [documents.read(bytes(row.payload), on=AT.date()).model for row in rows]


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def test_a_broken_invoice_is_answered_seen_and_taken_in_anyway(home) -> None:
    ward = shop()
    clerk, other = bodies.actor("accounts_clerk", ward.region), bodies.actor("accounts_clerk", bodies.body("Region Udkant", cvr="29190925"))
    inbound = hand_in(broken_invoice(ward))

    # It is kept, and it is no invoice yet. The supplier is told which rule, and asked for a new one.
    assert (inbound.state, inbound.reason["code"], inbound.checked["ids"]) == ("set_aside", "exchange.breaks_rules", ["BR-CO-16"])
    assert not Invoice.objects.exists()
    (asked,) = answers()
    assert (asked.code, [s.code for s in asked.statuses]) == ("UQ", ["OTH", "NIN"])
    assert "BR-CO-16" in asked.statuses[0].reason and "Beløbet til betaling" in asked.statuses[0].reason

    # The clerk finds it among what waits, and reads in her own words what is wrong.
    assert invoicing.queue_counts(clerk) == {"breaks_rules": 1}
    assert Notification.objects.filter(person_id=clerk.person_id, kind="document_broken").count() == 1
    page = signed_in(clerk).get(f"/admin/inbox/{inbound.pk}/").content.decode()
    assert "Beløbet til betaling er ikke totalen med moms" in page and "BR-CO-16" in page
    assert signed_in(other).get(f"/admin/inbox/{inbound.pk}/").status_code == 404

    # Read again, it is still broken, and the supplier is not told twice.
    exchange.retry(inbound.pk, by=clerk, at=AT)
    run_until_quiet(AT)
    assert len(answers()) == 1

    # She takes it in, and says why. Another body's clerk can't, and nobody can without a reason.
    with pytest.raises(NotAllowed):
        exchange.take_anyway(inbound.pk, why="Aftalt i telefonen", by=other, at=AT)
    with pytest.raises(Refused):
        exchange.take_anyway(inbound.pk, why="  ", by=clerk, at=AT)
    answer = signed_in(clerk).post(f"/admin/inbox/{inbound.pk}/", {"take_anyway": "1", "why": "Aftalt i telefonen"})
    assert answer.status_code == 302
    run_until_quiet(AT)
    inbound.refresh_from_db()
    assert (inbound.state, inbound.decision, inbound.taken_by_id) == ("handled", "Aftalt i telefonen", clerk.person_id)
    assert Invoice.objects.get().inbound_id == inbound.pk
    (told,) = trail(action="exchange.inbound.take_anyway")
    assert (told["person_id"], told["facts"]["rules"]) == (clerk.person_id, ["BR-CO-16"])
    assert [one.code for one in answers()] == ["UQ", "AB"]


def test_a_rejected_one_is_answered_in_the_clerks_words_and_can_be_sent_again_corrected(home) -> None:
    ward = shop()
    clerk = bodies.actor("accounts_clerk", ward.region)
    raw = broken_invoice(ward)
    inbound = hand_in(raw)
    broken.reject(inbound.pk, why="Send en ny med det rigtige beløb", by=clerk, at=AT)
    run_until_quiet(AT)
    asked, refused = answers()
    assert (asked.code, refused.code, refused.statuses[0].reason) == ("UQ", "RE", "Send en ny med det rigtige beløb")
    inbound.refresh_from_db()
    assert (inbound.state, bytes(inbound.raw)) == ("rejected", raw)
    corrected = hand_in(raw.replace(b'<cbc:PayableAmount currencyID="DKK">9', b'<cbc:PayableAmount currencyID="DKK">'))
    assert (corrected.reason, corrected.state, Invoice.objects.count()) == (None, "handled", 1)


def test_a_supplier_without_a_system_is_told_by_letter(home) -> None:
    ward = shop(channel="email")
    inbound = hand_in(broken_invoice(ward))
    (letter,) = Outbound.objects.filter(key=f"invoice-letter:inbound-{inbound.pk}:UQ")
    assert "BR-CO-16" in letter.body and letter.address == ward.supplier.email


def test_a_broken_order_confirmation_is_answered_by_a_message_level_response(home) -> None:
    ward = shop()
    order = ward.order(10)
    raw = ubl.write(response(order, "OR-1"))
    inbound = hand_in(raw.replace(b"<cbc:IssueDate>", b"<cbc:IssueDate>2026-11-19</cbc:IssueDate><cbc:IssueDate>"))
    assert (inbound.state, inbound.reason["code"]) == ("set_aside", "exchange.breaks_rules")
    row = Outbound.objects.get(document_type="message_response")
    assert row.state == "sent" and validate(bytes(row.payload), on=AT.date()).valid
    assert inbound.checked["ids"][0] in bytes(row.payload).decode()
    order.refresh_from_db()
    assert order.state == "ordered"


def test_an_order_that_breaks_a_rule_is_stopped_shown_mended_and_sent_once(home, tmp_path) -> None:
    ward = shop()
    administrator = bodies.actor("administrator", ward.region)
    ward.supplier.street = ""
    ward.supplier.save()
    exchange.add_rules(rules.orders(tmp_path / "rules", rules.SELLER_HAS_A_STREET), by=BY, at=AT)
    ward.put(10)
    order = ward.submit().orders.get()
    run_until_quiet(AT)

    # It stands as stopped, no file has left, and nothing can be fetched.
    row = Outbound.objects.get(key=f"order:{order.number}")
    assert (row.state, row.checked["ids"], row.released) == ("stopped", ["STREET-01"], None)
    assert not list(home.glob("out/0*/*"))
    assert exchange_queries.fetchable(BY) == []

    # The administrator and the nurse whose order it is see why.
    assert "The seller must have a street." in signed_in(administrator).get(f"/admin/outbox/{row.pk}/").content.decode()
    assert "Ordren er ikke sendt" in signed_in(ward.nurse).get(f"/shop/orders/{order.pk}/").content.decode()
    told = set(Notification.objects.filter(kind__in=("document_stopped", "order_stopped")).values_list("person_id", "kind"))
    assert told == {(administrator.person_id, "document_stopped"), (ward.nurse.person_id, "order_stopped")}

    # Sent again with nothing mended, it is stopped again.
    later = AT + timedelta(minutes=1)
    outbound.send_again(row.pk, by=administrator, at=later)
    run_until_quiet(later)
    assert Outbound.objects.get(pk=row.pk).state == "stopped"

    # With the street it is written anew, and leaves once.
    ward.supplier.street = "Lagervej 1"
    ward.supplier.save()
    outbound.send_again(row.pk, by=administrator, at=later)
    run_until_quiet(later)
    run_until_quiet(later)
    row.refresh_from_db()
    (file,) = home.glob("out/0*/*")
    assert (row.state, b"Lagervej 1" in file.read_bytes()) == ("sent", True)
    assert [one.pk for one in exchange_queries.fetchable(BY)] == [row.pk]
    assert "Ordren er ikke sendt" not in signed_in(ward.nurse).get(f"/shop/orders/{order.pk}/").content.decode()


def test_a_stopped_order_leaves_when_a_newer_rule_set_lets_it(home, tmp_path) -> None:
    ward = shop()
    ward.supplier.street = ""
    ward.supplier.save()
    exchange.add_rules(rules.orders(tmp_path / "old", rules.SELLER_HAS_A_STREET), by=BY, at=AT)
    order = ward.order(10)
    run_until_quiet(AT)
    exchange.add_rules(rules.orders(tmp_path / "new", ("LINE-01", "/ubl:Order", "cac:OrderLine", "Lines.")), by=BY, at=AT)
    outbound.send_again(Outbound.objects.get(key=f"order:{order.number}").pk, by=BY, at=AT)
    run_until_quiet(AT)
    assert Outbound.objects.get(key=f"order:{order.number}").state == "sent"


def test_a_cancelled_order_that_was_stopped_never_leaves(home, tmp_path) -> None:
    ward = shop()
    ward.supplier.street = ""
    ward.supplier.save()
    exchange.add_rules(rules.orders(tmp_path / "rules", rules.SELLER_HAS_A_STREET), by=BY, at=AT)
    order = ward.order(10)
    run_until_quiet(AT)
    ordering.cancel(order.pk, reason="Ikke nødvendig", by=ward.nurse, at=AT)
    assert Outbound.objects.get(key=f"order:{order.number}").state == "cancelled"
