"""Rule files are added from a folder or a zip, with what they include; what can't be used is said."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from samkoeb.documents import validation
from samkoeb.documents.validation import cache

DAY = date(2026, 11, 25)
MAIN = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>Ours</title><include href="parts/one.sch"/></schema>"""
PART = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron">
<rule context="/letter"><assert id="L-1" flag="fatal" test="@to">To whom?</assert></rule></pattern>"""
UNKNOWN = '<pattern><rule context="/a"><assert id="X-1" test="no-such()">x</assert></rule></pattern>'
BROKEN = MAIN.replace('<include href="parts/one.sch"/>', UNKNOWN)


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMKOEB_RULES_CACHE", str(tmp_path / "cache"))
    return validation.Library(tmp_path / "rules")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given" / "parts").mkdir(parents=True)
    (tmp_path / "given" / "letters.sch").write_text(MAIN)
    (tmp_path / "given" / "parts" / "one.sch").write_text(PART)
    return tmp_path / "given"


def letters(library, text=b"<letter/>"):
    return [one.id for one in validation.validate(text, on=DAY, library=library, rules=["letters"]).findings]


def test_a_folder_gives_its_rule_set_and_the_part_is_kept_with_it(library, folder):
    (added,) = validation.add(folder, to=library, on=DAY)
    assert (added.source.name, added.checks, added.source.added) == ("letters", 1, DAY)
    (folder / "parts" / "one.sch").unlink()
    assert letters(validation.Library(library.folder)) == ["L-1"]


def test_a_zip_gives_the_same(library, folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as packed:
        for file in folder.rglob("*.sch"):
            packed.write(file, file.relative_to(folder))
    validation.add(tmp_path / "given.zip", to=library, on=DAY)
    assert letters(library) == ["L-1"]
    assert letters(library, b'<letter to="you"/>') == []


def test_a_zip_that_writes_outside_is_refused(library, tmp_path):
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as packed:
        packed.writestr("../../slipped.sch", MAIN)
    with pytest.raises(validation.RuleFileError, match="outside"):
        validation.add(tmp_path / "slip.zip", to=library, on=DAY)
    assert not list(tmp_path.parent.rglob("slipped.sch"))


def test_a_file_that_does_not_compile_is_named_and_the_others_are_added(library, folder):
    (folder / "broken.sch").write_text(BROKEN)
    results = validation.add(folder, to=library, on=DAY)
    assert [one.source.name for one in results if one.source] == ["letters"]
    (refused,) = [one for one in results if not one.source]
    assert "X-1" in refused.reason


def test_a_rule_file_that_reaches_outside_of_what_was_given_is_not_added(library, folder):
    (folder.parent / "secret.sch").write_text(PART)
    (folder / "prying.sch").write_text(MAIN.replace("parts/one.sch", "../secret.sch"))
    results = validation.add(folder, to=library, on=DAY)
    assert [(one.file, "outside" in one.reason) for one in results if not one.source] == [("prying.sch", True)]


def test_a_folder_without_rules_is_refused(library, tmp_path):
    (tmp_path / "nothing").mkdir()
    with pytest.raises(validation.RuleFileError):
        validation.add(tmp_path / "nothing", to=library, on=DAY)


def test_the_rule_set_added_last_applies(library, folder):
    validation.add(folder, to=library, on=DAY)
    (folder / "parts" / "one.sch").write_text(PART.replace("L-1", "L-2"))
    validation.add(folder, to=library, on=DAY)
    assert letters(library) == ["L-2"]


def test_what_was_compiled_is_read_from_the_cache_only_if_nobody_else_can_write_it(library, folder, monkeypatch):
    validation.add(folder, to=library, on=DAY)
    compiled = []
    monkeypatch.setattr(cache, "generate", lambda schema, real=cache.generate: compiled.append(schema.name) or real(schema))
    assert letters(validation.Library(library.folder)) == ["L-1"]
    assert compiled == []
    for file in cache.folder().glob("letters-*"):
        file.chmod(0o666)
    assert letters(validation.Library(library.folder)) == ["L-1"]
    assert compiled == ["letters"]


def test_a_cache_that_was_tampered_with_is_made_again(library, folder):
    validation.add(folder, to=library, on=DAY)
    for file in cache.folder().glob("letters-*.code"):
        file.write_bytes(file.read_bytes()[:-20])
    assert letters(validation.Library(library.folder)) == ["L-1"]


def test_without_a_writable_cache_rules_run_all_the_same(library, folder, monkeypatch, tmp_path):
    Path(tmp_path / "a-file").write_text("")
    monkeypatch.setenv("SAMKOEB_RULES_CACHE", str(tmp_path / "a-file" / "below"))
    validation.add(folder, to=library, on=DAY)
    assert letters(library) == ["L-1"]
