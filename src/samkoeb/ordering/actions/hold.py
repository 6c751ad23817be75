"""Locks are taken in the chain's order, so that nobody waits in a ring: what orders have drawn and committed comes before the orders."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from samkoeb.agreements.models import Agreement, DrawDown
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.budgets.models import Budget, BudgetEntry
from samkoeb.ordering.models import OrderLine


def hold_upstream(order_ids: Iterable[int]) -> None:
    """The agreements and budgets of the orders, before the orders themselves: for whoever will give back, replace or spend."""
    transactions.required()
    wanted = list(order_ids)
    _agreements_of(wanted)
    _budgets_of(wanted)


# In the order of their keys, as every lock of the house; who only refers to them (a long catalogue) isn't waited for.
@asked
def _agreements_of(order_ids: Iterable[int]) -> QuerySet[Agreement]:
    drawn = DrawDown.objects.filter(order_line_id__in=_lines(order_ids)).values("agreement_id")
    return Agreement.objects.only("pk").filter(pk__in=drawn).order_by("pk").select_for_update(of=("self",), no_key=True)


@asked
def _budgets_of(order_ids: Iterable[int]) -> QuerySet[Budget]:
    charged = BudgetEntry.objects.filter(order_line_id__in=_lines(order_ids)).values("budget_id")
    return Budget.objects.only("pk").filter(pk__in=charged).order_by("pk").select_for_update(of=("self",), no_key=True)


def _lines(order_ids: Iterable[int]) -> QuerySet[OrderLine, Any]:
    return OrderLine.objects.filter(order_id__among=order_ids).values("pk")
