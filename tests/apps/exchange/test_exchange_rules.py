"""Rule sets of the house: in the database, the same on every node, and asked before anything leaves."""

import json
import shutil

import pytest
from tests.builders import rules as published
from tests.builders.exchange import AT, BY

from samkoeb.audit.queries import trail
from samkoeb.documents.validation import Library, RuleFileError, add
from samkoeb.exchange import actions, queries
from samkoeb.exchange.actions.release import note_released
from samkoeb.exchange.logic import checked
from samkoeb.exchange.models import Outbound, RuleFiles
from samkoeb.exchange.queries import rules
from samkoeb.kernel.actor import ACCOUNTS_CLERK, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed

pytestmark = pytest.mark.django_db
NEVER = ("NEVER-01", "/ubl:Order", "false()", "Nothing is right.")
ORDER = (
    b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:'
    b'CommonBasicComponents-2"><cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID></Order>'
)


def add_never(tmp_path, **more):
    return actions.add_rules(published.orders(tmp_path / "given", NEVER), by=BY, at=AT, **more)


def ids():
    return queries.check(ORDER, on=AT.date())["ids"]


def send(bodies, number="1", payload=ORDER):
    return actions.send(
        key=f"order:{number}", document_type="order", document_number=number, sender_id=bodies.region.pk, recipient_id=bodies.supplier.pk,
        payload=payload, file_name="order.xml", at=AT,
    )  # fmt: skip


def test_what_was_added_on_one_node_is_asked_on_another(home, tmp_path, settings):
    (added,) = add_never(tmp_path)
    assert (added.source.role, added.checks) == ("peppolbis-t01", 1)
    assert ids() == ["NEVER-01"]
    settings.HOME = tmp_path / "another node"
    assert ids() == ["NEVER-01"]
    assert [one.name for one in Library(rules.folder()).sources() if one.added] == ["peppolbis-t01"]
    (told,) = trail(action="exchange.rules.added")
    assert (told["facts"]["name"], told["facts"]["checks"]) == ("peppolbis-t01", 1)


def test_a_node_that_lost_its_copy_makes_it_again_and_one_that_has_too_much_lets_go(home, tmp_path):
    add_never(tmp_path)
    shutil.rmtree(rules.folder())
    rules._in_step.clear()  # as a process that begins
    assert ids() == ["NEVER-01"]
    kept = next(rules.folder().glob("*/*"))
    stale = kept.with_name("000999-ofabackup")  # a set that the database, restored from a backup, no longer has
    shutil.copytree(kept, stale)
    rules._in_step.clear()
    assert ids() == ["NEVER-01"]
    assert (kept.exists(), stale.exists()) == (True, False)


def test_the_last_one_added_applies(home, tmp_path):
    add_never(tmp_path)
    actions.add_rules(published.orders(tmp_path / "newer", ("EVER-01", "/ubl:Order", "true()", "All is well.")), by=BY, at=AT)
    assert ids() == []
    assert RuleFiles.objects.count() == 2


def test_a_rule_set_with_one_rule_that_cannot_be_compiled_is_refused_whole_and_named(home, tmp_path):
    file = published.orders(tmp_path / "given", NEVER, ("BAD-07", "/ubl:Order/cbc:ID", "document('x.xml')/a", "Reaches outside."))
    (refused,) = actions.add_rules(file, by=BY, at=AT)
    assert refused.source is None and "BAD-07" in refused.reason
    assert not RuleFiles.objects.exists() and "NEVER-01" not in ids()


def test_nothing_to_add_is_said(home, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuleFileError):
        actions.add_rules(tmp_path / "empty", by=BY, at=AT)


def test_only_an_administrator_adds(home, tmp_path, bodies):
    clerk = Actor(None, "test", (RoleHeld(ACCOUNTS_CLERK, frozenset({bodies.region.pk})),))
    with pytest.raises(NotAllowed):
        actions.add_rules(published.orders(tmp_path / "given", NEVER), by=clerk, at=AT)


def test_what_lay_in_the_folder_before_there_was_a_house_becomes_the_houses_once(home, tmp_path, settings):
    add(published.orders(tmp_path / "given", NEVER), to=Library(rules.folder()), on=AT.date())
    assert (actions.adopt_rules(by=BY, at=AT), actions.adopt_rules(by=BY, at=AT)) == (1, 0)
    assert RuleFiles.objects.count() == 1
    assert len([one for one in Library(rules.folder()).sources() if one.added]) == 1
    settings.HOME = tmp_path / "another node"
    assert ids() == ["NEVER-01"]


def test_what_is_kept_of_a_report_is_plain_and_bounded(home, tmp_path):
    many = [(f"R-{n:03}", f"/ubl:Order[{n} ge 0]", "false()", "No.") for n in range(3)]
    actions.add_rules(published.orders(tmp_path / "given", *many), by=BY, at=AT)
    kept = queries.check(ORDER, on=AT.date())
    assert json.loads(json.dumps(kept)) == kept
    assert checked.stops(kept) == kept["counts"]["fatal"] == len(kept["findings"])


def test_a_document_that_is_no_xml_or_too_large_is_unread_and_stops_nothing(settings, home, db):
    assert queries.check(b"<a", on=AT.date())["unread"] == "not_xml"
    settings.RULES_BYTES = 10
    too_large = queries.check(ORDER, on=AT.date())
    assert (too_large["unread"], checked.stops(too_large)) == ("xml_too_large", 0)


def test_a_document_is_checked_once_however_often_it_is_tried(home, bodies, monkeypatch):
    home.mkdir()
    (home / "out").write_text("a file where the folder should be")
    row, asked = send(bodies, payload=b"<Order/>"), []
    check = rules.check
    monkeypatch.setattr(rules, "check", lambda raw, *, on: asked.append(on) or check(raw, on=on))
    actions.deliver_due(AT)
    waiting = Outbound.objects.get(pk=row.pk)
    (home / "out").unlink()
    actions.deliver_due(waiting.not_before)
    assert Outbound.objects.get(pk=row.pk).state == "sent"
    assert len(asked) == 2  # the claim that failed was undone with what it had found; the second one held


def test_stopped_ones_hold_up_nobody(home, bodies, tmp_path):
    add_never(tmp_path)
    rows = [send(bodies, "1"), send(bodies, "2", payload=b"<Order/>"), send(bodies, "3")]
    assert actions.deliver_due(AT) == 1
    assert [Outbound.objects.get(pk=row.pk).state for row in rows] == ["stopped", "sent", "stopped"]
    assert actions.deliver_due(AT) == 0
    assert trail(action="exchange.outbound.stopped").count() == 2


def test_what_is_released_later_is_fetched_later(home, bodies, tmp_path):
    add_never(tmp_path)
    stopped, fine = send(bodies, "1"), send(bodies, "2", payload=b"<Order/>")
    actions.deliver_due(AT)
    (first,) = queries.fetchable(BY)
    assert first.pk == fine.pk
    actions.add_rules(published.orders(tmp_path / "newer", ("EVER-01", "/ubl:Order", "true()", "All is well.")), by=BY, at=AT)
    actions.send_again(stopped.pk, by=BY, at=AT)
    actions.deliver_due(AT)
    (second,) = queries.fetchable(BY, after=first.released)
    assert second.pk == stopped.pk
    note_released([second])  # a second try gives no second number
    assert queries.fetchable(BY, after=second.released) == []


def test_a_letter_is_not_asked_for_rules(home, bodies, tmp_path):
    actions.write_letter(key="a", to="a@b.example", subject="x", body="x", at=AT)
    assert actions.deliver_due(AT) == 1
    assert Outbound.objects.get().checked is None


def test_what_no_rules_are_made_for_is_not_said_to_be_doubtful(home, bodies):
    send(bodies, payload=b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>')
    assert actions.deliver_due(AT) == 1
    assert Outbound.objects.get().checked is None
