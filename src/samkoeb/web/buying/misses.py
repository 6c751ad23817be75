"""What the wards searched for and did not find: by words, the most asked first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.catalogue.actions.search_misses import handle_misses
from samkoeb.catalogue.queries.search_misses import missed
from samkoeb.organisations import queries as organisations
from samkoeb.web.buying.access import BUYERS, READERS
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, screen


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        body_id = row_id(request.POST["organisation"])
        handle_misses(request.POST["text"], organisation_id=body_id, by=actor, at=at)
        return done(request, _("“%(text)s” is handled.") % {"text": request.POST["text"]})
    rows = missed(actor.organisations(*READERS))
    if request.GET.get("format") == "csv":
        names = ("text", "times", "units", "first_at", "last_at")
        return as_csv("not-found", names, ([getattr(row, name) for name in names] for row in rows))
    names_of = organisations.organisation_names({row.organisation_id for row in rows})
    context = {"page": paged(request, rows), "bodies": names_of, "may_handle": actor.holds(*BUYERS)}
    return render(request, "buying/misses.html", context)
