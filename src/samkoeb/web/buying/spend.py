"""Purchases in figures, as a head of purchasing takes them to the council: over a period, on paper or as a spreadsheet (6.6, C8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samkoeb.catalogue.queries.shop_items import class_titles
from samkoeb.invoicing import queries
from samkoeb.kernel import calendar
from samkoeb.kernel.money import round_half_up
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations import queries as organisations
from samkoeb.web.buying.access import COUNTERS, LOOKERS
from samkoeb.web.parts.paging import as_csv
from samkoeb.web.screen import screen
from samkoeb.web.templatetags.buying import legal_basis


@screen(*COUNTERS)
def page(request: HttpRequest) -> HttpResponse:
    actor, today = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    bodies = sorted(organisations.organisation_names(actor.organisations(*COUNTERS)).items(), key=lambda pair: pair[1])
    known = {str(pk): pk for pk, _name in bodies}
    of_today = next((pk for pk in known.values() if organisations.body_on(pk, today) == pk), None)
    chosen = known.get(request.GET.get("body", ""), of_today)
    if chosen is None:
        raise NotAllowed()
    since, until = _day(request, "since", date(today.year, 1, 1)), _day(request, "until", today)
    shown = queries.spend_page(actor, chosen, since=since, until=max(since, until))
    tables = _tables(shown)
    wanted = next((t for t in tables if t.name == request.GET.get("table")), None)
    if wanted is not None and request.GET.get("format") == "csv":
        return as_csv(f"{wanted.name}-{since}-{until}", wanted.heading, wanted.rows)
    context = {
        "page": shown, "spend": shown.spend, "tables": tables, "bodies": bodies, "body": chosen, "body_name": dict(bodies)[chosen],
        "since": since, "until": max(since, until), "periods": _periods(today),
        "is_empty": not shown.by_supplier and not shown.outside, "may_open_agreements": actor.holds(*LOOKERS),
    }  # fmt: skip
    return render(request, "buying/spend.html", context)


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        return forms.DateField(required=False).clean(request.GET.get(name, "")) or otherwise
    except forms.ValidationError:
        return otherwise


def _periods(today: date) -> list[tuple[str, date, date]]:
    """This year, last year, and the quarter that is behind."""
    begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = (begins - timedelta(days=1)).replace(day=1)
    quarter = date(before.year, before.month - 2, 1)
    return [
        (_("This year"), date(today.year, 1, 1), today),
        (_("Last quarter"), quarter, begins - timedelta(days=1)),
        (_("Last year"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page; `rows` as it is taken home, `shown` as the page has it."""

    name: str
    title: str
    heading: tuple[str, ...]
    rows: list[Sequence[Any]]
    shown: Iterable[Any]


def _tables(shown: queries.SpendPage) -> list[Table]:
    amount, share = _("Amount, excl. VAT"), _("Share, %")
    titles = class_titles([row.key for row in shown.by_category if row.key], get_language() or "da")
    named: list[tuple[str, str, str, tuple[Any, ...], Callable[[Any], str]]] = [
        ("suppliers", _("By supplier"), _("Supplier"), shown.by_supplier, lambda row: row.name),
        ("units", _("By unit"), _("Unit"), shown.by_unit, lambda row: row.name or _("No unit")),
        ("categories", _("By category"), _("Category"), shown.by_category, lambda row: titles.get(row.key or "", row.key or _("No category"))),
    ]  # fmt: skip
    by_agreement = [
        (a.number, a.title, a.supplier, a.amount, _percent(a.share), a.maximum, a.drawn, _percent(a.percent), a.currency)
        for a in shown.by_agreement
    ]
    outside = [(legal_basis(x.legal_basis) or _("Waits for a legal basis"), x.orders, x.amount) for x in shown.outside]
    return [
        Table(
            "agreements", _("By agreement"),
            (_("Agreement"), _("What it covers"), _("Supplier"), amount, share, _("Maximum"), _("Used by all"), _("Of the maximum, %"), _("Currency")),
            list(by_agreement), shown.by_agreement,
        ),
        *(
            Table(
                name, title, (column, amount, share),
                [(called(r), r.amount, _percent(r.share)) for r in rows], [(called(r), r.amount, r.share) for r in rows],
            )
            for name, title, column, rows, called in named
        ),
        Table("outside", _("Ordered outside the agreements"), (_("Legal basis"), _("Orders"), amount), list(outside), outside),
    ]  # fmt: skip
