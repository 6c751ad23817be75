"""Search as the ward's people do it: words, a scanned code, narrowing, and something to try when nothing is found."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.actions.search_misses import note_miss
from samkoeb.catalogue.queries.shop_items import shop_items
from samkoeb.catalogue.search import node
from samkoeb.kernel import calendar
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import queries as organisations
from samkoeb.web.menu import WARD
from samkoeb.web.parts.numbers import count_of
from samkoeb.web.parts.paging import Page
from samkoeb.web.screen import screen
from samkoeb.web.shop.facets import named

SIZE = 24
MOST_CHARACTERS = 200
MOST_USUAL, A_YEAR = 200, timedelta(days=365)


@screen(*WARD)
def results(request: HttpRequest) -> HttpResponse:
    """Hits with prices of today. A code that names one item leads straight to it."""
    at, unit_id = request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    on = calendar.day_of(at)
    text = request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    page = max(1, count_of(request.GET.get("page", "")))
    viewer = catalogue.viewer_of(unit_id, on)
    sort: node.Sort = "price" if request.GET.get("sort") == "price" else "relevance"
    usual = ordering.usual_items(unit_id, since=at - A_YEAR, limit=MOST_USUAL) if sort == "relevance" else []
    found = node.search(text, viewer, on=on, chosen=_chosen(request), sort=sort, page=page, size=SIZE, usual=usual)
    items = shop_items([hit.item_id for hit in found.hits], viewer, on)
    shown = [items[hit.item_id] for hit in found.hits if hit.item_id in items]
    if text and page == 1 and found.how in ("nothing", "some_words"):
        note_miss(text, unit_id=unit_id, organisation_id=organisations.unit(unit_id).organisation_id, results=found.total, at=at)
    context = {
        "text": text, "found": found, "items": shown, "sort": sort, "facets": named(found.facets, found.total),
        "page": Page(shown, page, -(-found.total // SIZE), found.total),
    }  # fmt: skip
    asked_for_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "shop/found.html" if asked_for_part else "shop/search.html", context)


def _chosen(request: HttpRequest) -> dict[str, list[Any]]:
    """The choices in the address: f_supplier=3&f_label=Svanemærket&f_attribute:Størrelse=M."""
    return {name[2:]: request.GET.getlist(name) for name in request.GET if name.startswith("f_")}


@screen(*WARD)
def suggestions(request: HttpRequest) -> HttpResponse:
    """What a half-typed text may become; as a list for the search field."""
    at, unit_id = request.at, request.unit_id  # type: ignore[attr-defined]
    text = request.GET.get("q", "")[:MOST_CHARACTERS]
    if unit_id is None or len(text) < 2:
        return JsonResponse({"suggestions": []})
    on = calendar.day_of(at)
    found = node.suggest(text, catalogue.viewer_of(unit_id, on), on=on)
    return JsonResponse({"suggestions": [s.text for s in found]})
