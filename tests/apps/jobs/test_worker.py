"""The worker hears what is committed, outlives a lost connection, and lets one failing turn hold up no other."""

import threading
import time

import pytest
from django.db import connection
from tests.builders.exchange import AT, BY

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries
from samkoeb.jobs import clocks, ears, worker

LONG = 60  # for a hang


@pytest.fixture
def listening(transactional_db):
    woken, stopping = threading.Event(), threading.Event()
    listener = ears.Ears(worker._parameters(), woken, stopping)
    listener.start()
    assert listener.connected.wait(LONG)
    yield listener, woken
    stopping.set()
    listener.join(LONG)
    assert not listener.is_alive()


def deaf(woken):
    """Heard nothing for a while: what was told before has been heard."""
    while True:
        woken.clear()
        if not woken.wait(1.5):
            return


def test_what_is_committed_is_heard(listening):
    _listener, woken = listening
    for act in (
        lambda: exchange.receive(b"<a/>", channel="test", at=AT, by=BY),
        lambda: exchange.write_letter(key="a", to="a@b.example", subject="x", body="x", at=AT),
        _tell,
    ):
        deaf(woken)
        act()
        assert woken.wait(LONG)


def _tell():
    with transactions.owns():
        audit.tell("test.happened", at=AT)


def test_ears_come_back_when_the_database_ended_their_connection(listening):
    _listener, woken = listening
    deaf(woken)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %%' AND datname = current_database()"
        )
    assert woken.wait(LONG)  # connected again: what was told meanwhile is looked for
    deaf(woken)
    exchange.receive(b"<b/>", channel="test", at=AT, by=BY)
    assert woken.wait(LONG)


def test_one_failing_turn_holds_up_no_other(transactional_db, settings, tmp_path, monkeypatch):
    settings.HOME, settings.EMAIL_URL = tmp_path, ""
    row = exchange.write_letter(key="a", to="a@b.example", subject="x", body="x", at=AT)

    def fail(_at):
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setitem(worker.TURNS, "handling", fail)
    assert worker.do_what_waits(threading.Event()) is False
    assert queries.outbound(BY, row.pk).state == "sent"
    assert list((tmp_path / "mail").glob("*.eml"))


def test_each_clock_does_its_turn(db, settings, tmp_path):
    settings.HOME = tmp_path
    names = {task.task.name for task in clocks.app.periodic_registry.periodic_tasks.values()}
    assert {"clock.seal", "clock.remind_approvers", "clock.chase_suppliers", "clock.digests", "clock.clean_up"} <= names
    exchange.receive(b"<c/>", channel="test", at=AT, by=BY)
    for task in {task.task for task in clocks.app.periodic_registry.periodic_tasks.values()}:
        if task.name.startswith("clock."):
            task(timestamp=int(time.time()))
