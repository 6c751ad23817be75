"""What leaves: where each document stands, and what to do when sending went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.exchange import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.process import outbound
from samkoeb.web.admin.inbox import READERS
from samkoeb.web.parts.downloads import download
from samkoeb.web.parts.findings import beside_if_readable, of_checked
from samkoeb.web.parts.paging import paged
from samkoeb.web.screen import done, screen, step_of

STATES = ("waiting", "sending", "sent", "failed", "unclear", "stopped", "cancelled")


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    states = queries.UNSENT if wanted == "unsent" else (wanted,) if wanted in STATES else ()
    rows = queries.outbox(request.actor, states=states)  # type: ignore[attr-defined]
    return render(request, "admin/outbox.html", {"page": paged(request, rows), "states": ("unsent", *STATES), "wanted": wanted})


@screen(*READERS)
def page(request: HttpRequest, outbound_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = queries.outbound(actor, outbound_id)
    if request.method == "POST":
        step = step_of(request, ("again", "confirm", "cancel"))
        if step == "again":
            outbound.send_again(outbound_id, by=actor, at=at)
            return done(request, _("It will be sent again."))
        if step == "confirm":
            actions.confirm_sent(outbound_id, by=actor, at=at)
            return done(request, _("Noted as sent."))
        actions.cancel(outbound_id, by=actor, at=at)
        return done(request, _("It will not be sent."))
    said = of_checked(found.checked, calendar.day_of(at))
    shown = beside_if_readable(said, queries.payload_of(actor, outbound_id)) if said and said.rows else None
    context = {"row": found, "why": queries.failure_of(found), "found": said, "shown": shown, "may_decide": actor.holds(ADMINISTRATOR)}
    return render(request, "admin/outbound.html", context)


@screen(*READERS)
def raw(request: HttpRequest, outbound_id: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.outbound(actor, outbound_id)
    return download(queries.payload_of(actor, outbound_id), found.file_name or f"outbound-{outbound_id}.xml")
