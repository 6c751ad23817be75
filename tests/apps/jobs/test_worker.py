"""The worker hears what is committed, outlives a lost connection, and lets one failing turn hold up no other."""

import threading
import time

import pytest
from asgiref.sync import async_to_sync
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
        if task.name.startswith("clock.") and task.name != "clock.forget_turns":
            task(timestamp=int(time.time()))


def test_the_turn_of_a_killed_worker_stops_no_later_turn_and_is_forgotten(transactional_db):
    def states():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, status FROM procrastinate_jobs ORDER BY id")
            return cursor.fetchall()

    seal = clocks.app.tasks["clock.seal"]
    first = seal.defer(timestamp=1)
    with connection.cursor() as cursor:  # fetched by a worker that is no more
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)")
        assert cursor.fetchone() == (first,)
    second = seal.defer(timestamp=2)
    assert states() == [(first, "doing"), (second, "todo")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)")
        assert cursor.fetchone() == (second,)
    async_to_sync(clocks.forget_turns.func)(timestamp=3)
    assert states() == []
