"""What test_sign_in_elsewhere.py runs in a process of its own: the switch is read when Django starts."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings
from django.test import Client
from tests.setup.oidc_provider import Provider

from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions
from samkoeb.organisations.models import Person

pytestmark = pytest.mark.django_db
KNOWN = "kendt@region.example"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = made.address
    yield made
    made.shutdown()


@pytest.fixture
def person(at):
    return actions.create_person(name="Kendt medarbejder", email=KNOWN, by=operator(), at=at)


@pytest.fixture
def at():
    return datetime(2026, 11, 1, tzinfo=UTC)


def sign_in(provider, **claims):
    """To the provider and back again, as a browser goes; the browser and the last answer."""
    provider.person = claims
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    there = client.post("/sign-in/oidc/oidc/login/")
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    return client, client.get(f"{address.path}?{address.query}", follow=True)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_offers_it(provider):
    page = Client(HTTP_ACCEPT_LANGUAGE="da").get("/sign-in/").content.decode()
    assert "Log ind med Regionens login" in page and "/sign-in/oidc/oidc/login/" in page


def test_a_known_person_is_signed_in(provider, person):
    client, _page = sign_in(provider, sub="1", email=KNOWN.upper(), email_verified=True)
    assert signed_in(client) == str(person.pk)
    again, _page = sign_in(provider, sub="1", email=KNOWN, email_verified=True)
    assert signed_in(again) == str(person.pk)


def test_an_unknown_one_is_refused_with_a_sentence_and_not_made(provider, person):
    client, page = sign_in(provider, sub="2", email="ukendt@region.example", email_verified=True)
    assert (signed_in(client), Person.objects.count()) == (None, 1)
    assert "ingen her har din e-mail" in page.content.decode()


def test_an_email_that_nobody_vouches_for_opens_nothing(provider, person):
    client, _page = sign_in(provider, sub="3", email=KNOWN, email_verified=False)
    assert signed_in(client) is None


def test_one_whose_access_is_closed_is_refused(provider, person, at):
    actions.close_person(person.pk, by=operator(), at=at)
    client, page = sign_in(provider, sub="4", email=KNOWN, email_verified=True)
    assert signed_in(client) is None
    assert "Din adgang er lukket" in page.content.decode()
