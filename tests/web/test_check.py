"""Anybody may have a document checked, and nothing of it stays here."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import bodies, rules
from tests.builders.exchange import invoice_bytes
from tests.documents.samples import long_invoice

from samkoeb.documents import write
from samkoeb.exchange import actions
from samkoeb.exchange.models import CheckTurns, Inbound
from samkoeb.kernel.actor import operator

pytestmark = pytest.mark.django_db
SECRET = "Hemmelig Kunde ApS"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    return settings.HOME


def good() -> bytes:
    return invoice_bytes("F-1", supplier_cvr="16356706", buyer_gln="5798000000001").replace(b"Region Midtby", SECRET.encode())


def bad() -> bytes:
    return good().replace(b'<cbc:PayableAmount currencyID="DKK">', b'<cbc:PayableAmount currencyID="DKK">9')


def check(raw: bytes, name: str = "faktura.xml", client: Client | None = None, **headers):
    browser = client or Client(HTTP_ACCEPT_LANGUAGE="da")
    return browser.post("/check/", {"file": SimpleUploadedFile(name, raw)}, **headers)


def carried(page: str, kind: str) -> bytes:
    return base64.b64decode(page.split(f"data:{kind};base64,")[1].split('"')[0])


def test_a_good_one_is_valid_and_shown_as_a_person_reads_it():
    page = check(good()).content.decode()
    assert "Gyldigt" in page and "Ikke gyldigt" not in page
    assert SECRET in page and "345,00 kr." in page and "10 æsker" in page and "20-11-2026" in page
    assert "udgivet 30-03-2026" in page


def test_each_line_of_a_long_one_is_shown():
    raw = write(long_invoice(20))
    numbers = re.findall(r"<cbc:ID>(H-\d+-M)</cbc:ID>", raw.decode())
    page = check(raw).content.decode()
    assert "Gyldigt" in page
    assert [page.count(number) for number in numbers] == [numbers.count(number) for number in numbers]
    assert len(numbers) == 20


def test_a_bad_one_says_what_is_wrong_and_where_both_ways():
    page = check(bad()).content.decode()
    assert "Ikke gyldigt" in page and "1 krav er ikke opfyldt" in page
    assert "Beløbet til betaling er ikke totalen med moms" in page and "BR-CO-16" in page
    assert 'href="#place-1"' in page and 'id="place-1"' in page and 'href="#finding-1"' in page and 'id="finding-1"' in page
    english = check(bad(), client=Client(HTTP_ACCEPT_LANGUAGE="en")).content.decode()
    assert "The amount to pay is not the total with VAT" in english and "Not valid" in english


def test_the_findings_can_be_taken_along():
    page = check(bad()).content.decode()
    told = json.loads(carried(page, "application/json"))
    assert (told["file"], told["valid"], [one["id"] for one in told["findings"]]) == ("faktura.xml", False, ["BR-CO-16"])
    sheet = carried(page, "text/csv;charset=utf-8").decode("utf-8-sig")
    assert "BR-CO-16" in sheet.splitlines()[1]


def test_a_document_of_another_kind_is_shown_as_a_tree():
    page = check(b"<Vejseddel><Vare antal='2'>Sprit</Vare></Vejseddel>").content.decode()
    assert "Kan ikke afgøres" in page and "Sprit" in page


def test_nothing_of_it_stays(home, caplog):
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    check(bad(), client=client)
    rows = {m._meta.label: m._default_manager.count() for room in house.ROOMS for m in apps.get_app_config(room).get_models()}
    assert {label for label, count in rows.items() if count} == {"exchange.CheckTurns"}
    assert not [file for file in home.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert SECRET not in caplog.text and "faktura.xml" not in caplog.text
    assert len(CheckTurns.objects.get().address) == 64  # who it was can't be read


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "dokumenttypeerklæring"),
        (b"<a></b>", "ikke gyldig XML"),
        (b"PK\x03\x04....", "ZIP"),
        (b"<a>" * 300 + b"</a>" * 300, "flere lag"),
        (b"<" + b"a" * 50, "ikke gyldig XML"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(raw, said):
    answer = check(raw)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Kunne ikke læses" in page and said in page


def test_no_file_an_empty_one_and_one_that_is_too_large_are_said(settings):
    settings.CHECK_BYTES = 1024 * 1024
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    for answer in (client.post("/check/", {}), check(b""), check(b"<a>" + b"x" * 1024 * 1024 * 2 + b"</a>")):
        assert answer.status_code == 400
        assert 'class="alert alert-error"' in answer.content.decode()
    assert "1 MB" in answer.content.decode()


def test_a_large_file_never_comes_to_the_disk(monkeypatch):
    def no_file(*_args, **_more):
        raise AssertionError("a file was made")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", no_file)
    padded = good().replace(b"</cbc:ID>", b"</cbc:ID><!--" + b"x" * 6 * 1024 * 1024 + b"-->", 1)
    assert "Gyldigt" in check(padded).content.decode()


def test_an_address_is_asked_to_wait_and_others_are_not(settings):
    settings.CHECKS_AN_HOUR = 2
    first, second = ({"HTTP_X_FORWARDED_FOR": f"203.0.113.{n}"} for n in (1, 2))
    assert [check(good(), **first).status_code for _ in range(3)] == [200, 200, 429]
    assert "Vent lidt" in check(good(), **first).content.decode()
    assert check(good(), **second).status_code == 200
    assert actions.forget_checks(datetime.now(UTC) + timedelta(hours=4)) == 2


def test_a_proxy_that_is_not_ours_names_nobody_else(settings):
    settings.CHECKS_AN_HOUR = 1
    away = {"REMOTE_ADDR": "198.51.100.7"}
    assert check(good(), HTTP_X_FORWARDED_FOR="203.0.113.1", **away).status_code == 200
    assert check(good(), HTTP_X_FORWARDED_FOR="203.0.113.9", **away).status_code == 429


def test_a_form_from_elsewhere_is_not_taken():
    assert Client(enforce_csrf_checks=True).post("/check/", {"file": SimpleUploadedFile("a.xml", good())}).status_code == 403


def test_the_rules_of_the_house_apply(tmp_path):
    actions.add_rules(
        rules.orders(tmp_path / "given", ("NEVER-01", "/ubl:Order", "false()", "Nothing is right.")), by=operator(), at=bodies.AT
    )
    ubl = "urn:oasis:names:specification:ubl:schema:xsd"
    raw = (
        f'<Order xmlns="{ubl}:Order-2"><c:CustomizationID xmlns:c="{ubl}:CommonBasicComponents-2">'
        "urn:fdc:peppol.eu:poacc:trns:order:3</c:CustomizationID></Order>"
    )
    assert "NEVER-01" in check(raw.encode()).content.decode()
    assert not Inbound.objects.exists()
