"""The ward's start page: search, what comes today, what waits, and what is usually ordered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.kernel import calendar
from samkoeb.ordering import queries as ordering
from samkoeb.receiving import queries as receiving
from samkoeb.web.menu import WARD
from samkoeb.web.screen import screen


@screen(*WARD)
def start(request: HttpRequest) -> HttpResponse:
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    on = calendar.day_of(at)
    return render(
        request,
        "shop/start.html",
        {
            "basket": ordering.basket(unit_id, on=on, by=actor),
            "coming": receiving.open_deliveries(actor, on, unit_id=unit_id, limit=6),
            "waiting": [r for r in ordering.my_requisitions(actor, unit_id=unit_id, limit=5) if r.state == "submitted"],
            "orders": ordering.orders_for(actor, unit_id=unit_id, limit=5),
            "lists": ordering.lists_of(actor, unit_id),
        },
    )
