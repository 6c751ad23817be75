"""What all tests share. Pure tests need nothing of this; tests with a database start the private PostgreSQL if none is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import settings
from psycopg.conninfo import conninfo_to_dict
from tests import private_database

from samkoeb.documents import validation

# Each run draws other examples, so few at a time find what many would, a little later; the long version draws many.
settings.register_profile("usual", max_examples=30, deadline=None)
settings.register_profile("soak", max_examples=1_000, deadline=None)
settings.load_profile("soak" if os.environ.get("SAMKOEB_SOAK") else "usual")

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SAMKOEB_DATA", REPOSITORY.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"needs the shared data, which is not beside the repository ({DATA.name})")
    return DATA


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for rules that are added, which no other test sees: the library that a process shares is forgotten before and after."""
    monkeypatch.setenv("SAMKOEB_RULES", str(tmp_path / "rules"))
    validation.default_library.cache_clear()
    yield tmp_path / "rules"
    validation.default_library.cache_clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's hook before the first test that asks for a database: this is when ours is started."""
    if url := private_database.start():
        parts = conninfo_to_dict(url)
        connections["default"].settings_dict.update(
            NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"], HOST=parts["host"]
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long versions run when they are asked for, and never because somebody named their folder."""
    if not os.environ.get("SAMKOEB_SOAK"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="the long version: make soak"))
