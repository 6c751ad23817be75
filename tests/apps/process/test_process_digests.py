"""People are told by e-mail what waits, when they wish it, without content, and once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import resolve
from tests.builders import shop as shops
from tests.builders.bodies import person
from tests.builders.exchange import BY

from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries
from samkoeb.ordering import actions as ordering
from samkoeb.organisations import actions as organisations
from samkoeb.organisations.queries import person_by_id
from samkoeb.process import digests, retention

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def letters():
    return [(row.address, row.subject, row.body) for row in queries.outbox(BY).order_by("pk")]


def test_one_letter_says_how_many_and_where_and_not_what(settings):
    settings.PUBLIC_ADDRESS = "https://samkoeb.example"
    nurse = person()
    for reference in ("17", "18"):
        organisations.notify([nurse.pk], kind="approval_waits", reference=reference, path="/approvals/", at=MORNING)
    organisations.notify([nurse.pk], kind="something_new", reference="1", path="/x/", at=MORNING)
    assert digests.tell_people(MORNING) == 1
    assert digests.tell_people(MORNING) == 0
    ((to, subject, body),) = letters()
    assert (to, subject) == (nurse.email, "Samkøb: 3 ting venter på dig")
    assert "Indkøb til godkendelse: 2\n  https://samkoeb.example/approvals/" in body
    assert "Andet: 1\n  https://samkoeb.example/x/" in body and "something_new" not in body


def test_the_letters_own_link_opens_a_page_that_exists(settings):
    settings.PUBLIC_ADDRESS = "https://samkoeb.example"
    organisations.notify([person().pk], kind="approval_waits", path="/approvals/", at=MORNING)
    digests.tell_people(MORNING)
    ((_to, _subject, body),) = letters()
    paths = [word.removeprefix("https://samkoeb.example") for word in body.split() if word.startswith("https://")]
    assert [resolve(path).view_name for path in paths] == ["approvals:list", "account:settings"]


def test_what_somebody_else_has_decided_meanwhile_is_not_told():
    shop = shops.shop()
    shop.put(200)
    waiting = shop.submit()
    ordering.approve(waiting.pk, by=shop.head, at=shops.AT)
    digests.tell_people(shops.AT + timedelta(hours=1))
    assert [(to, "Indkøb til godkendelse" in body) for to, _subject, body in letters() if "Samkøb:" in _subject] == [
        (person_by_id(shop.nurse.person_id).email, False)
    ]


def test_nobody_is_woken_in_their_quiet_hours():
    nurse = person()
    organisations.notify([nurse.pk], kind="approval_waits", at=NIGHT)
    assert digests.tell_people(NIGHT) == 0
    assert digests.tell_people(NIGHT + timedelta(hours=9)) == 1


def test_retention_says_what_is_kept_and_lets_go_of_what_is_past_its_time():
    organisations.notify([person().pk], kind="approval_waits", at=MORNING)
    digests.tell_people(MORNING)
    assert retention.carry_out(MORNING) == 0
    standing = {one.code: one for one in retention.standing(MORNING)}
    assert (standing["documents"].due, standing["links"].count) == (0, 0)
    assert standing["trail"].count > 0


def test_documents_are_emptied_five_years_after_their_year_and_never_while_they_wait():
    old = exchange.receive(b"<old/>", channel="test", at=datetime(2020, 12, 31, 12, tzinfo=UTC), by=BY)
    waiting = exchange.receive(b"<waiting/>", channel="test", at=datetime(2020, 12, 31, 12, tzinfo=UTC), by=BY)
    young = exchange.receive(b"<young/>", channel="test", at=datetime(2021, 1, 1, 12, tzinfo=UTC), by=BY)
    for row in (old, young):
        exchange.mark(row.pk, state="handled", at=MORNING)
    assert next(one.due for one in retention.standing(MORNING) if one.code == "documents") == 2
    assert retention.carry_out(MORNING) == 1
    assert [queries.raw_of(BY, row.pk) for row in (old, waiting, young)] == [b"", b"<waiting/>", b"<young/>"]
    assert queries.inbound(BY, old.pk).sha256 == old.sha256
