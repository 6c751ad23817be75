"""Which processes belong to a private database, read from /proc: pid files alone lie after a crash or in a restarted container.

They are known by their command line, where each carries the database's own name (`cluster_name`). Working folders would
tell too, but root in an ordinary container may not read those of another account.
"""

import errno
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from samkoeb.postgres.fault import PostgresFault
from samkoeb.postgres.place import Place

STOP_SECONDS = 60
ORPHAN_SECONDS = 10
SOCKET, SOCKET_LOCK = ".s.PGSQL.5432", ".s.PGSQL.5432.lock"


def postmaster(place: Place) -> int | None:
    """The pid of the living server of this place, or None when its pid file is absent or stale."""
    try:
        pid = int(place.pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _is_of(pid, place) else None


def clear_the_dead(place: Place) -> None:
    """Remove what a killed server left: wait for its orphans to go, end them if they do not, then take its lock files away.

    The caller holds the starting lock and has seen that no postmaster lives. PostgreSQL would refuse to start over
    orphans (shared memory), and over a pid that another program has been given since or that nobody has taken note of.
    """
    left = (place.pid_file, place.socket / SOCKET_LOCK, place.socket / SOCKET)
    if not any(file.exists() for file in left):
        return
    for sign in (None, signal.SIGQUIT, signal.SIGKILL):
        if sign is not None:
            for pid in _all_of(place):
                _send(pid, sign)
        if _within(ORPHAN_SECONDS, lambda: not _all_of(place)):
            for file in left:
                file.unlink(missing_ok=True)
            return
    raise PostgresFault(f"Processes of a database that was killed still use {place.data}: end them, then start again.")


def stop(place: Place) -> None:
    """Ask the server to end its connections and stop; insist when it has not within a minute."""
    for sign in (signal.SIGINT, signal.SIGQUIT):
        pid = postmaster(place)
        if pid is None:
            return
        _send(pid, sign)
        if _within(STOP_SECONDS, lambda: not _all_of(place)):
            _remove_folder(place.socket)
            return
    raise PostgresFault(f"The database in {place.data} did not stop within {2 * STOP_SECONDS} seconds.")


def _remove_folder(folder: Path) -> None:
    """The server has taken its socket away; its folder goes too, unless somebody keeps something in it."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise


def _within(seconds: float, done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return  # it went by itself in the meantime, which is what was wanted


def _all_of(place: Place) -> list[int]:
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in pids if _is_of(pid, place)]


def _is_of(pid: int, place: Place) -> bool:
    """The server itself runs `…/postgres … cluster_name=NAME`; its children call themselves `postgres: NAME: …`.

    What has ended, also when nobody has taken note of it yet (a zombie), has an empty command line.
    """
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    if words[0].startswith(f"postgres: {place.name}: ".encode()):
        return True
    return words[0].endswith(b"/postgres") and f"cluster_name={place.name}".encode() in words
