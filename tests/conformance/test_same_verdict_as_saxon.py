"""Ours and Saxon's verdict are the same: the same rules, as often, on every published example and on thousands of seeded mutations."""

import random

import pytest
from lxml import etree
from tests.conformance import corpus
from tests.conformance.mutations import mutated
from tests.conformance.verdicts import difference, saxons

IN_CI, SOAK = 120, 3_000


@pytest.fixture
def published(shared_data):
    return corpus.documents()


def differences(chosen) -> list[str]:
    """`chosen`: (name, rule file, bytes)."""
    return [f"{name}, {rules.name}: {told}" for name, rules, raw in chosen if (told := difference(rules, raw))]


def mutations(published, seed: int, count: int, *, rules=None):
    """Each rule file is as likely as any other, however many documents it has."""
    by_rules = {}
    for file, document in published:
        if rules is None or file in rules:
            by_rules.setdefault(file, []).append(document)
    rng = random.Random(seed)
    for number in range(count):
        file = rng.choice(sorted(by_rules))
        document = rng.choice(by_rules[file])
        yield f"{document.name}, seed {seed}, number {number}", file, etree.tostring(mutated(corpus.parsed(document), rng))


def test_every_published_example_gets_the_verdict_that_saxon_gives(published):
    assert len(published) > 300
    assert differences((file.name, rules, etree.tostring(corpus.parsed(file))) for rules, file in published) == []


def test_mutated_invoices_get_the_verdict_that_saxon_gives(published):
    assert differences(mutations(published, 1, IN_CI, rules=corpus.BILLING)) == []


def test_mutated_documents_of_every_kind_get_the_verdict_that_saxon_gives(published):
    assert differences(mutations(published, 2, IN_CI)) == []


def test_oioubls_warning_of_descriptions_in_one_language_is_given_for_each_language(shared_data):
    rules = corpus.OIOUBL / "schematron/OIOUBL_ApplicationResponse_Schematron.xml"
    root = corpus.parsed(corpus.OIOUBL / "examples/OIOUBL_ApplicationResponse_v2p2.xml")
    response = next(root.iter("{*}Response"))
    space = response.nsmap["cbc"]
    for one in response.findall(f"{{{space}}}Description"):
        response.remove(one)
    for language in ("da", "en", "da", "sv", "en", "en"):
        etree.SubElement(response, f"{{{space}}}Description", languageID=language).text = "Text"
    raw = etree.tostring(root)
    assert saxons(rules, raw)["W-LIB223"] == 2  # da and en
    assert difference(rules, raw) == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 104))
def test_thousands_of_mutations_get_the_verdict_that_saxon_gives(published, seed):
    found = differences(mutations(published, seed, SOAK, rules=corpus.BILLING))
    assert found + differences(mutations(published, seed, SOAK)) == []
