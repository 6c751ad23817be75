"""Making, starting and stopping the private PostgreSQL of one home.

Every decision to start or stop is taken under one lock file, so two commands that start at the same moment make one
server. Who uses it holds a shared lock on a second file: the last one out stops what `running()` started, also after a
user that was killed, since the kernel drops a dead process's locks.
"""

import fcntl
import locale
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from samkoeb.postgres import binaries, place, processes
from samkoeb.postgres.account import Account
from samkoeb.postgres.fault import PostgresFault
from samkoeb.postgres.place import Place

NAME = "samkoeb"  # of the database and of its owner
START_SECONDS = 300  # recovery after a crash reads the log since the last checkpoint

SETTINGS = {
    "listen_addresses": "",  # the socket only: no port to be taken, none to be reached from outside
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

Tell = Callable[[str], None]


def silent(_line: str) -> None:
    """For callers who do not want to be told what is going on."""


def ensure(home: Path, *, fast: bool = False, tell: Tell = silent) -> str:
    """The address of a running database: DATABASE_URL where that is set, else this home's own, started to stay.

    `fast` gives up durability (no fsync) for throw-away databases; it counts only when the server is started by this call.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    where, account = place.prepare(home, tell)
    with _alone(where):
        if not _answers(where):
            _start(where, account, fast=fast, tell=tell)
        where.stays.touch()
    return url(where)


@contextmanager
def running(home: Path, *, fast: bool = False, tell: Tell = silent) -> Iterator[str]:
    """The address of a database that runs for as long as somebody is in here, and stops with the last one out."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    where, account = place.prepare(home, tell)
    with _open_lock(where.kept / "users.lock") as users:
        try:
            with _alone(where):
                if not _answers(where):
                    where.stays.unlink(missing_ok=True)
                    _start(where, account, fast=fast, tell=tell)
                fcntl.flock(users, fcntl.LOCK_SH)
            yield url(where)
        finally:
            with _alone(where):
                if not where.stays.exists() and _is_last(users):
                    processes.stop(where)


def revive(home: Path, *, tell: Tell = silent) -> None:
    """Start this home's own server again if it has died; for one who is inside `running()` without a DATABASE_URL of its own."""
    where, account = place.prepare(home, tell)
    with _alone(where):
        if not _answers(where):
            tell("The database has died: starting it again")
            _start(where, account, fast=False, tell=tell)


def stop(home: Path) -> None:
    """Stop this home's own server if it runs; a database behind DATABASE_URL is never touched."""
    where = place.find(home)
    if not where.kept.exists():
        return
    with _alone(where):
        where.stays.unlink(missing_ok=True)
        processes.stop(where)


def is_running(home: Path) -> bool:
    """Whether this home's own server lives."""
    return processes.postmaster(place.find(home)) is not None


def is_private(address: str) -> bool:
    """Whether the database at this address is one that a `samkoeb` on this machine started for itself."""
    host = str(psycopg.conninfo.conninfo_to_dict(address).get("host") or "")
    return Path(host).parent == place.SOCKETS and Path(host).name.startswith("samkoeb-")


def url(where: Place) -> str:
    """The address with its password: not to be logged."""
    password = quote(where.password.read_text().strip(), safe="")
    return f"postgresql://{NAME}:{password}@/{NAME}?host={quote(str(where.socket), safe='/')}"


def _answers(where: Place) -> bool:
    """Whether the server lives and takes connections; waits for one that is busy recovering, and sees one that is just dying."""
    return processes.postmaster(where) is not None and _wait_until_ready(where, lambda: processes.postmaster(where) is not None)


def _start(where: Place, account: Account, *, fast: bool, tell: Tell) -> None:
    programs = binaries.for_account(account, where.reachable, tell)
    if not (where.data / "PG_VERSION").exists():
        tell(f"Making a new database in {where.data}")
        _make(where, account, programs, fast=fast)
    _refuse_other_version(where)
    _refuse_without_password(where)
    processes.clear_the_dead(where)
    place.make_socket_folder(where, account)
    settings = {
        **SETTINGS,
        **(FAST if fast else {}),
        "unix_socket_directories": str(where.socket),
        "cluster_name": where.name,
    }
    arguments = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with where.log.open("ab") as log:
        server = subprocess.Popen(
            [programs / "bin" / "postgres", "-D", where.data, *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=where.reachable if not account.other else "/",
            start_new_session=True,  # Ctrl-C in the terminal reaches us and not the server, which we stop in good order
            **account.popen(),
        )
    try:
        is_ready = _wait_until_ready(where, lambda: server.poll() is None)
    except BaseException:  # Ctrl-C too: nobody would know of this server
        server.send_signal(signal.SIGINT)
        server.wait()
        raise
    if not is_ready:
        raise PostgresFault(f"The database did not start: {_last_line(where.log.read_text(errors='replace'))} (see {where.log})")


def _make(where: Place, account: Account, programs: Path, *, fast: bool) -> None:
    """Lay out an empty database that asks for a password, and make it under another name first: half a one is none."""
    password = secrets.token_urlsafe(24)
    where.password.touch(mode=0o600)
    where.password.write_text(password)
    unfinished = where.reachable / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    told = where.reachable / "password.new"
    told.touch(mode=0o600)
    told.write_text(password)
    account.own(unfinished)
    account.own(told)
    try:
        done = subprocess.run(
            [programs / "bin" / "initdb", "-D", unfinished, "-U", NAME, "--pwfile", told, "--auth=scram-sha-256",
             "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
             "--locale=C", f"--lc-ctype={_letters()}", "--no-instructions", *(["--no-sync"] if fast else [])],
            capture_output=True, text=True, check=False, cwd="/", **account.popen(),
        )  # fmt: skip
    finally:
        told.unlink()
    if done.returncode != 0:
        raise PostgresFault(f"PostgreSQL could not make a database in {where.data}: {_last_line(done.stderr)}")
    unfinished.rename(where.data)


def _letters() -> str:
    """The C library's locale by which pg_trgm knows a letter: with plain C, æ, ø and å are none."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _refuse_other_version(where: Place) -> None:
    found = (where.data / "PG_VERSION").read_text().strip()
    if found != binaries.major():
        raise PostgresFault(
            f"The database in {where.data} was made by PostgreSQL {found} and the installed version is {binaries.major()}: "
            f"run 'samkoeb backup' with the earlier version of Samkøb, then 'samkoeb restore' in an empty SAMKOEB_HOME."
        )


def _refuse_without_password(where: Place) -> None:
    """SAMKOEB_HOME was removed and its data lies elsewhere, or somebody tidied up: data is never thrown away for that."""
    if not where.password.exists():
        raise PostgresFault(
            f"The password of the database in {where.data} is gone ({where.password}): put it back, "
            f"or move {where.data} away to begin with an empty one."
        )


def _wait_until_ready(where: Place, lives: Callable[[], bool]) -> bool:
    """True when connections are taken and our database is there, False when the server has died meanwhile."""
    deadline = time.monotonic() + START_SECONDS
    while lives():
        try:
            with psycopg.connect(url(where), dbname="postgres", autocommit=True) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
                if known is None:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
            return True
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise PostgresFault(f"The database did not answer within {START_SECONDS} seconds: see {where.log}") from error
        time.sleep(0.02)
    return False


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    serious = [line for line in lines if "FATAL" in line or "error:" in line or "PANIC" in line]
    return (serious or lines or ["it said nothing"])[-1]


@contextmanager
def _alone(where: Place) -> Iterator[None]:
    with _open_lock(where.kept / "starting.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _open_lock(path: Path) -> Iterator[int]:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _is_last(users: int) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
