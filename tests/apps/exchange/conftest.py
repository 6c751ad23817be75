"""Bodies and suppliers that exchange documents, and a SAMKOEB_HOME that is thrown away."""

import pytest
from tests.builders.exchange import four_organisations


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    settings.EMAIL_URL = ""
    return settings.HOME


@pytest.fixture
def bodies(db):
    return four_organisations()
