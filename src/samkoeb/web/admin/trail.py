"""The audit trail of one's own bodies: who did what to which thing, and whether the chain of seals holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.audit import queries as audit
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR
from samkoeb.organisations import queries as organisations
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import screen


@screen(AUDITOR, ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    action, object_id = request.GET.get("action", ""), request.GET.get("id", "")
    rows = audit.trail(
        body_ids=actor.organisations(AUDITOR, ADMINISTRATOR),
        action=action,
        object_id=row_id(object_id) if object_id else None,
    )
    if request.GET.get("format") == "csv":
        heading = ("id", "at", "action", "object_type", "object_id", "person_id", "substitute_for_id", "operator", "facts")
        return as_csv("audit-trail", heading, ([row[name] for name in heading] for row in rows.iterator(chunk_size=2000)))
    shown = paged(request, rows)
    names = organisations.person_names({row["person_id"] for row in shown.rows})
    verdict = audit.verify() if "verify" in request.GET else None
    return render(
        request, "admin/trail.html", {"page": shown, "names": names, "verdict": verdict, "action": action, "object_id": object_id}
    )
