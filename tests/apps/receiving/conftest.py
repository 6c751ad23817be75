"""A ward that can order and receive, for every test of this folder."""

import pytest
from tests.builders import shop as shops

from samkoeb.kernel import actor as roles


@pytest.fixture
def shop(db):
    return shops.shop()


@pytest.fixture
def receiver(shop):
    return shops.bodies.actor(roles.GOODS_RECEIVER, shop.region, shop.unit, name="Varemodtager")


@pytest.fixture
def keeper(shop):
    return shops.bodies.actor(roles.STOCK_KEEPER, shop.region, shop.unit, name="Lagerforvalter")
