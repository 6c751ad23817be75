"""Concluding, extending, ending; tendered prices; what each reader sees of an agreement."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from tests.builders import bodies, deals

from samkoeb.agreements import actions, queries
from samkoeb.agreements.models import Agreement, Option, TenderedPrice
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import ANONYMOUS, operator
from samkoeb.kernel.problem import NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY


@pytest.fixture
def region():
    return bodies.body()


@pytest.fixture
def supplier():
    return bodies.supplier()


def refusal(found):
    return [p.code for p in found.value.problems]


def test_only_the_owners_purchaser_concludes(region, supplier):
    other = bodies.body("Region Syddanmark")
    deals.agreement(region, supplier, by=bodies.actor(roles.PURCHASER, region))
    for actor in (bodies.actor(roles.PURCHASER, other), bodies.actor(roles.REQUESTER, region), ANONYMOUS):
        with pytest.raises(NotAllowed):
            deals.agreement(region, supplier, by=actor)
    assert Agreement.objects.count() == 1


def test_an_agreement_without_maximum_supplier_or_number_of_its_own_is_not_concluded(region, supplier):
    deals.agreement(region, supplier, number="R-1")
    with pytest.raises(Refused) as found:
        deals.agreement(region, region, number="R-1", maximum="0", estimated_value=D(0), title="Aftale om 010190-1234")
    assert refusal(found) == ["agreement.maximum_missing", "text.cpr", "agreement.not_a_supplier", "agreement.number_taken"]


def test_an_option_is_said_in_time_and_in_turn(region, supplier):
    options = [
        {"extends_to": date(2028, 7, 1), "last_notice_on": date(2027, 7, 1)},
        {"extends_to": date(2029, 1, 1), "last_notice_on": date(2028, 1, 1)},
    ]
    agreement = deals.agreement(region, supplier, options=options)
    first, second = Option.objects.order_by("extends_to")
    with pytest.raises(Refused) as found:
        actions.exercise_option(second.pk, by=operator(), at=AT)
    assert refusal(found) == ["agreement.option_out_of_turn"]
    with pytest.raises(Refused) as found:
        actions.exercise_option(first.pk, by=operator(), at=datetime(2027, 7, 1, 23, 0, tzinfo=UTC))  # the 2nd in Copenhagen
    assert refusal(found) == ["agreement.option_too_late"]
    [row] = queries.expiring(operator(), TODAY, within_days=365)
    assert row.next_notice_on == date(2027, 7, 1)
    [row] = queries.agreements_for(operator(), date(2027, 7, 2))  # the first was let go: nothing is left to say by any day
    assert row.next_notice_on is None
    assert actions.exercise_option(first.pk, by=operator(), at=AT).valid_to == date(2028, 7, 1)
    page = queries.agreement_page(operator(), agreement.pk, TODAY)
    assert [o.may_exercise for o in page.options] == [False, True]


def test_an_option_let_go_takes_those_that_build_on_it_with_it(region, supplier):
    options = [
        {"extends_to": date(2028, 7, 1), "last_notice_on": date(2027, 7, 1)},
        {"extends_to": date(2029, 1, 1), "last_notice_on": date(2028, 1, 1)},
    ]
    agreement = deals.agreement(region, supplier, options=options)

    def shown(on):
        return [(o.may_exercise, o.has_lapsed) for o in queries.agreement_page(operator(), agreement.pk, on).options]

    assert shown(date(2027, 7, 1)) == [(True, False), (False, False)]
    assert shown(date(2027, 7, 2)) == [(False, True), (False, True)]
    actions.terminate(agreement.pk, on=date(2027, 3, 1), by=operator(), at=AT)
    assert shown(date(2026, 12, 1)) == [(False, True), (False, True)]


def test_an_ended_agreement_runs_until_its_day(region, supplier):
    agreement = deals.agreement(region, supplier)
    actions.terminate(agreement.pk, on=date(2026, 12, 1), by=operator(), at=AT)
    assert queries.may_draw(agreement.pk, region.pk, None, date(2026, 11, 30)) is None
    assert queries.may_draw(agreement.pk, region.pk, None, date(2026, 12, 1)).code == "agreement.not_in_force"
    with pytest.raises(Refused) as found:
        actions.terminate(agreement.pk, on=date(2026, 11, 30), by=operator(), at=AT)
    assert refusal(found) == ["workflow.step_not_possible"]


def test_a_body_joins_and_leaves(region, supplier):
    municipality = bodies.body("Aalborg Kommune", "municipality")
    agreement = deals.agreement(region, supplier)
    joined = actions.add_participant(
        agreement.pk, organisation_id=municipality.pk, binding_level="comply_or_explain", valid_from=TODAY, by=operator(), at=AT
    )
    assert queries.in_force_for(municipality.pk, None, TODAY) == [(agreement.pk, "comply_or_explain")]
    with pytest.raises(Refused) as found:
        actions.add_participant(
            agreement.pk, organisation_id=municipality.pk, binding_level="voluntary", valid_from=TODAY, by=operator(), at=AT
        )
    assert refusal(found) == ["agreement.listed_already"]
    actions.end_participation(joined.pk, on=date(2026, 12, 1), by=operator(), at=AT)
    assert queries.in_force_for(municipality.pk, None, date(2026, 12, 1)) == []


def test_a_new_tendered_price_ends_the_old_one_on_its_first_day(region, supplier):
    prices = [{"supplier_item_number": "H-100", "price": "34.50", "unit": "XBX"}]
    agreement = deals.agreement(region, supplier, tendered_prices=prices)
    raised = [{"supplier_item_number": "H-100", "price": "36", "unit": "XBX", "valid_from": date(2026, 1, 1)}]
    actions.set_tendered_prices(agreement.pk, prices=raised, by=operator(), at=AT)
    assert queries.tendered_price(agreement.pk, "H-100", date(2025, 12, 31)).price == D("34.50")
    assert queries.tendered_price(agreement.pk, "H-100", date(2026, 1, 1)).price == D(36)
    assert queries.tendered_price(agreement.pk, "H-100", TODAY, unit="C62") is None
    corrected = [{**raised[0], "price": "35"}]
    actions.set_tendered_prices(agreement.pk, prices=corrected, by=operator(), at=AT)
    assert [p.price for p in queries.tendered_prices(agreement.pk, TODAY)] == [D(35)]
    assert TenderedPrice.objects.count() == 2


def test_wrong_prices_are_refused_as_a_whole(region, supplier):
    agreement = deals.agreement(region, supplier)
    prices = [
        {"supplier_item_number": "A", "price": "1", "lot": "9"},
        {"supplier_item_number": "A", "price": "2"},
        {"supplier_item_number": "B", "price": "-1"},
    ]
    with pytest.raises(Refused) as found:
        actions.set_tendered_prices(agreement.pk, prices=prices, by=operator(), at=AT)
    assert refusal(found) == ["agreement.lot_unknown", "agreement.price_twice", "agreement.price_wrong"]
    assert not TenderedPrice.objects.exists()


def test_who_sees_an_agreement_and_whose_figures(region, supplier):
    partner, stranger = bodies.body("Aalborg Kommune", "municipality"), bodies.body("Region Syddanmark")
    competitor = bodies.supplier("Konkurrent ApS")
    agreement = deals.agreement(region, supplier, deals.listed(region), deals.listed(partner))
    deals.draw(agreement, region, "300")
    deals.draw(agreement, partner, "200", first_line=2)
    both = (("Aalborg Kommune", D(200)), ("Region Nordjylland", D(300)))
    seen_by = {
        "owner": (bodies.actor(roles.PURCHASER, region), both),
        "supplier": (bodies.actor(roles.SUPPLIER_USER, supplier), both),
        "partner": (bodies.actor(roles.PURCHASING_HEAD, partner), both[:1]),
        "auditor": (bodies.actor(roles.AUDITOR, region), both),
    }
    for who, (actor, figures) in seen_by.items():
        page = queries.agreement_page(actor, agreement.pk, TODAY)
        assert page.drawn_by_body == figures, who
        assert page.drawn == D(500)
        assert page.may_change is (who == "owner")
    for actor in (bodies.actor(roles.PURCHASER, stranger), bodies.actor(roles.SUPPLIER_USER, competitor), ANONYMOUS):
        with pytest.raises(Agreement.DoesNotExist):
            queries.agreement_page(actor, agreement.pk, TODAY)
        assert queries.agreements_for(actor, TODAY) == []


def test_lists_and_pages_ask_a_fixed_number_of_questions(region, supplier, django_assert_max_num_queries):
    buyer = bodies.actor(roles.PURCHASER, region)
    partners = [bodies.body(f"Kommune {n}", "municipality") for n in range(6)]
    for n in range(6):
        agreement = deals.agreement(
            region,
            supplier,
            *(deals.listed(p) for p in (region, *partners)),
            lots=[{"number": str(k), "title": "Del"} for k in range(3)],
            options=[{"extends_to": date(2028, 7, 1), "last_notice_on": date(2027, 7, 1)}],
        )
        for k, partner in enumerate(partners):
            deals.draw(agreement, partner, "10", first_line=100 * n + k + 1)
    with django_assert_max_num_queries(2):
        assert len(queries.agreements_for(buyer, TODAY)) == 6
    with django_assert_max_num_queries(10):
        page = queries.agreement_page(buyer, agreement.pk, TODAY)
    assert (len(page.participants), len(page.lots), len(page.drawn_by_body)) == (7, 3, 6)


def test_facts_for_downstream_carry_the_strictest_known_tolerances(supplier):
    region = bodies.body(settings={"price_percent": D(1), "price_amount": D(20)})
    agreement = deals.agreement(region, supplier, tolerances={"price_percent": D("0.5")})
    facts = queries.agreement_facts([agreement.pk])[agreement.pk]
    assert (facts.tolerances["price_percent"], facts.tolerances["price_amount"]) == (D("0.5"), D(20))
    assert facts.tolerances["over_delivery_percent"] == D(0)
    assert queries.agreement_by_number(agreement.number, supplier_id=supplier.pk).id == agreement.pk
    assert queries.agreement_by_number(agreement.number, supplier_id=region.pk) is None
