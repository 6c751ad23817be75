"""Every unit test that the publishers give for their rules agrees with us, but for the few that are older than the rules, each with its reason."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree
from tests.conformance import corpus
from tests.conformance.verdicts import findings

VEFA = "{http://difi.no/xsd/vefa/validator/1.0}"
STANDARDS = ("en16931-ubl", "openpeppol-bis-invoice-3", "openpeppol-poacc-upgrade-3", "openpeppol-logistics-bis")
FEWEST = {"en16931-ubl": 500, "openpeppol-bis-invoice-3": 300, "openpeppol-poacc-upgrade-3": 400, "openpeppol-logistics-bis": 200}
KNOWN = json.loads(Path(__file__).with_name("known_disagreements.json").read_text(encoding="utf-8"))


def rule_files(configuration: str) -> list[Path]:
    """The rule sets that a test set's `configuration` names."""
    name = configuration.lower()
    if name.startswith("tc434"):
        return [corpus.STANDARDS / "en16931-ubl/schematron/EN16931-UBL-validation.sch"]
    if name.startswith("peppolbis-en16931"):
        return [corpus.RELEASE / "PEPPOL-EN16931-UBL.sch", corpus.RELEASE / "CEN-EN16931-UBL.sch"]
    found = re.match(r"peppolbis-t(\d+)-", name)
    rules = found and corpus.transaction_file(f"T{found.group(1).zfill(2)}")
    assert rules, f"no rules for {configuration!r}"
    return [rules]


def test_sets(standard: str):
    for file in sorted((corpus.STANDARDS / standard).rglob("*.xml")):
        root = corpus.parsed(file) if any("unit" in part for part in file.parts) else None
        if root is not None and root.tag == f"{VEFA}testSet":
            yield file, root


def answers(root):
    """(number of the test, what it expects, rule, whether we agree)."""
    rules = rule_files(root.get("configuration", ""))
    for number, test in enumerate(root.iter(f"{VEFA}test"), 1):
        document = next(child for child in test if child.tag != f"{VEFA}assert")
        raw = etree.tostring(document, with_tail=False)
        found = {(id_, severity) for file in rules for id_, severity, error in findings(file, raw) if not error}
        for expected in test.find(f"{VEFA}assert"):
            kind, rule = expected.tag.replace(VEFA, ""), (expected.text or "").strip()
            fired = {severity for id_, severity in found if id_ == rule}
            agreed = {"error": bool(fired & {"fatal", "error"}), "warning": "warning" in fired, "success": not fired}
            if kind in agreed:
                yield number, kind, rule, agreed[kind]


test_sets.__test__ = False


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_publishers_own_unit_tests_agree(shared_data, standard):
    disagreed, count = set(), 0
    for file, root in test_sets(standard):
        for number, kind, rule, agrees in answers(root):
            count += 1
            if not agrees:
                disagreed.add(f"{file.name} test {number}: {kind} {rule}")
    assert count >= FEWEST[standard]
    assert disagreed == set(KNOWN[standard])  # one that agrees by now must leave the list
