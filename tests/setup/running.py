"""The `samkoeb` program as a person runs it: a process of its own, with its own home and port."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import private_database

FOUND = ("found", "--body", "Region Prøve", "--cvr", "10150817", "--administrator", "administrator@example.dk")
PATIENCE = 300  # seconds until a test gives up; nothing is measured


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of the tests' own but the place where rules are kept compiled: each home would compile them anew."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMKOEB_") and name != "DATABASE_URL"}
    return {**kept, "SAMKOEB_RULES_CACHE": str(private_database.COMPILED), "SAMKOEB_HOME": str(home), **more}


def samkoeb(home: Path, *words: str, given: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "samkoeb.cli", *words],
        env=environment(home, **more),
        input=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Started:
    """A running `samkoeb start`: what it has said so far, and its process."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.said: list[str] = []
        self._more = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._more:
                self.said.append(line)
                self._more.notify_all()
        with self._more:
            self.said.append("(it has ended)")
            self._more.notify_all()

    def wait_for(self, pattern: str) -> str:
        """The first line that matches; fails with all that was said when there is none."""
        with self._more:
            self._more.wait_for(lambda: self._find(pattern) or "(it has ended)" in self.said, timeout=PATIENCE)
            found = self._find(pattern)
        assert found, f"'{pattern}' was not said:\n{''.join(self.said)}"
        return found

    def _find(self, pattern: str) -> str:
        return next((line for line in self.said if re.search(pattern, line)), "")

    def children(self) -> dict[str, int]:
        """The pids of its web server and worker."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                words = _read(entry / "cmdline").split("\0")
                if _read(entry / "stat").rpartition(")")[2].split()[1:2] == [str(self.process.pid)]:
                    found["worker" if "worker" in words else "web"] = int(entry.name)
        return found

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


@contextmanager
def started(home: Path, *words: str, **more: str) -> Iterator[Started]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "samkoeb.cli", "start", *words],
        env=environment(home, SAMKOEB_PORT=str(port), SAMKOEB_WEB_PROCESSES="1", **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Started(process, port)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)


def lives(pid: int) -> bool:
    """Whether the process runs; one that ended and that nobody has taken note of does not."""
    return _read(Path(f"/proc/{pid}/cmdline")) != ""


def go(pids: Iterable[int]) -> bool:
    """Whether all of them end; what is told to stop may take its time on a busy machine."""
    deadline = time.monotonic() + PATIENCE
    while any(lives(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
