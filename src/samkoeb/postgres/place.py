"""Where the private database lives: data, password, locks, log and socket, each in a folder its reader can reach.

`SAMKOEB_HOME/postgres` holds everything. Where the database's account cannot get into it (root with a clone in a private
folder), data and programs go to a folder below /var/lib/samkoeb, and the file `elsewhere` remembers which.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from samkoeb.postgres import account as accounts
from samkoeb.postgres.account import Account
from samkoeb.postgres.fault import PostgresFault

ELSEWHERE = Path("/var/lib/samkoeb")
SOCKETS = Path("/tmp")  # a socket's path may have at most 107 bytes; the folder in it is 0700 and its owner is checked


@dataclass(frozen=True)
class Place:
    """The folders and files of one private database."""

    kept: Path  # ours: password, locks, log
    reachable: Path  # the account's: data and, where needed, a copy of the programs
    name: str  # of the server and of its socket's folder: the same home has the same name on every start

    @property
    def socket(self) -> Path:
        return SOCKETS / self.name

    @property
    def data(self) -> Path:
        return self.reachable / "data"

    @property
    def password(self) -> Path:
        return self.kept / "password"

    @property
    def log(self) -> Path:
        return self.kept / "postgres.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def stays(self) -> Path:
        """Present while the running server was started to stay after the command that started it."""
        return self.kept / "stays"


def find(home: Path) -> Place:
    """The place that belongs to `home`, without making anything."""
    kept = home.resolve() / "postgres"
    pointer = kept / "elsewhere"
    reachable = Path(pointer.read_text().strip()).resolve() if pointer.exists() else kept
    return Place(kept, reachable, f"samkoeb-{_mark(kept)}")


def prepare(home: Path, tell: Callable[[str], None]) -> tuple[Place, Account]:
    """Make the folders that are missing and say under which account the database runs."""
    _make(home)
    place = find(home)
    _make(place.kept)
    if (place.data / "PG_VERSION").exists():
        return place, accounts.of_folder(place.data)
    account = accounts.choose()
    if place.reachable == place.kept and not accounts.can_enter(account, place.kept):
        place = _go_elsewhere(home, place, account, tell)
    return place, account


def make_socket_folder(place: Place, account: Account) -> None:
    """A folder for the socket that nobody else can have put there: /tmp is open to all."""
    try:
        place.socket.mkdir(mode=0o700)
        account.own(place.socket)
    except FileExistsError:
        found = place.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise PostgresFault(f"{place.socket} exists and is not ours: remove it, then start again.") from None


def _go_elsewhere(home: Path, place: Place, account: Account, tell: Callable[[str], None]) -> Place:
    folder = ELSEWHERE / _mark(place.kept)
    tell(f"{account.name}, under whose name the database runs, cannot reach {home}: its data goes to {folder}")
    _make(ELSEWHERE)
    _make(folder)
    if not accounts.can_enter(account, folder):
        raise PostgresFault(
            f"{account.name}, under whose name the database runs, can reach neither {home} nor {folder}: "
            "set SAMKOEB_HOME to a folder that all users may enter, or set DATABASE_URL."
        )
    (place.kept / "elsewhere").write_text(f"{folder}\n")
    return find(home)


def _make(folder: Path) -> None:
    """Make one folder that others may enter but not change; what is secret in it has its own 0600 or 0700. Another may be making it as well."""
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    except OSError as error:
        if not folder.is_dir():
            raise PostgresFault(f"{folder} cannot be made ({error.strerror}): set SAMKOEB_HOME to a folder you may write in.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PostgresFault(f"{folder} is not writable: set SAMKOEB_HOME to a folder you may write in.")


def _mark(kept: Path) -> str:
    """Twelve characters that stand for one home on this machine."""
    return hashlib.sha256(os.fsencode(kept)).hexdigest()[:12]
