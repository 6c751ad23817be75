"""The shape of every remembered thing, and how its row is locked."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import connection, models

_LENGTH = re.compile(r"\(.*\)")


class Rows(models.QuerySet[Any]):
    """What every query set of the house can do."""

    def locked(self, pk: int) -> Any:
        """The one row, locked until the transaction ends. Raises DoesNotExist."""
        return self.order_by("pk").select_for_update(of=("self",)).get(pk=pk)

    def locked_all(self, pks: Iterable[int]) -> list[Any]:
        """Several rows, locked in the order of their keys so that two callers can't wait for each other."""
        return list(self.filter(pk__in=list(pks)).order_by("pk").select_for_update(of=("self",)))

    def update_all(self, rows: Sequence[Any], fields: Sequence[str]) -> None:
        """Write these fields of many rows, each row its own values, in one statement. Does what bulk_update does at a tenth of its work:
        the values go as arrays, not as a CASE for every row and field."""
        if not rows:
            return
        written = [self.model._meta.pk, *(self.model._meta.get_field(name) for name in fields)]
        arrays = [[f.get_db_prep_save(getattr(row, f.attname), connection) for row in rows] for f in written]
        # Without lengths: what is too long must be refused by the column, not cut by the cast.
        types = [
            f"%s::{_LENGTH.sub('', f.rel_db_type(connection) if f is written[0] else f.db_type(connection))}[]" for f in written
        ]
        quoted = [connection.ops.quote_name(f.column) for f in written]
        sets = ", ".join(f"{column} = given.{column}" for column in quoted[1:])
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {connection.ops.quote_name(self.model._meta.db_table)} AS kept SET {sets} "
                f"FROM unnest({', '.join(types)}) AS given({', '.join(quoted)}) WHERE kept.{quoted[0]} = given.{quoted[0]}",
                arrays,
            )

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
