"""Region Hovedstaden and Region Sjælland become Region Østdanmark on 1 January 2027 (T30): what is open follows, what was stays."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import queries as catalogue
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as orders
from samkoeb.organisations import queries as organisations
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.receiving import queries as deliveries
from samkoeb.story import cast
from samkoeb.story.stage import Stage
from samkoeb.story.tell import CARE, catalogues, tender_results, who_is_who

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = datetime(2026, 12, 30, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture
def stage(tmp_path: Path, settings) -> Stage:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    stage = Stage(BEFORE)
    for chapter in (who_is_who, tender_results, catalogues):
        chapter(stage)
    return stage


def test_an_order_of_the_old_region_is_received_after_the_merger(stage: Stage) -> None:
    (order_id,) = stage.order("b4", "sygeplejerske", {(CARE, "UH-NI-03"): 4}, BEFORE)
    stage.answer(order_id, "nordhaand", BEFORE)

    nurse = organisations.actor_for(stage.cast.people["sygeplejerske"], AFTER)
    page = deliveries.delivery_page(nurse, order_id)
    lines = [{"order_line_id": line.order_line_id, "quantity": line.open_quantity} for line in page.lines]
    receiving.register(order_id, unit_id=stage.cast.units["b4"], lines=lines, by=nurse, at=AFTER)

    assert deliveries.delivery_page(nurse, order_id).lines[0].received == 4
    assert orders.order_page(nurse, order_id).order.organisation.name == "Region Hovedstaden"  # history keeps its name


def test_a_ward_of_the_new_region_buys_on_the_old_regions_agreement(stage: Stage) -> None:
    nurse = organisations.actor_for(stage.cast.people["f2"], AFTER)
    unit_id = stage.cast.units["f2"]
    item = catalogue.item_by_number(stage.ids[CARE], "UH-NI-02")
    ordering.add_to_basket(unit_id, item_id=item, quantity=Decimal(2), by=nurse, at=AFTER)
    requisition = ordering.submit(unit_id, by=nurse, at=AFTER)
    run_until_quiet(AFTER)

    (order,) = orders.orders_of_requisition(nurse, requisition.pk)
    assert stage.document(order.order_id).buyer.display_name == "Region Østdanmark"


def test_before_the_day_there_are_two_regions_and_from_it_one(stage: Stage) -> None:
    both = {stage.cast.bodies["hovedstaden"], stage.cast.bodies["sjaelland"]}
    assert len({organisations.body_on(b, date(2026, 12, 31)) for b in both}) == 2
    (new,) = {organisations.body_on(b, date(2027, 1, 1)) for b in both}
    assert organisations.organisation_names([new]) == {new: "Region Østdanmark"}
    assert organisations.family_on(new, date(2027, 1, 1)) == both | {new}


def test_permissions_follow_and_reach_the_whole_new_region(stage: Stage) -> None:
    buyer_then = organisations.actor_for(stage.cast.people["indkoeber_sj"], BEFORE)
    buyer_now = organisations.actor_for(stage.cast.people["indkoeber_sj"], AFTER)
    assert stage.cast.bodies["hovedstaden"] not in buyer_then.organisations()
    assert stage.cast.bodies["hovedstaden"] in buyer_now.organisations()


def test_location_numbers_lead_to_the_same_units(stage: Stage) -> None:
    unit = organisations.unit_by_gln(cast.gln(97_000_002))
    assert unit is not None and unit.pk == stage.cast.units["b4"]
    assert organisations.body_on(unit.organisation_id, date(2027, 1, 1)) != unit.organisation_id


def test_a_body_that_is_not_listed_stays_outside(stage: Stage) -> None:
    problem = agreements.may_draw(stage.ids[CARE], stage.cast.bodies["kommune"], stage.cast.units["plejehjem"], AFTER.date())
    assert problem is not None and problem.code == "agreement.not_listed"
    allowed = agreements.may_draw(
        stage.ids[CARE], organisations.body_on(stage.cast.bodies["sjaelland"], AFTER.date()), None, AFTER.date()
    )
    assert allowed is None
