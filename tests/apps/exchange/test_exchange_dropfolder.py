"""Files that are put into the drop folder."""

import time

import pytest
from tests.builders.exchange import AT

from samkoeb.exchange import actions
from samkoeb.exchange.models import Inbound

pytestmark = pytest.mark.django_db


def drop(home, name, content):
    (home / "in").mkdir(parents=True, exist_ok=True)
    (home / "in" / name).write_bytes(content)


def names(folder):
    return sorted(p.name for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []


def test_a_finished_file_is_taken_in_and_moved_and_an_unfinished_one_left_alone(home):
    drop(home, "faktura.xml", b"<a/>")
    drop(home, "faktura.xml.part", b"<a")
    drop(home, ".hidden", b"x")
    assert actions.fetch_dropped(AT, now=time.time()) == 0  # somebody may still write
    assert actions.fetch_dropped(AT, now=time.time() + 5) == 1
    row = Inbound.objects.get()
    assert (bytes(row.raw), row.file_name, row.channel) == (b"<a/>", "faktura.xml", "dropfolder")
    assert names(home / "in") == [".hidden", "faktura.xml.part"]
    assert names(home / "in" / "done") == [f"{row.pk}-faktura.xml"]


def test_a_file_that_was_stored_but_not_moved_before_a_kill_is_stored_once(home):
    drop(home, "a.xml", b"<a/>")
    actions.fetch_dropped(AT, now=time.time() + 5)
    drop(home, "a.xml", b"<a/>")
    assert actions.fetch_dropped(AT, now=time.time() + 5) == 1
    assert Inbound.objects.count() == 1


def test_an_empty_and_a_huge_file_are_kept_apart_and_stop_nobody(home, settings):
    settings.XML_LIMITS = {**settings.XML_LIMITS, "max_bytes": 100}
    drop(home, "empty.xml", b"")
    drop(home, "huge.xml", b"x" * 101)
    drop(home, "ok.xml", b"<a/>")
    assert actions.fetch_dropped(AT, now=time.time() + 5) == 1
    assert names(home / "in" / "refused") == ["empty.xml", "huge.xml"]


def test_a_link_out_of_the_folder_is_not_followed(home, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (home / "in").mkdir(parents=True)
    (home / "in" / "a.xml").symlink_to(tmp_path / "secret")
    assert actions.fetch_dropped(AT, now=time.time() + 5) == 0
