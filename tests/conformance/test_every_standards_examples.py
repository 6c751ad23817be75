"""The examples of every standard, as `samkoeb validate` judges them: which rules it finds for them, and each that is not valid, with the reason."""

from collections import Counter
from datetime import date

import pytest
from tests.conformance import corpus

from samkoeb.documents import validation

DAY = date(2026, 11, 25)
GIVEN = ("peppol-rules-2026.5", "openpeppol-logistics-bis/schematron", "oioubl-2.1-rules-1.17.2", "openpeppol-pracc-preaward", "ubl-2.1-oasis")
STOPPING = ("fatal", "error", "unevaluated")

# standard → how many documents there are, and by which official rules they were judged
EXAMPLES = {
    "en16931-ubl/examples": (19, {"en16931-ubl": 19, "peppol-billing": 4, "ubl-2.1-xsd": 19}),
    "en16931-ubl/testfiles": (29, {"en16931-ubl": 29, "peppol-billing": 28, "ubl-2.1-xsd": 29}),
    "openpeppol-bis-invoice-3/examples": (27, {"en16931-ubl": 27, "peppol-billing": 27, "ubl-2.1-xsd": 27}),
    "openpeppol-poacc-upgrade-3/examples": (105, {
        "peppolbis-t01": 17, "peppolbis-t16": 10, "peppolbis-t19": 8, "peppolbis-t58": 1, "peppolbis-t71": 4, "peppolbis-t76": 15, "peppolbis-t77": 3,
        "peppolbis-t110": 3, "peppolbis-t111": 14, "peppolbis-t114": 8, "peppolbis-t115": 10, "peppolbis-t116": 12,
        "ubl-2.1-xsd": 75,  # changes, cancellations and advanced answers stand on UBL 2.3
    }),
    "openpeppol-logistics-bis/examples": (74, {
        "peppolbis-t120": 22, "peppolbis-t122": 3, "peppolbis-t123": 7, "peppolbis-t124": 7, "peppolbis-t125": 3, "peppolbis-t126": 7,
        "peppolbis-t127": 10, "peppolbis-t128": 12, "peppolbis-t129": 3, "ubl-2.1-xsd": 25,  # the others stand on UBL 2.3 and 2.4
    }),
    "openpeppol-pracc-preaward/examples": (35, {
        **{f"peppol-t{number:03}": 1 for number in range(1, 23)}, "peppol-t004": 2, "peppol-t005": 2, "peppol-t006": 2, "peppol-t016": 3,
        "peppol-t018": 7, "own-ubl": 2, "ubl-2.2-xsd": 30,  # the two notices of eForms stand on UBL 2.3
    }),
    "oioubl-2.1-rules-1.17.2/examples": (19, {
        **{f"oioubl-{name}": 1 for name in (
            "applicationresponse", "catalogue", "cataloguedeletion", "catalogueitemspecificationupdate", "cataloguepricingupdate",
            "cataloguerequest", "order", "ordercancellation", "orderchange", "orderresponse", "orderresponsesimple", "reminder", "statement",
            "utilitystatement")},
        "oioubl-creditnote": 2, "oioubl-invoice": 3, "ubl-2.1-xsd": 19,
    }),
    "ubl-2.1-oasis/examples": (57, {
        "own-ubl": 38, "own-invoice": 11, "own-order": 3, "own-order-response": 3, "own-despatch": 1, "ubl-2.1-xsd": 56,
    }),
}  # fmt: skip

# Not valid as published: (file, what stops it) → why.
_ORDER = "AdditionalDocumentReference stands before ContractDocumentReference, which the schema has the other way round"
_NUMBERS = "says that it is Peppol's, with invented Swedish numbers: Peppol has checked their last digit since"
NOT_VALID = {
    ("issue116.xml", "PEPPOL-COMMON-R049"): _NUMBERS,
    ("GR-base-example-TaxRepresentative.xml", "BR-06"): "the seller has no registered name",
    ("GR-base-example-TaxRepresentative.xml", "XSD-UNEXPECTED"): _ORDER,
    ("GR-base-example-correct.xml", "XSD-UNEXPECTED"): _ORDER,
    ("ReceiptAdvice_Example_Full.xml", "PEPPOL-T128-R023"): "type S with its shipment, as it must, and a status of the despatch advice, only for D",
    ("call-for-tenders-instance-doc.xml", "CL-T83-R001"): "ProcedureCode is 1; the rule takes nine words and nothing else (open, restricted, neg-w-call …)",
    ("ExampleSearchNoticeRequest.xml", "PEPPOL-T011-R011"): "names version 1.2 of the transaction; the rule file still asks for 1.1",
    ("ExampleSearchNoticeRequest.xml", "PEPPOL-T011-R012"): "names version 1.2 of the process; the rule file still asks for 1.1",
    ("ExampleNoticePublicationResponse-With_invalid_eFroms_Reference.xml", "PEPPOL-T016-R034"): "meant so: its name says it",
    ("ExampleNoticePublicationResponse-With_invalid_eFroms_Reference.xml", "PEPPOL-T016-R035"): "meant so: its name says it",
    ("UBL-Invoice-2.0-Detached-Signature.xml", "SAMKOEB-NO-RULES"): "a signature alone, no business document",
}
# 27 of the test files claim Peppol with invented numbers of Swedish companies and GLNs.
INVENTED = {"PEPPOL-COMMON-R049", "PEPPOL-COMMON-R040", "SE-R-013"}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """All official files, added as a person adds them."""
    if not corpus.STANDARDS.is_dir():
        pytest.skip("needs the shared data, which is not beside the repository")
    found = validation.Library(tmp_path_factory.mktemp("rules"))
    for name in GIVEN:
        validation.add(corpus.STANDARDS / name, to=found, on=DAY)
    return found


@pytest.mark.parametrize("standard", EXAMPLES)
def test_examples_are_judged_by_the_rules_of_their_kind_and_are_valid_but_for_reasons_that_are_written_down(library, standard):
    files = [file for file in sorted((corpus.STANDARDS / standard).rglob("*")) if file.suffix.lower() == ".xml"]
    applied, stopped = Counter(), set()
    for file in files:
        report = validation.validate(file.read_bytes(), on=DAY, library=library)
        applied.update(one.name for one in report.rules)
        found = {(file.name, one.id) for one in report.findings if one.severity in STOPPING}
        assert report.valid is not bool(found)
        stopped |= {(name, id_) for name, id_ in found if standard != "en16931-ubl/testfiles" or id_ not in INVENTED}
    count, rules = EXAMPLES[standard]
    assert (len(files), dict(applied)) == (count, rules)
    assert stopped == {key for key in NOT_VALID if key[0] in {file.name for file in files}}
