"""Real databases in real folders: nothing of the set-up is played."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import private_database
from tests.setup.running import FOUND, samkoeb

from samkoeb import postgres
from samkoeb.postgres import place


@contextmanager
def a_home() -> Iterator[Path]:
    """A SAMKOEB_HOME with a space and Danish letters in its name, that every account can reach; its server is stopped afterwards."""
    above = Path(tempfile.mkdtemp(prefix="prøve ", dir=private_database.FOLDER))
    above.chmod(0o755)
    folder = above / "samkøb hjem"
    try:
        yield folder
    finally:
        postgres.stop(folder)
        shutil.rmtree(above)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with a_home() as folder:
        yield folder


@pytest.fixture(scope="session")
def founded() -> Iterator[Path]:
    """The home of an installation with one body and its administrator, shared by all that do not change it."""
    with a_home() as folder:
        prepared = samkoeb(folder, "prepare", "--no-story")
        assert prepared.returncode == 0, prepared.stderr
        weak = samkoeb(folder, *FOUND, given="kort\n")
        assert weak.returncode == 1 and len(weak.stderr.splitlines()) == 1, "a weak password founds nothing"
        answer = samkoeb(folder, *FOUND, given="gode handsker til alle\n")
        assert answer.returncode == 0, answer.stderr
        yield folder


@pytest.fixture
def private_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home below a folder that only its owner may enter, as a clone in root's own folder is."""
    if os.geteuid() != 0:
        pytest.skip("only root starts the database under another account")
    elsewhere = Path(tempfile.mkdtemp(prefix="elsewhere-", dir=private_database.FOLDER))
    elsewhere.chmod(0o755)
    monkeypatch.setattr(place, "ELSEWHERE", elsewhere / "samkoeb")
    home.parent.chmod(0o700)
    yield home
    postgres.stop(home)
    shutil.rmtree(elsewhere)
