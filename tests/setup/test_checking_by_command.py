"""What `samkoeb validate` and `samkoeb rules` answer."""

import json

import pytest
from tests.documents.validation.test_schemas import lay_out

from samkoeb.cli import main


@pytest.fixture
def files(tmp_path, monkeypatch, own_rules):
    monkeypatch.setenv("SAMKOEB_HOME", str(tmp_path))
    document = (
        '<Enquiry xmlns="urn:oasis:names:specification:ubl:schema:xsd:Enquiry-2" '
        'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{}</Enquiry>'
    )
    (tmp_path / "good.xml").write_text(document.format("<cbc:ID>1</cbc:ID>"))
    (tmp_path / "bad.xml").write_text(document.format("<cbc:IssueDate>today</cbc:IssueDate>"))
    (tmp_path / "ugly.xml").write_text("PK no xml")
    return tmp_path


def test_validate_answers_in_order_and_goes_on_after_a_bad_file(files, capsys):
    names = [str(files / name) for name in ("bad.xml", "ugly.xml", "missing.xml", "good.xml")]
    assert main(["validate", "--json", "--rules", "own-ubl", *names]) == 2
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["file"] for one in answers] == names
    assert [one["valid"] for one in answers] == [False, False, False, True]
    assert [f["id"] for f in answers[0]["findings"]] == ["SAM-U01", "SAM-U02"]
    assert set(answers[0]["findings"][0]) == {"id", "severity", "location", "line", "message", "value"}
    assert "error" in answers[1]
    assert "error" in answers[2]


def test_the_exit_status_says_valid_or_not(files, capsys):
    assert main(["validate", str(files / "good.xml")]) == 0
    assert main(["validate", str(files / "good.xml"), str(files / "bad.xml")]) == 1
    assert main(["validate", "--rules", "nonsense", str(files / "good.xml")]) == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["validate"], ["validate", "--on", "tomorrow", "x"], ["validate", "--jobs", "0", "x"], ["rules"]])
def test_wrong_use_is_2(words, capsys):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_rules_are_listed_shown_and_tested(files, capsys):
    (files / "PEPPOLBIS-T01.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>T01</title><pattern>'
        '<rule context="/letter"><assert id="L-1" flag="fatal" test="@to">To whom?</assert></rule></pattern></schema>'
    )
    test = (
        '<testSet xmlns="http://difi.no/xsd/vefa/validator/1.0" configuration="PEPPOLBIS-T01-basic"><assert><scope>L-1</scope></assert>'
        '<test><assert><error>L-1</error></assert><letter xmlns=""/></test>'
        '<test><assert><{0}>L-1</{0}></assert><letter xmlns="" to="you"/></test></testSet>'
    )
    (files / "test.xml").write_text(test.format("success"))
    (files / "wrong.xml").write_text(test.format("warning"))
    assert main(["rules", "test", str(files / "test.xml")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 2 failed"
    assert main(["rules", "add", str(files / "PEPPOLBIS-T01.sch")]) == 0
    assert main(["rules", "list"]) == 0
    assert "peppolbis-t01: T01" in capsys.readouterr().out
    assert main(["rules", "show", "l-1"]) == 0
    assert "To whom?" in capsys.readouterr().out
    assert main(["rules", "show", "L-9"]) == 1
    capsys.readouterr()
    assert main(["rules", "test", str(files / "test.xml")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"
    assert main(["rules", "test", str(files / "wrong.xml")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_tests_that_are_written_alike_are_all_run(files, capsys):
    (files / "PEPPOLBIS-T01.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>T01</title><pattern>'
        '<rule context="/letter"><assert id="L-1" flag="fatal" test="to != 1">To whom?</assert></rule></pattern></schema>'
    )
    alike = "".join(f'<test><assert><success>L-1</success></assert><letter xmlns=""><to>{number}</to></letter></test>' for number in range(9))
    (files / "test.xml").write_text(
        f'<testSet xmlns="http://difi.no/xsd/vefa/validator/1.0" configuration="PEPPOLBIS-T01-basic"><assert><scope>L-1</scope></assert>{alike}</testSet>'
    )
    assert main(["rules", "add", str(files / "PEPPOLBIS-T01.sch")]) == 0
    capsys.readouterr()
    assert main(["rules", "test", str(files / "test.xml")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "8 passed, 1 failed"


def test_the_command_says_how_many_document_types_were_added_and_lists_them(tmp_path, own_rules, capsys):
    given = lay_out(tmp_path / "given")
    assert main(["rules", "add", str(given)]) == 0
    assert "ubl-2.1-xsd: added, 1 document types (maindoc)" in capsys.readouterr().out
    assert main(["rules", "list"]) == 0
    assert "ubl-2.1-xsd: UBL 2.1 (XML Schema) · 1 document types" in capsys.readouterr().out
