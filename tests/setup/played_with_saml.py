"""What test_sign_in_elsewhere.py runs in a process of its own: the switch is read when Django starts."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from tests.builders import bodies
from tests.setup.saml_provider import IDP, SSO, Provider

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions
from samkoeb.organisations.models import Person

pytestmark = pytest.mark.django_db
KNOWN = "kendt@region.example"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]["settings"]["idp"]["x509cert"] = made.certificate
    return made


@pytest.fixture
def person():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return actions.create_person(name="Kendt medarbejder", email=KNOWN, by=operator(), at=at)


def browser():
    return Client(HTTP_ACCEPT_LANGUAGE="da", HTTP_HOST="localhost")


def sign_in(provider, **told):
    """To the provider and back again, as a browser goes; the browser and the last answer."""
    client = browser()
    there = client.post("/sign-in/saml/saml/login/")
    assert there.headers["Location"].startswith(SSO)
    acs, form = provider.answer(there.headers["Location"], **told)
    return client, client.post(urlsplit(acs).path, form, follow=True)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_metadata_page_tells_the_provider_who_we_are():
    page = browser().get("/sign-in/saml/saml/metadata/")
    assert page.status_code == 200
    assert b"http://localhost/sign-in/saml/saml/acs/" in page.content and b"EntityDescriptor" in page.content


def test_the_sign_in_page_offers_it_once_it_can_work(provider):
    page = browser().get("/sign-in/").content.decode()
    assert "Log ind med Kommunens login" in page and "/sign-in/saml/saml/login/" in page
    idp = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]["settings"]["idp"]
    certificate, idp["x509cert"] = idp["x509cert"], ""
    assert "Kommunens login" not in browser().get("/sign-in/").content.decode()
    idp["x509cert"] = certificate


def test_a_known_person_is_signed_in(provider, person):
    client, _page = sign_in(provider, who="1", email=KNOWN.upper())
    assert signed_in(client) == str(person.pk)


def test_an_unknown_one_is_refused_with_a_sentence_and_not_made(provider, person):
    client, page = sign_in(provider, who="2", email="ukendt@region.example")
    assert (signed_in(client), Person.objects.count()) == (None, 1)
    assert "ingen her har din e-mail" in page.content.decode()


def test_an_answer_without_a_signature_opens_nothing(provider, person):
    client, page = sign_in(provider, who="1", email=KNOWN, sign=False)
    assert signed_in(client) is None
    assert "gav intet brugbart svar" in page.content.decode()


def test_another_providers_signature_opens_nothing(provider, person):
    client, _page = sign_in(Provider(), who="1", email=KNOWN)
    assert signed_in(client) is None


def test_the_administrator_sees_what_is_switched_on(provider):
    body = bodies.body()
    client = browser()
    someone = bodies.person()
    bodies.grant(someone, roles.ADMINISTRATOR, body)
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/admin/sign-in/").content.decode()
    assert "Kommunens login" in page and IDP in page and "/sign-in/saml/saml/metadata/" in page
