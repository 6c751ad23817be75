"""Two workers at the same moment, each on its own connection: everything is done once, by one of them."""

import threading
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.builders import rules
from tests.builders.exchange import AT, BY, four_organisations, order_response

from samkoeb.audit import actions as audit
from samkoeb.audit.queries import trail
from samkoeb.base import transactions
from samkoeb.cli import receive
from samkoeb.exchange import actions, queries
from samkoeb.kernel.problem import Refused
from samkoeb.process import inbound, reactions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]
MANY = 30
BROKEN_ORDER = (
    b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:'
    b'CommonBasicComponents-2"><cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID></Order>'
)


def at_once(act: Callable[[], object], hands: int = 3) -> list[object]:
    """What each hand got; they begin together."""
    results, errors, start = [], [], threading.Barrier(hands)

    def work():
        try:
            start.wait()
            results.append(act())
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors
    return results


def test_the_same_content_at_the_same_moment_is_one_row():
    rows = at_once(lambda: actions.receive(b"<a/>", channel="test", at=AT, by=BY).pk)
    assert len(set(rows)) == 1
    assert queries.inbox(BY).count() == 1
    assert trail(action="exchange.inbound.received").count() == 1


def test_the_same_fact_told_at_the_same_moment_is_one_row():
    rows = at_once(lambda: actions.write_letter(key="a", to="a@b.example", subject="x", body="x", at=AT).pk)
    assert len(set(rows)) == 1


def test_each_document_is_handled_by_one_worker(monkeypatch):
    def note(document, row, *, by, at):
        audit.record("test.handled", row, by=by, at=at)
        return "noted"

    monkeypatch.setitem(inbound.HANDLERS, "order_response", note)
    four = four_organisations()
    for number in range(MANY):
        actions.receive(order_response(four.supplier, four.region, f"OR-{number}"), channel="test", at=AT, by=BY)
    done = at_once(lambda: inbound.handle_waiting(AT))
    assert sum(done) == MANY
    assert trail(action="test.handled").count() == MANY
    assert {row.state for row in queries.inbox(BY)} == {"handled"}


def test_one_number_from_two_hands_at_the_same_moment_is_handled_once(monkeypatch):
    monkeypatch.setitem(inbound.HANDLERS, "order_response", lambda *_args, **_more: "noted")
    four = four_organisations()
    for note in ("one", "two", "three"):
        actions.receive(order_response(four.supplier, four.region, "OR-1", note=note), channel="test", at=AT, by=BY)
    at_once(lambda: inbound.handle_waiting(AT, limit=1))
    inbound.handle_waiting(AT)
    assert sorted(row.state for row in queries.inbox(BY)) == ["handled", "set_aside", "set_aside"]


def test_each_event_has_its_consequence_once(monkeypatch):
    monkeypatch.setitem(
        reactions.REACTIONS,
        "test.happened",
        (lambda payload, at: audit.record("test.consequence", None, by=BY, at=at, **payload),),
    )
    with transactions.owns():
        for number in range(MANY):
            audit.tell("test.happened", at=AT, number=number)
    assert sum(at_once(lambda: reactions.drain(AT))) == MANY
    assert trail(action="test.consequence").count() == MANY


def test_each_letter_is_one_file(settings, tmp_path):
    settings.HOME, settings.EMAIL_URL = tmp_path, ""
    for number in range(MANY * 3):
        actions.write_letter(key=f"a{number}", to="a@b.example", subject="x", body="x", at=AT)
    at_once(lambda: actions.deliver_due(AT))
    actions.deliver_due(AT)
    assert len(list((tmp_path / "mail").glob("*.eml"))) == MANY * 3
    assert trail(action="exchange.outbound.sent").count() == MANY * 3
    assert list((tmp_path / "mail" / ".prepared").iterdir()) == []


def test_each_document_is_checked_and_released_or_stopped_by_one_worker(settings, tmp_path):
    settings.HOME, settings.EMAIL_URL = tmp_path, ""
    actions.add_rules(rules.orders(tmp_path / "given", ("NEVER-01", "/ubl:Order", "false()", "No.")), by=BY, at=AT)
    four = four_organisations()
    for number in range(MANY * 2):
        actions.send(
            key=f"order:{number}", document_type="order", document_number=f"{number}", sender_id=four.region.pk, recipient_id=four.supplier.pk,
            payload=BROKEN_ORDER if number % 2 else b"<Order/>", file_name=f"{number}.xml", at=AT,
        )  # fmt: skip
    at_once(lambda: actions.deliver_due(AT))
    actions.deliver_due(AT)
    assert sorted(row.state for row in queries.outbox(BY)) == ["sent"] * MANY + ["stopped"] * MANY
    assert len(list((tmp_path / "out").glob("0184_*/*"))) == MANY
    assert (trail(action="exchange.outbound.sent").count(), trail(action="exchange.outbound.stopped").count()) == (MANY, MANY)
    fetched = queries.fetchable(BY)
    assert len({row.released for row in fetched}) == len(fetched) == MANY


def test_who_sends_a_stopped_document_again_twice_at_the_same_moment_sends_it_once(settings, tmp_path):
    settings.HOME, settings.EMAIL_URL = tmp_path, ""
    actions.add_rules(rules.orders(tmp_path / "given", ("NEVER-01", "/ubl:Order", "false()", "No.")), by=BY, at=AT)
    four = four_organisations()
    row = actions.send(
        key="order:1", document_type="order", document_number="1", sender_id=four.region.pk, recipient_id=four.supplier.pk,
        payload=BROKEN_ORDER, file_name="1.xml", at=AT,
    )  # fmt: skip
    actions.deliver_due(AT)
    actions.add_rules(rules.orders(tmp_path / "newer", ("EVER-01", "/ubl:Order", "true()", "Yes.")), by=BY, at=AT)

    def again():
        with suppress(Refused):  # somebody else was first
            actions.send_again(row.pk, by=BY, at=AT)
        return actions.deliver_due(AT)

    assert sum(at_once(again)) == 1
    assert trail(action="exchange.outbound.sent").count() == 1


def test_the_command_tells_what_became_of_a_document_that_a_worker_took_from_under_it(settings, tmp_path, capsys):
    settings.HOME = tmp_path / "home"
    files = []
    for n in range(12):
        files.append(tmp_path / f"{n}.xml")
        files[-1].write_bytes(b"<a>%d</a>" % n)
    over = threading.Event()

    def work():
        while not over.is_set():
            inbound.handle_waiting(datetime.now(UTC))
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for file in files:
            receive.run(Namespace(files=[file], json=False, acting_as=None))
    finally:
        over.set()
        worker.join()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(files)
    assert all(": set_aside: " in line for line in told)
