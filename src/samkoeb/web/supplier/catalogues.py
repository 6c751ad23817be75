"""Catalogues: handing one in, what was wrong with it, and where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed
from samkoeb.web.catalogue_files import lines, reading
from samkoeb.web.catalogue_files.rules import rules_of
from samkoeb.web.parts.downloads import SPREADSHEET, download
from samkoeb.web.parts.paging import paged
from samkoeb.web.screen import screen

SHOWN_FAULTS = 500
# What a supplier asks first: what the buyer has to agree to, what was left out, and then what changes.
VIEWS = ("dearer", "not_tendered", "faulty", "warned", "new", "changed", "gone", "price_up", "price_down", "unchanged", "all")


@screen(SUPPLIER_USER)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    own = sorted(actor.organisations(SUPPLIER_USER))
    mine = [a for supplier_id in own for a in agreements.agreements_of_supplier(supplier_id, calendar.day_of(at))]
    if request.method == "POST":
        chosen = next((a for a in mine if str(a.id) == request.POST.get("agreement")), None)
        if chosen is None:
            raise NotAllowed
        return redirect("supplier:mapping", chosen.id, reading.keep(request, chosen.id))
    context = {"agreements": mine, "page": paged(request, queries.versions_visible_to(actor))}
    return render(request, "supplier/catalogues.html", context)


@screen(SUPPLIER_USER)
def mapping(request: HttpRequest, agreement_id: int, token: str) -> HttpResponse:
    """The supplier knows best what its own columns hold."""
    audience = reading.Audience(reverse("supplier:catalogues"), "supplier:catalogue", is_supplier=True)
    return reading.look_or_read(request, agreement_id, token, audience)


@screen(SUPPLIER_USER)
def progress(request: HttpRequest, agreement_id: int, token: str) -> HttpResponse:
    return reading.progress(request, agreement_id, token)


@screen(SUPPLIER_USER)
def page(request: HttpRequest, version_id: int) -> HttpResponse:
    """Where the version stands: what it changes, what differs from the tender, what the buyer left out, and the faults with their lines."""
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    if version.state == "reading":
        return render(request, "supplier/catalogue.html", {"version": version})
    counts = queries.view_counts(version)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else next((name for name in VIEWS if counts[name]), "all")
    faults = queries.faults(version, limit=SHOWN_FAULTS)
    context = {
        "version": version, "faults": faults, "is_cut": len(faults) == SHOWN_FAULTS, "counts": counts, "view": view,
        "views": lines.views(VIEWS, counts, view), "page": lines.page(request, version, view), "found": rules_of(request, version),
    }  # fmt: skip
    return render(request, "supplier/catalogue.html", context)


@screen(SUPPLIER_USER)
def faults(request: HttpRequest, version_id: int) -> HttpResponse:
    """The same spreadsheet with a column of faults."""
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    return download(queries.fault_workbook(version), f"{version.agreement.number}-{version.number}-faults.xlsx", SPREADSHEET)
