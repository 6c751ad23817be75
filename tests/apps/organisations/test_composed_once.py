"""A question that is composed once gives what the plain one gives, of the moment when it is asked."""

import threading
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import pytest
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from tests.builders.bodies import TODAY, body, supplier, unit

from samkoeb.base.asking import asked
from samkoeb.organisations.models import Organisation, Unit

pytestmark = pytest.mark.django_db


class Kind(StrEnum):
    REGION = "region"
    SUPPLIER = "supplier"


@asked
def units_of(kinds: Iterable[str], name: str) -> QuerySet[Unit]:
    return Unit.objects.filter(organisation__kind__among=kinds, name=name).select_related("organisation").order_by("pk")[:2]


@asked
def names_in_force(ids: Iterable[int], on: date) -> QuerySet[Organisation, tuple[int, str]]:
    return Organisation.objects.in_force(on).filter(pk__among=ids).order_by("pk").values_list("pk", "name")


@asked
def ids_of(ids: Iterable[int]) -> QuerySet[Unit, int]:
    return Unit.objects.filter(organisation__among=ids).order_by("pk").values_list("pk", flat=True)


@asked
def counted(ids: Iterable[int]) -> QuerySet[Unit, dict[str, int]]:
    return Unit.objects.filter(organisation_id__among=ids).values("organisation").annotate(units=Count("pk")).order_by("organisation")


@asked
def locked(pk: int) -> QuerySet[Unit]:
    return Unit.objects.filter(pk=pk).select_for_update(of=("self",))


def test_rows_of_every_shape_are_those_of_the_plain_question():
    region, other, seller = body(), body("Region Midtjylland"), supplier()
    here = [unit(region, "A"), unit(region, "A"), unit(other, "A")]
    unit(seller, "A")
    found = units_of(["region"], "A")
    assert found == here[:2]
    with CaptureQueriesContext(connection) as queries:
        assert [one.organisation.name for one in found] == [region.name] * 2
    assert len(queries) == 0, "what the question joined needs no question of its own"
    assert names_in_force({region.pk, seller.pk}, TODAY) == [(region.pk, region.name), (seller.pk, seller.name)]
    assert ids_of(one.pk for one in (region, other)) == [one.pk for one in here]
    assert counted([region.pk, other.pk]) == [{"organisation": region.pk, "units": 2}, {"organisation": other.pk, "units": 1}]


def test_each_asking_has_its_own_values_and_sees_what_was_written_since():
    region = body()
    assert units_of(["region"], "A") == []
    made = unit(region, "A")
    assert units_of(["region"], "A") == [made]
    assert units_of(["supplier"], "A") == []
    assert units_of([], "A") == []
    assert units_of.first([Kind.SUPPLIER, Kind.REGION], "A") == made
    assert units_of.first(["region"], "B") is None


def test_signs_that_mean_something_in_a_question_are_only_values():
    region = body()
    odd = unit(region, "100 % 'A' \\ {x} %s")
    assert units_of(["region"], odd.name) == [odd]
    assert units_of(["region", "'; DROP TABLE x; --"], "A") == []


def test_it_is_composed_once(monkeypatch):
    times = []

    @asked
    def question(pk: int) -> QuerySet[Unit]:
        times.append(pk)
        return Unit.objects.filter(pk=pk)

    question(1), question(2), question.first(3)
    assert len(times) == 1


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_refused_outside_a_transaction_also_when_it_was_composed_in_one():
    region = body()
    here = unit(region)
    with transaction.atomic():
        assert locked(here.pk) == [here]
    with pytest.raises(RuntimeError):
        locked(here.pk)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_on_connections_of_their_own():
    region = body()
    unit(region, "A")
    found: list[list[Unit]] = []

    def ask() -> None:
        try:
            found.append(units_of(["region"], "A"))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [[u.name for u in rows] for rows in found] == [["A"]] * 4


def test_among_is_in_also_in_a_plain_question():
    region, other = body(), body("Region Midtjylland")
    both = Organisation.objects.filter(Q(pk__among=[region.pk, other.pk]), kind__among=(Kind.REGION,))
    assert set(both) == {region, other}
    assert not Organisation.objects.filter(kind__among=[]).exists()
