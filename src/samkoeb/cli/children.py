"""The processes that `samkoeb start` keeps alive: started apart from the terminal, told to go in order, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

QUICK_SECONDS = 10  # one that dies sooner than this after its start is likely to do so again
MOST_QUICK_DEATHS = 3
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1

Tell = Callable[[str], None]


@dataclass
class Child:
    """One `samkoeb` command as a process of its own."""

    name: str
    words: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    quick_deaths: int = field(default=0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "samkoeb.cli", *self.words],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we tell the children to go, in order
            preexec_fn=_die_with(os.getpid()),
        )

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self, tell: Tell) -> bool:
        """Start it again if it has died; False when it keeps dying and there is no use."""
        if self.lives() or self.process is None:
            return True
        code = self.process.returncode
        how = f"was killed ({signal.Signals(-code).name})" if code < 0 else f"ended with status {code}"
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.started < QUICK_SECONDS else 1
        if self.quick_deaths >= MOST_QUICK_DEATHS:
            tell(f"The {self.name} {how}, for the third time in a row: stopping")
            return False
        tell(f"The {self.name} {how}: starting it again")
        self._end_group()  # its own children may have outlived it
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to finish what it is doing; end it when it has not within the time."""
        if self.process is None or not self.lives():
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._end_group()
            self.process.wait()

    def _end_group(self) -> None:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # nothing of it is left, which is what was wanted


def _die_with(parent: int) -> Callable[[], None]:
    """Ask Linux to end the child when we are killed, so that nothing holds the port or the queue afterwards."""
    libc = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it happened in between
            os.kill(os.getpid(), signal.SIGTERM)

    return ask
