"""What no screen answers still looks like the product, in the reader's language, and says what to do."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from samkoeb.web import answers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "said"), [("da", "Gå tilbage, genindlæs siden"), ("en", "Go back, reload the page")])
def test_a_form_from_another_place_is_told_to_reload(language, said):
    answer = Client(enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE=language).post("/sign-in/", {"login": "a@b.dk"})
    assert answer.status_code == 403
    assert said in answer.content.decode() and 'class="sk-logo"' in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("da", "Adressen er ikke en side"), ("en", "This address is not a page")])
def test_an_address_that_is_no_page_says_so(language, said):
    answer = Client(HTTP_ACCEPT_LANGUAGE=language).get("/sign-out/")
    assert (answer.status_code, said in answer.content.decode()) == (405, True)


def test_more_than_a_form_may_hold_is_read_away_and_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    answer = Client(HTTP_ACCEPT_LANGUAGE="da").post("/sign-in/", {"login": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "må fylde 1 MB tilsammen" in answer.content.decode()


def test_what_django_cannot_understand_is_the_products_page():
    answer = Client(HTTP_ACCEPT_LANGUAGE="da").post("/sign-in/", dict.fromkeys(map(str, range(20_001)), ""))
    assert answer.status_code == 400
    assert "Det kunne ikke forstås" in answer.content.decode()


def test_machines_get_no_page():
    answer = Client().post("/api/v1/inbox", data=b"<x/>", content_type="application/xml")
    assert answer.status_code in (401, 403) and b"<html" not in answer.content


def test_after_too_many_tries_the_reader_is_told_how_long(settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 3
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    found = [client.post(reverse("sign_in"), {"login": "nogen@region.example", "password": "forkert"}) for _ in range(4)]
    assert found[-1].status_code == 429
    assert "spærret i et kvarter" in found[-1].content.decode()


def test_every_page_is_said_in_both_languages():
    for status in answers.PAGES:
        request = RequestFactory().get("/")
        assert answers.page(request, status).status_code == status
