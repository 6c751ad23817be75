"""T30: what two regions ordered in December is received by Region Østdanmark in January, and history keeps the old names."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies, goods
from tests.builders.deliveries import line, received

from samkoeb.agreements import queries as agreements
from samkoeb.budgets import actions as budgets
from samkoeb.budgets import queries as budget_queries
from samkoeb.catalogue.actions import own_item_from
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions as ordering
from samkoeb.organisations import queries as organisations
from samkoeb.receiving import actions, queries

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = datetime(2026, 12, 28, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)


def ordered(unit, item, quantity, at):
    ordering.add_to_basket(unit.pk, item_id=item.pk, quantity=D(quantity), by=operator(), at=at)
    return ordering.submit(unit.pk, by=operator(), at=at).orders.get()


def test_open_orders_agreements_budgets_glns_stock_and_permissions_follow():
    regions = bodies.merging_regions()
    ward = bodies.unit(regions.hovedstaden, "Afsnit B4", delivery_gln="5798000880016")
    agreement = goods.agreement(regions.hovedstaden, bodies.supplier())
    [item] = goods.offer(agreement, ["HH-1 | Handsker nitril M | 34.50 | 100"], at=bodies.AT - timedelta(days=99))
    own = own_item_from(item.pk, regions.hovedstaden.pk, by=operator(), at=bodies.AT)
    place = actions.create_location(ward.pk, name="Depot", by=operator(), at=bodies.AT)
    level = actions.set_min_max(place.pk, own_item_id=own.pk, minimum=D(50), by=operator(), at=bodies.AT)
    for year in (2026, 2027):
        budgets.set_budget(
            unit_id=ward.pk,
            amount=D(1000),
            currency="DKK",
            valid_from=date(year, 1, 1),
            valid_to=date(year + 1, 1, 1),
            by=operator(),
            at=bodies.AT,
        )
    receiver = bodies.person("Varemodtager")
    bodies.grant(receiver, roles.GOODS_RECEIVER, regions.hovedstaden, ward)

    order = ordered(ward, item, 3, DECEMBER)
    here = organisations.actor_for(receiver.pk, JANUARY)
    assert [row.number for row in queries.open_deliveries(here, date(2027, 1, 4))] == [order.number]
    made = received(order, [line(order, 1, 3)], by=here, at=JANUARY)
    level.refresh_from_db()
    assert level.level == D(300)
    assert queries.delivery_page(here, order.pk).body == "Region Hovedstaden"
    assert queries.receipt(here, made.pk).unit == "Afsnit B4"

    later = ordered(ward, item, 2, JANUARY)
    assert later.organisation.name == "Region Østdanmark"
    received(later, [line(later, 1, 2)], by=here, at=JANUARY)
    level.refresh_from_db()
    assert level.level == D(500)
    page = agreements.agreement_page(operator(), agreement.pk, date(2027, 1, 4))
    assert page.drawn_by_body == (("Region Hovedstaden", D("103.500")), ("Region Østdanmark", D("69.000")))
    assert budget_queries.left(ward.pk, currency="DKK", on=date(2027, 1, 4)) == D(931)
    assert organisations.unit_by_gln("5798000880016") == ward
