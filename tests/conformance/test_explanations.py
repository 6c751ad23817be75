"""Our plain words for the commonest rules: each rule is there, in the release in which it was read."""

from datetime import date

import pytest
from tests.conformance import corpus

from samkoeb.documents import validation
from samkoeb.documents.validation.explanations import EXPLANATIONS, ROWS

DAY = date(2026, 11, 26)
RELEASES = {
    "EN 16931 UBL, 2026-03-30": ("peppol-rules-2026.5/schematron/CEN-EN16931-UBL.sch", "en16931-ubl"),
    "Peppol BIS Billing 2026.5": ("peppol-rules-2026.5/schematron/PEPPOL-EN16931-UBL.sch", "peppol-billing"),
    "OIOUBL 1.17.2": ("oioubl-2.1-rules-1.17.2/schematron/OIOUBL_Invoice_Schematron.xml", "oioubl-invoice"),
}


def test_each_rule_is_explained_once_in_both_languages():
    assert len(ROWS) == len(EXPLANATIONS) > 120
    assert {row.source for row in ROWS} == set(RELEASES)
    for row in ROWS:
        for text in (row.told.da, row.told.en):
            assert text == text.strip() and text.endswith(".") and text[0].isupper(), row.id
            assert len(text) < 140, row.id
        assert row.told.da != row.told.en
        assert row.as_of <= DAY


@pytest.mark.parametrize("release", RELEASES)
def test_the_rules_are_in_their_release(release, shared_data, tmp_path):
    file, role = RELEASES[release]
    library = validation.Library(tmp_path / "rules")
    validation.add(corpus.STANDARDS / file, to=library, on=DAY)
    ids = {check[0] for check in library.load(library.named(role)).checks}
    assert [row.id for row in ROWS if row.source == release and row.id not in ids] == []


def test_the_rules_that_the_packages_bring_have_words_too():
    library = validation.default_library()
    ids = {check[0] for role in ("en16931-ubl", "peppol-billing") for check in library.load(library.named(role)).checks}
    known = [row.id for row in ROWS if not row.source.startswith("OIOUBL")]
    assert [one for one in known if one not in ids] == ["DK-R-017"]  # newer than the package of March 2024


def test_an_invoice_gets_the_installed_rules_and_an_explanation(tmp_path):
    cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    invoice = f"""<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="{cbc}">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID></Invoice>"""
    report = validation.validate(invoice.encode(), on=date(2026, 11, 25), library=validation.Library(tmp_path / "rules"))
    assert [one.name for one in report.rules] == ["en16931-ubl", "peppol-billing"]
    number = next(one for one in report.findings if one.id == "BR-02")
    assert number.severity == "fatal"
    assert number.explanation.da == "Fakturaen mangler et nummer."
    assert any("peppol-billing" in remark.en for remark in report.remarks)
