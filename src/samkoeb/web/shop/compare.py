"""Items side by side: price per piece, pack, label, delivery."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.queries.shop_items import shop_items
from samkoeb.kernel import calendar
from samkoeb.web.menu import WARD
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import screen

MOST = 4


@screen(*WARD)
def page(request: HttpRequest) -> HttpResponse:
    at, unit_id = request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    on = calendar.day_of(at)
    wanted = [row_id(x) for x in request.GET.getlist("item")][:MOST]
    found = shop_items(wanted, catalogue.viewer_of(unit_id, on), on)
    items = [found[pk] for pk in wanted if pk in found]
    attributes = list(dict.fromkeys(name for item in items for name in item.attributes))
    rows = [(name, [item.attributes.get(name, "–") for item in items]) for name in attributes]
    priced = [item.per_base for item in items if item.per_base is not None]
    return render(request, "shop/compare.html", {"items": items, "attributes": rows, "cheapest": min(priced, default=None)})
