"""Whatever way a run of the tests ends, kill -9 included, nothing of it is left: no server, no database, no folder.

A process of its own waits for the run's end, and then looks for what carries the name of the run's folder. A run that ended in good order has
taken everything away already but the folder.

    python -m tests.left_behind FOLDER      waits until its standard input is closed
"""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
MARK = "TESTS_OF_SAMKOEB"  # in the environment of everything that a run starts; databases get another, and have the folder among their words
PATIENCE = 60  # seconds for what is ended to be gone


def guard(folder: Path) -> Callable[[], None]:
    """Watch over the folder from now on; what is returned ends the run and comes back when nothing is left."""
    watch = subprocess.Popen(
        [sys.executable, "-m", "tests.left_behind", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, MARK: ""},
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the run, and not for who comes after it
    )
    return watch.communicate


def take_away(folder: Path) -> None:
    """Programs first, since `samkoeb start` would start its database again; then databases, in good order; then who remains."""
    _end(folder, "environ")
    for password in folder.glob("**/postgres/password"):
        importlib.import_module("samkoeb.postgres").stop(password.parents[1])  # half a second, which a run without databases is spared
    _end(folder, "cmdline")
    shutil.rmtree(folder, ignore_errors=True)


def _end(folder: Path, where: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while (pids := _that_name(folder, where)) and time.monotonic() < deadline:
        for pid in pids:
            _kill(pid)
        time.sleep(0.02)


def _that_name(folder: Path, where: str) -> list[int]:
    """The processes in whose environment or words the folder stands, or something in it."""
    name = os.fsencode(folder)
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if pid != os.getpid() and name in _read(Path(f"/proc/{pid}/{where}"))]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it went by itself, which is what was wanted


if __name__ == "__main__":
    sys.stdin.read()
    take_away(Path(sys.argv[1]))
