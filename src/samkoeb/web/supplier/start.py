"""What waits for the supplier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.catalogue import queries as catalogue
from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.ordering import queries as ordering
from samkoeb.web.screen import screen


@screen(SUPPLIER_USER)
def start(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    invoices = invoicing.own_invoices(actor, on=on, limit=200)
    to_send = [o for o in ordering.supplier_orders(actor, states=("confirmed",), limit=200) if not o.is_despatched]
    context = {
        "to_answer": ordering.orders_to_answer(actor), "to_send": to_send, "questions": [i for i in invoices if i.is_disputed],
        "versions": catalogue.versions_visible_to(actor)[:5], "open": [i for i in invoices if i.state not in ("paid", "rejected")],
    }  # fmt: skip
    return render(request, "supplier/start.html", context)
