"""Nobody waits in a ring: whoever gives back what an order took holds agreement and basket before the order, as an invoice's match and a
ward that orders do. Each test stands with one foot in the other's steps, on a connection of its own."""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection, transaction
from tests.builders.shop import AT, response, said, shop

from samkoeb.agreements.models import Agreement
from samkoeb.base import transactions
from samkoeb.documents.ubl import order_response as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.invoicing.actions import upstream
from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions
from samkoeb.ordering.models import Order, OrderLine, Requisition

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
LATER = AT + timedelta(hours=1)


def beside(job):
    """Starts the job on a connection of its own and comes back when it waits for a lock that the caller holds."""
    outcome = []

    def run():
        try:
            outcome.append(job())
        except BaseException as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive() and not _somebody_waits():
        time.sleep(0.02)
    return thread, outcome


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        return bool(cursor.fetchone()[0])


def _cancelled(ward, order):
    actions.cancel(order.pk, reason="Fortrudt", by=ward.nurse, at=LATER)


def _closed(ward, order):
    actions.close(order.pk, reason="Der kommer ikke mere", by=ward.nurse, at=LATER)


def _less_comes(ward, order):
    document = response(order, "SVAR-1", "CA", said(order, 1, "changed", quantity=D(6)))
    raw = ubl.write(document)
    inbound = exchange.receive(raw, channel="dropfolder", file_name="svar.xml", at=LATER, by=operator())
    actions.receive_response(replace(document), inbound, by=operator(), at=LATER)


def _withdrawn(ward, order):
    actions.withdraw(order.requisition_id, by=ward.nurse, at=LATER)


@pytest.mark.parametrize("given_up", [_cancelled, _closed, _less_comes, _withdrawn])
def test_an_invoice_is_matched_while_its_order_is_given_up(given_up):
    ward = shop()
    order = ward.order(10)
    with transaction.atomic():
        list(Agreement.objects.select_for_update(of=("self",), no_key=True).filter(pk=ward.agreement.pk))  # as the match begins
        thread, outcome = beside(lambda: given_up(ward, order))
        with transactions.owns():
            assert [line.order_id for line in upstream.lock([order.pk])] == [order.pk]  # and as it goes on
    thread.join()
    assert outcome == [None]
    assert OrderLine.objects.get(order=order).cancelled_quantity == (4 if given_up is _less_comes else 10)


def test_the_ward_sends_its_basket_while_a_colleague_takes_back_what_was_sent():
    ward = shop()
    order = ward.order(10)
    ward.put(3)
    with transaction.atomic():
        basket = Requisition.objects.select_for_update(of=("self",)).get(state="basket")  # as sending begins
        thread, outcome = beside(lambda: _withdrawn(ward, order))
        ward.submit()  # and as it goes on
    thread.join()
    assert outcome == [None]
    assert [o.state for o in Order.objects.order_by("pk")] == ["cancelled", "ordered"]
    again = Requisition.objects.get(state="basket")
    assert (again.pk != basket.pk, again.lines.get().quantity) == (True, D(10))
