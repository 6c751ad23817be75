"""What happened has its consequences: all of them or none, again until they held, and visibly where they don't."""

import pytest
from django.db import connection
from tests.builders.exchange import AT, BY

from samkoeb.audit import actions as audit
from samkoeb.audit import events
from samkoeb.audit.models import Event
from samkoeb.audit.queries import failed_events, trail
from samkoeb.base import transactions
from samkoeb.process import Counts, reactions, run_until_quiet

pytestmark = pytest.mark.django_db


def tell(**payload):
    with transactions.owns():
        audit.tell("test.happened", at=AT, **payload)


def react_with(monkeypatch, *functions):
    monkeypatch.setitem(reactions.REACTIONS, "test.happened", functions)


def record(payload, at):
    audit.record("test.consequence", None, by=BY, at=at, **payload)


def consequences():
    return trail(action="test.consequence").count()


def test_an_event_has_its_consequences_once(monkeypatch):
    react_with(monkeypatch, record, record)
    tell(order_id=17)
    assert reactions.drain(AT) == 1
    assert reactions.drain(AT) == 0
    assert (consequences(), Event.objects.count()) == (2, 0)


def test_when_one_consequence_fails_none_is_kept_and_others_go_on(monkeypatch):
    def fail(payload, at):
        if payload["order_id"] == 17:
            raise ZeroDivisionError("nobody expected this")

    react_with(monkeypatch, record, fail)
    tell(order_id=17)
    tell(order_id=18)
    assert reactions.drain(AT) == 2
    assert consequences() == 1
    (waiting,) = Event.objects.all()
    assert (waiting.tries, "ZeroDivisionError" in waiting.failure) == (1, True)
    at = AT
    for _ in range(4):
        at = Event.objects.get().not_before
        assert reactions.drain(at) == 1
    assert [e["tries"] for e in failed_events()] == [5]
    assert reactions.drain(at) == 0
    react_with(monkeypatch, record)
    events.retry(waiting.pk, by=BY, at=at)
    assert reactions.drain(at) == 1
    assert consequences() == 2


def test_consequences_of_consequences_are_drained_until_nothing_waits(monkeypatch, tmp_path, settings):
    settings.HOME = tmp_path

    def again(payload, at):
        if payload["left"]:
            audit.tell("test.happened", at=at, left=payload["left"] - 1)

    react_with(monkeypatch, again)
    tell(left=3)
    assert run_until_quiet(AT) == Counts(handled=0, reacted=4, delivered=0)


def test_what_the_database_refuses_only_at_the_commit_stops_no_later_event(monkeypatch):
    def leave_dangling(payload, at):
        if payload["order_id"] == 17:
            with connection.cursor() as cursor:  # a foreign key is checked at the commit
                cursor.execute("INSERT INTO audit_seal (event_id, hash) VALUES (-1, 'x')")

    react_with(monkeypatch, leave_dangling, record)
    tell(order_id=17)
    tell(order_id=18)
    assert reactions.drain(AT) == 2
    assert [event.payload["order_id"] for event in Event.objects.all()] == [17]
    assert consequences() == 1
