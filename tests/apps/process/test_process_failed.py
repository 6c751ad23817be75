"""What should have followed and did not is seen by administrators, with its reason, and tried again by a button that leaves its mark."""

import pytest
from tests.builders.exchange import AT

from samkoeb.audit import actions as audit
from samkoeb.audit.models import Event
from samkoeb.audit.queries import trail
from samkoeb.base import transactions
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed
from samkoeb.process import failed, reactions
from samkoeb.web.parts.states import EVENTS

pytestmark = pytest.mark.django_db


def someone(role):
    return Actor(person_id=7, name="Nogen", roles=(RoleHeld(role, frozenset({1})),))


@pytest.fixture
def broken(monkeypatch):
    """An event that has failed as often as it is tried by itself."""

    def fail(payload, at):
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setitem(reactions.REACTIONS, "invoicing.invoice.approved", (fail,))
    with transactions.owns():
        audit.tell("invoicing.invoice.approved", at=AT, invoice_id=17)
    at = AT
    while Event.objects.get().failed_at is None:
        reactions.drain(at)
        at = Event.objects.get().not_before or at
    return Event.objects.get()


def test_an_administrator_sees_which_and_why(broken):
    (row,) = failed.failed(someone(ADMINISTRATOR))
    assert (row.id, row.payload, row.why) == (broken.pk, {"invoice_id": 17}, "ZeroDivisionError: nobody expected this")


def test_it_is_tried_again_and_the_trail_says_by_whom(broken, monkeypatch):
    done = []
    monkeypatch.setitem(reactions.REACTIONS, "invoicing.invoice.approved", (lambda payload, at: done.append(payload),))
    failed.retry(broken.pk, by=someone(ADMINISTRATOR), at=AT)
    assert reactions.drain(AT) == 1
    assert (done, Event.objects.count()) == ([{"invoice_id": 17}], 0)
    assert [(e["person_id"], e["object_id"]) for e in trail(action="audit.event.retried")] == [(7, broken.pk)]


def test_nobody_else_sees_or_tries_it(broken):
    for step in (lambda: failed.failed(someone(AUDITOR)), lambda: failed.retry(broken.pk, by=someone(AUDITOR), at=AT)):
        with pytest.raises(NotAllowed):
            step()
    assert Event.objects.get().failed_at is not None


def test_what_has_happened_meanwhile_is_not_tried_again(broken):
    broken.delete()
    with pytest.raises(Event.DoesNotExist):
        failed.retry(broken.pk, by=someone(ADMINISTRATOR), at=AT)


def test_each_event_that_has_consequences_has_a_name_that_people_read():
    assert set(EVENTS) == set(reactions.REACTIONS)
