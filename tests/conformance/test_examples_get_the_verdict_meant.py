"""What publishers give as right is right under their own rules; and no rule of any file is left out."""

import pytest
from lxml import etree
from tests.conformance import corpus
from tests.conformance.verdicts import findings, program

from samkoeb.documents.validation import reading

SCH, XSL = "{http://purl.oclc.org/dsdl/schematron}", "{http://www.w3.org/1999/XSL/Transform}"

# Wrong as published; Saxon says the same of them (test_same_verdict_as_saxon).
WRONG_AS_PUBLISHED = {
    ("GR-base-example-TaxRepresentative.xml", "BR-06"): "the seller has no registered name",
    ("vat-category-E.xml", "PEPPOL-COMMON-R042"): "a CVR number without DK: right since, but not by the package's rules of March 2024",
    ("vat-category-Z.xml", "PEPPOL-COMMON-R042"): "a CVR number without DK: right since, but not by the package's rules of March 2024",
    ("ReceiptAdvice_Example_Full.xml", "PEPPOL-T128-R023"): "type S (shipment) with a status on the despatch advice, which only type D may have",
    ("call-for-tenders-instance-doc.xml", "CL-T83-R001"): "the procedure is coded 1, as in an older list; the rules ask for open, restricted …",
    ("ExampleNoticePublicationResponse-With_invalid_eFroms_Reference.xml", "PEPPOL-T016-R034"): "meant so: its name says it",
    ("ExampleNoticePublicationResponse-With_invalid_eFroms_Reference.xml", "PEPPOL-T016-R035"): "meant so: its name says it",
}


def stops(rules, file) -> set[tuple[str, str]]:
    raw = etree.tostring(corpus.parsed(file))
    return {(file.name, id_) for id_, severity, error in findings(rules, raw) if error or severity in ("fatal", "error")}


def of_its_own_standard(rules, file) -> bool:
    """EN 16931's examples claim no Peppol."""
    return rules.suffix != ".xsl" or "openpeppol-bis-invoice-3" in file.parts


def test_every_example_passes_the_rules_of_its_publisher(shared_data):
    found = set()
    for rules, file in corpus.documents():
        if of_its_own_standard(rules, file):
            found |= stops(rules, file)
    assert found == set(WRONG_AS_PUBLISHED)


def rule_files():
    folders = (corpus.RELEASE, corpus.LOGISTICS, corpus.PRE_AWARD / "schematron")
    return [file for folder in folders for file in sorted(folder.rglob("*.sch"))]


def stated(file) -> int:
    """Asserts and reports in the source (none of these files has abstract rules)."""
    return sum(1 for _ in corpus.parsed(file).iter(f"{SCH}assert", f"{SCH}report"))


@pytest.mark.parametrize("file", rule_files() or [None], ids=lambda file: file.name if file else "none")
def test_as_many_checks_are_compiled_as_the_file_states(shared_data, file):
    assert len(program(file).names["CHECKS"]) == stated(file) > 0


def stated_in_oioubl(schema) -> int:
    """Each concrete rule's own and what it extends, included files in place."""
    whole = corpus.OIOUBL / "schematron"
    included = [corpus.parsed(whole / f"OIOUBL_{name}_Schematron.xml") for name in ("Common", "Codelist")]
    rules = [rule for one in included for rule in one.iter(f"{SCH}rule")]
    abstract = {rule.get("id"): rule for rule in [*rules, *schema.iter(f"{SCH}rule")] if rule.get("abstract") == "true"}

    def count(rule) -> int:
        own = sum(1 for child in rule if child.tag in (f"{SCH}assert", f"{SCH}report", f"{XSL}if", f"{XSL}for-each-group"))
        return own + sum(count(abstract[one.get("rule")]) for one in rule.iter(f"{SCH}extends") if one.get("rule") in abstract)

    concrete = [
        rule for rule in [*rules, *schema.iter(f"{SCH}rule")] if rule.get("abstract") != "true" and rule.getparent().tag == f"{SCH}pattern"
    ]  # outside of a pattern a rule never applies: a remark says so
    return sum(count(rule) for rule in concrete)


def test_all_sixteen_rule_sets_of_oioubl_compile_with_every_check_they_state(shared_data):
    files = [file for file in sorted((corpus.OIOUBL / "schematron").glob("*.xml")) if "Common" not in file.name and "Codelist" not in file.name]
    assert len(files) == 16
    assert {file.name: len(program(file).names["CHECKS"]) for file in files} == {
        file.name: stated_in_oioubl(corpus.parsed(file)) for file in files
    }


def test_a_rule_that_stands_in_no_pattern_is_remarked_upon(shared_data):
    remarks = reading.read(corpus.OIOUBL / "schematron" / "OIOUBL_Reminder_Schematron.xml").remarks
    assert any("stands in no pattern" in remark for remark in remarks)
