"""Who is bound how hard, and what an agreement must say to be concluded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from samkoeb.agreements.logic import binding, terms
from samkoeb.agreements.logic.binding import Listing

ON = date(2026, 11, 23)
GOOD = terms.Terms(
    estimated=D(100),
    maximum=D(200),
    valid_from=date(2025, 1, 1),
    valid_to=date(2027, 1, 1),
    duration_reason="",
    binding_levels=("mandatory",),
    options=((date(2028, 1, 1), date(2026, 10, 1)), (date(2029, 1, 1), date(2027, 10, 1))),
    lot_numbers=("1", "2"),
)


def listing(body, unit=None, level="mandatory", start=date(2025, 1, 1), end=None):
    return Listing(body, unit, level, start, end)


def level(listings, bodies, units):
    return binding.level(listings, body_ids=frozenset(bodies), unit_ids=None if units is None else frozenset(units), on=ON)


def codes(changed):
    return [p.code for p in terms.check(changed)]


def test_a_body_that_is_not_listed_has_no_level():
    assert level([listing(1)], {2}, {20}) is None


def test_a_unit_is_listed_by_what_it_lies_in_and_no_other_unit_is():
    listings = [listing(1, unit=10, level="voluntary")]
    assert level(listings, {1}, {10, 11}) == "voluntary"
    assert level(listings, {1}, {12}) is None
    assert level(listings, {1}, None) == "voluntary"


def test_the_strictest_of_several_listings_holds_and_only_on_its_days():
    listings = [listing(1, level="voluntary"), listing(2, level="comply_or_explain"), listing(2, start=date(2027, 1, 1))]
    assert level(listings, {1, 2}, {10}) == "comply_or_explain"
    assert level([listing(1, end=ON)], {1}, {10}) is None


def test_a_good_agreement_has_no_problems():
    assert codes(GOOD) == []


def test_everything_wrong_is_said_at_once():
    wrong = replace(GOOD, maximum=D(0), valid_to=date(2025, 1, 1), binding_levels=(), lot_numbers=("1", "1"), options=())
    assert codes(wrong) == [
        "agreement.maximum_missing",
        "period.ends_before_it_begins",
        "agreement.participants_missing",
        "agreement.lot_twice",
    ]
    assert codes(replace(GOOD, estimated=D(201))) == ["agreement.estimate_above_maximum"]
    assert codes(replace(GOOD, binding_levels=("must",))) == ["agreement.binding_level_unknown"]


def test_more_than_four_years_with_options_need_a_reason():
    long = replace(GOOD, options=((date(2029, 1, 2), date(2026, 10, 1)),))
    assert codes(long) == ["agreement.too_long_without_reason"]
    assert codes(replace(long, duration_reason="Særligt udstyr")) == []
    no_leap = replace(GOOD, valid_from=date(2096, 2, 29), valid_to=date(2099, 1, 1), options=((date(2100, 3, 1), date(2098, 1, 1)),))
    assert codes(no_leap) == []  # 2100 is no leap year
    leap = replace(GOOD, valid_from=date(2024, 2, 29), options=((date(2028, 2, 29), date(2026, 10, 1)),))
    assert codes(leap) == []


def test_an_option_goes_on_from_the_end_and_is_said_before_it():
    assert codes(replace(GOOD, options=((date(2027, 1, 1), date(2026, 10, 1)),))) == ["agreement.option_wrong"]
    assert codes(replace(GOOD, options=((date(2028, 1, 1), date(2027, 1, 1)),))) == ["agreement.option_wrong"]
