"""The rest of what the catalogue decides without a database: the diff's numbers, own items, fault sheets, the UNSPSC tree."""

import io
import re
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from samkoeb import sentences
from samkoeb.catalogue.logic import diff, fault_sheet, faults, lifecycle, own_items, unspsc
from samkoeb.catalogue.logic.own_items import Candidate
from samkoeb.catalogue.logic.seen import Seen
from samkoeb.kernel.problem import Refused


@pytest.mark.parametrize(
    ("before", "now", "percent"), [("100", "104", "4.0"), ("3", "2", "-33.3"), ("0.35", "0.375", "7.1"), ("0", "5", None)]
)
def test_a_price_moves_by_percent(before: str, now: str, percent: str | None) -> None:
    assert diff.percent_change(Decimal(before), Decimal(now)) == (None if percent is None else Decimal(percent))


def test_nothing_to_compare_is_no_change() -> None:
    assert diff.percent_change(None, Decimal(1)) is None
    assert diff.percent_change(Decimal(1), None) is None


OWN = (
    Candidate(1, "Undersøgelseshandske nitril medium", "42132203", "C62", frozenset({"5790000435951"})),
    Candidate(2, "Undersøgelseshandske vinyl medium", "42132203", "C62"),
    Candidate(3, "Gazekompres 10x10", "42311511", "C62"),
    Candidate(4, "Håndsprit", "53131626", "MLT"),
)


def test_the_same_gtin_is_sure() -> None:
    assert own_items.propose("Glove", "05790000435951", "", "C62", OWN)[0] == own_items.Proposal(1, Decimal(1), "gtin")


def test_class_and_words_propose_the_likeliest_first() -> None:
    found = own_items.propose("Undersøgelseshandsker, nitril, str. M, blå", "", "42132203", "C62", OWN)
    assert [one.own_item_id for one in found] == [1, 2]
    assert {one.reason for one in found} == {"class_and_words"}


def test_what_is_measured_otherwise_or_unlike_is_not_proposed() -> None:
    assert own_items.propose("Håndsprit 85 %", "", "53131626", "C62", OWN) == []
    assert own_items.propose("Kaffe", "", "50201706", "C62", OWN) == []


def test_a_sheet_of_faults_keeps_the_rows_and_runs_no_formula() -> None:
    finding = {"code": "catalogue.no_price", "severity": "line", "facts": {"line": 2}}
    raw = fault_sheet.workbook(
        ("Varenr", "Navn", "Pris"), [(2, ("1", "=cmd|' /c calc'!A0", ""), [finding]), (3, ("2", "-7 grader", "-5,00"), [])]
    )
    head, first, second = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert head[:3] == ["Varenr", "Navn", "Pris"]
    assert first[1] == "'=cmd|' /c calc'!A0"
    assert first[3:] == [2.0, "Udeladt / Left out", "Prisen mangler.", "The price is missing."]
    assert second[1:3] == ["'-7 grader", "-5,00"]
    assert b"<f>" not in raw


def test_every_fault_has_a_sentence_in_both_languages_with_facts_it_gets() -> None:
    for name in faults.FILE | faults.LINE | faults.WARNING:
        danish, english = sentences.TABLE[f"catalogue.{name}"]
        assert danish != english
        assert set(re.findall(r"{(\w+)}", danish)) == set(re.findall(r"{(\w+)}", english)), name


def test_a_decided_version_is_closed() -> None:
    assert lifecycle.may_decide("proposed") == lifecycle.may_decide("approved") == []
    for state in ("reading", "refused", "rejected", "superseded"):
        assert lifecycle.may_decide(state)[0].code == "catalogue.version_decided"


def test_the_unspsc_tree_follows_from_the_digits() -> None:
    assert unspsc.parent_of("42132203") == ("42132200", 4)
    assert unspsc.parent_of("42132200") == ("42130000", 3)
    assert unspsc.parent_of("42130000") == ("42000000", 2)
    assert unspsc.parent_of("42000000") == ("", 1)


def test_a_unspsc_list_is_read_and_a_broken_one_refused() -> None:
    (node,) = unspsc.read(io.BytesIO(b"Code,Title\n42132203,Exam gloves\n"))
    assert (node.code, node.parent_code, node.level, node.title_en, node.title_da) == ("42132203", "42132200", 4, "Exam gloves", "")
    with pytest.raises(Refused, match="unspsc_file"):
        list(unspsc.read(io.BytesIO(b"Code,Title\nfire,Exam gloves\n")))
    with pytest.raises(Refused, match="unspsc_file"):
        list(unspsc.read(io.BytesIO(b"a,b\n1,2\n")))


def test_an_item_number_named_twice_is_known_however_many_there_were() -> None:
    seen, numbers = Seen(), [f"V-{n}" for n in range(20_000)]
    assert all(seen.add(number) for number in numbers)
    assert not any(seen.add(number) for number in numbers)
    assert seen.add("V-20000") and not seen.add("V-20000") and seen.add("v-20000")
