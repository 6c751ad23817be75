"""A database for the tests, where the environment names none: started when the first test asks for it, gone afterwards.

Tests of pure rules therefore start none. A plugin (`-p tests.private_database` in pyproject.toml), since Django's settings are read before
any conftest: it gives the tests a SAMKOEB_HOME of their own, and lets the tables come from the models, which is quicker than the
migrations; that the two agree is asked by `make check`. A database that the environment names is used as it is.

A run has one folder, FOLDER, in which everything lies that tests make outside pytest's own. Where several processes share the work, each has
a server and a home of its own in it, so that one may kill its own; rules that are compiled are kept for all of them.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
from tests import left_behind

from samkoeb import postgres

_open = ExitStack()

EXTENSIONS = ("btree_gist", "pg_trgm")  # which the first migration would have made
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"  # the product's own asks for collected files


def start() -> str | None:
    """The address of a database of our own; none where the environment names one."""
    if os.environ.get("DATABASE_URL"):
        return None
    url = _open.enter_context(postgres.running(FOLDER / "database", fast=True))
    with psycopg.connect(url, dbname="template1", autocommit=True) as template:
        for extension in EXTENSIONS:
            template.execute(f"CREATE EXTENSION {extension}".encode())
    os.environ["DATABASE_URL"] = url
    _open.callback(os.environ.pop, "DATABASE_URL", None)
    return url


def pytest_unconfigure() -> None:
    _open.close()


def _make_folder() -> Path:
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        folder = Path(os.environ[left_behind.MARK]) / worker
        folder.mkdir()
        return folder
    folder = Path(tempfile.mkdtemp(prefix="samkoeb-tests-"))
    folder.chmod(0o755)  # the database may run under another account, which must get in
    os.environ[left_behind.MARK] = str(folder)
    _open.callback(left_behind.guard(folder))
    return folder


FOLDER = _make_folder()
COMPILED = Path(os.environ[left_behind.MARK]) / "compiled"
os.environ["SAMKOEB_HOME"] = str(FOLDER / "home")
os.environ["SAMKOEB_RULES_CACHE"] = str(COMPILED)
(FOLDER / "home" / "static").mkdir(parents=True)  # as `samkoeb prepare` makes it, full
os.environ.setdefault("SAMKOEB_STATIC_STORAGE", PLAIN_FILES)
if not os.environ.get("DATABASE_URL"):
    os.environ.setdefault("SAMKOEB_TEST_WITHOUT_MIGRATIONS", "1")
