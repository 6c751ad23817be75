"""The ward's start page: search, what comes today, what waits, and what is usually ordered."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.queries.shop_items import ShopItem, shop_items
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import APPROVER, CALL_OFF_OFFICER
from samkoeb.ordering import queries as ordering
from samkoeb.receiving import queries as receiving
from samkoeb.web.actor import approvals_waiting
from samkoeb.web.menu import WARD
from samkoeb.web.screen import screen

APPROVING = (APPROVER, CALL_OFF_OFFICER)
A_YEAR = timedelta(days=365)
MOST_USUAL = 8


@screen(*WARD)
def start(request: HttpRequest) -> HttpResponse:
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    on = calendar.day_of(at)
    coming = receiving.open_deliveries(actor, on, unit_id=unit_id, limit=6)
    orders = ordering.orders_for(actor, unit_id=unit_id, limit=5)
    return render(
        request,
        "shop/start.html",
        {
            "usual": _usual(unit_id, at),
            "contents": ordering.contents_of({*(d.order_id for d in coming), *(o.order_id for o in orders)}),
            "approvals": approvals_waiting(request) if actor.holds(*APPROVING) else 0,
            "basket": ordering.basket(unit_id, on=on, by=actor),
            "coming": coming,
            "waiting": [r for r in ordering.my_requisitions(actor, unit_id=unit_id, limit=5) if r.state == "submitted"],
            "orders": orders,
            "lists": ordering.lists_of(actor, unit_id),
        },
    )


def _usual(unit_id: int, at: datetime) -> list[tuple[ShopItem, Decimal]]:
    """What the ward orders most often and can order today, with how many it took last time."""
    on = calendar.day_of(at)
    often = ordering.most_ordered(unit_id, since=at - A_YEAR, limit=MOST_USUAL)
    found = shop_items([item_id for item_id, _n in often], catalogue.viewer_of(unit_id, on), on)
    return [(found[item_id], last) for item_id, last in often if item_id in found and found[item_id].can_be_ordered]
