"""Killing web server, worker or database at any moment loses no document and sends none twice (issue 2, section 4).

A supplier's machine hands in invoices over HTTP until each is acknowledged, and puts others into the drop folder; an operator takes away
what appears in the outgoing folder at once. Meanwhile web, worker and postmaster are killed with SIGKILL, at random but repeatably.
"""

import os
import random
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests import private_database
from tests.builders.exchange import invoice_bytes
from tests.races.kill_rig import DATABASE, WEB, WORKER, Installation, until

from samkoeb.exchange.logic import names
from samkoeb.kernel import fingerprint

VICTIMS = (WEB, WORKER, DATABASE, WORKER, DATABASE, WEB, DATABASE)  # in these shares, in random order
PACE_SECONDS = 0.08  # between two documents of one hand
MOST_UNANSWERED = 40  # a slow machine is not flooded: everything handed in must be handled before the end


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="kill-", dir=private_database.FOLDER))
    folder.chmod(0o755)
    made = Installation(folder / "home")
    try:
        yield made
    finally:
        made.stop()
        print((folder / "home" / "processes.log").read_text(errors="replace")[-6000:])  # shown when the test fails
        shutil.rmtree(folder)


class Hand(threading.Thread):
    """Does one thing again and again until it is let go; what went wrong in it is raised by `let_go`."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._act, self._stopping, self._error = act, threading.Event(), None
        self.start()

    def run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._act()
        except BaseException as error:
            self._error = error

    def let_go(self) -> None:
        self._stopping.set()
        self.join()
        if self._error is not None:
            raise self._error


class Operator:
    """Takes on what leaves, at once, so that a second file of the same name would be seen as a second."""

    def __init__(self, out: Path) -> None:
        self.out, self.taken = out, Counter[str]()

    def take(self) -> None:
        for file in self.out.glob("[!.]*/*"):
            self.taken[file.name] += 1
            file.unlink()
        time.sleep(0.02)


class Supplier:
    """Hands documents in. `acknowledged`: their hashes, and whether each can be read (some are rubbish)."""

    def __init__(self, installation: Installation, operator: Operator, chance: random.Random) -> None:
        self.installation, self.operator, self.chance, self.count = installation, operator, chance, 0
        self.acknowledged: dict[str, bool] = {}

    def post(self) -> None:
        """Until it is acknowledged; some once more for good measure."""
        if self._is_ahead():
            return
        raw, is_good = self._document("H")
        for _ in range(2 if self.chance.random() < 0.1 else 1):
            until("a document is acknowledged", lambda: self.installation.post(raw))
        self.acknowledged[fingerprint.of_bytes(raw)] = is_good
        time.sleep(PACE_SECONDS)

    def drop(self) -> None:
        """Under another name first, as one does; what is in the folder is acknowledged."""
        if self._is_ahead():
            return
        raw, is_good = self._document("D")
        unfinished = self.installation.home / "in" / f"{self.count}.part"
        unfinished.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(raw)
        unfinished.rename(unfinished.with_suffix(".xml"))
        self.acknowledged[fingerprint.of_bytes(raw)] = is_good
        time.sleep(PACE_SECONDS * 4)

    def _is_ahead(self) -> bool:
        """Whether many invoices have had no answer yet."""
        if sum(self.acknowledged.values()) < self.operator.taken.total() + MOST_UNANSWERED:
            return False
        time.sleep(PACE_SECONDS)
        return True

    def _document(self, series: str) -> tuple[bytes, bool]:
        self.count += 1
        number = f"{series}{self.count}"
        if self.chance.random() < 0.05:
            return f"rubbish {number}".encode(), False
        return invoice_bytes(number, supplier_cvr="16356706", buyer_gln="5798000000032"), True


def kill_at_random(installation: Installation, chance: random.Random, kills: int) -> Counter[str]:
    """Each is begun again at once. Who has not got up since is passed over until it has: that is when the database's turns come."""
    plan = [VICTIMS[number % len(VICTIMS)] for number in range(kills)]
    chance.shuffle(plan)
    killed = Counter[str]()
    while plan:
        time.sleep(chance.uniform(0.1, 1.2))
        victim = next((name for name in dict.fromkeys(plan) if installation.is_ready(name)), None)
        if victim is not None:
            plan.remove(victim)
            installation.kill(victim)
            installation.start(victim)
            killed[victim] += 1
    return killed


def is_quiet(installation: Installation) -> bool:
    try:
        ((arrived, left, events),) = installation.rows(
            "SELECT (SELECT count(*) FROM exchange_inbound WHERE state = 'received'),"
            " (SELECT count(*) FROM exchange_outbound WHERE state IN ('waiting', 'sending')),"
            " (SELECT count(*) FROM audit_event)"
        )
    except psycopg.OperationalError:
        return False
    return not (arrived or left or events or list((installation.home / "in").glob("*.xml")))


def lose_nothing_and_send_nothing_twice(installation: Installation, kills: int) -> None:
    seed = int(os.environ.get("SAMKOEB_SEED", str(random.SystemRandom().randrange(10**6))))
    print(f"SAMKOEB_SEED={seed} SAMKOEB_KILLS={kills}")
    for name in (WEB, WORKER):
        installation.start(name)
    for name in (WEB, WORKER):
        until(f"the {name} is there", lambda name=name: installation.is_ready(name))
    operator = Operator(installation.home / "out")
    machine, folder = (Supplier(installation, operator, random.Random(seed + n)) for n in (0, 1))
    hands = [Hand(machine.post), Hand(folder.drop), Hand(operator.take)]

    killed = kill_at_random(installation, random.Random(seed + 2), kills)

    for hand in hands[:2]:
        hand.let_go()
    until("all that waits is done", lambda: is_quiet(installation))
    hands[2].let_go()
    operator.take()
    acknowledged = machine.acknowledged | folder.acknowledged
    print(f"killed {dict(killed)}, {len(acknowledged)} documents in, {operator.taken.total()} files out")
    check_what_came_in(installation, acknowledged)
    check_what_went_out(installation, operator.taken)
    assert installation.command("audit", "verify") == 0


def check_what_came_in(installation: Installation, acknowledged: dict[str, bool]) -> None:
    stored = installation.rows("SELECT sha256, state, reason->>'code', encode(sha256(raw), 'hex') FROM exchange_inbound")
    states = {sha256: state for sha256, state, _code, _of_raw in stored}
    assert len(states) == len(stored), "a document is stored twice"
    assert not acknowledged.keys() - states.keys(), "an acknowledged document is lost"
    assert all(sha256 == of_raw for sha256, _state, _code, of_raw in stored)
    expected = {sha256: "handled" if is_good else "set_aside" for sha256, is_good in acknowledged.items()}
    assert {sha256: states[sha256] for sha256 in expected} == expected, [row for row in stored if row[1] == "set_aside"][:5]
    handled = installation.rows(
        "SELECT object_id, count(*) FROM audit_auditevent WHERE action = 'exchange.inbound.handled' GROUP BY 1"
    )
    invoices = installation.rows("SELECT number, count(*) FROM invoicing_invoice GROUP BY 1")
    assert {count for _id, count in handled} == {1}
    assert {count for _number, count in invoices} == {1}
    assert len(handled) == len(invoices) == sum(state == "handled" for state in states.values())


def check_what_went_out(installation: Installation, taken: Counter[str]) -> None:
    rows = installation.rows("SELECT key, file_name, state FROM exchange_outbound")
    invoices = installation.rows("SELECT count(*) FROM invoicing_invoice")[0][0]
    assert len(rows) >= invoices > 0, "each invoice is answered at least once"
    assert {state for _key, _name, state in rows} == {"sent"}
    assert taken == Counter(names.file_name(key, name) for key, name, _state in rows), "each fact leaves as exactly one file"
    sent = installation.rows(
        "SELECT object_id, count(*) FROM audit_auditevent WHERE action = 'exchange.outbound.sent' GROUP BY 1"
    )
    assert {count for _id, count in sent} == {1}
    assert len(sent) == len(rows)


@pytest.mark.races
def test_kills_at_random_lose_no_document_and_send_none_twice(installation: Installation) -> None:
    lose_nothing_and_send_nothing_twice(installation, int(os.environ.get("SAMKOEB_KILLS", "20")))


@pytest.mark.soak
def test_five_hundred_kills(installation: Installation) -> None:
    lose_nothing_and_send_nothing_twice(installation, int(os.environ.get("SAMKOEB_KILLS", "500")))
