"""The books: entries, balances, what is received and not invoiced, VAT, and the months."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ACCOUNTS_CLERK, AUDITOR, CONTROLLER, PURCHASING_HEAD
from samkoeb.kernel.problem import Problem, Refused
from samkoeb.ledger import actions, queries
from samkoeb.organisations import queries as organisations
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, screen

CLOSERS = (ACCOUNTS_CLERK, CONTROLLER)
READERS = (*CLOSERS, PURCHASING_HEAD, AUDITOR)


def _bodies(request) -> list[tuple[int, str]]:
    return sorted(organisations.organisation_names(queries.bodies_of(request.actor)).items(), key=lambda pair: pair[1])


def _body(request, bodies: list[tuple[int, str]]) -> int | None:
    """The body in the address; else the one that the person's first role is over."""
    known = {str(pk): pk for pk, _name in bodies}
    return known.get(request.GET.get("body", ""), min(known.values(), default=None))


def _day(request, name: str, otherwise: date) -> date:
    try:
        return forms.DateField(required=False).clean(request.GET.get(name, "")) or otherwise
    except forms.ValidationError:
        return otherwise


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor, today = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    bodies = _bodies(request)
    body = _body(request, bodies)
    since, until = _day(request, "since", today - timedelta(days=90)), _day(request, "until", today)
    rows = queries.entries(actor, organisation_id=body, since=since, until=until)
    if request.GET.get("format") == "csv":
        heading = ("number", "kind", "posted_on", "total", "currency", "supplier", "invoice_number")
        return as_csv("postings", heading, ([getattr(row, name) for name in heading] for row in rows))
    context = {"page": paged(request, rows), "bodies": bodies, "body": body, "since": since, "until": until}
    return render(request, "finance/postings.html", context)


@screen(*READERS)
def page(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry, postings = queries.entry_page(request.actor, entry_id)  # type: ignore[attr-defined]
    return render(request, "finance/entry.html", {"entry": entry, "postings": postings})


@screen(*READERS)
def balances(request: HttpRequest) -> HttpResponse:
    """What stands on each account, what is received and not invoiced, the VAT claim and late payments of the year."""
    actor, today = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    bodies = _bodies(request)
    body = _body(request, bodies)
    until = _day(request, "until", today)
    first = date(until.year, 1, 1)
    context: dict[str, object] = {"bodies": bodies, "body": body, "until": until}
    if body is not None:
        context |= {
            "balances": queries.balances(actor, body, until=until),
            "accruals": queries.accruals(actor, body, until=until),
            "vat": queries.vat_statement(actor, body, since=first, until=until),
            "late": queries.late_payments(actor, body, since=first, until=until),
        }
    return render(request, "finance/balances.html", context)


def _month(text: str) -> date:
    """The first day of "2026-11". Refuses field.bad_month."""
    found = next(iter(_days(f"{text}-01")), None)
    if found is None:
        raise Refused([Problem("field.bad_month", "error", {"value": text[:20]})])
    return found


def _days(text: str) -> list[date]:
    try:
        return [date.fromisoformat(text)]
    except ValueError:
        return []


@screen(*READERS)
def months(request: HttpRequest) -> HttpResponse:
    """Close a month; only the controller opens it again."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    bodies = _bodies(request)
    body = _body(request, bodies)
    if request.method == "POST" and body is not None:
        first = _month(request.POST["month"])
        step = actions.reopen_period if "reopen" in request.POST else actions.close_period
        step(body, year=first.year, month=first.month, by=actor, at=at)
        return done(request, _("The month is open again.") if "reopen" in request.POST else _("The month is closed."))
    last = (calendar.day_of(at).replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = [(date(p.year, p.month, 1), p) for p in queries.periods(actor, body)] if body is not None else []
    return render(
        request,
        "finance/months.html",
        {"bodies": bodies, "body": body, "periods": rows, "last": last, "may_close": actor.holds(*CLOSERS), "may_reopen": actor.holds(CONTROLLER)},
    )
