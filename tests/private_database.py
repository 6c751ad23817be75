"""A database for the tests, where the environment names none: started before Django reads its settings, gone afterwards.

A plugin (`-p tests.private_database` in pyproject.toml) and no fixture, since pytest-django reads the settings before any
conftest. It also gives the tests a SAMKOEB_HOME of their own, and lets the tables come from the models, which is quicker than
the migrations; that the two agree is asked by `make check`. Whatever the environment names already is left as it is.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg

from samkoeb import postgres

_open = ExitStack()

EXTENSIONS = ("btree_gist", "pg_trgm")  # which the first migration would have made
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"  # the product's own asks for collected files


def _begin() -> None:
    os.environ.setdefault("SAMKOEB_STATIC_STORAGE", PLAIN_FILES)
    if os.environ.get("DATABASE_URL") and os.environ.get("SAMKOEB_HOME"):
        return  # named by whoever started us: a person, or the pytest whose xdist worker we are
    folder = Path(tempfile.mkdtemp(prefix="samkoeb-tests-"))
    _open.callback(shutil.rmtree, folder)
    folder.chmod(0o755)  # the database may run under another account, which must get in
    os.environ.setdefault("SAMKOEB_HOME", str(folder / "home"))
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = url = _open.enter_context(postgres.running(folder / "database", fast=True))
        os.environ.setdefault("SAMKOEB_TEST_WITHOUT_MIGRATIONS", "1")
        with psycopg.connect(url, dbname="template1", autocommit=True) as template:
            for extension in EXTENSIONS:
                template.execute(f"CREATE EXTENSION {extension}".encode())


def pytest_unconfigure() -> None:
    _open.close()


_begin()
