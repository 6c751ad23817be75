"""Columns that recur: money, quantity, currency, identifiers."""

from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models


def money(**kw: Any) -> "models.DecimalField[Any, Any]":
    """An amount in the currency's minor unit (room for three decimals and fifteen digits before them)."""
    return models.DecimalField(max_digits=18, decimal_places=3, **kw)


def unit_price(**kw: Any) -> "models.DecimalField[Any, Any]":
    """A price per unit: documents give up to six decimals and more; ten are kept."""
    return models.DecimalField(max_digits=24, decimal_places=10, **kw)


def quantity(**kw: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=18, decimal_places=6, **kw)


def percent(**kw: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=7, decimal_places=4, **kw)


def currency(**kw: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=3, default="DKK", **kw)


def unit_code(**kw: Any) -> "models.CharField[Any, Any]":
    """UN/ECE Rec 20 code."""
    return models.CharField(max_length=10, default="C62", **kw)


def gln(**kw: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=13, blank=True, default="", **kw)


class DateRange(models.Func):
    """daterange(from, to), half-open: for constraints that let nothing overlap."""

    function = "daterange"
    output_field = DateRangeField()
