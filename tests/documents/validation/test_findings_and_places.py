"""What `validate` answers: findings with place, line and value, a verdict, and which rules were applied."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import pytest

from samkoeb.documents import validation
from samkoeb.documents.validation.places import Places
from samkoeb.documents.validation.running.tree import Document

DAY = date(2026, 11, 25)
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
ORDER = f"""<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cac="{CAC}" xmlns:cbc="{CBC}">
<cbc:ID>1</cbc:ID>
<cbc:IssueDate>2026-11-25</cbc:IssueDate>
<cac:BuyerCustomerParty><cac:Party><cac:PartyName><cbc:Name>Ward</cbc:Name></cac:PartyName></cac:Party></cac:BuyerCustomerParty>
<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Mill</cbc:Name></cac:PartyName></cac:Party></cac:SellerSupplierParty>
<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Gloves</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>
<cac:OrderLine><cac:LineItem>
<cbc:ID>2</cbc:ID>
<cbc:Quantity unitCode="box">5</cbc:Quantity>
<cac:Item><cbc:Name>Masks</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>
</Order>"""


@pytest.fixture
def library(tmp_path):
    return validation.Library(tmp_path / "rules")


def check(text, library, **more):
    return validation.validate(text.encode(), on=DAY, library=library, **more)


def test_a_good_order_is_valid_by_our_own_profile(library):
    report = check(ORDER.replace('"box"', '"BX"'), library)
    assert report.valid
    assert report.findings == ()
    assert [one.name for one in report.rules] == ["own-order"]


def test_a_finding_says_the_place_the_line_and_the_value(library):
    report = check(ORDER, library)
    assert not report.valid
    (finding,) = report.findings
    assert finding.id == "SAM-O-V06"
    assert finding.location == "/Order/cac:OrderLine[2]/cac:LineItem/cbc:Quantity"
    assert finding.line == 10
    assert finding.value == "5"


def test_lines_before_the_document_are_counted(library):
    report = check("\n\n" + ORDER, library)
    assert report.findings[0].line == 12


def test_findings_come_in_the_order_of_the_document(library):
    report = check(ORDER.replace("2026-11-25", "25-11-2026").replace("<cbc:ID>1</cbc:ID>\n", "<cbc:ID/>\n"), library)
    assert [one.line for one in report.findings] == sorted(one.line for one in report.findings)
    assert [one.id for one in report.findings] == ["SAM-O-01", "SAM-O-V01", "SAM-O-V06"]


def test_a_sum_that_does_not_add_up_is_found(library):
    total = "<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID='DKK'>5.00</cbc:LineExtensionAmount></cac:AnticipatedMonetaryTotal>"
    lined = ORDER.replace("<cac:Item>", "<cbc:LineExtensionAmount currencyID='DKK'>10.00</cbc:LineExtensionAmount><cac:Item>")
    lined = lined.replace('"box"', '"BX"').replace("<cac:BuyerC", "<cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode><cac:BuyerC", 1)
    wrong = lined.replace("<cac:OrderLine>", total + "<cac:OrderLine>", 1)
    assert [one.id for one in check(wrong, library).findings] == ["SAM-O-15"]
    assert check(wrong.replace("5.00", "20.00"), library).valid


def test_a_document_that_no_rules_are_known_for_is_not_called_valid(library):
    report = check("<letter/>", library)
    assert not report.valid
    assert [(one.id, one.severity) for one in report.findings] == [("SAMKOEB-NO-RULES", "unevaluated")]


def test_official_rules_that_are_missing_are_named(library):
    coded = ORDER.replace("<cbc:ID>1", "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID><cbc:ID>1", 1)
    report = check(coded, library)
    assert [one.name for one in report.rules] == ["own-order"]
    assert "peppolbis-t01" in report.remarks[0].da


def test_a_name_that_no_rule_set_has_is_refused(library):
    with pytest.raises(KeyError):
        check(ORDER, library, rules=["nothing-like-it"])


def test_a_name_that_nobody_would_read_is_shortened_in_the_place():
    document = Document(ET.fromstring(f"<a><{'b' * 1_000_000}/></a>"), datetime.now(UTC))  # noqa: S314 - our own text
    assert Places(document).path(document.root[0]) == f"/a/{'b' * 100}…"


def test_what_is_said_of_the_whole_document_stands_on_the_line_of_its_root(library, tmp_path):
    file = tmp_path / "whole.sch"
    file.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="/">'
        '<assert id="W" flag="fatal" test="*/@no">No.</assert></rule></pattern></schema>'
    )
    (finding,) = check("\n<!-- a comment -->\n<letter/>", library, rules=[str(file)]).findings
    assert (finding.location, finding.line) == ("/", 3)


def test_of_a_requirement_that_is_broken_everywhere_the_first_are_listed_and_the_rest_counted(library, monkeypatch):
    monkeypatch.setattr("samkoeb.documents.validation.checking.MOST", 5)
    line = ORDER[ORDER.index("<cac:OrderLine><cac:LineItem>\n") : ORDER.index("</Order>")]
    report = check(ORDER.replace(line, line * 12), library)
    assert not report.valid
    assert [one.id for one in report.findings].count("SAM-O-V06") == 5
    assert any("7 more findings" in remark.en for remark in report.remarks)
