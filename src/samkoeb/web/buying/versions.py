"""Catalogue versions: what a supplier proposes, what it changes, what is wrong with it, and the buyer's decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samkoeb.catalogue import actions, queries
from samkoeb.catalogue import permissions as catalogue_permissions
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.web.buying.access import LOOKERS, READERS
from samkoeb.web.catalogue_files import lines
from samkoeb.web.catalogue_files.lines import VIEWS
from samkoeb.web.catalogue_files.rules import rules_of
from samkoeb.web.parts.downloads import SPREADSHEET, download
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import as_csv, paged, streamed_csv
from samkoeb.web.screen import done, screen

STATES = ("proposed", "approved", "rejected", "refused", "superseded", "reading")
OPEN_STATES = ("proposed", "approved")
SHOWN_FAULTS = 500

@screen(*LOOKERS)
def listing(request: HttpRequest) -> HttpResponse:
    rows = queries.versions_visible_to(request.actor)  # type: ignore[attr-defined]
    wanted = request.GET.get("state", "")
    if wanted in STATES:
        rows = rows.filter(state=wanted)
    if request.GET.get("format") == "csv":
        names = ("agreement", "number", "state", "file_name", "proposed_at", "decided_at", "read_lines")
        return as_csv("catalogues", names, ([_cell(row, name) for name in names] for row in rows.iterator()))
    manages = request.actor.holds(*READERS)  # type: ignore[attr-defined]
    context = {"page": paged(request, rows), "states": STATES, "wanted": wanted, "manages": manages}
    return render(request, "buying/versions.html", context)


def _cell(row: Any, name: str) -> Any:
    return row.agreement.number if name == "agreement" else getattr(row, name)


@screen(*LOOKERS)
def page(request: HttpRequest, version_id: int) -> HttpResponseBase:
    actor = request.actor  # type: ignore[attr-defined]
    version = queries.version(actor, version_id)
    if version.state == "reading":
        template = "buying/version_reading.html"
        if not request.htmx:  # type: ignore[attr-defined]
            template = "buying/version.html"
        return render(request, template, {"version": version})
    if request.htmx:  # type: ignore[attr-defined]  # it was being read, and is read now: the whole page is to be loaded anew
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.method == "POST":
        return _decide(request, version)
    counts = queries.view_counts(version)
    view = request.GET.get("view", "")
    if view not in VIEWS:
        view = next((name for name in ("to_name", "changed", "new", "gone") if counts[name]), "all")
    if request.GET.get("format") == "csv":
        return _as_csv(version, view)
    may = catalogue_permissions.allows(
        actor, "approve_version", catalogue_permissions.Facts(version.agreement.owner_id, version.agreement.supplier_id)
    )
    return render(
        request,
        "buying/version.html",
        {
            "version": version,
            "counts": counts | {"leaving": queries.lines_in(version, "gone").filter(decision="open").count()},
            "views": lines.views(VIEWS, counts, view),
            "view": view,
            "page": lines.page(request, version, view),
            "may_decide": may and version.state in OPEN_STATES and counts["open"] > 0,
            "may_reject": may and version.state == "proposed",
            "found": rules_of(request, version),
            "fault_count": len(version.faults) + counts["faulty"] + counts["warned"],
        },
    )


def _decide(request: Any, version: Any) -> HttpResponse:
    """`whole`: everything that needs no naming, and what is ticked. `chosen`: the ticked lines. `leave`: say no to the ticked ones."""
    ticked = [row_id(pk) for pk in request.POST.getlist("line")]
    here = reverse("buying:version", args=[version.pk])
    if "whole" in request.POST:
        actions.approve_version(version.pk, also=_to_name(version, ticked), by=request.actor, at=request.at)
        return done(request, _("The catalogue was approved. It can be ordered from at once."), to=here)
    if not ticked:
        refuse([Problem("catalogue.no_line_chosen")])
    if "leave" in request.POST:
        count = actions.leave_out_lines(version.pk, lines=ticked, by=request.actor, at=request.at)
        said = ngettext("%(n)s line was left out.", "%(n)s lines were left out.", count) % {"n": count}
        return done(request, said, to=here)
    actions.approve_version(version.pk, lines=ticked, by=request.actor, at=request.at)
    said = ngettext("%(n)s line was approved.", "%(n)s lines were approved.", len(ticked)) % {"n": len(ticked)}
    return done(request, said, to=here)


def _to_name(version: Any, ticked: list[int]) -> list[int]:
    """Of the ticked lines those that approval of the whole would leave out."""
    return list(queries.lines_to_name(version).filter(pk__in=ticked, is_left_out=False).values_list("pk", flat=True))


def _as_csv(version: Any, view: str) -> HttpResponseBase:
    names = ("item", "name", "change", "currency", "price", "before", "percent", "tendered", "tender_percent", "decision")
    rows = (
        (r.row.number, r.row.name, r.row.change, r.row.currency, r.row.price, r.row.before, r.row.price_change, r.row.tendered,
         r.row.tender_difference, r.line.decision)
        for r in queries.diff_rows(version, view)
    )  # fmt: skip
    return streamed_csv(f"{version.agreement.number}-{version.number}-{view}", names, rows)


@screen(*LOOKERS)
def faults(request: HttpRequest, version_id: int) -> HttpResponse:
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    found = queries.faults(version, limit=SHOWN_FAULTS)
    counts = [{"code": code, "count": count} for code, count in queries.fault_counts(version).items()]
    context = {
        "version": version, "page": paged(request, found), "counts": counts, "most": SHOWN_FAULTS, "is_cut": len(found) >= SHOWN_FAULTS,
        "found": rules_of(request, version),
    }  # fmt: skip
    return render(request, "buying/faults.html", context)


@screen(*LOOKERS)
def fault_sheet(request: HttpRequest, version_id: int) -> HttpResponse:
    """The supplier's own rows with a column of faults, to send back."""
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    only = request.GET.get("only") == "faulty"
    name = f"{version.agreement.number}-{version.number}-faults.xlsx"
    return download(queries.fault_workbook(version, only_faulty=only), name, SPREADSHEET)


@screen(*READERS)
def reject(request: HttpRequest, version_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    version = queries.version(actor, version_id)
    if version.state != "proposed":
        return redirect("buying:version", version_id)
    if request.method == "POST":
        actions.reject_version(version_id, by=actor, at=at)
        return done(request, _("The catalogue was rejected. The supplier is told."), to=reverse("buying:version", args=[version_id]))
    return render(request, "buying/reject.html", {"version": version})
