"""Two workers at the same moment, each on its own connection: everything is done once, by one of them."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from tests.builders.exchange import AT, BY, four_organisations, order_response

from samkoeb.audit import actions as audit
from samkoeb.audit.queries import trail
from samkoeb.base import transactions
from samkoeb.exchange import actions, queries
from samkoeb.process import inbound, reactions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]
MANY = 30


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
