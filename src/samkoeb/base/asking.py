"""A question that is asked often is composed once.

Django composes the SQL of a query set anew each time that it is asked: about a millisecond of CPU, and an order goes through a hundred of
them. Of a function that is `asked` the SQL is kept, and only the values differ from one time to the next:

    @asked
    def _open_of(unit_id: int, states: Sequence[str]) -> QuerySet[Order]:
        return Order.objects.filter(unit_id=unit_id, state__among=states).order_by("pk")

    _open_of(7, ["sent", "confirmed"])      # a list of orders; _open_of.first(7, …) is the first of them or None

The function itself is called once, with stand-ins: it can't look at its values, and a value can't be None. `in` is said as `among`: the
values go as one array, so the question is the same for few and for many.
"""

from collections.abc import Callable, Iterable
from copy import copy
from enum import Enum
from functools import cached_property
from inspect import signature
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.fields.related import ForeignObject

from samkoeb.base import transactions

P = ParamSpec("P")
Row = TypeVar("Row")


class _Given(Expression):
    """Stands for a value until the question is asked."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """`state__among=states`: as `in`, with all values as one array."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        if isinstance(self.rhs, _Given):
            return self.rhs
        return [self.lhs.output_field.get_prep_value(value) for value in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, given = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*given, self.rhs]


class _Composed:
    """A query as those who read its rows know it; its compiler has nothing to compose."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class Question(Generic[P, Row]):
    """What one function asks. Its values are given by position."""

    def __init__(self, ask: Callable[P, QuerySet[Any, Row]]) -> None:
        self._ask: Callable[..., QuerySet[Any, Row]] = ask

    @cached_property
    def _composed(self) -> tuple[QuerySet[Any, Row], Any, str, list[Any]]:
        """The query set, its compiler, the SQL, and its values or what stands for them. Threads that come first together compose the same."""
        rows = self._ask(*map(_Given, range(len(signature(self._ask).parameters))))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        return rows, compiler, sql, list(values)

    def __call__(self, *given: P.args, **named: P.kwargs) -> list[Row]:
        """The rows, asked anew."""
        rows, compiler, sql, values = self._composed
        if rows.query.select_for_update:
            transactions.required()
        filled = [_plain(given[value.position]) if type(value) is _Given else value for value in values]
        compiler = copy(compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.as_sql = lambda *_, **__: (sql, filled)
        asking = SimpleNamespace(db=DEFAULT_DB_ALIAS, model=rows.model, query=_Composed(rows.query, compiler), _known_related_objects={})
        read: Any = rows._iterable_class
        return list(read(asking))

    def first(self, *given: P.args, **named: P.kwargs) -> Row | None:
        """The first of the rows, or None. That no more than one is fetched is the question's business."""
        return next(iter(self(*given, **named)), None)


def _plain(value: Any) -> Any:
    """As the driver takes it: the word of an Enum, any iterable as an array."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return value
    return [_plain(one) for one in value]


def asked(ask: Callable[P, QuerySet[Any, Row]]) -> Question[P, Row]:
    """The question that this function composes."""
    return Question(ask)
