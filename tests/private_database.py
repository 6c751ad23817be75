"""A database for the tests, where the environment names none: started when the first test asks for it, gone afterwards.

Tests of pure rules therefore start none. A plugin (`-p tests.private_database` in pyproject.toml), since Django's settings are read before
any conftest: it gives the tests a SAMKOEB_HOME of their own, and lets the tables come from the models, which is quicker than the
migrations; that the two agree is asked by `make check`. A database that the environment names is used as it is.
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


def start() -> str | None:
    """The address of a database of our own; none where the environment names one."""
    if os.environ.get("DATABASE_URL"):
        return None
    url = _open.enter_context(postgres.running(_folder / "database", fast=True))
    with psycopg.connect(url, dbname="template1", autocommit=True) as template:
        for extension in EXTENSIONS:
            template.execute(f"CREATE EXTENSION {extension}".encode())
    os.environ["DATABASE_URL"] = url
    _open.callback(os.environ.pop, "DATABASE_URL", None)
    return url


def pytest_unconfigure() -> None:
    _open.close()


def _make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="samkoeb-tests-"))
    _open.callback(shutil.rmtree, folder)
    folder.chmod(0o755)  # the database may run under another account, which must get in
    return folder


_folder = _make_folder()
os.environ["SAMKOEB_HOME"] = str(_folder / "home")
os.environ.setdefault("SAMKOEB_STATIC_STORAGE", PLAIN_FILES)
if not os.environ.get("DATABASE_URL"):
    os.environ.setdefault("SAMKOEB_TEST_WITHOUT_MIGRATIONS", "1")
