"""What each unit may spend: committed by ordering, spent by the ledger (S18)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from samkoeb.base import fields
from samkoeb.base.models import Row, period_is_half_open
from samkoeb.organisations.models import Unit


class Budget(Row):
    """A unit's frame for a period, ex VAT. `committed` and `spent` are the sums of its entries, kept under this row's lock."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=40, blank=True, default="")
    currency = fields.currency()
    amount = fields.money()
    committed = fields.money(default=0)
    spent = fields.money(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            period_is_half_open("budget_period"),
            ExclusionConstraint(
                name="budget_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (fields.DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class BudgetEntry(Row):
    """One movement: an order commits, an invoice posts and releases what was committed for it."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="entries")
    order_line_id = models.BigIntegerField(null=True, db_index=True)
    reference = models.CharField(max_length=80)
    committed = fields.money(default=0)
    spent = fields.money(default=0)
    at = models.DateTimeField()
