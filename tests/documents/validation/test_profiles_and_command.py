"""Which rules a document must obey on a day, and what the commands answer."""

import json
from datetime import date

import pytest

from samkoeb.cli import main
from samkoeb.documents.profiles.rules import obliged

UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
DAY = date(2026, 11, 25)
ROLES = [
    ("Invoice", BILLING, ("en16931-ubl", "peppol-billing")),
    ("CreditNote", BILLING.replace("billing:", "selfbilling:"), ("en16931-ubl", "peppol-billing-sb")),
    ("Invoice", "urn:cen.eu:en16931:2017", ("en16931-ubl",)),
    ("Order", "urn:fdc:peppol.eu:poacc:trns:order:3", ("peppolbis-t01",)),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3", ("peppolbis-t116",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:trns:invoice_response:3", ("peppolbis-t111",)),
    ("DespatchAdvice", "urn:fdc:peppol.eu:logistics:trns:advanced_despatch_advice:1", ("peppolbis-t120",)),
    ("Invoice", "OIOUBL-2.1", ("oioubl-invoice",)),
    ("CallForTenders", "urn:fdc:peppol.eu:prac:trns:t004:1.2", ("peppol-t004",)),
    ("CallForTenders", "urn:fdc:peppol.eu:prac:trns:t004:1.1", ()),
    ("ApplicationResponse", "urn:fdc:peppol.eu:prac:trns:t016:1.2", ("peppol-t016",)),
    ("Quotation", "OIOUBL-2.1", ()),
    ("Order", "", ()),
]
CLAIMS = [
    ("Invoice", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", ("en16931-ubl", "peppol-billing")),
    ("CreditNote", "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0", ("en16931-ubl", "peppol-billing-sb")),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:bis:ordering:3", ("peppolbis-t76",)),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3", ("peppolbis-t116",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:mlr:3", ("peppolbis-t71",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:invoice_response:3", ("peppolbis-t111",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3", ("peppolbis-t58",)),
    ("Catalogue", "urn:fdc:peppol.eu:poacc:bis:punch_out:3", ("peppolbis-t77",)),
    ("Order", "Procurement-OrdSim-BilSim-1.0", ()),
]
SCHEMAS = [
    ("Invoice", BILLING, "2.1", "ubl-2.1-xsd"),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response:3", "", "ubl-2.1-xsd"),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3", "", "ubl-2.3-xsd"),
    ("TransportExecutionPlan", "urn:fdc:peppol.eu:logistics:trns:transport_execution_plan:1", "", "ubl-2.4-xsd"),
    ("Tender", "urn:fdc:peppol.eu:prac:trns:t005:1.2", "2.2", "ubl-2.2-xsd"),
    ("Invoice", "", "2.0", "ubl-2.1-xsd"),
    ("Invoice", "", "2.3", "ubl-2.3-xsd"),
]


@pytest.mark.parametrize(("root", "customization", "roles"), ROLES)
def test_rules_follow_from_root_and_customization(root, customization, roles):
    assert obliged(f"{UBL}{root}-2}}{root}", customization, DAY).roles == roles


@pytest.mark.parametrize(("root", "profile", "roles"), CLAIMS)
def test_a_document_without_customization_is_held_to_the_rules_of_the_process_that_it_names(root, profile, roles):
    assert obliged(f"{UBL}{root}-2}}{root}", "", DAY, profile=profile).roles == roles


def test_the_customization_decides_where_the_process_says_something_else():
    found = obliged(f"{UBL}Invoice-2}}Invoice", BILLING, DAY, profile="urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0")
    assert found.roles == ("en16931-ubl", "peppol-billing")


@pytest.mark.parametrize(("root", "customization", "version", "role"), SCHEMAS)
def test_the_schemas_follow_from_what_the_document_stands_on(root, customization, version, role):
    assert obliged(f"{UBL}{root}-2}}{root}", customization, DAY, version=version).structure == role


def test_a_search_for_notices_is_known_by_its_root_since_it_has_no_customization():
    assert obliged("{urn:oasis:names:tc:ebxml-regrep:xsd:query:4.0}QueryRequest", "", DAY).roles == ("peppol-t011",)
    assert obliged("{urn:other}QueryRequest", "", DAY).roles == ()


def test_oioubl_ends_on_the_first_of_july_2029():
    tag = f"{UBL}Invoice-2}}Invoice"
    assert obliged(tag, "OIOUBL-2.1", date(2029, 6, 30)).ended is None
    assert obliged(tag, "OIOUBL-2.1", date(2029, 7, 1)).ended == date(2029, 7, 1)


@pytest.fixture
def files(tmp_path, monkeypatch, compiled):
    monkeypatch.setenv("SAMKOEB_RULES", str(tmp_path / "rules"))
    monkeypatch.setenv("SAMKOEB_RULES_CACHE", compiled)
    monkeypatch.setenv("SAMKOEB_HOME", str(tmp_path))
    document = (
        '<Enquiry xmlns="urn:oasis:names:specification:ubl:schema:xsd:Enquiry-2" '
        'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{}</Enquiry>'
    )
    (tmp_path / "good.xml").write_text(document.format("<cbc:ID>1</cbc:ID>"))
    (tmp_path / "bad.xml").write_text(document.format("<cbc:IssueDate>today</cbc:IssueDate>"))
    (tmp_path / "ugly.xml").write_text("PK no xml")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_validate_answers_in_order_and_goes_on_after_a_bad_file(files, capsys, jobs):
    names = [str(files / name) for name in ("bad.xml", "ugly.xml", "missing.xml", "good.xml")]
    assert main(["validate", "--json", "--jobs", jobs, "--rules", "own-ubl", *names]) == 2
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
