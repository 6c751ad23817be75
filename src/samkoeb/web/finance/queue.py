"""The clerk's queue: what waits, by reason, the first due first; and what is behind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.invoicing import queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ACCOUNTS_CLERK, AUDITOR, CONTROLLER
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import screen

READERS = (ACCOUNTS_CLERK, CONTROLLER, AUDITOR)


@screen(*READERS)
def start(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    reason = request.GET.get("reason", "")
    rows = queries.queue(actor, reason, on=on)
    if request.GET.get("format") == "csv":
        heading = ("number", "supplier", "unit", "reason", "issued_on", "due_on", "days_left", "payable", "currency")
        return as_csv("invoices", heading, ([getattr(row, name) for name in heading] for row in rows))
    counts = queries.queue_counts(actor)
    context = {"page": paged(request, rows), "counts": counts, "reason": reason, "all": sum(counts.values())}
    return render(request, "finance/queue.html", context)


@screen(*READERS)
def decided(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    rows = queries.decided(actor, on=on)
    return render(request, "finance/decided.html", {"page": paged(request, rows)})
