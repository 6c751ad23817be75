"""Danish words made comparable: spelling, stems, compounds, and what a typed text is understood as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.catalogue.logic import danish
from samkoeb.catalogue.logic.compounds import lexicon
from samkoeb.catalogue.logic.query import LONGEST_WORD, MOST_WORDS, gtin, understand

HOUSE = lexicon()


@pytest.mark.parametrize(
    "spellings",
    [
        "undersøgelse undersoegelse undersogelse UNDERSØGELSE",
        "håndsprit haandsprit handsprit Håndsprit",
        "æske aeske Æske ÆSKE",
        "Ålborg Aalborg ålborg",
        "søm soem som",
    ],
)
def test_letters_of_danish_may_be_typed_in_any_way(spellings):
    assert len({danish.fold(word) for word in spellings.split()}) == 1


def test_batteries_keep_their_size():
    assert len({danish.fold(size) for size in ("A", "AA", "AAA", "AAAA")}) == 4
    assert danish.fold("PoE") == "poe"


@pytest.mark.parametrize(
    "forms",
    [
        "handske handsker handsken handskerne handskernes",
        "kanyle kanyler kanylen kanylerne",
        "middel midler midlet midlerne",
        "rengøringsmiddel rengøringsmidler rengoeringsmidlerne",
        "plaster plastre plasteret plastrene",
        "sæk sække sækken sækkene",
        "serviet servietter servietten",
        "ble bleer bleen",
        "kateter katetre kateteret",
        "kuglepen kuglepenne kuglepennen",
        "filter filtre filteret",
        "kompres kompresser kompressen",
        "kop kopper koppen",
        "lagen lagener lagenet",
        "kartoffel kartofler",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({danish.stem(danish.fold(form)) for form in forms.split()}) == 1


def test_plaster_is_not_plast_and_lagen_is_not_lag():
    assert danish.stem("plaster") != danish.stem("plast")
    assert danish.stem("lagen") != danish.stem("lag")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10 x 10cm", ["10x10", "cm"]),
        ("0,9 %", ["0.9"]),
        ("0.9%", ["0.9"]),
        ("1.000 stk", ["1000", "stk"]),
        ("10ml", ["10", "ml"]),
        ("Kanyle 0,8 × 40 mm", ["kanyle", "0.8x40", "mm"]),
        ("spray-flaske", ["spray", "flaske"]),
        ("", []),
        ('"()*?:^~\\', []),
    ],
)
def test_numbers_and_measures_are_written_one_way(text, wanted):
    assert danish.tokens(text) == wanted


# compound → its parts, the head last; written as base forms
COMPOUNDS = [
    ("engangshandsker", "engang handske"),
    ("undersøgelseshandskerne", "undersøgelse handske"),
    ("nitrilhandske", "nitril handske"),
    ("sikkerhedskanyler", "sikkerhed kanyle"),
    ("kaffefilterposer", "kaffe filter pose"),
    ("affaldssække", "affald sæk"),
    ("blodprøverør", "blod prøve rør"),
    ("hæfteplastre", "hæfte plaster"),
    ("toiletrengøringsmidler", "toilet rengøring middel"),
    ("håndklædeark", "håndklæde ark"),
    ("børnetandbørster", "barn tand børste"),
    ("papirkurv", "papir kurv"),
    ("køkkenruller", "køkken rulle"),
    ("letmælk", "let mælk"),
    ("kontorstole", "kontor stol"),
    ("infusionspumpe", "infusion pumpe"),
    ("overstregningspenne", "overstregning pen"),
    ("spritservietter", "sprit serviet"),
    ("gazekompresser", "gaze kompres"),
    ("viskeklude", "viske klud"),
]


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS, ids=[word for word, _ in COMPOUNDS])
def test_a_compound_is_taken_apart(word, parts):
    found = HOUSE.split(danish.fold(word))
    *before, head = [danish.stem(danish.fold(part)) for part in parts.split()]
    assert found.is_whole and head in found.heads and set(before) <= set(found.modifiers)


@pytest.mark.parametrize(
    "word", ["handske", "mundbind", "viskelæder", "frokost", "tastatur", "plaster", "sutur", "kirurgisk", "ringbind"]
)
def test_what_is_no_compound_stays_whole(word):
    assert not HOUSE.split(danish.fold(word)).heads


def test_a_known_head_is_found_behind_an_unknown_word():
    found = HOUSE.split(danish.fold("flyverhandsker"))
    assert found.heads == ("handsk",) and not found.is_whole


def test_words_that_a_catalogue_uses_alone_are_learnt():
    assert not HOUSE.split("dialyseslange").is_whole
    learnt = lexicon(["Dialyse kit", "Filter til dialyse"])
    assert learnt.split("dialyseslange").is_whole
    assert not lexicon(["Dialyse kit"]).split("dialyseslange").is_whole


@pytest.mark.parametrize(
    ("one", "other", "off"), [("handske", "hansdke", 1), ("handske", "hanske", 1), ("a", "b", 1), ("abc", "xyz", 3)]
)
def test_a_swap_of_neighbours_is_one_letter_off(one, other, off):
    assert danish.distance(one, other) == off == danish.distance(other, one)


@given(st.text(alphabet="abcæø", max_size=8), st.text(alphabet="abcæø", max_size=8))
def test_distance_is_symmetric_and_nothing_only_for_the_same_word(one, other):
    assert danish.distance(one, other, 9) == danish.distance(other, one, 9)
    assert (danish.distance(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5701234000017", "05701234000017"),
        ("05701234000017", "05701234000017"),
        ("570 1234 000017", "05701234000017"),
        ("96385074", "00000096385074"),
        ("]C1010570123400001717280101", "05701234000017"),
        ("(01)05701234000017(10)AB12", "05701234000017"),
        ("12345", None),
        ("handske", None),
        ("٣٣٣٣٣٣٣٣", None),
    ],
)
def test_a_gtin_is_read_as_typed_and_as_scanned(text, wanted):
    assert gtin(text) == wanted


def test_small_words_need_not_match_unless_there_are_no_others():
    assert [word.optional for word in understand("handsker til mad", HOUSE).words] == [False, True, False]
    assert [word.optional for word in understand("til", HOUSE).words] == [False]


def test_synonyms_belong_to_words_and_to_expressions():
    (clause,) = understand("gummihansker", HOUSE).clauses
    assert ["nitrilhandske"] in [[word.typed for word in group] for group in clause.also]
    first, second = understand("sorte sække 125", HOUSE).clauses
    assert len(first.words) == 2 and first.also and not second.also


@given(st.text(max_size=3000))
def test_anything_typed_is_understood_as_something_small(text):
    wish = understand(text, HOUSE)
    assert len(wish.words) <= MOST_WORDS and all(0 < len(word.typed) <= LONGEST_WORD for word in wish.words)
