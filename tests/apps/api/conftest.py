"""Machines with keys, and the organisations that they speak for."""

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.builders.exchange import AT, BY, four_organisations

from samkoeb.exchange import actions


@pytest.fixture
def bodies(db):
    return four_organisations()


@pytest.fixture
def machines(bodies):
    """A client for each organisation that sends its key."""

    def client(organisation):
        _key, plain = actions.make_api_key(organisation.pk, name="test", by=BY, at=AT)
        return Client(headers={"X-API-Key": plain})

    return SimpleNamespace(**{name: client(organisation) for name, organisation in vars(bodies).items()})
