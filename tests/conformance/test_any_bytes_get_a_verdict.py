"""Whatever the bytes, `validate` answers with a refusal or a report, and says the same when it has seen their like before."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.conformance import corpus
from tests.conformance.mutations import CODES, mutated
from tests.documents import samples

from samkoeb import documents
from samkoeb.documents import DocumentFault, faults, validation
from samkoeb.documents.validation import command, recurring, spoken

DAY = date(2026, 11, 25)
GIVEN = (  # a post-award set of each kind, OIOUBL, and the schemas of all of them
    "peppol-rules-2026.5/schematron/PEPPOLBIS-T01.sch", "peppol-rules-2026.5/schematron/PEPPOLBIS-T16.sch",
    "peppol-rules-2026.5/schematron/PEPPOLBIS-T19.sch", "peppol-rules-2026.5/schematron/PEPPOLBIS-T111.sch",
    "oioubl-2.1-rules-1.17.2/schematron/OIOUBL_Invoice_Schematron.xml", "ubl-2.1-oasis",
)  # fmt: skip
OURS = [
    documents.write(one)
    for one in (samples.invoice(), samples.credit_note(), samples.long_invoice(6), samples.order(), samples.catalogue(),
                samples.despatch_advice(), samples.order_response(), samples.invoice_response())
]  # fmt: skip
PUBLISHED = (
    "en16931-ubl/examples", "openpeppol-bis-invoice-3/examples", "openpeppol-poacc-upgrade-3/examples", "oioubl-2.1-rules-1.17.2/examples",
)  # fmt: skip
LONGEST = 60_000  # bytes of an example that is mutated: a hundred a second

fuzz = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate), database=None)
long_fuzz = settings(fuzz, max_examples=6_000)  # the two of them: ten minutes


def examples() -> list[bytes]:
    """Ours and, where they are, the publishers'."""
    files = [file for folder in PUBLISHED for file in sorted((corpus.STANDARDS / folder).rglob("*.xml")) if file.stat().st_size < LONGEST]
    return OURS + [file.read_bytes() for file in files if corpus.parsed(file) is not None]


EXAMPLES = examples()
TEXTS = (*CODES, "\u200b", "0" * 400, "1" + "0" * 40, "-0", "9" * 30 + ".9", "2026-02-30", "2026-01-01+14:01", "99999-01-01", "-2026-01-01",
         "24:00:00", "１２", "]]>", "&#38;", "a b", "\t\n", "\U0001f600", "5790000435975", "urn:cen.eu:en16931:2017", "#", "'", '"',
         "(a+)+$", "xs:date", "..", "//*", "%s {0}", "1" * 5_000)  # fmt: skip
PIECES = (b"<", b">", b"/", b"&", b"&#0;", b"&#x110000;", b"&#xD800;", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"]]>", b"<![CDATA[", b"<!--",
          b"--", b"-->", b"<?x ?>", b'<?xml version="1.1"?>', b"<!DOCTYPE a>", b"xmlns:cbc='urn:x'", b"xmlns=''", b"<a/>", b"</cbc:ID>", b"<cbc:ID>",
          b'encoding="UTF-16"', b"\r", b"\x1a", b"\xc2\x85", b"\xe2\x80\xa8", b"xsi:nil='true'", b"xml:lang='x'")  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1", "windows-1252", "cp037", "utf-7")
SAID = (b"UTF-8", b"utf8", b"UTF-16", b"UTF-32", b"ISO-8859-1", b"windows-1252", b"us-ascii", b"shift_jis", b"", b"x" * 60)


@st.composite
def with_bytes_changed(draw) -> bytes:
    """An example in which somebody cut, doubled and typed, in an encoding that it says or not."""
    raw = draw(st.sampled_from(EXAMPLES))
    if draw(st.integers(0, 3)) == 0:
        raw = raw.replace(b"UTF-8", draw(st.sampled_from(SAID)), 1)
        raw = raw.decode("utf-8", "replace").encode(draw(st.sampled_from(ENCODINGS)), "replace")
    for _ in range(draw(st.integers(0, 4))):
        at, until = sorted(draw(st.integers(0, len(raw))) for _ in range(2))
        until = min(until, at + draw(st.sampled_from([0, 0, 1, 20, 2_000, len(raw)])))
        raw = raw[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=4) | st.just(raw[at:until] * 2)) + raw[until:]
    return raw


@st.composite
def with_elements_changed(draw) -> bytes:
    """An example with elements taken out, doubled, moved and given odd values; well-formed."""
    root = etree.fromstring(draw(st.sampled_from(EXAMPLES)), etree.XMLParser(remove_comments=draw(st.booleans())))
    chance = draw(st.randoms(use_true_random=False))
    root = mutated(root, chance)
    for _ in range(draw(st.integers(0, 3))):
        leaf = chance.choice([one for one in root.iter("*") if len(one) == 0] or [root])
        leaf.text = draw(st.sampled_from([text for text in TEXTS if "\x00" not in text]))
    if draw(st.integers(0, 4)) == 0:  # many like ones: folded, and too dear for the schema to name each
        one = chance.choice([*root.iter("*")][1:] or [root])
        if one.getparent() is not None:
            for _ in range(draw(st.sampled_from([3, 12, 400]))):
                one.addnext(etree.fromstring(etree.tostring(one)))
    return etree.tostring(root, encoding=draw(st.sampled_from(["utf-8", "utf-16", "iso-8859-1", "us-ascii"])))


def vocabulary() -> tuple[list[str], list[str], list[str]]:
    """Names of elements, attributes and texts that examples are made of."""
    names, attributes, texts = {}, {}, {}
    for raw in OURS:
        for one in etree.fromstring(raw).iter("*"):
            names[one.tag] = attributes["{urn:x}y"] = None
            attributes |= dict.fromkeys(one.keys())
            texts[(one.text or "").strip()] = None
    return list(names), list(attributes), [*texts, *TEXTS]


NAMES, ATTRIBUTES, VALUES = vocabulary()
ROOTS = [etree.fromstring(raw).tag for raw in OURS] + ["Invoice", "{urn:x}Invoice"]
LEADING = ("CustomizationID", "ProfileID", "UBLVersionID")


@st.composite
def out_of_the_grammar(draw) -> bytes:
    """UBL's own words in any order, below a head that says which rules apply."""
    head = etree.fromstring(draw(st.sampled_from(OURS)))
    root = etree.Element(draw(st.sampled_from(ROOTS)) if draw(st.integers(0, 4)) == 0 else head.tag, nsmap=head.nsmap)
    root.extend([one for one in head if etree.QName(one).localname in LEADING and draw(st.integers(0, 9))])
    inner = [root]
    for _ in range(draw(st.integers(0, 60))):
        one = etree.SubElement(draw(st.sampled_from(inner[-12:])), draw(st.sampled_from(NAMES)))
        for name in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique=True)):
            one.set(name, draw(st.sampled_from(VALUES)))
        if draw(st.booleans()):
            one.text = draw(st.sampled_from(VALUES))
        else:
            inner.append(one)
        if draw(st.integers(0, 9)) == 0:
            one.tail = draw(st.sampled_from(VALUES))
    return etree.tostring(root)


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """EN 16931 and Peppol as the packages carry them; with the shared data, a set of each other kind and the schemas too."""
    found = validation.Library(tmp_path_factory.mktemp("rules"))
    for name in GIVEN:
        if (file := corpus.STANDARDS / name).exists():
            validation.add(file, to=found, on=DAY)
    return Rules(found)


class Rules:
    """A library that is not written out whole when an example fails."""

    def __init__(self, library: validation.Library) -> None:
        self.library = library


def answer(raw: bytes, rules: Rules):
    """A report or a refusal; anything else is raised and fails the test."""
    try:
        return validation.validate(raw, on=DAY, library=rules.library)
    except DocumentFault as fault:
        return fault.code, fault.facts


def check(raw: bytes, rules: Rules) -> None:
    recurring.forget()
    first = answer(raw, rules)
    assert [answer(raw, rules) for _ in range(3)] == [first] * 3
    if not isinstance(first, validation.Report):
        code, facts = first
        assert code in faults.CODES
        assert spoken.refusal(DocumentFault(code, facts)).da != spoken.refusal(DocumentFault(code, facts)).en
        return
    json.dumps(command.as_json(command.Answer("file.xml", first)), ensure_ascii=False).encode()  # no half of a character is in it
    last = raw.count(b"\n") + raw.count(b"\r") + 1
    odd = [one for one in first.findings if not (0 < one.line <= last and one.location.startswith("/") and one.id and one.message)]
    assert odd == []
    assert first.valid is not any(one.severity in ("fatal", "error", "unevaluated") for one in first.findings)


def test_a_document_that_begins_with_a_comment_is_judged_the_same_when_its_like_was_seen(rules):
    for raw in OURS:
        declaration, _, rest = raw.partition(b"?>")
        assert declaration.startswith(b"<?xml")
        check(b"<!-- a comment -->" + rest, rules)


@settings(fuzz, max_examples=500)
@given(with_bytes_changed())
def test_an_example_with_changed_bytes_gets_a_refusal_or_a_verdict(rules, raw):
    check(raw, rules)


@fuzz
@given(with_elements_changed())
def test_an_example_with_changed_elements_gets_a_verdict(rules, raw):
    check(raw, rules)


@fuzz
@given(out_of_the_grammar())
def test_a_document_made_of_the_right_words_gets_a_verdict(rules, raw):
    check(raw, rules)


@fuzz
@given(st.binary(max_size=400))
def test_noise_gets_a_refusal(rules, raw):
    check(raw, rules)


@pytest.mark.soak
@long_fuzz
@given(with_bytes_changed())
def test_for_long_an_example_with_changed_bytes_gets_a_refusal_or_a_verdict(rules, raw):
    check(raw, rules)


@pytest.mark.soak
@long_fuzz
@given(with_elements_changed() | out_of_the_grammar())
def test_for_long_a_well_formed_document_gets_a_verdict(rules, raw):
    check(raw, rules)
