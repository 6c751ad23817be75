"""A ward that can order, for every test of this folder."""

import pytest
from tests.builders.shop import Shop
from tests.builders.shop import shop as make_shop


@pytest.fixture
def shop(db) -> Shop:
    return make_shop()
