"""Invoices that wait for this person by name: coded and attested by who knows the purchase."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.invoicing import queries
from samkoeb.kernel import calendar
from samkoeb.web.screen import screen


@screen()
def listing(request: HttpRequest) -> HttpResponse:
    rows = queries.assigned_to(request.actor, on=calendar.day_of(request.at))  # type: ignore[attr-defined]
    return render(request, "finance/attest.html", {"rows": rows})
