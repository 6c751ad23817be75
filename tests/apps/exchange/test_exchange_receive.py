"""Whatever arrives is kept, once."""

from datetime import timedelta

import pytest
from tests.builders.exchange import AT, BY

from samkoeb.audit.models import AuditEvent
from samkoeb.exchange import actions, queries
from samkoeb.exchange.models import Inbound
from samkoeb.kernel.actor import ACCOUNTS_CLERK, ADMINISTRATOR, SUPPLIER_USER, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed, Problem, Refused

pytestmark = pytest.mark.django_db


def acting(role, *organisation_ids):
    return Actor(None, "test", (RoleHeld(role, frozenset(organisation_ids)),))


def test_what_arrives_is_kept_as_it_is_even_when_it_is_rubbish():
    raw = b"\x00\xff not a document \x1a"
    inbound = actions.receive(raw, channel="cli", file_name="../../etc/x.bin", at=AT, by=BY)
    assert queries.raw_of(BY, inbound.pk) == raw
    assert (inbound.state, inbound.file_name, inbound.arrived_before) == ("received", "x.bin", False)
    assert AuditEvent.objects.filter(action="exchange.inbound.received", object_id=inbound.pk).count() == 1


def test_the_same_content_from_the_same_hand_is_one_row(bodies):
    first = actions.receive(b"<a/>", channel="api", handed_in_by_id=bodies.supplier.pk, at=AT, by=BY)
    again = actions.receive(b"<a/>", channel="upload", handed_in_by_id=bodies.supplier.pk, at=AT + timedelta(days=1), by=BY)
    other = actions.receive(b"<a/>", channel="upload", handed_in_by_id=bodies.competitor.pk, at=AT, by=BY)
    assert again.pk == first.pk
    assert again.arrived_before
    assert other.pk != first.pk
    assert Inbound.objects.count() == 2


@pytest.mark.parametrize(("raw", "code"), [(b"", "file.empty"), (b"x" * 2_000_001, "file.too_large")])
def test_nothing_and_too_much_are_refused_before_anything_is_stored(settings, raw, code):
    settings.XML_LIMITS = {**settings.XML_LIMITS, "max_bytes": 2_000_000}
    with pytest.raises(Refused) as refused:
        actions.receive(raw, channel="cli", at=AT, by=BY)
    assert [p.code for p in refused.value.problems] == [code]
    assert not Inbound.objects.exists()


def test_a_supplier_hands_in_only_for_itself(bodies):
    supplier = acting(SUPPLIER_USER, bodies.supplier.pk)
    assert actions.receive(b"<a/>", channel="upload", handed_in_by_id=bodies.supplier.pk, at=AT, by=supplier)
    for hand in (bodies.competitor.pk, None):
        with pytest.raises(NotAllowed):
            actions.receive(b"<b/>", channel="upload", handed_in_by_id=hand, at=AT, by=supplier)


def test_a_document_is_set_aside_and_a_clerk_of_its_receiver_lets_it_be_read_again(bodies):
    inbound = actions.receive(b"<a/>", channel="cli", at=AT, by=BY)
    actions.mark(
        inbound.pk,
        state="set_aside",
        sender_id=bodies.supplier.pk,
        receiver_id=bodies.region.pk,
        reason=Problem("exchange.no_handler", "error", {"document_type": "order"}),
        at=AT,
    )
    clerk, stranger = acting(ACCOUNTS_CLERK, bodies.region.pk), acting(ACCOUNTS_CLERK, bodies.other.pk)
    assert [i.pk for i in queries.inbox(clerk, states=("set_aside",))] == [inbound.pk]
    assert not queries.inbox(stranger)
    with pytest.raises(NotAllowed):
        actions.retry(inbound.pk, by=stranger, at=AT)
    assert actions.retry(inbound.pk, by=clerk, at=AT).state == "received"
    with pytest.raises(Refused):  # it waits already
        actions.retry(inbound.pk, by=clerk, at=AT)


def test_each_sees_the_documents_that_concern_it(bodies):
    inbound = actions.receive(b"<a/>", channel="api", handed_in_by_id=bodies.supplier.pk, at=AT, by=BY)
    unread = acting(ADMINISTRATOR, bodies.other.pk)
    assert [i.pk for i in queries.inbox(unread)] == [inbound.pk]  # to whom it is isn't known yet
    actions.mark(inbound.pk, state="handled", sender_id=bodies.supplier.pk, receiver_id=bodies.region.pk, at=AT)
    assert not queries.inbox(unread)
    assert queries.inbox(acting(ACCOUNTS_CLERK, bodies.region.pk))
    assert queries.inbox(acting(SUPPLIER_USER, bodies.supplier.pk))
    assert not queries.inbox(acting(SUPPLIER_USER, bodies.competitor.pk))


def test_an_unexpected_error_is_tried_again_later_and_at_last_shown_to_a_person():
    inbound = actions.receive(b"<a/>", channel="cli", at=AT, by=BY)
    at, waits = AT, []
    for _ in range(4):
        failed = actions.fail(inbound.pk, failure="Traceback …", at=at)
        waits.append(failed.not_before - at)
        assert actions.begin(10, at=at) == []
        at = failed.not_before
        assert actions.begin(10, at=at) == [inbound.pk]
    assert waits == [timedelta(minutes=m) for m in (1, 4, 16, 64)]
    ended = actions.fail(inbound.pk, failure="Traceback …", at=at)
    assert (ended.state, ended.reason["code"]) == ("set_aside", "unexpected")


def test_what_was_begun_often_comes_after_what_is_new():
    old = actions.receive(b"<a/>", channel="cli", at=AT, by=BY)
    for _ in range(3):
        actions.begin(1, at=AT)
    new = actions.receive(b"<b/>", channel="cli", at=AT, by=BY)
    assert actions.begin(2, at=AT) == [new.pk, old.pk]
