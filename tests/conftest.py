"""What all tests share. Pure tests need nothing of this; tests with a database start the private PostgreSQL if none is named."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SAMKOEB_DATA", REPOSITORY.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"needs the shared data, which is not beside the repository ({DATA.name})")
    return DATA
