"""The shape of every remembered thing, and how its row is locked."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.db import connection, models

from samkoeb.base import transactions

_LENGTH = re.compile(r"\(.*\)")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A table's rows with all their columns: the question, and how an answer becomes a row of the model."""

    model: type[models.Model]
    select: str
    key: str
    names: tuple[str, ...]
    converted: tuple[tuple[int, Any, tuple[Callable[..., Any], ...]], ...]

    def read(self, values: Sequence[Any]) -> Any:
        given = list(values)
        for position, column, converters in self.converted:
            for convert in converters:
                given[position] = convert(given[position], column, connection)
        return self.model.from_db(connection.alias, self.names, given)


@cache
def _whole(model: Any) -> _Whole:
    quote = connection.ops.quote_name
    fields: Sequence[Any] = model._meta.concrete_fields
    columns = ", ".join(quote(f.column) for f in fields)
    converters = [(n, f.cached_col, tuple(f.get_db_converters(connection))) for n, f in enumerate(fields)]
    return _Whole(
        model=model,
        select=f"SELECT {columns} FROM {quote(model._meta.db_table)}",
        key=quote(str(model._meta.pk.column)),
        names=tuple(f.attname for f in fields),
        converted=tuple(one for one in converters if one[2]),
    )


class Rows(models.QuerySet[Any]):
    """What every query set of the house can do."""

    def locked(self, pk: int, *, lets_refer: bool = False) -> Any:
        """The one row, locked until the transaction ends. Raises DoesNotExist. `lets_refer`: who only points at the row, in a
        transaction that is still open or one that comes, neither waits nor is waited for."""
        found = self.locked_all([pk], lets_refer=lets_refer)
        if not found:
            raise self.model.DoesNotExist(f"no {self.model.__name__} {pk}")
        return found[0]

    def locked_all(self, pks: Iterable[int], *, lets_refer: bool = False) -> list[Any]:
        """Several rows, locked in the order of their keys so that two callers can't wait for each other."""
        return self.locked_of("pk", pks, lets_refer=lets_refer)

    def locked_of(self, field: str, values: Iterable[Any], *, lets_refer: bool = False) -> list[Any]:
        """All rows whose `field` has one of these values (the lines of some orders), locked in the order of their keys."""
        column = self.model._meta.pk if field == "pk" else self.model._meta.get_field(field)
        wanted = [column.get_prep_value(value) for value in values]
        if not wanted:
            return []
        if not self._is_whole_table():
            return list(self.filter(**{f"{field}__in": wanted}).order_by("pk").select_for_update(of=("self",), no_key=lets_refer))
        transactions.required()
        # Every action begins here, so whole rows are asked for without composing the question anew each time.
        whole = _whole(self.model)  # type: ignore[arg-type]
        named = connection.ops.quote_name(column.column)
        with connection.cursor() as cursor:
            how = "FOR NO KEY UPDATE" if lets_refer else "FOR UPDATE"
            cursor.execute(f"{whole.select} WHERE {named} = ANY(%s) ORDER BY {whole.key} {how}", [wanted])
            rows = cursor.fetchall()
        return [whole.read(row) for row in rows]

    def read(self, pk: int) -> Any:
        """The one row, to read. Raises DoesNotExist. As `get(pk=…)`, without composing the question anew each time."""
        found = self.read_all([pk])
        if pk not in found:
            raise self.model.DoesNotExist(f"no {self.model.__name__} {pk}")
        return found[pk]

    def read_all(self, pks: Iterable[int]) -> dict[int, Any]:
        """Rows by their keys; those that are not there are absent. As `in_bulk`, without composing the question anew."""
        wanted = list(dict.fromkeys(pks))
        if not wanted:
            return {}
        if not self._is_whole_table():
            return {row.pk: row for row in self.filter(pk__in=wanted)}
        whole = _whole(self.model)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute(f"{whole.select} WHERE {whole.key} = ANY(%s)", [wanted])
            rows = [whole.read(row) for row in cursor.fetchall()]
        return {row.pk: row for row in rows}

    def _is_whole_table(self) -> bool:
        """Neither narrowed nor joined nor cut to some columns."""
        query = self.query
        return not (query.where or query.select_related or query.annotations or query.deferred_loading[0] or query.is_sliced)

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

    def insert_all(self, rows: Iterable[Any]) -> list[Any]:
        """Write new rows in one statement and give them their keys. Does what bulk_create does at a fraction of its work."""
        return self._write_new(list(rows), "")

    def insert_once(self, row: Any) -> bool:
        """Write a new row unless a unique constraint knows it already; waits for whoever is writing the same. False: it was there."""
        return bool(self._write_new([row], " ON CONFLICT DO NOTHING"))

    def _write_new(self, rows: list[Any], conflict: str) -> list[Any]:
        if not rows:
            return []
        quote, key = connection.ops.quote_name, self.model._meta.pk
        written = [f for f in self.model._meta.concrete_fields if f is not key and not f.has_db_default()]
        values = [f.get_db_prep_save(f.pre_save(row, True), connection) for row in rows for f in written]
        one = f"({', '.join(['%s'] * len(written))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quote(self.model._meta.db_table)} ({', '.join(quote(f.column) for f in written)}) "
                f"VALUES {', '.join([one] * len(rows))}{conflict} RETURNING {quote(key.column)}",
                values,
            )
            keys = cursor.fetchall()
        for row, (pk,) in zip(rows, keys, strict=not conflict):
            row.pk, row._state.adding, row._state.db = pk, False, connection.alias
        return rows if keys else []

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
