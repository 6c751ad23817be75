"""`samkoeb` answers wrong use, and every no, in one line; and nothing is started for it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import rules as published
from tests.setup.running import FOUND, samkoeb

from samkoeb import postgres
from samkoeb.cli import main
from samkoeb.cli.table import COMMANDS


@pytest.fixture(scope="module", autouse=True)
def kept_running(founded: Path) -> Iterator[None]:
    """The founded installation's database stays up between its commands, which is quicker than each starting it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        postgres.ensure(founded, fast=True)
    yield
    postgres.stop(founded)


@pytest.mark.parametrize("words", [(), ("catalogue", "import", "x.xml")])
def test_wrong_use_is_one_line_and_status_2(home: Path, words: tuple[str, ...]) -> None:
    answer = samkoeb(home, *words)
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1 and "--help" in answer.stderr
    assert answer.stdout == ""
    assert not home.exists(), "wrong use starts nothing"


@pytest.mark.parametrize("words", [("nonsense",), ("walk",), ("search", "gloves"), ("catalogue",), ("receive",), ("backup",)])
def test_wrong_use_of_each_command_is_one_line(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*words])
    told = capsys.readouterr()
    assert left.value.code == 2
    assert len(told.err.splitlines()) == 1 and "--help" in told.err
    assert told.out == ""


def test_help_names_every_command_and_starts_nothing(home: Path) -> None:
    answer = samkoeb(home, "--help")
    assert answer.returncode == 0 and answer.stderr == ""
    assert "usage: samkoeb" in answer.stdout
    assert all(name in answer.stdout for name in COMMANDS)
    assert not home.exists()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "django"])
def test_help_says_what_a_command_is_for(capsys: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    told = capsys.readouterr()
    assert (left.value.code, told.err) == (0, "")
    assert f"usage: samkoeb {name}" in told.out
    assert COMMANDS[name].purpose.lower() in " ".join(told.out.split()).lower()


def test_a_person_can_be_named_before_or_after_the_command(home: Path) -> None:
    for words in (("--as", "nurse@example.dk", "audit", "--help"), ("audit", "--as", "nurse@example.dk", "verify", "--help")):
        assert samkoeb(home, *words).returncode == 0


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_said(home: Path, port: str) -> None:
    answer = samkoeb(home, "start", SAMKOEB_PORT=port)
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [f"samkoeb: SAMKOEB_PORT must be a number from 1 to 65535, and is '{port}'."]


def test_a_database_that_does_not_answer_is_said_in_one_line(home: Path) -> None:
    answer = samkoeb(home, "audit", "verify", DATABASE_URL="postgresql://samkoeb@127.0.0.1:1/samkoeb?connect_timeout=3")
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1 and "the database does not answer" in answer.stderr


def test_a_database_that_is_not_in_step_is_named_with_what_to_do(home: Path) -> None:
    answer = samkoeb(home, "audit", "verify")
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        "samkoeb: the database is not in step with this version: run 'samkoeb start' or 'samkoeb prepare' first."
    ]
    assert not postgres.is_running(home), "what a short command started, it stops"


def test_a_folder_that_cannot_be_made_is_named(founded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = samkoeb(founded, "walk", "--out", str(tmp_path / "file" / "walked"))
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [f"samkoeb: {tmp_path / 'file' / 'walked'}: Not a directory"]


def test_an_installation_is_founded_once(founded: Path) -> None:
    again = samkoeb(founded, *FOUND, given="gode handsker til alle\n")
    assert again.returncode == 1 and "founded already" in again.stderr


def test_the_audit_trail_of_a_new_installation_holds(founded: Path) -> None:
    assert samkoeb(founded, "audit", "verify").returncode == 0


def test_a_backup_comes_back_whole_and_only_into_an_empty_database(home: Path, founded: Path) -> None:
    postgres.ensure(home, fast=True)
    rules = published.orders(home.parent / "regler", ("HOUSE-01", "/ubl:Order", "true()", "A rule of the house."))
    added = samkoeb(founded, "rules", "add", str(rules))
    assert added.returncode == 0 and "peppolbis-t01: added, 1 checks" in added.stdout, added.stderr
    backup = home.parent / "sikkerhed æøå"
    made = samkoeb(founded, "backup", str(backup))
    assert made.returncode == 0, made.stderr
    assert backup.stat().st_mode & 0o077 == 0, "a backup holds everything: only its owner reads it"
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["tables"]["organisations_organisation"][0] == "1"

    restored = samkoeb(home, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "came back" in restored.stdout
    assert samkoeb(home, "audit", "verify").returncode == 0
    assert "A rule of the house." in samkoeb(home, "rules", "show", "HOUSE-01").stdout, "the backup carries the rules"

    twice = samkoeb(home, "restore", str(backup))
    assert twice.returncode == 1 and "not empty" in twice.stderr and "--force" in twice.stderr
    assert samkoeb(home, "restore", "--force", str(backup)).returncode == 0


def test_a_damaged_backup_is_refused_before_anything_is_touched(home: Path, founded: Path) -> None:
    backup = home.parent / "backup"
    assert samkoeb(founded, "backup", str(backup)).returncode == 0
    dump = bytearray((backup / "database.dump").read_bytes())
    dump[len(dump) // 2] ^= 1
    (backup / "database.dump").write_bytes(dump)
    answer = samkoeb(founded, "restore", "--force", str(backup))
    assert answer.returncode == 1 and "not the file that was written" in answer.stderr
    assert samkoeb(founded, "audit", "verify").returncode == 0, "the database is as it was"

    shutil.rmtree(backup)
    assert "no backup" in samkoeb(founded, "restore", str(backup)).stderr


def test_a_restore_that_brings_other_rows_than_the_manifest_says_fails(home: Path, founded: Path) -> None:
    postgres.ensure(home, fast=True)
    backup = home.parent / "backup"
    assert samkoeb(founded, "backup", str(backup)).returncode == 0
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["tables"]["organisations_person"][1] = "1"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    answer = samkoeb(home, "restore", str(backup))
    assert answer.returncode == 1 and "organisations_person" in answer.stderr


def test_a_backup_is_never_written_over_another(home: Path, founded: Path) -> None:
    full = home.parent / "full"
    full.mkdir()
    (full / "manifest.json").write_text("of another day")
    answer = samkoeb(founded, "backup", str(full))
    assert answer.returncode == 1 and "not empty" in answer.stderr
    assert (full / "manifest.json").read_text() == "of another day"
