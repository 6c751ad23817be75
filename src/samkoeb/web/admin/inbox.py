"""What arrived: all of it, why some was put aside, and the way to try it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samkoeb.exchange import actions, queries
from samkoeb.kernel.actor import ACCOUNTS_CLERK, ADMINISTRATOR, AUDITOR, PURCHASER
from samkoeb.web.parts.downloads import download
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.parts.uploads import uploaded
from samkoeb.web.screen import done, screen, step_of

STATES = ("received", "handled", "set_aside", "duplicate", "dismissed")
READERS = (ADMINISTRATOR, ACCOUNTS_CLERK, PURCHASER, AUDITOR)


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    rows = queries.inbox(request.actor, states=(wanted,) if wanted in STATES else ())  # type: ignore[attr-defined]
    if request.GET.get("format") == "csv":
        heading = (
            "id",
            "received_at",
            "state",
            "document_type",
            "document_number",
            "sender",
            "receiver",
            "channel",
            "file_name",
            "result",
        )
        return as_csv("inbox", heading, ([_text(getattr(row, name)) for name in heading] for row in rows.iterator()))
    return render(request, "admin/inbox.html", {"page": paged(request, rows), "states": STATES, "wanted": wanted})


def _text(value: object) -> object:
    return getattr(value, "name", value)


@screen(*READERS)
def page(request: HttpRequest, inbound_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = queries.inbound(actor, inbound_id)
    if request.method == "POST":
        if step_of(request, ("retry", "dismiss")) == "retry":
            actions.retry(inbound_id, by=actor, at=at)
            return done(request, _("It will be read again in a moment."))
        actions.dismiss(inbound_id, by=actor, at=at)
        return done(request, _("Dismissed. The document is kept."), to="..")
    return render(
        request,
        "admin/inbound.html",
        {"row": found, "reasons": queries.reason_of(found), "may_decide": actor.holds(ADMINISTRATOR, ACCOUNTS_CLERK)},
    )


@screen(*READERS)
def raw(request: HttpRequest, inbound_id: int) -> HttpResponse:
    """The bytes exactly as they arrived, as a download: never shown as a page of ours."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.inbound(actor, inbound_id)
    return download(queries.raw_of(actor, inbound_id), found.file_name or f"inbound-{inbound_id}.xml")


@screen(ADMINISTRATOR, ACCOUNTS_CLERK)
def upload(request: HttpRequest) -> HttpResponse:
    """Documents by hand: each is kept before it is read."""
    if request.method != "POST":
        return redirect("admin:inbox")
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    files = uploaded(request, "files")
    for name, content in files:
        actions.receive(content, channel="upload", file_name=name, by=actor, at=at)
    said = ngettext("%(count)s received; it is read in a moment.", "%(count)s received; they are read in a moment.", len(files))
    return done(request, said % {"count": len(files)}, to="..")
