"""What a command stands in while it runs: where its data is, a database that answers, and Django on top of it."""

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import psycopg

from samkoeb import postgres
from samkoeb.cli.home import home, make_home, secret_key
from samkoeb.cli.table import Needs
from samkoeb.cli.throwaway import database, keep

READY = "samkoeb.cli.ready"  # imports Django, so it is found by name after the environment names the database


@contextmanager
def around(needs: Needs) -> Iterator[None]:
    """Hold up what the command needs (see table.py) until it is done."""
    if needs == "nothing":
        os.environ["SAMKOEB_HOME"] = str(home())
        yield
    elif needs == "throwaway":
        with throwaway():
            yield
    else:
        with installation(in_step=needs == "database"):
            yield


@contextmanager
def installation(*, in_step: bool) -> Iterator[None]:
    """The installation's own database, with Django set up on it; refuses tables that are not in step where that matters."""
    place = home()
    make_home(place)
    with (
        postgres.running(place) as url,
        _answering(url),
        _environment(SAMKOEB_HOME=str(place), DATABASE_URL=url, SAMKOEB_SECRET_KEY=secret_key(place)),
        _django(in_step=in_step),
    ):
        yield


@contextmanager
def throwaway() -> Iterator[None]:
    """A new database with all tables, and a SAMKOEB_HOME of its own; both are gone afterwards, whatever happened.

    It lives on the server that is there (DATABASE_URL's, which must let us make databases, or this installation's own).
    """
    with (
        postgres.running(home()) as url,
        tempfile.TemporaryDirectory(prefix="samkoeb-") as folder,
        database(url) as (own, has_tables),
        _environment(SAMKOEB_HOME=folder, DATABASE_URL=own),
        _django(in_step=False) as ready,
    ):
        if not has_tables:
            ready.migrate(lambda _line: None)
            ready.let_go()
            keep(url, own)
        yield


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """Ask once before the pool would ask for half a minute: a database that does not answer is said at once."""
    psycopg.connect(url, connect_timeout=10).close()
    yield


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _django(*, in_step: bool) -> Iterator[ModuleType]:
    ready = importlib.import_module(READY)
    try:
        if in_step:
            ready.require_in_step()
        yield ready
    finally:
        ready.let_go()
