"""The shape of every remembered thing, and how its row is locked."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models


class Rows(models.QuerySet[Any]):
    """What every query set of the house can do."""

    def locked(self, pk: int) -> Any:
        """The one row, locked until the transaction ends. Raises DoesNotExist."""
        return self.order_by("pk").select_for_update(of=("self",)).get(pk=pk)

    def locked_all(self, pks: Iterable[int]) -> list[Any]:
        """Several rows, locked in the order of their keys so that two callers can't wait for each other."""
        return list(self.filter(pk__in=list(pks)).order_by("pk").select_for_update(of=("self",)))

    def in_force(self, on: Any) -> Self:
        """Rows whose half-open period [valid_from, valid_to) holds the day."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=on), valid_from__lte=on)


class Row(models.Model):
    objects = Rows.as_manager()

    class Meta:
        abstract = True


def period_is_half_open(name: str, *, start: str = "valid_from", end: str = "valid_to") -> models.CheckConstraint:
    """A period ends after it begins, or never."""
    return models.CheckConstraint(
        name=name, condition=models.Q(**{f"{end}__isnull": True}) | models.Q(**{f"{end}__gt": models.F(start)})
    )
