"""Under whose name the private database runs, and which folders that account can reach.

PostgreSQL refuses to run as root. As an ordinary user it runs as that user; as root it runs as the system account
`samkoeb` where somebody has made one, else as `nobody`. No account is made and no folder's permissions are changed.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samkoeb.postgres.fault import PostgresFault

ACCOUNTS_FOR_ROOT = ("samkoeb", "nobody")


@dataclass(frozen=True)
class Account:
    """A uid and gid; `other` when it is not the caller's own, so that processes must change to it."""

    uid: int
    gid: int
    name: str
    other: bool

    def popen(self) -> dict[str, Any]:
        """Arguments of subprocess.Popen that start a child as this account, with an environment that names nothing else."""
        become = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}
        return {**become, "env": {"PATH": os.defpath, "LC_ALL": "C"}, "stdin": subprocess.DEVNULL, "umask": 0o077}

    def own(self, path: Path) -> None:
        """Give this account a file or folder that we have just made."""
        if self.other:
            os.chown(path, self.uid, self.gid)


def choose() -> Account:
    """The account for a new private database, seen from the uid that is running now."""
    uid = os.geteuid()
    if uid != 0:
        return Account(uid, os.getegid(), _name(uid), other=False)
    for name in ACCOUNTS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, other=True)
    raise PostgresFault(
        "PostgreSQL does not run as root, and this machine has no account named 'nobody' or 'samkoeb': "
        "make one with 'useradd --system samkoeb', run as an ordinary user, or set DATABASE_URL."
    )


def of_folder(data: Path) -> Account:
    """The account that owns an existing data folder: the only one PostgreSQL accepts for it."""
    owner = data.stat()
    mine = os.geteuid()
    if mine not in (0, owner.st_uid):
        raise PostgresFault(
            f"The database in {data} belongs to the user {_name(owner.st_uid)}: "
            "start as that user, or set SAMKOEB_HOME to a folder of your own."
        )
    if owner.st_uid == 0:
        raise PostgresFault(f"The database folder {data} belongs to root, which PostgreSQL refuses: give it to another account.")
    return Account(owner.st_uid, owner.st_gid, _name(owner.st_uid), other=mine != owner.st_uid)


def can_read(account: Account, paths: list[Path]) -> bool:
    """Whether the account itself can read (and, for folders, enter) every path; tried, since modes alone do not tell."""
    script = 'for p do test -r "$p" || exit 1; test ! -d "$p" || test -x "$p" || exit 1; done'
    return _holds(account, script, paths)


def can_enter(account: Account, folder: Path) -> bool:
    """Whether the account can pass through a folder that it need not be able to list."""
    return _holds(account, 'test -x "$1"', [folder])


def _holds(account: Account, script: str, paths: list[Path]) -> bool:
    if not account.other:
        return True
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", *map(str, paths)], cwd="/", capture_output=True, check=False, **account.popen()
        )
    except PermissionError as error:
        raise PostgresFault(
            f"This root user may not start a process as {account.name}, and PostgreSQL does not run as root: "
            "run as an ordinary user, or set DATABASE_URL."
        ) from error
    return done.returncode == 0


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
