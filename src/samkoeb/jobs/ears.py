"""Hear that something was committed: LISTEN on the channels that triggers notify, on a connection of its own that comes back by itself."""

import logging
import threading
from typing import Any

import psycopg
from psycopg import sql

log = logging.getLogger(__name__)
CHANNELS = ("samkoeb_events", "samkoeb_inbound", "samkoeb_outbound")
HEARD_WITHIN = 1.0  # seconds between looks at whether to stop
LONGEST_PAUSE = 10.0


class Ears(threading.Thread):
    """Sets `woken` at every notification, and once after each (re)connection: what was told meanwhile was not heard.

    `connected` says whether the database answers; the worker rests while it doesn't.
    """

    def __init__(self, connection_parameters: dict[str, Any], woken: threading.Event, stopping: threading.Event) -> None:
        super().__init__(name="ears", daemon=True)
        self.connected = threading.Event()
        self._parameters, self._woken, self._stopping = connection_parameters, woken, stopping

    def run(self) -> None:
        pause = 0.2
        while not self._stopping.is_set():
            try:
                with psycopg.connect(**self._parameters, autocommit=True) as connection:
                    pause = 0.2
                    self._listen(connection)
            except psycopg.Error as error:
                if self.connected.is_set():
                    log.warning("the database went away: %s", str(error).strip())
                self.connected.clear()
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _listen(self, connection: "psycopg.Connection[Any]") -> None:
        for channel in CHANNELS:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        self.connected.set()
        self._woken.set()
        while not self._stopping.is_set():
            for _notify in connection.notifies(timeout=HEARD_WITHIN, stop_after=1):
                self._woken.set()
