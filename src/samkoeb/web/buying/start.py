"""The buyer's start page: what waits for a decision, and what will soon."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import queries as catalogue
from samkoeb.catalogue.queries.search_misses import missed
from samkoeb.kernel import calendar
from samkoeb.ordering import queries as ordering
from samkoeb.web.buying.access import BUYERS, READERS
from samkoeb.web.screen import screen

NEAR_FULL = 80  # percent of the maximum
SOON_DAYS = 180


@screen(*READERS)
def start(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    rows = agreements.agreements_for(actor, on, in_force_only=True)
    return render(
        request,
        "buying/start.html",
        {
            "waiting": catalogue.waiting_versions(actor)[:10],
            "waiting_count": catalogue.waiting_versions(actor).count(),
            "outside": ordering.outside_count(actor),
            "missed": len(missed(actor.organisations(*READERS))),
            "full": [row for row in rows if row.percent >= NEAR_FULL],
            "soon": agreements.expiring(actor, on, within_days=SOON_DAYS),
            "agreements": rows[:8],
            "buys": actor.holds(*BUYERS),
        },
    )
