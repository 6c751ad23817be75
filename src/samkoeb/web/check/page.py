"""Check a document: anybody drops a file and reads what the rules say of it, beside the document. Nothing of it is kept."""

import base64
import csv
import io
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from samkoeb import documents
from samkoeb.documents.validation import Report, command
from samkoeb.exchange import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem, Refused
from samkoeb.web.check.upload import InMemory
from samkoeb.web.parts import findings
from samkoeb.web.parts.paging import cell
from samkoeb.web.parts.uploads import uploaded
from samkoeb.web.screen import public, say

SHOWN = 300  # findings; the files have all of them
TOO_OFTEN = "check.too_often"


@csrf_exempt  # the token is asked for below, when it is settled where the file goes
def check(request: HttpRequest) -> HttpResponseBase:
    request.upload_handlers = [InMemory(request, settings.CHECK_BYTES)]
    return _protected(request)


@csrf_protect
@public
def _protected(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "check/page.html", _facts())
    try:
        actions.count_check(_who(request), at=request.at)  # type: ignore[attr-defined]
        name, raw = uploaded(request, "file", maximum=settings.CHECK_BYTES)[0]
    except Refused as refusal:
        status = 429 if refusal.problems[0].code == TOO_OFTEN else 400
        return render(request, "check/page.html", _facts(problems=[say(p) for p in refusal.problems]), status=status)
    return render(request, "check/page.html", _facts(file_name=name, **_answer(request, name, raw)))


check.roles = None  # type: ignore[attr-defined]


def _facts(**more: Any) -> dict[str, Any]:
    return {"megabytes": settings.CHECK_BYTES // (1024 * 1024), **more}


def _who(request: HttpRequest) -> str:
    """A person who signed in is one, wherever they sit; else the address. Our own proxy stands on this machine and names it last."""
    person_id = request.actor.person_id  # type: ignore[attr-defined]
    if person_id is not None:
        return f"person:{person_id}"
    here = request.META.get("REMOTE_ADDR", "")
    if here in ("", "127.0.0.1", "::1"):
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or here
    return str(here)


def _answer(request: HttpRequest, name: str, raw: bytes) -> dict[str, Any]:
    today = calendar.day_of(request.at)  # type: ignore[attr-defined]
    try:
        report = queries.validate(raw, on=today, limits=findings.limits())
        found = findings.of_report(report, SHOWN)
        shown = findings.beside(found, raw, findings.limits())
    except documents.DocumentFault as fault:
        return {"unreadable": say(Problem(f"documents.{fault.code}", "error", fault.facts))}
    return {"found": found, "shown": shown, "as_json": _json(name, report), "as_csv": _csv(report)}


def _json(name: str, report: Report) -> str:
    """What `samkoeb validate --json` says."""
    return _encoded(json.dumps(command.as_json(command.Answer(name, report)), ensure_ascii=False, indent=1))


def _csv(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Severity"), _("Rule"), _("Line"), _("Place"), _("Value"), _("In plain words"), _("Official text")])
    for row in findings.of_report(report, len(report.findings)).rows:
        values = (row.weight, row.id, row.line, row.location, row.value, row.explanation, row.message)
        writer.writerow([cell(value) for value in values])
    return _encoded("\ufeff" + out.getvalue())


def _encoded(text: str) -> str:
    """For a link that carries its file: since nothing is kept, nothing could be fetched later."""
    return base64.b64encode(text.encode()).decode("ascii")
