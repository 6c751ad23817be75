"""What every action must know of the house is asked once in its transaction, and never longer than it holds."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.bodies import AT, body, unit

from samkoeb.audit.models import AuditEvent
from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Outbound
from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions, queries

BY = operator("test")
DAY = date(2027, 1, 1)
pytestmark = pytest.mark.django_db


def test_who_follows_whom_is_asked_once_in_a_transaction():
    region = body()
    with transactions.owns(), CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            assert queries.body_on(region.pk, DAY) == region.pk
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        queries.body_on(region.pk, DAY)
        queries.body_on(region.pk, DAY)
    assert len(asked) == 2


def test_a_succession_counts_from_the_moment_it_is_made_also_in_its_own_transaction():
    old, new = body(), body("Region Midtjylland")
    with transactions.owns():
        assert queries.body_on(old.pk, DAY) == old.pk
        actions.succeed([old.pk], successor_id=new.pk, on=DAY, by=BY, at=AT)
        assert queries.body_on(old.pk, DAY) == new.pk
        assert queries.body_on(old.pk, DAY - timedelta(days=1)) == old.pk


def test_a_succession_that_was_undone_is_not_remembered():
    old, new = body(), body("Region Midtjylland")
    with transactions.owns():
        with pytest.raises(LookupError), transactions.attempt():
            actions.succeed([old.pk], successor_id=new.pk, on=DAY, by=BY, at=AT)
            assert queries.body_on(old.pk, DAY) == new.pk
            raise LookupError
        assert queries.body_on(old.pk, DAY) == old.pk


def test_a_changed_unit_and_a_changed_setting_are_read_again():
    region = body()
    ward = unit(region)
    with transactions.owns():
        assert queries.unit(ward.pk).name == ward.name
        assert queries.setting(region.pk, "chase_hours") == 24
        actions.change_unit(ward.pk, name="Afsnit B5", by=BY, at=AT)
        actions.change_settings(region.pk, settings_wanted={"chase_hours": 12}, by=BY, at=AT)
        assert queries.unit(ward.pk).name == "Afsnit B5"
        assert queries.setting(region.pk, "chase_hours") == 12


def test_the_same_fact_told_twice_is_one_document_and_one_line_of_the_trail():
    region, supplier = body(), body("Nordhånd Medico", "supplier")

    def tell() -> Outbound:
        return exchange.send(
            key="order:1", document_type="order", document_number="1", sender_id=region.pk, recipient_id=supplier.pk,
            payload=b"<Order/>", file_name="order.xml", at=AT,
        )  # fmt: skip

    first, second = tell(), tell()
    assert first.pk == second.pk
    assert Outbound.objects.count() == 1
    assert AuditEvent.objects.filter(action="exchange.outbound.written").count() == 1
