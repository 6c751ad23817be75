"""What becomes of what arrives: handled once, or set aside with a reason that a person can act on."""

from datetime import date, timedelta

import pytest
from tests.builders.bodies import unit
from tests.builders.exchange import AT, BY, order_response

from samkoeb.audit import actions as audit
from samkoeb.audit.queries import trail
from samkoeb.documents import model
from samkoeb.exchange import actions, queries
from samkoeb.organisations.models import Organisation
from samkoeb.process import inbound
from samkoeb.sentences import say

pytestmark = pytest.mark.django_db


def arrive(raw, **more):
    row = actions.receive(raw, channel="test", at=AT, by=BY, **more)
    inbound.handle_waiting(AT)
    return queries.inbound(BY, row.pk)


def code(row):
    (problem,) = queries.reason_of(row)
    for language in ("da", "en"):
        assert not say(problem, language).startswith(problem.code)
    return problem.code


def test_a_document_is_handled_once_and_knows_from_whom_and_to_whom(bodies, handled):
    row = arrive(order_response(bodies.supplier, bodies.region))
    assert (row.state, row.result, row.document_type, row.document_number) == ("handled", "noted:1", "order_response", "OR-1")
    assert (row.sender, row.receiver, row.issued_on) == (bodies.supplier, bodies.region, date(2026, 11, 20))
    assert isinstance(handled[0][0], model.OrderResponse)
    assert handled[0][1:] == (bodies.supplier.pk, bodies.region.pk)
    assert inbound.handle_waiting(AT) == 0
    assert len(handled) == 1


def test_the_same_content_by_another_hand_is_a_duplicate(bodies, handled):
    raw = order_response(bodies.supplier, bodies.region)
    arrive(raw)
    again = arrive(raw, handed_in_by_id=bodies.supplier.pk)
    assert (again.state, code(again), len(handled)) == ("duplicate", "exchange.same_content", 1)


def test_a_number_used_again_for_something_else_is_asked_about(bodies, handled):
    arrive(order_response(bodies.supplier, bodies.region))
    other = arrive(order_response(bodies.supplier, bodies.region, note="and something else"))
    next_year = arrive(order_response(bodies.supplier, bodies.region, on=date(2027, 1, 2)))
    another_sender = arrive(order_response(bodies.competitor, bodies.region))
    assert (other.state, code(other)) == ("set_aside", "exchange.number_used_before")
    assert (next_year.state, another_sender.state, len(handled)) == ("handled", "handled", 3)


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        (b"<a/>", "a.xml", "documents.unknown_document_type"),
        (b"not xml at all", "a.xml", "documents.not_markup"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "bomb.xml", "documents.xml_dtd_refused"),
        (b"%PDF-1.7 ...", "invoice.pdf", "documents.looks_like_pdf"),
        (b"Item;Price\n1;2\n", "prices.csv", "catalogue.not_from_supplier"),
        (b"PK\x03\x04....", "prices.xlsx", "catalogue.not_from_supplier"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_a_sentence(db, raw, name, expected):
    row = arrive(raw, file_name=name)
    assert (row.state, code(row)) == ("set_aside", expected)
    assert queries.raw_of(BY, row.pk) == raw


def test_a_stranger_is_set_aside_and_handled_when_it_is_known(bodies, handled):
    stranger = Organisation(name="Ny leverandør", cvr="44444444", endpoint="0184:44444444")
    row = arrive(order_response(stranger, bodies.region))
    assert code(row) == "exchange.unknown_sender"
    assert "0184:44444444" in say(queries.reason_of(row)[0])
    stranger.kind, stranger.valid_from = "supplier", date(2026, 1, 1)
    stranger.save()
    actions.retry(row.pk, by=BY, at=AT)
    inbound.handle_waiting(AT)
    assert queries.inbound(BY, row.pk).state == "handled"


def test_a_supplier_cannot_hand_in_another_suppliers_document(bodies, handled):
    row = arrive(order_response(bodies.supplier, bodies.region), handed_in_by_id=bodies.competitor.pk)
    assert (row.state, code(row), handled) == ("set_aside", "exchange.sender_is_another", [])


def test_an_operator_hands_in_for_others(bodies, handled):
    assert arrive(order_response(bodies.supplier, bodies.region), handed_in_by_id=bodies.region.pk).state == "handled"


def test_a_unit_is_found_by_its_gln_and_leads_to_its_body(bodies, handled):
    unit(bodies.region, delivery_gln="5798000000025")
    to_unit = Organisation(name="Afsnit B4", cvr="", endpoint="0088:5798000000025")
    assert arrive(order_response(bodies.supplier, to_unit)).receiver == bodies.region


def test_a_document_that_nobody_takes_says_so(bodies, monkeypatch):
    monkeypatch.delitem(inbound.HANDLERS, "order_response", raising=False)
    assert code(arrive(order_response(bodies.supplier, bodies.region))) == "exchange.no_handler"


def test_poison_holds_up_nobody_keeps_nothing_half_done_and_ends_before_a_person(bodies, handled, monkeypatch):
    note = inbound.HANDLERS["order_response"]

    def poisonous(document, row, *, by, at):
        if document.number == "POISON":
            audit.record("test.half", None, by=by, at=at)
            raise ZeroDivisionError("nobody expected this")
        return note(document, row, by=by, at=at)

    monkeypatch.setitem(inbound.HANDLERS, "order_response", poisonous)
    first = actions.receive(order_response(bodies.supplier, bodies.region, "POISON"), channel="test", at=AT, by=BY)
    assert arrive(order_response(bodies.supplier, bodies.region, "FINE")).state == "handled"
    at = AT
    for _ in range(4):
        waiting = queries.inbound(BY, first.pk)
        assert (waiting.state, "ZeroDivisionError" in waiting.failure) == ("received", True)
        at = waiting.not_before
        inbound.handle_waiting(at)
    ended = queries.inbound(BY, first.pk)
    assert (ended.state, code(ended)) == ("set_aside", "unexpected")
    assert not trail(action="test.half").exists()
    monkeypatch.setitem(inbound.HANDLERS, "order_response", note)
    actions.retry(first.pk, by=BY, at=at)
    inbound.handle_waiting(at)
    assert queries.inbound(BY, first.pk).state == "handled"


def test_a_document_that_ends_its_worker_each_time_is_set_aside(bodies, handled):
    row = actions.receive(order_response(bodies.supplier, bodies.region), channel="test", at=AT, by=BY)
    for _ in range(26):  # begun, and the worker died
        actions.begin(1, at=AT)
    inbound.handle_waiting(AT + timedelta(minutes=1))
    ended = queries.inbound(BY, row.pk)
    assert (ended.state, code(ended), handled) == ("set_aside", "exchange.keeps_stopping", [])
