"""What the tests of checking share."""

import pytest


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where rules are kept compiled: by their contents, so that one test may have what another has compiled."""
    return str(tmp_path_factory.mktemp("compiled"))
