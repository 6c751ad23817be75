"""Lines of one form judged as one give the same report as each line judged by itself: ids, places, lines, values, messages, in the same order."""

import copy
import random
from datetime import date

import pytest
from lxml import etree
from tests.conformance import corpus
from tests.conformance.mutations import CODES, mutated
from tests.documents.samples import long_invoice

from samkoeb.documents import write
from samkoeb.documents.validation import Library, judging, parsing, validate
from samkoeb.documents.validation.adding import add
from samkoeb.documents.validation.outlines import outline
from samkoeb.documents.validation.running.tree import Document

DAY = date(2026, 11, 25)
IN_CI, SOAK = 150, 4_000
WORDS = (*CODES, "", "  ", " 7 ", "æ & <ø>", "12.345", "-0.01", "DK12345678", "2020-01-01")


def changed(number: int) -> bytes:
    """An invoice with faults in some lines, in all of them, or around them."""
    chance = random.Random(number)
    root = etree.fromstring(write(long_invoice(chance.choice((4, 8, 12, 20)), seed=number)))
    if chance.random() < 0.3:
        root = mutated(root, chance)
    lines = root.findall("{*}InvoiceLine")
    for _ in range(chance.choice((0, 1, 1, 2, 3)) if lines else 0):
        _change(chance, lines)
    return etree.tostring(root)


def _change(chance: random.Random, lines) -> None:
    line = chance.choice(lines)
    one = chance.choice([line, *line.iterdescendants()])
    kind = chance.random()
    if kind < 0.35 and not len(one):
        one.text = chance.choice(WORDS)
    elif kind < 0.55 and not len(one):
        for other in lines:
            for same in other.iter(one.tag):
                if not len(same):
                    same.text = chance.choice((one.text, same.text, "S", "25", "10.00", "3"))
    elif kind < 0.65 and one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(CODES))
    elif kind < 0.8 and one is not line and one.getparent() is not None:
        one.getparent().remove(one)
    elif kind < 0.9 and one is not line:
        one.addnext(copy.deepcopy(one))
    else:
        lines[0].addprevious(copy.deepcopy(line))


@pytest.fixture
def judged(monkeypatch):
    """Reports of a document: as it is judged, and whole; and how often it was judged folded."""
    seen: list[bool] = []
    judge = judging.judge

    def watched(*arguments) -> tuple[Document, list]:
        document, found = judge(*arguments)
        seen.append(document.folded is not None)
        return document, found

    monkeypatch.setattr("samkoeb.documents.validation.checking.judge", watched)

    def both(raw: bytes, library: Library | None = None):
        usual = validate(raw, on=DAY, library=library)
        with monkeypatch.context() as patch:
            patch.setattr(parsing.outlines, "outline", lambda _raw: None)
            return usual, validate(raw, on=DAY, library=library)

    both.folded = lambda: seen[::2]
    both.whole = lambda: seen[1::2]
    return both


def differences(judged, numbers) -> list[int]:
    return [number for number in numbers if (reports := judged(changed(number)))[0] != reports[1]]


def test_long_invoices_with_faults_get_the_same_report_folded_and_whole(judged):
    assert differences(judged, range(IN_CI)) == []
    assert sum(judged.folded()) > IN_CI // 2
    assert not any(judged.whole())


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1_000, 100_000, 200_000])
def test_thousands_of_long_invoices_get_the_same_report_folded_and_whole(judged, seed):
    assert differences(judged, range(seed, seed + SOAK)) == []


def test_an_invoice_of_a_thousand_lines_is_judged_by_one_of_them(judged):
    raw = write(long_invoice(1_000))
    usual, whole = judged(raw)
    assert usual.findings == whole.findings == ()
    assert judged.folded() == [True]
    root = parsing.parse(raw).head
    assert len(root.findall("{*}InvoiceLine")) == outline(raw).reduced.count("</cac:InvoiceLine>") < 10


def test_the_line_that_is_wrong_is_named_among_a_thousand(judged):
    raw = write(long_invoice(1_000)).decode()
    before, _, after = raw.partition("<cbc:ID>700</cbc:ID>")
    wrong = f"{before}<cbc:ID>700</cbc:ID>{after.replace('</cbc:LineExtensionAmount>', '.999</cbc:LineExtensionAmount>', 1)}"
    usual, whole = judged(wrong.replace(".00.999", ".999").encode())
    assert usual == whole
    assert any("InvoiceLine[700]" in finding.location for finding in usual.findings)


LONG = {"PEPPOLBIS-T19": "CatalogueLine", "PEPPOLBIS-T16": "DespatchLine", "PEPPOLBIS-T76": "OrderLine", "PEPPOLBIS-T01": "OrderLine"}


def lengthened(root, name: str, chance: random.Random) -> bytes:
    """A published document with eight copies of its first line, each its own number but for a chance, and some faults in them."""
    root = copy.deepcopy(root)
    first, *others = root.findall(f"{{*}}{name}")
    for one in others:
        root.remove(one)
    lines = [first, *[copy.deepcopy(first) for _ in range(7)]]
    root.extend(lines[1:])
    for number, line in enumerate(lines):
        line.find(".//{*}ID").text = str(number if chance.random() > 0.1 else 1)
    for _ in range(chance.choice((0, 1, 2))):
        _change(chance, lines)
    return etree.tostring(root)


def test_long_orders_catalogues_and_despatch_advices_get_the_same_report_folded_and_whole(judged, shared_data, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMKOEB_RULES_CACHE", str(tmp_path / "cache"))
    library = Library(tmp_path / "rules")
    for rules in LONG:
        add(corpus.transaction_file(rules.partition("-")[2]), to=library, on=DAY)
    chance = random.Random(3)
    found = [(rules.stem, corpus.parsed(file)) for rules, file in corpus.documents() if rules.stem in LONG]
    found = [(rules, root) for rules, root in found if root.find(f"{{*}}{LONG[rules]}//{{*}}ID") is not None]
    documents = [(rules, number, lengthened(root, LONG[rules], chance)) for rules, root in chance.sample(found, 24) for number in range(3)]
    assert [(rules, number) for rules, number, raw in documents if (reports := judged(raw, library))[0] != reports[1]] == []
    assert sum(judged.folded()) > len(documents) // 4
