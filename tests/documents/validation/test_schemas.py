"""XML Schemas are added like rules, and a document is held to them first: each breach with its place, its line and plain words."""

from datetime import date

import pytest

from samkoeb.documents import validation
from samkoeb.documents.validation import structure

DAY = date(2026, 11, 25)
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
PARTS = f"""<xs:schema {XS} targetNamespace="{UBL}CommonBasicComponents-2" elementFormDefault="qualified">
<xs:element name="ID" type="xs:string"/><xs:element name="IssueDate" type="xs:date"/>
<xs:element name="Note"><xs:complexType mixed="true"><xs:attribute name="languageID"/></xs:complexType></xs:element>
<xs:element name="CustomizationID" type="xs:string"/></xs:schema>"""
ENQUIRY = f"""<xs:schema {XS} xmlns:cbc="{UBL}CommonBasicComponents-2" targetNamespace="{UBL}Enquiry-2" version="2.1">
<xs:import namespace="{UBL}CommonBasicComponents-2" schemaLocation="../common/parts.xsd"/>
<xs:element name="Enquiry"><xs:complexType><xs:sequence><xs:element ref="cbc:ID"/><xs:element ref="cbc:IssueDate"/>
<xs:element ref="cbc:Note" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""
START = f'<Enquiry xmlns="{UBL}Enquiry-2" xmlns:cbc="{UBL}CommonBasicComponents-2">'
DATED = "<cbc:IssueDate>2026-11-25</cbc:IssueDate>"
GOOD = f"{START}\n<cbc:ID>1</cbc:ID>\n{DATED}\n</Enquiry>"


def lay_out(folder):
    """The schemas of enquiries, as a publisher does."""
    for name, text in (("maindoc/Enquiry.xsd", ENQUIRY), ("common/parts.xsd", PARTS)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def given(tmp_path):
    return lay_out(tmp_path / "given")


@pytest.fixture
def library(given, tmp_path):
    found = validation.Library(tmp_path / "rules")
    validation.add(given, to=found, on=DAY)
    return found


def check(library, text):
    return validation.validate(text.encode(), on=DAY, library=library)


def test_schemas_of_one_version_become_one_rule_set_and_are_kept_with_what_they_need(library, given):
    (given / "common" / "parts.xsd").unlink()
    report = check(validation.Library(library.folder), GOOD)
    assert [one.name for one in report.rules] == ["ubl-2.1-xsd", "own-ubl"]
    assert report.valid


BREACHES = {
    "an element out of place": (GOOD.replace("<cbc:ID>", "<cbc:Note/>\n<cbc:ID>"), "XSD-UNEXPECTED", "/Enquiry/cbc:Note", 2, "Her kan stå cbc:ID"),
    "an element that is missing": (GOOD.replace(DATED, ""), "XSD-MISSING", "/Enquiry", 1, "I Enquiry mangler cbc:IssueDate."),
    "a date that is none": (GOOD.replace("2026-11-25", "25/11"), "XSD-VALUE", "/Enquiry/cbc:IssueDate", 3, "»25/11« er ikke en dato"),
    "an attribute too many": (GOOD.replace("<cbc:ID>", '<cbc:ID x="1">'), "XSD-ATTRIBUTE", "/Enquiry/cbc:ID", 2, "Attributten x må ikke stå på cbc:ID."),
    "text between elements": (GOOD.replace("\n<cbc:I", "\nx<cbc:I", 1), "XSD-TEXT", "/Enquiry", 1, "Enquiry har et indhold"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_has_its_place_its_line_and_plain_words(library, name):
    text, id_, location, line, words = BREACHES[name]
    report = check(library, text)
    first = next(one for one in report.findings if one.rules == "ubl-2.1-xsd")
    assert (first.id, first.severity, first.location, first.line) == (id_, "fatal", location, line)
    assert words in first.explanation.da
    assert first.explanation.en
    assert "{" not in first.message
    assert not report.valid


def test_the_rules_run_all_the_same(library):
    report = check(library, GOOD.replace("<cbc:ID>1</cbc:ID>", ""))
    assert {one.rules for one in report.findings} == {"ubl-2.1-xsd", "own-ubl"}


def test_of_thousands_of_breaches_the_first_are_placed_and_the_report_says_that_there_are_more(library):
    many = GOOD.replace("</Enquiry>", '<cbc:Note bad="1">x</cbc:Note>' * 8_000 + "</Enquiry>")
    report = check(library, many)
    breaches = [one for one in report.findings if one.rules == "ubl-2.1-xsd"]
    assert 20 <= len(breaches) < 8_000
    assert breaches[0].location == "/Enquiry/cbc:Note[1]"
    assert any("ubl-2.1-xsd" in remark.da for remark in report.remarks)


def test_one_breach_behind_a_hundred_thousand_good_lines_is_not_overlooked(library):
    late = GOOD.replace("</Enquiry>", "<cbc:Note>x</cbc:Note>" * 110_000 + "<cbc:Note bad='1'/></Enquiry>")
    assert "XSD-ELSEWHERE" in [one.id for one in check(library, late).findings]


def test_a_document_type_that_the_schemas_do_not_know_is_judged_without_them(library):
    report = check(library, GOOD.replace("Enquiry", "Quotation"))
    assert [one.name for one in report.rules] == ["own-ubl"]


def test_schemas_asked_for_by_name_say_that_they_do_not_know_a_root(library):
    report = validation.validate(b"<letter/>", on=DAY, library=library, rules=["ubl-2.1-xsd"])
    assert [one.id for one in report.findings] == ["XSD-ROOT"]


@pytest.mark.parametrize("place", ["http://www.w3.org/2001/xml.xsd", "../../secret.xsd"])
def test_a_schema_that_reaches_outside_of_what_was_given_is_not_added(given, tmp_path, place):
    (tmp_path / "secret.xsd").write_text(PARTS)
    (given / "maindoc" / "Enquiry.xsd").write_text(ENQUIRY.replace("../common/parts.xsd", place))
    results = validation.add(given, to=validation.Library(tmp_path / "rules"), on=DAY)
    assert [one.source for one in results] == [None]
    assert results[0].reason


def test_a_schema_that_does_not_compile_is_named(given, tmp_path):
    (given / "maindoc" / "Enquiry.xsd").write_text(ENQUIRY.replace('ref="cbc:ID"', 'ref="cbc:Missing"'))
    (refused,) = validation.add(given, to=validation.Library(tmp_path / "rules"), on=DAY)
    assert "Enquiry.xsd" in refused.reason


def test_the_release_date_is_read_as_oasis_writes_it(tmp_path):
    (tmp_path / "a.xsd").write_text("<!-- Release Date:      04 November 2013 --><a/>")
    assert structure.issued_of(tmp_path / "a.xsd") == "2013-11-04"
