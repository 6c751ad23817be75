"""Documents of a markup that was seen before get the report that each would get by itself, whatever came before them."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from lxml import etree
from tests.conformance import corpus
from tests.conformance.mutations import mutated
from tests.conformance.test_folded_documents import WORDS
from tests.documents.samples import long_invoice

from samkoeb.documents import DocumentFault, Limits, write
from samkoeb.documents.validation import Library, parsing, recurring, validate
from samkoeb.documents.validation.adding import add
from samkoeb.documents.validation.running import recurring as layouts

DAY = date(2026, 11, 25)
SERIES, SOAK, LENGTH = 12, 400, 12


def revalued(root, chance: random.Random) -> bytes:
    """The same markup with some other values, some of them senseless."""
    leaves = [one for one in root.iter("*") if not len(one)]
    kept = {one: one.text for one in leaves}
    for one in chance.sample(leaves, min(len(leaves), chance.choice((0, 1, 2, 3, 8, 30)))):
        alike = [other.text for other in leaves if other.tag == one.tag]
        digits = "".join(chance.choice("0123456789") if letter.isdigit() else letter for letter in one.text or "")
        one.text = chance.choice((chance.choice(WORDS), chance.choice(alike), digits, digits, digits))
    raw = etree.tostring(root)
    for one, text in kept.items():
        one.text = text
    return raw


def invoices(number: int) -> list[bytes]:
    chance = random.Random(number)
    root = etree.fromstring(write(long_invoice(chance.choice((1, 2, 3, 5, 12, 20)), seed=number)))
    if chance.random() < 0.5:
        root = mutated(root, chance)
    return [revalued(root, chance) for _ in range(LENGTH)]


class Both:
    """Reports of a document as it comes and by itself; `known` counts those that a family judged."""

    def __init__(self, monkeypatch) -> None:
        self._patch, self.known = monkeypatch, 0
        judge = recurring.Family.judge

        def counted(*arguments):
            found = judge(*arguments)
            self.known += found is not None
            return found

        monkeypatch.setattr(recurring.Family, "judge", counted)

    def differ(self, raw: bytes, library: Library | None = None) -> bool:
        usual = validate(raw, on=DAY, library=library)
        with self._patch.context() as patch:
            patch.setattr(parsing.outlines, "outline", lambda _raw: None)
            return usual != validate(raw, on=DAY, library=library)


@pytest.fixture
def both(monkeypatch):
    monkeypatch.setattr(layouts, "SPECIALISE", 4)
    monkeypatch.setattr(recurring, "_families", {})
    monkeypatch.setattr(recurring, "_noted", {})
    return Both(monkeypatch)


def test_one_invoice_after_another_is_judged_by_itself(both):
    wrong = [(number, at) for number in range(SERIES) for at, raw in enumerate(invoices(number)) if both.differ(raw)]
    assert wrong == []
    assert both.known > SERIES * LENGTH // 2


@pytest.mark.soak
@pytest.mark.parametrize("seed", [10_000, 20_000])
def test_thousands_of_invoices_after_one_another_are_judged_each_by_itself(both, seed):
    assert [(number, at) for number in range(seed, seed + SOAK) for at, raw in enumerate(invoices(number)) if both.differ(raw)] == []


def test_other_documents_after_one_another_are_judged_each_by_itself(both, shared_data, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMKOEB_RULES_CACHE", str(tmp_path / "cache"))
    library = Library(tmp_path / "rules")
    for number in ("T01", "T16", "T19"):
        add(corpus.transaction_file(number), to=library, on=DAY)
    chance = random.Random(5)
    files = [file for rules, file in corpus.documents() if rules.stem in ("PEPPOLBIS-T01", "PEPPOLBIS-T16", "PEPPOLBIS-T19")]
    wrong = [
        (file.name, at)
        for file in chance.sample(files, 8)
        for root in [corpus.parsed(file)]
        for at in range(8)
        if both.differ(revalued(root, chance), library)
    ]  # fmt: skip
    assert wrong == []
    assert both.known > 16


def test_what_was_valid_before_is_not_valid_for_that(both):
    good = [write(long_invoice(8, seed=number)) for number in range(8)]
    for raw in good:
        assert validate(raw, on=DAY).findings == ()
    assert both.known >= 6
    wrong = good[3].replace(b"<cbc:TaxAmount currencyID=\"DKK\">", b"<cbc:TaxAmount currencyID=\"DKK\">9")
    assert {one.id for one in validate(wrong, on=DAY).findings} >= {"BR-CO-15", "BR-S-09"}
    assert validate(good[3], on=DAY).findings == ()


def test_the_day_of_the_check_counts_each_time(both):
    raw = [write(long_invoice(5, seed=number)) for number in range(4)]
    for on in (DAY, date(2027, 1, 1), DAY):
        assert [validate(one, on=on).on for one in raw] == [on] * 4
    assert both.known >= 9


def test_several_at_once_do_not_see_each_others_values():
    series = [invoices(number) for number in range(3)]
    together = [raw for some in zip(*series, strict=True) for raw in some] * 3
    recurring.forget()
    alone = [validate(raw, on=DAY) for raw in together]
    recurring.forget()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda raw: validate(raw, on=DAY), together)) == alone


def test_a_stricter_limit_holds_for_a_markup_that_passed_a_wider_one():
    raw = [write(long_invoice(5, seed=number)) for number in range(4)]
    for one in raw:
        validate(one, on=DAY)
    with pytest.raises(DocumentFault, match="xml_too_deep"):
        validate(raw[0], on=DAY, limits=Limits(depth=3))
