"""Drawing on an agreement: who may, how much, and what becomes of it (T23, T24, T30, F4.2)."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError
from tests.builders import bodies, deals
from tests.builders.refusals import refused

from samkoeb.agreements import actions, queries
from samkoeb.agreements.logic import ceiling
from samkoeb.agreements.models import Agreement, DrawDown, Lot
from samkoeb.audit.models import Event
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Refused

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY
AFTER_MERGER = date(2027, 1, 4)


@pytest.fixture
def region():
    return bodies.body()


@pytest.fixture
def supplier():
    return bodies.supplier()


def drawn(agreement):
    agreement.refresh_from_db()
    rows = DrawDown.objects.values_list("ordered", "invoiced", "replaced", "settled")
    assert agreement.drawn == sum((ceiling.Drawn(*row).counts for row in rows), D(0))
    return agreement.drawn


def told(name):
    return list(Event.objects.filter(name=name).order_by("pk").values_list("payload", flat=True))


def test_t23_a_call_off_above_the_maximum_is_refused_and_takes_nothing(region, supplier):
    agreement = deals.agreement(region, supplier, maximum="20000000")
    deals.draw(agreement, region, "19400000")
    with pytest.raises(Refused) as found:
        deals.draw(agreement, region, "700000", first_line=2)
    [problem] = found.value.problems
    assert problem.code == "agreement.ceiling_reached"
    assert (problem.facts["number"], problem.facts["drawn"]) == (agreement.number, D(19_400_000))
    assert drawn(agreement) == D(19_400_000)


def test_t24_a_body_that_is_not_listed_is_refused_and_the_successor_of_one_is_not(supplier):
    regions = bodies.merging_regions()
    agreement = deals.agreement(regions.hovedstaden, supplier)
    with pytest.raises(Refused) as found:
        deals.draw(agreement, regions.sjaelland, "100")
    assert [p.code for p in found.value.problems] == ["agreement.not_listed"]
    assert queries.may_draw(agreement.pk, regions.oestdanmark.pk, None, TODAY) is not None
    deals.draw(agreement, regions.oestdanmark, "100", on=AFTER_MERGER)
    assert drawn(agreement) == D(100)


def test_t30_agreements_follow_and_the_page_says_who_stands_there_now(supplier):
    regions = bodies.merging_regions()
    agreement = deals.agreement(regions.hovedstaden, supplier)
    ward = bodies.unit(regions.hovedstaden)
    deals.draw(agreement, regions.hovedstaden, "100")
    assert queries.in_force_for(regions.hovedstaden.pk, ward.pk, AFTER_MERGER) == [(agreement.pk, "mandatory")]
    page = queries.agreement_page(operator(), agreement.pk, AFTER_MERGER)
    [participant] = page.participants
    assert (participant.body, participant.stands_now, participant.drawn) == ("Region Hovedstaden", "Region Østdanmark", D(100))
    assert (page.owner, page.owner_now) == ("Region Hovedstaden", "Region Østdanmark")
    before = queries.agreement_page(operator(), agreement.pk, TODAY)
    assert (before.participants[0].stands_now, before.owner_now) == ("", "")


def test_only_the_listed_unit_and_what_lies_in_it_may_draw(region, supplier):
    hospital = bodies.unit(region, "Hospital")
    ward, office = bodies.unit(region, "Afsnit", hospital), bodies.unit(region, "Regionshuset")
    agreement = deals.agreement(region, supplier, deals.listed(region, "voluntary", hospital))
    assert queries.may_draw(agreement.pk, region.pk, ward.pk, TODAY) is None
    assert queries.may_draw(agreement.pk, region.pk, office.pk, TODAY).code == "agreement.not_listed"
    assert queries.in_force_for(region.pk, ward.pk, TODAY) == [(agreement.pk, "voluntary")]
    assert queries.in_force_for(region.pk, office.pk, TODAY) == []


def test_mandatory_agreements_come_first(region, supplier):
    voluntary = deals.agreement(region, supplier, deals.listed(region, "voluntary"))
    mandatory = deals.agreement(region, supplier)
    assert queries.in_force_for(region.pk, None, TODAY) == [(mandatory.pk, "mandatory"), (voluntary.pk, "voluntary")]


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2028, 1, 1)])
def test_nothing_is_drawn_before_the_first_day_or_from_the_day_after_the_last(region, supplier, on):
    agreement = deals.agreement(region, supplier)
    with pytest.raises(Refused) as found:
        deals.draw(agreement, region, "100", on=on)
    assert [p.code for p in found.value.problems] == ["agreement.not_in_force"]


def test_a_lots_own_maximum_stops_an_order_too(region, supplier):
    agreement = deals.agreement(region, supplier, lots=[{"number": "1", "title": "Nitril", "maximum_value": D(500)}])
    lot = agreement.lots.get(number="1").pk
    deals.draw(agreement, region, "400", lot=lot)
    with pytest.raises(Refused) as found:
        deals.draw(agreement, region, "101", lot=lot, first_line=2)
    assert [(p.code, p.facts["lot"]) for p in found.value.problems] == [("agreement.lot_ceiling_reached", "1")]
    actions.release([1], at=AT)
    assert Lot.objects.get().drawn == 0


def test_the_owner_is_told_once_per_threshold_also_after_a_cancelling(region, supplier):
    agreement = deals.agreement(region, supplier, maximum="100")
    deals.draw(agreement, region, "59")
    assert told("agreements.ceiling.warned") == []
    deals.draw(agreement, region, "1", first_line=2)
    actions.release([2], at=AT)
    deals.draw(agreement, region, "10", first_line=3)
    deals.draw(agreement, region, "25", first_line=4)
    assert [event["percent"] for event in told("agreements.ceiling.warned")] == [60, 90]


def test_an_invoice_replaces_what_was_ordered_and_a_settled_line_counts_the_invoice_alone(region, supplier):
    agreement = deals.agreement(region, supplier)
    deals.draw(agreement, region, "100", "40")
    actions.replace_all([actions.Invoiced(1, D(55), D(50), False)], at=AT)
    assert drawn(agreement) == D(145)
    actions.replace_all([actions.Invoiced(1, D(45), D(50), True)], at=AT)
    assert drawn(agreement) == D(140)
    actions.replace_all([actions.Invoiced(1, D(-5), D(0), True)], at=AT)
    assert drawn(agreement) == D(135)


def test_an_invoice_of_many_lines_asks_as_little_as_one_of_one(region, supplier, django_assert_max_num_queries):
    agreement = deals.agreement(region, supplier)
    deals.draw(agreement, region, *["10"] * 20)
    parts = [actions.Invoiced(line, D(5), D(5), False) for line in range(1, 21)] * 2
    with django_assert_max_num_queries(6):
        actions.replace_all(parts, at=AT)
    assert drawn(agreement) == D(200)
    assert set(DrawDown.objects.values_list("invoiced", flat=True)) == {D(10)}


def test_a_dearer_invoice_may_exceed_the_maximum_and_is_told_but_no_order_may(region, supplier):
    agreement = deals.agreement(region, supplier, maximum="100")
    deals.draw(agreement, region, "100")
    actions.replace_all([actions.Invoiced(1, D(104), D(104), True)], at=AT)
    assert drawn(agreement) == D(104)
    assert agreement.overdrawn == D(4)
    assert [D(event["overdrawn"]) for event in told("agreements.ceiling.exceeded")] == [D(4)]
    with pytest.raises(Refused):
        deals.draw(agreement, region, "0.01", first_line=2)


def test_a_changed_confirmation_gives_back_or_needs_room(region, supplier):
    agreement = deals.agreement(region, supplier, maximum="100")
    deals.draw(agreement, region, "90")
    actions.redraw(1, ordered=D(60), by=operator(), at=AT)
    assert drawn(agreement) == D(60)
    with pytest.raises(Refused):
        actions.redraw(1, ordered=D("100.01"), by=operator(), at=AT)


def test_a_line_outside_agreements_has_nothing_to_replace_or_release(region, supplier):
    agreement = deals.agreement(region, supplier)
    actions.replace_all([actions.Invoiced(77, D(5), D(5), True)], at=AT)
    actions.release([77], at=AT)
    assert drawn(agreement) == 0


def test_the_database_refuses_an_order_above_the_maximum_even_if_code_forgets(region, supplier):
    agreement = deals.agreement(region, supplier, maximum="100")
    with pytest.raises(IntegrityError):
        Agreement.objects.filter(pk=agreement.pk).update(drawn=D("100.01"))


def test_euro_is_never_counted_as_kroner_against_a_maximum(region, supplier):
    agreement = deals.agreement(region, supplier)
    with refused("agreement.other_currency"):
        deals.draw(agreement, region, "100", currency="EUR")
    assert drawn(agreement) == 0
