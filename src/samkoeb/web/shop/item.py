"""One item: what it is, what it costs at which quantity, what can stand for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.queries.shop_items import shop_items
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import queries as ordering
from samkoeb.web.menu import WARD
from samkoeb.web.screen import screen


@screen(*WARD)
def page(request: HttpRequest, item_id: int) -> HttpResponse:
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    on = calendar.day_of(at)
    found = shop_items([item_id], catalogue.viewer_of(unit_id, on), on).get(item_id)
    if found is None:  # not in force for this unit: it may as well not exist
        raise NotAllowed
    context = {"item": found, "breaks": catalogue.breaks_on(item_id, on), "lists": ordering.lists_of(actor, unit_id)}
    return render(request, "shop/item.html", context)
