"""What a nurse, a teacher and a janitor type, and what they must then see: plurals, compounds, typing errors, other spellings."""

import pytest
from tests.builders.search_items import EVERYBODY, REGION, TOWN, build, gtin_of, rows_by_number

from samkoeb.catalogue.search.search import search, suggest

NUMBERS = {row.item_id: number for number, row in rows_by_number().items()}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return build(tmp_path_factory.mktemp("index"))


def found(opened, text, **options):
    options.setdefault("size", 50)
    viewer = options.pop("viewer", EVERYBODY)
    return [NUMBERS[hit.item_id] for hit in search(opened, text, viewer, **options).hits]


# text → the numbers that must all be found (in any order, others may be there too)
WANTED = [
    ("handske", "G1 G2 G3 G4 G5 G7 G8"),
    ("handsker", "G1 G2 G3 G4 G5 G7 G8"),
    ("handskerne", "G1 G2 G3 G4 G5"),
    ("engangshandsker", "G3 G1"),
    ("undersøgelseshandske", "G1 G2"),
    ("undersøgelseshandsker", "G1 G2"),
    ("undersoegelseshandsker", "G1 G2"),
    ("undersogelseshandsker", "G1 G2"),
    ("UNDERSØGELSESHANDSKER", "G1 G2"),
    ("undersøgelses handsker", "G1 G2"),
    ("handsker undersøgelse", "G1 G2"),
    ("nitrilhandsker", "G1 G2"),
    ("nitril handske str M", "G1"),
    ("handske nitril medium", "G1"),
    ("gummihandsker", "G1 G4"),
    ("hansker", "G1 G3 G4"),
    ("handkser", "G1 G3"),
    ("vinylhandske", "G3"),
    ("examination gloves", "G1"),
    ("kanyler", "S1"),
    ("nål", "S1"),
    ("kanylle", "S1"),
    ("kanyleboks", "S5"),
    ("kanyle 0,8x40", "S1"),
    ("sprøjter", "S2 S3 S4"),
    ("sproejte 10ml", "S2"),
    ("sprojte 2.5 ml", "S3"),
    ("syringe", "S2"),
    ("venflon", "S7"),
    ("blodprøveglas", "S8"),
    ("plaster", "W1 W7"),
    ("plastre", "W1 W7"),
    ("bandage", "W2"),
    ("gazekompresser 10 x 10 cm", "W3"),
    ("gaze kompres", "W3"),
    ("kateter", "H2 S7"),
    ("katetre", "H2 S7"),
    ("bleer", "H3"),
    ("rullestol", "H6"),
    ("ansigtsmaske", "H7"),
    ("haandsprit", "C1"),
    ("håndsprit", "C1"),
    ("handsprit", "C1"),
    ("rengøringsmidler", "C3"),
    ("skraldeposer", "C4"),
    ("sorte sække", "C4"),
    ("støvsugerpose", "C11"),
    ("wc-papir", "C7"),
    ("papir", "O1 C7"),
    ("a4 papir", "O1"),
    ("kopi papir", "O1"),
    ("kuglepenne", "O2"),
    ("konvolutter", "O9"),
    ("post-it", "O6"),
    ("charteque", "O4"),
    ("overstregningstusch", "O5"),
    ("laptop", "I1"),
    ("monitor", "I2"),
    ("keyboard", "I3"),
    ("mus", "I4"),
    ("usbstik", "I5"),
    ("usb nøgle", "I5"),
    ("høretelefoner", "I6"),
    ("aaa batterier", "I7"),
    ("kaffe", "F1"),
    ("kaffefiltre", "F2"),
    ("mælk", "F3"),
    ("maelk", "F3"),
    ("flode", "F7"),
    ("floede", "F7"),
    ("rugbroed", "F4"),
    ("engangs gafler", "F8"),
    ("kartoffel", "F9"),
    ("Kartofler", "F9"),
    ("saft æble", "F5"),
    ("svanemærket", "C2 C7"),
    ("fødevarekontakt", "G3"),
]


@pytest.mark.parametrize(("text", "wanted"), WANTED, ids=[text for text, _ in WANTED])
def test_what_is_typed_finds_what_is_meant(opened, text, wanted):
    assert set(wanted.split()) <= set(found(opened, text)), search(opened, text, EVERYBODY).how


FIRST_HITS = [
    ("kanyle", "S1"),
    ("papir", "O1 C7"),
    ("kaffe", "F1"),
    ("plaster", "W1 W7"),
    ("batteri aaa", "I7"),
    ("batteri aa", "I8"),
    ("sprøjte 10 ml", "S2"),
    ("toner", "O10"),
    ("gul overstregningspen", "O5"),
    ("støttebind", "W4"),
]


@pytest.mark.parametrize(("text", "first"), FIRST_HITS, ids=[text for text, _ in FIRST_HITS])
def test_the_best_hit_comes_first(opened, text, first):
    assert found(opened, text)[0] in first.split()


NOT_FOUND_BY = [
    ("aa", "I7"),
    ("handske nitril", "G3"),
    ("papir", "O2"),
    ("bind", "O3"),
    ("mus", "S5"),
]


@pytest.mark.parametrize(("text", "other"), NOT_FOUND_BY, ids=[text for text, _ in NOT_FOUND_BY])
def test_what_is_something_else_is_not_found(opened, text, other):
    assert other not in found(opened, text)


def test_gloves_come_before_the_holder_for_gloves(opened):
    numbers = found(opened, "handsker", viewer=REGION)
    assert numbers.index("G6") > max(numbers.index(number) for number in ("G1", "G2", "G3", "G5"))


def test_what_the_ward_usually_orders_comes_before_its_like_and_after_what_is_mandatory(opened):
    ids = {number: item_id for item_id, number in NUMBERS.items()}
    plain = found(opened, "handske", viewer=REGION)
    usual = plain[len(plain) // 2]
    lifted = found(opened, "handske", viewer=REGION, usual=[ids[usual]])
    is_mandatory = {NUMBERS[hit.item_id]: hit.is_mandatory for hit in search(opened, "handske", REGION, size=50).hits}
    alike = [number for number in lifted if is_mandatory[number] == is_mandatory[usual]]
    assert (sorted(lifted), alike[0]) == (sorted(plain), usual)
    assert usual not in found(opened, "kanyle", viewer=REGION, usual=[ids[usual]]), "what the text doesn't name isn't found by it"
    assert found(opened, "handske", viewer=REGION, sort="price", usual=[ids[usual]]) == found(opened, "handske", viewer=REGION, sort="price")


def test_mandatory_agreements_come_first_and_are_marked(opened):
    result = search(opened, "handske", REGION, size=50)
    marks = [(hit.is_mandatory, NUMBERS[hit.item_id]) for hit in result.hits]
    gloves = [mandatory for mandatory, number in marks if number != "G6"]
    assert gloves == sorted(gloves, reverse=True) and True in gloves and False in gloves
    town = search(opened, "arbejdshandske", TOWN)
    assert [hit.is_mandatory for hit in town.hits if NUMBERS[hit.item_id] == "G8"] == [True]


@pytest.mark.parametrize("number", ["G3", "S1", "C4", "F9"])
def test_a_gtin_or_an_item_number_finds_its_item_first(opened, number):
    row = rows_by_number()[number]
    gtin = gtin_of(number)
    scanned = f"]C101{gtin.zfill(14)}17280101"
    for text in (
        gtin,
        gtin.zfill(14),
        scanned,
        f" {gtin} ",
        row.supplier_item_number,
        row.supplier_item_number.lower().replace("/", " "),
    ):
        assert found(opened, text)[0] == number, text


def test_an_item_number_may_be_half_typed(opened):
    assert "G1" in found(opened, "G-7000")


def test_sorted_by_price_per_base_unit_the_cheapest_comes_first(opened):
    prices = [hit.price for hit in search(opened, "handske", EVERYBODY, sort="price", size=50).hits]
    assert prices == sorted(prices) and len(prices) > 5


def test_pages_follow_each_other_without_gap_or_repeat(opened):
    whole = found(opened, "liter", sort="price")
    paged = [number for page in (1, 2, 3) for number in found(opened, "liter", sort="price", size=3, page=page)]
    assert paged == whole[: len(paged)] and len(set(paged)) == len(paged) > 6


def test_facets_count_what_was_found_and_a_choice_narrows_it(opened):
    result = search(opened, "handske", EVERYBODY)
    supplier = {count.value: count.count for count in result.facets["supplier"]}
    assert supplier == {"11": result.total}
    sizes = {count.value: count.count for count in result.facets["attribute:Størrelse"]}
    assert sizes["M"] == 2
    chosen = search(opened, "handske", EVERYBODY, chosen={"attribute:Størrelse": ["M"]})
    assert chosen.total == 2
    still = {count.value: (count.count, count.chosen) for count in chosen.facets["attribute:Størrelse"]}
    assert still["M"] == (2, True) and still["L"] == (sizes["L"], False)


@pytest.mark.parametrize("text", [text for text, _ in WANTED])
def test_in_order_by_price_and_in_the_counts_it_is_the_same_items(opened, text):
    by_words = search(opened, text, EVERYBODY, size=100, typing=True)
    by_price = search(opened, text, EVERYBODY, size=100, sort="price", typing=True)
    assert {hit.item_id for hit in by_words.hits} == {hit.item_id for hit in by_price.hits}
    assert sum(counted.count for counted in by_words.facets["supplier"]) == by_words.total == len(by_words.hits)


def test_the_class_tree_is_walked_down_one_level_at_a_time(opened):
    top = search(opened, "", EVERYBODY)
    assert {count.value for count in top.facets["unspsc"]} >= {"42", "47", "50"}
    below = search(opened, "", EVERYBODY, chosen={"unspsc": ["42"]})
    assert {count.value[:2] for count in below.facets["unspsc"]} == {"42"}
    assert {len(count.value) for count in below.facets["unspsc"]} == {4}
    leaf = search(opened, "", EVERYBODY, chosen={"unspsc": ["42132203"]})
    assert leaf.total == 4


def test_labels_narrow(opened):
    assert set(found(opened, "", chosen={"label": ["Svanemærket"]})) == {"C2", "C7"}
    assert set(found(opened, "", chosen={"label": ["Svanemærket", "FSC"]})) == {"C2", "C7", "O1"}


def test_an_unknown_choice_finds_nothing_and_an_unknown_key_is_no_choice(opened):
    assert search(opened, "handske", EVERYBODY, chosen={"supplier": ["x", "99999999999999999999999"]}).total == 0
    assert search(opened, "handske", EVERYBODY, chosen={"unspsc": ["421"]}).total == 0
    assert search(opened, "handske", EVERYBODY, chosen={"nonsense": ["1"]}).total == search(opened, "handske", EVERYBODY).total


def test_a_choice_that_leaves_nothing_does_not_change_how_the_words_are_read(opened):
    result = search(opened, "nitril handsker", EVERYBODY, chosen={"attribute:Farve": ["sort"]})
    assert (result.total, result.how) == (0, "exact") and result.facets


def test_a_word_with_a_typing_error_is_read_as_the_nearest_and_says_so(opened):
    result = search(opened, "kateder", EVERYBODY)
    assert result.how == "typo" and "H2" in {NUMBERS[hit.item_id] for hit in result.hits}
    assert "kateter" in " ".join(suggestion.text for suggestion in result.suggestions)


def test_a_word_too_many_still_finds_something(opened):
    result = search(opened, "nitril handsker fluebinder", EVERYBODY)
    assert result.how == "some_words" and NUMBERS[result.hits[0].item_id] in {"G1", "G2"}


def test_nothing_found_gives_suggestions_from_what_is_near(opened):
    result = search(opened, "tastertir", EVERYBODY)
    assert result.total == 0 and "tastatur" in [suggestion.text for suggestion in result.suggestions]
    assert search(opened, "xyzzyqwerty", EVERYBODY).total == 0


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hån", "håndsprit"),
        ("haan", "håndsprit"),
        ("under", "undersøgelseshandske"),
        ("undersoe", "undersøgelseshandske"),
        ("kop", "kopipapir"),
        ("nitril u", "nitril undersøgelseshandske"),
    ],
)
def test_a_half_typed_word_is_completed(opened, typed, wanted):
    texts = [suggestion.text for suggestion in suggest(opened, typed, EVERYBODY)]
    assert wanted in texts


def test_while_typing_the_last_word_may_be_half(opened):
    assert {"G1", "G2"} <= set(found(opened, "nitril undersøg", typing=True))
    assert {"G1", "G2"} <= set(found(opened, "nitril hands", typing=True))
    assert {"C8"} <= set(found(opened, "køkk", typing=True))
