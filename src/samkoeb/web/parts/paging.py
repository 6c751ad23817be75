"""Long lists, a page at a time, and the same list as a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, override

from samkoeb.web.parts import columns

SIZE = 50
_SENT_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """rows of this page; number from 1; count of all rows; total pages."""

    rows: Sequence[Any]
    number: int
    total: int
    count: int

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to show; None is a gap."""
        near = {1, self.total, *range(max(1, self.number - 1), min(self.total, self.number + 1) + 1)}
        shown: list[int | None] = []
        for n in sorted(near):
            if shown and shown[-1] is not None and n - shown[-1] > 1:
                shown.append(None)
            shown.append(n)
        return shown


def paged(request: HttpRequest, rows: Any, size: int = SIZE) -> Page:
    """The page that the reader asked for (`?page=2`); a number out of range shows the nearest one."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return Page(list(page.object_list), page.number, page.paginator.num_pages, page.paginator.count)


def ordered(request: HttpRequest, allowed: dict[str, str], default: str) -> tuple[str, str]:
    """(`?sort=` as given, the column to order by): only names in `allowed`; "-" in front turns it round."""
    wanted = request.GET.get("sort", default)
    name = wanted.lstrip("-")
    if name not in allowed:
        wanted, name = default, default.lstrip("-")
    return wanted, ("-" if wanted.startswith("-") else "") + allowed[name]


def as_csv(name: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A semicolon-separated file that a Danish spreadsheet opens by itself, in the reader's words (`names`: fields of columns.py, or
    headings). A cell that begins like a formula is made text."""
    return HttpResponse("".join(_pieces(names, rows, get_language())), headers=_as_file(name))


def streamed_csv(name: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """As `as_csv`, for a list that may have a hundred thousand rows: each piece is sent while the next is read, and none is kept."""
    return StreamingHttpResponse(_pieces(names, rows, get_language()), headers=_as_file(name))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}.csv"'}


def _pieces(names: Sequence[str], rows: Iterable[Sequence[Any]], language: str | None) -> Iterator[str]:
    """The file, some hundred rows at a time. What is streamed is read when the page's own surroundings are gone: hence the language."""
    with override(language):
        start = "\ufeff" + _lines([[columns.heading(n) for n in names]])
    yield start
    unsaid = iter(rows)
    while True:
        with override(language):
            piece = _lines(
                [cell(columns.in_words(n, value)) for n, value in zip(names, row, strict=True)] for row in islice(unsaid, _SENT_AT_ONCE)
            )
        if not piece:
            return
        yield piece


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """What begins like a formula is made text. A number has its decimals after a comma in Danish: "1000.000" is a million to a Danish reader."""
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}"
        return plain if get_language() == "en" else plain.replace(".", ",")
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
