"""The worker: does what waits, whenever something is committed, and keeps the clocks. Any number of them may run.

Three threads: the ears hear what was committed; this one does the work; the clocks run Procrastinate. A worker that is killed leaves
nothing half done (each thing is one transaction); one that is told to go ends what it is doing first. When the database goes away all
three wait for it to come back.
"""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from samkoeb.exchange import actions as exchange
from samkoeb.jobs import clocks, ears
from samkoeb.process import inbound, reactions

log = logging.getLogger(__name__)
LOOK_SECONDS = 2.0  # at the drop folder, and at what became due, when nothing is heard
PAUSE_SECONDS = 1.0  # after a turn that failed
LEAVE_SECONDS = 15  # for a clock's task to end
TURN = 50  # things of one kind before the next kind has its turn


def run() -> int:
    """Work until told to go (SIGTERM, SIGINT). The exit status."""
    stopping, woken = threading.Event(), threading.Event()

    def leave(_number: int, _frame: Any) -> None:
        stopping.set()
        woken.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, leave)
    listener = ears.Ears(_parameters(), woken, stopping)
    keeper = threading.Thread(target=_keep_clocks, args=(stopping, listener.connected), name="clocks", daemon=True)
    listener.start()
    keeper.start()
    _work(listener.connected, woken, stopping)
    keeper.join(LEAVE_SECONDS + 5)
    listener.join(5)
    return 0


def _work(connected: threading.Event, woken: threading.Event, stopping: threading.Event) -> None:
    while not stopping.is_set():
        if not connected.wait(LOOK_SECONDS):
            continue
        woken.clear()
        if not do_what_waits(stopping):
            stopping.wait(PAUSE_SECONDS)
        woken.wait(LOOK_SECONDS)


def do_what_waits(stopping: threading.Event) -> bool:
    """Turns of each kind until nothing waits; False when one of them failed, so that the others had their turn all the same."""
    fine, busy = True, True
    while busy and fine and not stopping.is_set():
        busy = False
        for name, act in TURNS.items():
            close_old_connections()
            try:
                busy = bool(act(datetime.now(UTC))) or busy
            except OperationalError as error:
                log.warning("%s was stopped by the database, and is done again: %s", name, str(error).strip())
                fine = False
                break
            except Exception:
                log.exception("%s failed; nothing is lost, it is tried again", name)
                fine = False
    _let_go(fine)
    return fine


def _let_go(fine: bool) -> None:
    """Give the connection back; after a failure the pool too, so that the next turn begins with a connection that works."""
    connection.close()
    if not fine:
        connection.close_pool()  # type: ignore[attr-defined]


def _fetch(at: datetime) -> int:
    return exchange.fetch_dropped(at, now=time.time())


def _handle(at: datetime) -> int:
    return inbound.handle_waiting(at, limit=TURN)


def _react(at: datetime) -> int:
    return reactions.drain(at, limit=TURN)


def _deliver(at: datetime) -> int:
    return exchange.deliver_due(at, limit=TURN)


TURNS: dict[str, Callable[[datetime], int]] = {
    "fetching": _fetch,
    "handling": _handle,
    "reacting": _react,
    "delivering": _deliver,
}


def _parameters() -> dict[str, Any]:
    """How to reach the database without Django's pool and adapters."""
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in ("cursor_factory", "context", "prepare_threshold")}


def _keep_clocks(stopping: threading.Event, connected: threading.Event) -> None:
    """Run Procrastinate, and run it again when the database took it away."""
    while not stopping.is_set():
        if not connected.wait(LOOK_SECONDS):
            continue
        try:
            asyncio.run(_procrastinate(stopping))
        except (ConnectorException, OSError) as error:
            log.warning("the clocks stopped: %s", str(error).strip() or type(error).__name__)
        except Exception:
            log.exception("the clocks stopped")
        stopping.wait(PAUSE_SECONDS)


async def _procrastinate(stopping: threading.Event) -> None:
    running: App = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with running.open_async():
        worker = asyncio.create_task(
            running.run_worker_async(
                name=clocks.__name__,
                concurrency=1,
                install_signal_handlers=False,
                shutdown_graceful_timeout=LEAVE_SECONDS,
                delete_jobs="successful",
            )
        )
        while not worker.done() and not stopping.is_set():
            await asyncio.wait({worker}, timeout=0.5)
        worker.cancel()
        try:
            await worker
        except asyncio.CancelledError:
            return
