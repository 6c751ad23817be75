"""What arrived: all of it, why some was put aside, and the way to try it again."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samkoeb.exchange import actions, queries
from samkoeb.exchange.logic.broken import BREAKS_RULES
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ACCOUNTS_CLERK, ADMINISTRATOR, AUDITOR, PURCHASER
from samkoeb.kernel.identifiers import is_gln
from samkoeb.kernel.problem import Problem
from samkoeb.process import broken
from samkoeb.web.parts.downloads import download
from samkoeb.web.parts.findings import beside_if_readable, of_checked
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.parts.uploads import uploaded
from samkoeb.web.screen import done, screen, step_of

STATES = ("received", "handled", "set_aside", "duplicate", "dismissed", "rejected")
STEPS = ("retry", "dismiss", "take_anyway", "reject")
CVR_DIGITS = 8
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
    shown = paged(request, rows)
    for row in shown.rows:
        row.reasons = queries.reason_of(row) if row.state == "set_aside" else []
    may_upload = request.actor.holds(ADMINISTRATOR, ACCOUNTS_CLERK)  # type: ignore[attr-defined]
    context = {"page": shown, "states": STATES, "wanted": wanted, "may_upload": may_upload}
    return render(request, "admin/inbox.html", context)


def _text(value: object) -> object:
    return getattr(value, "name", value)


@screen(*READERS)
def page(request: HttpRequest, inbound_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = queries.inbound(actor, inbound_id)
    if request.method == "POST":
        return _decide(request, inbound_id)
    reasons, said = queries.reason_of(found), of_checked(found.checked, calendar.day_of(at))
    return render(
        request,
        "admin/inbound.html",
        {
            "row": found,
            "reasons": reasons,
            "breaks_rules": any(problem.code == BREAKS_RULES for problem in reasons),
            "answers_sender": found.document_type in broken.INVOICES,
            "found": said,
            "shown": beside_if_readable(said, queries.raw_of(actor, inbound_id)) if said and said.rows else None,
            "may_decide": actor.holds(ADMINISTRATOR, ACCOUNTS_CLERK),
            "new_supplier": _unknown_sender(reasons) if actor.holds(ADMINISTRATOR, PURCHASER) else "",
        },
    )


def _unknown_sender(reasons: list[Problem]) -> str:
    """What the document says of a sender that nobody has made yet, for the form of a new supplier."""
    for problem in reasons:
        if problem.code == "exchange.unknown_sender":
            return urlencode({"name": problem.facts.get("name", "")} | _numbers(str(problem.facts.get("identifiers", ""))))
    return ""


def _numbers(identifiers: str) -> dict[str, str]:
    """"0184:12345678, 5798…" as the fields of the form: by their look, for documents don't always name the scheme."""
    found: dict[str, str] = {}
    for written in identifiers.split(","):
        digits = written.rpartition(":")[2].strip().removeprefix("DK")
        if digits.isdecimal():
            found |= {"gln": digits} if is_gln(digits) else {"cvr": digits} if len(digits) == CVR_DIGITS else {}
    return found


def _decide(request: HttpRequest, inbound_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    match step_of(request, STEPS):
        case "retry":
            actions.retry(inbound_id, by=actor, at=at)
            return done(request, _("It will be read again in a moment."))
        case "take_anyway":
            actions.take_anyway(inbound_id, why=request.POST["why"], by=actor, at=at)
            return done(request, _("It is taken in, in a moment."))
        case "reject":
            broken.reject(inbound_id, why=request.POST["why"], by=actor, at=at)
            return done(request, _("Rejected. The document is kept."))
    actions.dismiss(inbound_id, by=actor, at=at)
    return done(request, _("Dismissed. The document is kept."), to="..")


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
