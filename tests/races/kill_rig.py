"""A whole installation of real processes that can be killed: its own PostgreSQL (with fsync), web server and worker."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from samkoeb import postgres
from samkoeb.postgres import place

REPOSITORY = Path(__file__).resolve().parents[2]
GIVE_UP_SECONDS = 240  # a hang, not a measure: the machine may be busy
WEB, WORKER, DATABASE = "web", "worker", "database"


def until(what: str, holds: Callable[[], Any]) -> Any:
    """The first true value; fails when it never comes."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not (value := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.05)
    return value


class Installation:
    """`home` is its SAMKOEB_HOME. DATABASE_URL must not be set in this process: the database is the home's own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = postgres.ensure(home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (home / "processes.log").open("ab")
        self._run("-m", "django", "migrate", "-v0")
        self.seed = json.loads(self._run("-m", "tests.races.kill_seed").splitlines()[-1])

    def start(self, name: str) -> None:
        """Begin; `is_ready` tells when it works."""
        if name == DATABASE:
            postgres.ensure(self.home)
            return
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "samkoeb.cli", name],
            env=self._environment(name), cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all its children; of the database, to the postmaster, as the kernel would when memory is out."""
        if name == DATABASE:
            pid = int(place.find(self.home).pid_file.read_text().split("\n", 1)[0])
            os.kill(pid, signal.SIGKILL)
            return
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def is_ready(self, name: str) -> bool:
        if name == DATABASE:
            return True
        if self.processes[name].poll() is not None:
            raise AssertionError(f"the {name} ended by itself with status {self.processes[name].returncode}: see {self.log.name}")
        return self._web_answers() if name == WEB else self._worker_listens()

    def stop(self) -> None:
        for name, process in self.processes.items():
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise AssertionError(f"the {name} did not stop when it was told to") from None
        self.log.close()
        postgres.stop(self.home)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def command(self, *words: str) -> int:
        """The exit status of a `samkoeb` command on this installation."""
        done = subprocess.run(
            [sys.executable, "-m", "samkoeb.cli", *words], env=self._environment("command"), cwd=REPOSITORY, stdout=self.log,
            stderr=self.log, check=False,
        )  # fmt: skip
        return done.returncode

    def post(self, raw: bytes) -> int:
        """The id under which the document was acknowledged, or 0: not acknowledged (killed, starting, or the database away)."""
        request = urllib.request.Request(f"{self._address}/api/v1/inbox", data=raw, method="POST")
        request.add_header("X-API-Key", self.seed["key"])
        request.add_header("Content-Type", "application/xml")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(json.load(answer)["id"])
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise
            return 0
        except (OSError, ValueError, EOFError):
            return 0
        except Exception as error:  # http.client's own: the server died in the middle of its answer
            if type(error).__module__ != "http.client":
                raise
            return 0

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _web_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _worker_listens(self) -> bool:
        try:
            return bool(self.rows("SELECT 1 FROM pg_stat_activity WHERE application_name = 'worker' AND query LIKE 'LISTEN %%'"))
        except psycopg.OperationalError:
            return False

    def _environment(self, name: str) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "SAMKOEB_HOME": str(self.home),
            "SAMKOEB_PORT": str(self.port),
            "SAMKOEB_SECRET_KEY": "for this test alone",
            "SAMKOEB_TEST_WITHOUT_MIGRATIONS": "0",
            "SAMKOEB_WEB_PROCESSES": "1",
            "DJANGO_SETTINGS_MODULE": "samkoeb.config.settings",
            "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
            "PGAPPNAME": name,
        }

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self._environment("setup"), cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
