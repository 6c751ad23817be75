"""The house that the matrix is asked about."""

from collections.abc import Iterator

import pytest
from tests.access import house as houses


@pytest.fixture(scope="module")  # built once; the next file may be of tests that have another database
def house(django_db_setup: None, django_db_blocker) -> Iterator[houses.House]:
    with django_db_blocker.unblock(), houses.inside() as built:
        yield built


def pytest_sessionfinish() -> None:
    houses.tear_down()
