"""Fetch what was put into the drop folder (SAMKOEB_HOME/in): a file leaves it only when its bytes are committed."""

import logging
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from samkoeb.exchange.actions.receive import receive
from samkoeb.exchange.logic import arrival
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Problem

log = logging.getLogger(__name__)
DONE, REFUSED = "done", "refused"
UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload")
# A file that nobody has written to for so long is taken as finished (who can, renames into the folder and need not wait).
STABLE_SECONDS = 2.0


def fetch_dropped(at: datetime, *, now: float) -> int:
    """How many files were taken in. `now` is the file system's clock (seconds): half-written files are left alone until they rest.

    Fetched files are moved to in/done; what can't be stored (empty, too large) to in/refused, where the log says why.
    """
    root = Path(settings.HOME) / "in"
    root.mkdir(parents=True, exist_ok=True)
    return sum(_fetch(Path(entry.path), at) for entry in sorted(os.scandir(root), key=lambda e: e.name) if _is_ready(entry, now))


def _is_ready(entry: "os.DirEntry[str]", now: float) -> bool:
    if entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED):
        return False
    try:
        return entry.is_file(follow_symlinks=False) and now - entry.stat(follow_symlinks=False).st_mtime >= STABLE_SECONDS
    except FileNotFoundError:
        return False  # another worker has taken it


def _fetch(path: Path, at: datetime) -> int:
    maximum = settings.XML_LIMITS["max_bytes"]
    try:
        before = path.stat()
        if problems := list(arrival.check(before.st_size, maximum)):
            _refuse(path, problems)
            return 0
        raw = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        return 0
    except PermissionError:
        log.warning("in/%s can't be read: give it to the account of the worker", path.name)
        return 0
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(raw) != after.st_size:
        return 0
    inbound = receive(raw, channel="dropfolder", file_name=path.name, at=at, by=operator("dropfolder"))
    _move(path, DONE, f"{inbound.pk}-{path.name}")
    return 1


def _refuse(path: Path, problems: list[Problem]) -> None:
    log.warning("in/%s was moved to in/refused: %s", path.name, "; ".join(str(p) for p in problems))
    _move(path, REFUSED, path.name)


def _move(path: Path, to: str, name: str) -> None:
    target = path.parent / to / name[-200:]
    target.parent.mkdir(exist_ok=True)
    try:
        path.rename(target)
    except FileNotFoundError:
        return  # another worker fetched the same file, into the same row, and was first to move it
