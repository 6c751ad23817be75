"""Two orders at the ceiling at the same moment, on two real connections: one gets through, the sum is right (T23)."""

import threading
from decimal import Decimal as D

import pytest
from django.db import connection
from tests.builders import bodies, catalogues, deals
from tests.races.together import at_the_same_moment

from samkoeb.agreements import actions
from samkoeb.agreements.models import Agreement, DrawDown
from samkoeb.base import transactions
from samkoeb.catalogue.models import CatalogueVersion
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Refused

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def test_two_orders_at_the_ceiling_at_the_same_moment():
    region, supplier = bodies.body(), bodies.supplier()
    agreement = deals.agreement(region, supplier, maximum="1000")
    outcomes = at_the_same_moment(*(lambda line=n: deals.draw(agreement, region, "600", first_line=line) for n in (1, 2)))
    refused = [o for o in outcomes if isinstance(o, Refused)]
    assert [p.code for r in refused for p in r.problems] == ["agreement.ceiling_reached"]
    assert Agreement.objects.get().drawn == D(600)
    assert DrawDown.objects.count() == 1


def test_many_small_orders_fill_the_maximum_exactly():
    region, supplier = bodies.body(), bodies.supplier()
    agreement = deals.agreement(region, supplier, maximum="1000")
    jobs = [lambda line=n: deals.draw(agreement, region, "150", first_line=line) for n in range(1, 9)]
    outcomes = at_the_same_moment(*jobs)
    assert sum(isinstance(o, Refused) for o in outcomes) == 2
    assert Agreement.objects.get().drawn == D(900)


def test_an_order_and_a_cancelling_at_the_same_moment_keep_the_sum():
    region, supplier = bodies.body(), bodies.supplier()
    agreement = deals.agreement(region, supplier, maximum="1000")
    deals.draw(agreement, region, "700")
    at_the_same_moment(
        lambda: actions.release([1], at=bodies.AT),
        lambda: actions.draw(
            agreement.pk,
            organisation_id=region.pk,
            lines=[(2, None, D(300))],
            currency="DKK",
            on=bodies.TODAY,
            by=operator(),
            at=bodies.AT,
        ),
    )
    assert Agreement.objects.get().drawn == D(300)


def test_a_ward_orders_while_a_suppliers_long_file_is_being_read():
    """The reading is one transaction with the inbox's mark; neither it nor the version it writes may hold the agreement."""
    under = catalogues.agreement()
    is_read, ordered, answer = threading.Event(), threading.Event(), []

    def reading():
        try:
            with transactions.owns():
                catalogues.proposed(under, "A-1;Handske;stk;10,00")
                is_read.set()
                ordered.wait(20)
        finally:
            connection.close()

    def ordering():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            answer.append(deals.draw(under, under.owner, "100"))
        finally:
            ordered.set()
            connection.close()

    reader = threading.Thread(target=reading)
    reader.start()
    assert is_read.wait(20)
    ward = threading.Thread(target=ordering)
    ward.start()
    ward.join()
    reader.join()
    assert answer, "the ward waited for the file"
    assert Agreement.objects.get().drawn == D(100)
    assert CatalogueVersion.objects.get().state == "proposed"
