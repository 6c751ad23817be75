"""Locks are taken in the chain's order, so that nobody waits in a ring: what orders have drawn and committed comes before the orders."""

from collections.abc import Iterable
from typing import Any

from samkoeb.agreements.models import Agreement, DrawDown
from samkoeb.base import transactions
from samkoeb.budgets.models import Budget, BudgetEntry
from samkoeb.ordering.models import OrderLine


def hold_upstream(order_ids: Iterable[int]) -> None:
    """The agreements and budgets of the orders, before the orders themselves: for whoever will give back, replace or spend."""
    transactions.required()
    lines = OrderLine.objects.filter(order_id__in=list(order_ids)).values("pk")
    _hold(Agreement.objects.filter(pk__in=DrawDown.objects.filter(order_line_id__in=lines).values("agreement_id")))
    _hold(Budget.objects.filter(pk__in=BudgetEntry.objects.filter(order_line_id__in=lines).values("budget_id")))


def _hold(rows: Any) -> None:
    """In the order of their keys, as every lock of the house; who only refers to them (a long catalogue) isn't waited for."""
    list(rows.only("pk").order_by("pk").select_for_update(of=("self",), no_key=True))
