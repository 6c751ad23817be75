"""A long list as its readers see it: a page asks for a page, a file for all of it; nothing is cut off without a word."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

R = TypeVar("R")
PIECE = 1000


class Shown(Generic[R]):
    """Rows of an ordered query set as facts for a screen, made when they are looked at: `make` turns a part of the query set into them.

    Slices are for pages. Read to the end it is read in pieces, of the rows that were there when the reading began.
    """

    def __init__(self, rows: "QuerySet[Any]", make: "Callable[[QuerySet[Any]], Sequence[R]]") -> None:
        self._rows, self._make = rows, make

    def count(self) -> int:
        return self._rows.count()

    def __getitem__(self, part: slice) -> Sequence[R]:
        return self._make(self._rows[part])

    def __iter__(self) -> Iterator[R]:
        keys = list(self._rows.values_list("pk", flat=True))
        for start in range(0, len(keys), PIECE):
            yield from self._make(self._rows.filter(pk__in=keys[start : start + PIECE]))
