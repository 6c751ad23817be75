"""What waits for the supplier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.catalogue import queries as catalogue
from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.ordering import queries as ordering
from samkoeb.web.parts.paging import paged
from samkoeb.web.screen import screen

# The first of each list; its tile says how many there are, and leads to all of them.
MOST = 50


@screen(SUPPLIER_USER)
def start(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    context = {
        "to_answer": paged(request, ordering.orders_to_answer(actor), MOST),
        "to_send": paged(request, ordering.orders_to_send(actor), MOST),
        "questions": paged(request, invoicing.own_questions(actor, on=on), MOST),
        "open": invoicing.own_open(actor, on=on).count(),
        "versions": catalogue.versions_visible_to(actor)[:5],
    }
    return render(request, "supplier/start.html", context)
