"""Machines hand documents in and fetch them."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.builders.exchange import AT, BY, order_response

from samkoeb.exchange import actions, queries
from samkoeb.exchange.models import Inbound
from samkoeb.process import inbound

pytestmark = pytest.mark.django_db
INBOX, OUTBOX = "/api/v1/inbox", "/api/v1/outbox"


def post(client, raw, **more):
    return client.post(INBOX, data=raw, content_type=more.pop("content_type", "application/xml"), **more)


def codes(answer):
    return [(answer.status_code, p["code"]) for p in answer.json()["problems"]]


def test_a_document_is_stored_once_and_its_outcome_can_be_asked_for(bodies, machines):
    raw = order_response(bodies.supplier, bodies.region)
    first = post(machines.supplier, raw, headers={"X-File-Name": "../svar.xml"})
    again = post(machines.supplier, raw)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    row = Inbound.objects.get()
    assert (bytes(row.raw), row.file_name, row.handed_in_by, row.channel) == (raw, "svar.xml", bodies.supplier, "api")
    assert machines.supplier.get(first["Location"]).json()["state"] == "received"


def test_why_a_document_was_set_aside_is_told_in_both_languages(bodies, machines):
    answer = post(machines.competitor, order_response(bodies.supplier, bodies.region))
    inbound.handle_waiting(datetime.now(UTC))
    became = machines.competitor.get(answer["Location"]).json()
    assert became["state"] == "set_aside"
    (problem,) = became["problems"]
    assert problem["code"] == "exchange.sender_is_another"
    assert "Handskehuset" in problem["da"]
    assert "Handskehuset" in problem["en"]


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "sk_wrong"}, {"X-API-Key": ""}])
@pytest.mark.parametrize("path", [INBOX, f"{INBOX}/1", OUTBOX, f"{OUTBOX}/1"])
def test_without_a_key_nothing(db, headers, path):
    client = Client(headers=headers)
    answer = client.post(path, data=b"<a/>", content_type="application/xml") if path == INBOX else client.get(path)
    assert codes(answer) == [(401, "api.no_key")]
    assert not Inbound.objects.exists()


def test_nothing_too_much_and_forms_are_answered_with_a_sentence(machines, settings):
    settings.XML_LIMITS = {**settings.XML_LIMITS, "max_bytes": 1_000_000}
    assert codes(post(machines.supplier, b"")) == [(422, "file.empty")]
    assert codes(post(machines.supplier, b"x" * 1_000_001)) == [(413, "file.too_large")]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert codes(post(machines.supplier, b"x" * 11)) == [(413, "file.too_large")]
    form = machines.supplier.post(INBOX, data={"a": "b"})
    assert codes(form) == [(415, "api.send_the_document")]
    assert not Inbound.objects.exists()


def test_what_curl_sends_by_default_is_taken_as_it_is(machines):
    assert post(machines.supplier, b"<a>&amp;=</a>", content_type="application/x-www-form-urlencoded").status_code == 201
    assert bytes(Inbound.objects.get().raw) == b"<a>&amp;=</a>"


def test_a_supplier_sees_its_own_documents_and_no_others(bodies, machines):
    location = post(machines.supplier, b"<a/>")["Location"]
    assert codes(machines.competitor.get(location)) == [(404, "api.not_found")]
    assert machines.supplier.get(location).status_code == 200


def send(bodies, number, recipient):
    return actions.send(
        key=f"order:{number}", document_type="order", document_number=number, sender_id=bodies.region.pk, recipient_id=recipient.pk,
        payload=f"<Order>{number}</Order>".encode(), file_name=f"order-{number}.xml", at=AT,
    )  # fmt: skip


def test_an_operator_fetches_in_order_and_suppliers_their_own(bodies, machines, settings, tmp_path):
    settings.HOME, settings.EMAIL_URL = tmp_path, ""
    rows = [send(bodies, "1", bodies.supplier), send(bodies, "2", bodies.competitor), send(bodies, "3", bodies.supplier)]
    actions.write_letter(key="letter", to="a@b.example", subject="x", body="secret link", recipient_id=bodies.supplier.pk, at=AT)
    assert machines.supplier.get(f"{OUTBOX}/{rows[0].pk}").status_code == 404  # nothing was checked and released yet
    actions.deliver_due(AT)
    second, third = (queries.outbound(BY, row.pk).released for row in rows[1:])

    def numbers(client, **query):
        page = client.get(OUTBOX, query).json()
        return [d["document_number"] for d in page["documents"]], page["next"]

    assert numbers(machines.region, limit=2) == (["1", "2"], second)
    assert numbers(machines.region, after=second) == (["3"], third)
    assert numbers(machines.region, after=third)[0] == []
    assert numbers(machines.supplier) == (["1", "3"], third)
    assert numbers(machines.other) == ([], 0)
    answer = machines.supplier.get(f"{OUTBOX}/{rows[0].pk}")
    assert (answer.content, answer["Content-Type"]) == (b"<Order>1</Order>", "application/xml")
    assert codes(machines.supplier.get(f"{OUTBOX}/{rows[1].pk}")) == [(404, "api.not_found")]
    assert queries.outbox(BY).count() == 4


def test_health_needs_no_key_and_the_interface_describes_itself(db, client):
    assert client.get("/healthz").json() == {"database": "ok"}
    assert client.get("/api/v1/healthz").status_code == 200
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/inbox", "/api/v1/inbox/{inbound_id}", "/api/v1/outbox", "/api/v1/outbox/{outbound_id}"} <= set(paths)
