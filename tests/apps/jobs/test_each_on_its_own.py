"""What a clock does to many things holds up nobody: one that fails is undone and logged, the rest are done."""

import logging

import pytest
from tests.builders.shop import AT, shop

from samkoeb.base import transactions
from samkoeb.ordering.models import Order

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_order_that_fails_holds_up_none_of_the_others(caplog):
    ward = shop()
    first, broken, last = (ward.order(1, at=AT) for _ in range(3))

    def note(order_id: int) -> bool:
        Order.objects.filter(pk=order_id).update(note=f"{order_id}")
        if order_id == broken.pk:
            raise LookupError("this one can't be")
        return order_id == last.pk

    with caplog.at_level(logging.ERROR):
        assert transactions.each([first.pk, broken.pk, last.pk], note) == 1
    assert f"for {broken.pk}" in caplog.text
    assert list(Order.objects.order_by("pk").values_list("note", flat=True)) == [f"{first.pk}", "", f"{last.pk}"]
