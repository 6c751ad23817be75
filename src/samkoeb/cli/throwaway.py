"""A database of one's own on the server that is there, gone afterwards.

Bringing a new database in step takes ten seconds of a processor. On a private server an empty one with all tables is therefore
kept as a template for the next, under a name that stands for the migrations and the libraries that made it. Somebody else's
server gets no such thing left on it.
"""

import hashlib
import importlib.metadata
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from samkoeb import postgres
from samkoeb.cli.home import SOURCE

PREFIX, TEMPLATE = "samkoeb_throwaway_", "samkoeb_template_"
NAMES = "SELECT datname FROM pg_database WHERE datname LIKE %s"


@contextmanager
def database(server: str) -> Iterator[tuple[str, bool]]:
    """The address of a new database, and whether its tables are there already."""
    name = f"{PREFIX}{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        _remove_the_left(connection, server)
        known = _template() in _names(connection, TEMPLATE)
        _copy(connection, name, _template() if known else "template1")
    try:
        yield at(server, name), known
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            _drop(connection, name)


def keep(server: str, own: str) -> None:
    """Make the database at `own`, in step and still empty, the template for the next; nobody may be connected to it."""
    if not postgres.is_private(server):
        return
    name = psycopg.conninfo.conninfo_to_dict(own)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        for earlier in _names(connection, TEMPLATE):
            _drop(connection, earlier)
        _copy(connection, _template(), str(name))


def at(url: str, name: str) -> str:
    """The same server's address with another database: only the path of the URL changes."""
    before, mark, query = url.partition("?")
    scheme, _, rest = before.partition("://")
    authority, _, _old = rest.partition("/")
    return f"{scheme}://{authority}/{name}{mark}{query}"


def _copy(connection: psycopg.Connection, name: str, template: str) -> None:
    """Two who do it at once want the same, so the second is content with the first's."""
    try:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    except psycopg.errors.DuplicateDatabase:
        if not name.startswith(TEMPLATE):
            raise


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _remove_the_left(connection: psycopg.Connection, server: str) -> None:
    """What a killed process could not take away itself: its number stands in the name, and is only known on this machine."""
    if postgres.is_private(server):
        for name in _names(connection, PREFIX):
            if not Path(f"/proc/{name.removeprefix(PREFIX).split('_')[0]}").exists():
                _drop(connection, name)


def _names(connection: psycopg.Connection, prefix: str) -> list[str]:
    return [name for (name,) in connection.execute(NAMES, [prefix.replace("_", r"\_") + "%"]).fetchall()]


def _template() -> str:
    """Stands for our migrations and for the versions of all that is installed, whose migrations come with them."""
    seen = hashlib.sha256()
    for path in sorted(SOURCE.glob("*/migrations/*.py")):
        seen.update(f"{path.relative_to(SOURCE)}\0".encode() + path.read_bytes())
    seen.update(repr(sorted((d.name, d.version) for d in importlib.metadata.distributions())).encode())
    seen.update(os.environ.get("SAMKOEB_TEST_WITHOUT_MIGRATIONS", "").encode())
    return TEMPLATE + seen.hexdigest()[:16]
