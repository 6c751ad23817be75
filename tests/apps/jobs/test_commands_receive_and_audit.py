"""`samkoeb receive` and `samkoeb audit verify`, as far as they stand on the database that is there."""

import json
from argparse import Namespace

import pytest
from django.db import connection
from tests.builders.bodies import person
from tests.builders.exchange import four_organisations, order_response

from samkoeb.audit import actions as audit_actions
from samkoeb.audit import queries as audit_queries
from samkoeb.cli import audit, receive
from samkoeb.cli.acting import actor
from samkoeb.cli.fault import Fault

pytestmark = pytest.mark.django_db


def run(*files, as_json=False, acting_as=None):
    return receive.run(Namespace(files=list(files), json=as_json, acting_as=acting_as))


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    return tmp_path


def test_what_became_of_each_file_is_told(home, capsys):
    four = four_organisations()
    (home / "a.xml").write_bytes(b"<a/>")
    (home / "empty.xml").write_bytes(b"")
    (home / "svar.xml").write_bytes(order_response(four.supplier, four.region))
    files = [home / "a.xml", home / "empty.xml", home / "gone.xml", home / "svar.xml"]
    assert run(*files, as_json=True) == 1
    became = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in became] == ["set_aside", "refused", "refused", "set_aside"]
    assert [one["problems"][0]["code"] for one in became[:3]] == [
        "documents.unknown_document_type",
        "file.empty",
        "file.not_readable",
    ]
    assert became[3]["sender"] == "Handskehuset"
    assert all(problem["da"] != problem["code"] for one in became for problem in one["problems"])
    assert run(*files) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 4
    assert errors[0].startswith(f"{files[0]}: set_aside: The document begins with")


def test_someone_without_a_role_may_not_hand_in_and_an_unknown_one_is_said(home, capsys):
    (home / "a.xml").write_bytes(b"<a/>")
    assert run(home / "a.xml", acting_as=person().email) == 1
    assert "refused: You do not have access" in capsys.readouterr().err
    with pytest.raises(Fault, match="nobody active is known as x@y"):
        actor("x@y")


def test_an_unbroken_trail_is_said_with_its_unsealed_tail_and_a_broken_one_is_no(home, capsys):
    (home / "a.xml").write_bytes(b"<a/>")
    run(home / "a.xml")
    capsys.readouterr()
    assert audit.run(Namespace()) == 0
    assert "0 events are sealed" in capsys.readouterr().out
    with connection.cursor() as cursor:  # as if committed long ago, so that it can be sealed in this test's transaction
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_auditevent SET xid = 1")
    plan = audit_queries.unsealed().explain()
    assert "Anti Join" in plan and "SubPlan" not in plan, "one pass, however long the trail: a look-up for each event ends a large house"
    assert audit_actions.seal() > 0
    assert audit.run(Namespace()) == 0
    assert "none is unsealed" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET facts = '{}' WHERE id = (SELECT min(id) FROM audit_auditevent)")
    assert audit.run(Namespace()) == 1
    assert "broken at event" in capsys.readouterr().err
