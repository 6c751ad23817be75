"""Pack texts, read and said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.catalogue.logic import packs, units
from samkoeb.catalogue.logic.packs import Level, Packing


@pytest.mark.parametrize(
    ("said", "unit", "total", "base"),
    [
        ("100/bx", "XBX", "100", "C62"), ("400/cs", "XCS", "400", "C62"), ("12/cs", "XCS", "12", "C62"), ("B/100", "XBX", "100", "C62"),
        ("10 æsker à 100 stk", "XPC", "1000", "C62"), ("kasse med 10 æsker à 100 stk", "XCS", "1000", "C62"), ("Each", "EA", "1", "EA"),
        ("pk a 50", "XPK", "50", "C62"), ("50 stk/æske", "XBX", "50", "C62"), ("100 stk pr. æske", "XBX", "100", "C62"),
        ("FL/1000ML", "XBO", "1000", "MLT"), ("T/4,5G", "XTU", "4.5", "GRM"), ("B/3*21", "XBX", "63", "C62"), ("2X20L", "XPC", "40", "LTR"),
        ("C/10*5ML", "XCT", "50", "MLT"), ("UNITE", "C62", "1", "C62"), ("BTE ", "XBX", "1", "C62"), ("1.000 stk", "XPK", "1000", "C62"),
        ("XBX", "XBX", "1", "C62"), ("B/150TESTS", "XBX", "150", "P1"), ("stk.", "C62", "1", "C62"), ("KIT/100T", "SET", "100", "C62"),
    ],
)  # fmt: skip
def test_a_pack_text_is_read(said: str, unit: str, total: str, base: str) -> None:
    packing = packs.read(said)
    assert packing is not None
    assert (packing.unit, packing.total, packing.base_unit) == (unit, Decimal(total), base)


@pytest.mark.parametrize("said", ["", "RX", "C/", "FL/30ML FL/30ML", "100/", "0/bx", "-5/bx", "???", "100/xyz"])
def test_what_says_nothing_we_know_is_not_guessed(said: str) -> None:
    assert packs.read(said) is None


def test_ten_boxes_are_never_taken_for_a_case() -> None:
    box = Packing((Level("XBX", Decimal(100)),))
    assert packs.describe(box, Decimal(10)) == "10 æsker à 100 stk = 1.000 stk"
    assert packs.describe(box) == "1 æske à 100 stk"
    assert packs.describe(box, Decimal(10), "en") == "10 boxes of 100 pcs = 1,000 pcs"
    case = Packing((Level("XCS", Decimal(10)), Level("XBX", Decimal(100))))
    assert packs.describe(case, Decimal(2)) == "2 kasser med 10 æsker à 100 stk = 2.000 stk"
    assert packs.describe(Packing((Level("XBO", Decimal(1)),), "LTR")) == "1 flaske à 1 l"
    assert packs.describe(Packing()) == "1 stk"


@given(st.lists(st.tuples(st.sampled_from(["XBX", "XCS", "XPK"]), st.integers(1, 5000)), max_size=3), st.sampled_from(["C62", "MLT", "PR"]))
def test_a_pack_survives_being_stored(levels: list[tuple[str, int]], base: str) -> None:
    packing = Packing(tuple(Level(unit, Decimal(holds)) for unit, holds in levels), base)
    assert Packing.from_json(packing.to_json()) == packing


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(said: str) -> None:
    packing = packs.read(said)
    assert packing is None or packing.total > 0


def test_every_word_means_one_unit() -> None:
    seen: dict[str, str] = {}
    for code, words in units.WORDS.items():
        for word in words.split():
            assert seen.setdefault(word, code) == code, f"{word} is {seen[word]} and {code}"
