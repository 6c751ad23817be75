"""What leaves, leaves once."""

from email import message_from_bytes, policy

import pytest
from tests.builders.exchange import AT, BY

from samkoeb.exchange import actions, queries
from samkoeb.exchange.actions import deliver, folder
from samkoeb.exchange.models import Outbound
from samkoeb.kernel.actor import ADMINISTRATOR, SUPPLIER_USER, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed

pytestmark = pytest.mark.django_db


def order(bodies, number="2026-17", recipient=None, **more):
    return actions.send(
        key=f"order:{number}",
        document_type="order",
        document_number=number,
        sender_id=bodies.region.pk,
        recipient_id=(recipient or bodies.supplier).pk,
        payload=b"<Order/>",
        file_name=f"order-{number}.xml",
        at=AT,
        **more,
    )


def files(home):
    return sorted(p for p in home.rglob("*") if p.is_file())


def test_an_order_reaches_the_folder_of_its_recipient_once(home, bodies):
    assert order(bodies).pk == order(bodies).pk
    assert actions.deliver_due(AT) == 1
    assert actions.deliver_due(AT) == 0
    (file,) = files(home)
    assert file.parent == home / "out" / "0184_16356706"
    assert file.name.startswith("order-2026-17-")
    assert file.read_bytes() == b"<Order/>"
    sent = queries.outbox(BY).get()
    assert (sent.state, sent.sent_at) == ("sent", AT)


def test_a_worker_killed_between_preparing_and_publishing_sends_no_second_file(home, bodies):
    row = order(bodies)
    deliver._claim_files(AT)  # killed here: claimed and prepared, not published
    assert queries.outbound(BY, row.pk).state == "sending"
    assert actions.deliver_due(AT) == 1
    (file,) = files(home)
    assert file.parent.name == "0184_16356706"


def test_a_file_that_the_operator_has_taken_before_it_was_noted_as_sent_is_not_written_again(home, bodies):
    row = order(bodies)
    deliver._claim_files(AT)
    claimed = Outbound.objects.get(pk=row.pk)
    folder.publish(home / "out", claimed.claim.removeprefix("file:"), deliver._target(claimed))  # killed before the commit …
    deliver._target(claimed).unlink()  # … and the operator takes the file on
    assert actions.deliver_due(AT) == 1
    assert files(home) == []
    assert queries.outbound(BY, row.pk).state == "sent"


def test_a_claim_that_was_never_committed_leaves_no_file_in_the_folder(home, bodies):
    order(bodies)
    folder.prepare(home / "out", "ofakilledworker", b"<Order/>")
    actions.deliver_due(AT)
    assert [f.parent.name for f in files(home)] == [".prepared", "0184_16356706"]


def test_a_folder_that_cannot_be_written_delays_and_loses_nothing(home, bodies):
    home.mkdir()
    (home / "out").write_text("a file where the folder should be")
    row = order(bodies)
    assert actions.deliver_due(AT) == 0
    waiting = queries.outbound(BY, row.pk)
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    (home / "out").unlink()
    assert actions.deliver_due(AT) == 0  # not before its time
    assert actions.deliver_due(waiting.not_before) == 1


def test_letters_are_files_with_the_same_bytes_and_message_id_however_often_they_are_made(home, bodies):
    for _ in range(2):
        actions.write_letter(
            key="order:17:letter", to="ordre@bandage.example", subject="Ordre 17\r\nBcc: x@y", body="Se vedlagte æøå.", payload=b"%PDF-",
            file_name="ordre-17.pdf", recipient_id=bodies.competitor.pk, at=AT,
        )  # fmt: skip
    row = Outbound.objects.get()
    assert deliver._content(row) == deliver._content(row)
    assert actions.deliver_due(AT) == 1
    (file,) = files(home)
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.suffix == ".eml"
    assert letter["To"] == "ordre@bandage.example"
    assert letter["Subject"] == "Ordre 17 Bcc: x@y"
    assert letter["Bcc"] is None
    assert letter["Message-ID"].endswith("@localhost>")
    assert "æøå" in letter.get_body().get_content()
    assert [a.get_filename() for a in letter.iter_attachments()] == ["ordre-17.pdf"]


def test_a_recipient_without_an_address_is_shown_and_can_be_sent_to_when_it_has_one(home, bodies):
    bodies.competitor.email = ""
    bodies.competitor.save()
    row = order(bodies, recipient=bodies.competitor)
    assert (row.state, row.failure) == ("failed", "exchange.no_address")
    bodies.competitor.email = "ordre@bandage.example"
    bodies.competitor.save()
    assert actions.send_again(row.pk, by=BY, at=AT).state == "waiting"
    assert actions.deliver_due(AT) == 1


def test_only_the_senders_administrator_acts_and_only_the_recipient_fetches(home, bodies):
    row, other = order(bodies), order(bodies, "2026-18")

    def acting(role, organisation):
        return Actor(None, "test", (RoleHeld(role, frozenset({organisation.pk})),))

    with pytest.raises(NotAllowed):
        actions.cancel(row.pk, by=acting(ADMINISTRATOR, bodies.other), at=AT)
    assert actions.cancel(other.pk, by=acting(ADMINISTRATOR, bodies.region), at=AT).state == "cancelled"
    assert queries.fetchable(acting(SUPPLIER_USER, bodies.supplier)) == []  # nothing was checked and released yet
    actions.deliver_due(AT)
    assert [r.pk for r in queries.fetchable(acting(SUPPLIER_USER, bodies.supplier))] == [row.pk]
    assert queries.fetchable(acting(SUPPLIER_USER, bodies.competitor)) == []
    assert queries.payload_of(acting(SUPPLIER_USER, bodies.supplier), row.pk) == b"<Order/>"
