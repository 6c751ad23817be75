"""`samkoeb start`: database, tables, story, web server and worker, in the foreground, until Ctrl-C."""

import fcntl
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from samkoeb import postgres
from samkoeb.cli.children import Child
from samkoeb.cli.fault import Fault
from samkoeb.cli.home import home, make_home, secret_key

WEB_SECONDS = 60
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(arguments: Namespace) -> int:
    place = home()
    port = chosen_port()
    address = os.environ.get("SAMKOEB_ADDRESS", f"http://localhost:{port}")
    make_home(place)
    with _only_one(place, address):
        _require_free(port)
        stopped = _stop_on_signals()
        own_database = not os.environ.get("DATABASE_URL")
        if own_database:
            _tell("Starting the database")
        with postgres.running(place, tell=_tell) as url:
            os.environ.update(
                SAMKOEB_HOME=str(place), SAMKOEB_PORT=str(port), DATABASE_URL=url, SAMKOEB_SECRET_KEY=secret_key(place)
            )
            revive = (lambda: postgres.revive(place, tell=_tell)) if own_database else (lambda: None)
            words = ("--no-story",) if arguments.no_story else ()
            return _prepare(words, stopped) or _serve(address, port, stopped, revive)


def chosen_port() -> int:
    given = os.environ.get("SAMKOEB_PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Fault(f"SAMKOEB_PORT must be a number from 1 to 65535, and is '{given}'.")
    return int(given)


def _serve(address: str, port: int, stopped: threading.Event, revive: Callable[[], None]) -> int:
    """Run web and worker until a signal comes, or until one of them can't be kept alive."""
    children = (Child("web server", ("web",)), Child("worker", ("worker",)))
    try:
        for child in children:
            child.start()
        if not _wait_for_web(children[0], port, stopped):
            return 0 if stopped.is_set() else 1
        print(f"\nSamkøb runs at {address}   (Ctrl-C stops it)\n", flush=True)
        while not stopped.wait(1):
            if not all(child.tend(_tell) for child in children):
                return 1
            revive()
        return 0
    finally:
        print("\nStopping", flush=True)
        for child in children:
            child.stop()


def _prepare(words: tuple[str, ...], stopped: threading.Event) -> int:
    """Tables, assets and story, in a process of its own: what watches over the others stays small. Returns its exit status."""
    child = Child("preparation", ("prepare", *words))
    child.start()
    while child.lives() and not stopped.wait(0.05):
        pass
    child.stop()
    assert child.process is not None
    return 0 if stopped.is_set() and child.process.returncode < 0 else child.process.returncode


def _wait_for_web(web: Child, port: int, stopped: threading.Event) -> bool:
    """Whether the web server answers; any answer will do."""
    deadline = time.monotonic() + WEB_SECONDS
    host = os.environ.get("SAMKOEB_BIND", "127.0.0.1").replace("0.0.0.0", "127.0.0.1")
    while not stopped.wait(0.1):
        if not web.tend(_tell):
            return False
        if time.monotonic() > deadline:
            raise Fault(f"the web server did not answer within {WEB_SECONDS} seconds.")
        with socket.socket() as line:
            line.settimeout(2)
            if line.connect_ex((host, port)) == 0 and _answers(host, port):
                return True
    return False


def _answers(host: str, port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://{host}:{port}/api/v1/healthz", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
    return True


@contextmanager
def _only_one(place: Path, address: str) -> Iterator[None]:
    """One `start` per SAMKOEB_HOME; the lock goes with the process, however it ends."""
    with (place / "start.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid, _, where = lock.read().strip().partition(" ")
            raise Fault(
                f"Samkøb runs here already, at {where}: use that, or stop it first (Ctrl-C there, or 'kill {pid}')."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()} {address}\n")
        lock.flush()
        yield


def _require_free(port: int) -> None:
    host = os.environ.get("SAMKOEB_BIND", "127.0.0.1")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Fault(f"port {port} is only for root: choose another, such as 'SAMKOEB_PORT=8000 make start'.") from error
        except OSError as error:
            raise Fault(
                f"port {port} on {host} can't be had ({error.strerror}): choose another, such as 'SAMKOEB_PORT={port % 65000 + 1} make start'."
            ) from error


def _stop_on_signals() -> threading.Event:
    stopped = threading.Event()
    for sign in SIGNALS:
        signal.signal(sign, lambda *_: stopped.set())
    return stopped


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)
