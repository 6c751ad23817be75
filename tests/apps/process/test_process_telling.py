"""Those who must know are told of ceilings, accounts, deviations, counts and held batches, once each."""

from decimal import Decimal as D

import pytest
from tests.builders import bodies, deliveries
from tests.builders import shop as shops
from tests.builders.deliveries import line, received

from samkoeb.agreements import actions as agreements
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions as organisations
from samkoeb.organisations import queries
from samkoeb.process import reactions
from samkoeb.receiving import actions as receiving

pytestmark = pytest.mark.django_db
AT = deliveries.AT


def waits_for(actor):
    return [(line.kind, line.reference) for line in queries.notifications_of(actor.person_id)]


def test_the_owner_hears_of_a_threshold_and_of_a_maximum_that_invoices_exceeded():
    shop = shops.shop(maximum="100")
    agreements.draw(
        shop.agreement.pk, organisation_id=shop.region.pk, lines=[(1, None, D(95))], currency="DKK", on=bodies.TODAY, by=operator(), at=AT
    )
    agreements.replace_all([agreements.Invoiced(1, D(101), D(101), True)], at=AT)
    reactions.drain(AT)
    number = shop.agreement.number
    assert waits_for(shop.buyer) == [("ceiling_exceeded", number), ("ceiling_warned", number)]
    assert waits_for(shop.nurse) == []


def test_clerks_of_the_bodies_that_buy_there_hear_of_a_changed_account():
    shop = shops.shop()
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, shop.region)
    elsewhere = bodies.actor(roles.ACCOUNTS_CLERK, bodies.body("Region Syddanmark"))
    account = organisations.propose_bank_account(
        supplier_id=shop.supplier.pk, kind="iban", iban="DK5000400440116243", by=shop.seller, at=AT
    )
    reactions.drain(AT)
    assert waits_for(clerk) == [("bank_account_waits", str(account.pk))]
    assert waits_for(elsewhere) == []


def test_an_account_is_confirmed_by_another_than_its_proposer_and_then_waits_for_nobody():
    shop = shops.shop()
    one, other = (bodies.actor(roles.ACCOUNTS_CLERK, shop.region) for _ in range(2))
    account = organisations.propose_bank_account(
        supplier_id=shop.supplier.pk, kind="iban", iban="DK5000400440116243", by=one, at=AT
    )
    reactions.drain(AT)
    assert (waits_for(one), waits_for(other)) == ([], [("bank_account_waits", str(account.pk))])
    organisations.confirm_bank_account(account.pk, call_back_note="Ringet op på kendt nummer", by=other, at=AT)
    assert waits_for(other) == []


def test_deviations_counts_and_held_batches_reach_those_who_act_on_them():
    shop = shops.shop()
    own = deliveries.own(shop)
    level = deliveries.shelf(shop, own)
    order = shop.order(5)
    made = received(order, [line(order, 1, 4, rejected_quantity=1, deviation="damaged")], by=operator())
    one, other = (bodies.actor(roles.STOCK_KEEPER, shop.region, shop.unit) for _ in range(2))
    organisations.change_settings(shop.region.pk, settings_wanted={"stock_adjustment_limit": D(1)}, by=operator(), at=AT)
    count = receiving.count(level.pk, counted=D(1), by=one, at=AT)
    hold = receiving.hold_batch(own.pk, batch="LOT-7", unit_id=shop.unit.pk, by=shop.nurse, at=AT)
    reactions.drain(AT)
    assert waits_for(shop.buyer) == [("batch_held", str(hold.pk)), ("deviation", made.number)]
    assert waits_for(other) == [("batch_held", str(hold.pk)), ("count_waits", str(count.pk))]
    assert waits_for(one) == [("batch_held", str(hold.pk))]
