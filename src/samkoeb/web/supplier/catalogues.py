"""Catalogues: handing one in, what was wrong with it, and where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed
from samkoeb.web.parts.paging import paged
from samkoeb.web.parts.uploads import uploaded
from samkoeb.web.screen import screen

MOST_BYTES = 100 * 1024 * 1024


@screen(SUPPLIER_USER)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    own = sorted(actor.organisations(SUPPLIER_USER))
    mine = [(supplier_id, a) for supplier_id in own for a in agreements.agreements_of_supplier(supplier_id, calendar.day_of(at))]
    if request.method == "POST":
        chosen = next(((s, a) for s, a in mine if str(a.id) == request.POST.get("agreement")), None)
        if chosen is None:
            raise NotAllowed
        ((name, content),) = uploaded(request, "file", maximum=MOST_BYTES)[:1]
        version = actions.import_file(content, supplier_id=chosen[0], agreement_id=chosen[1].id, file_name=name, by=actor, at=at)
        return redirect("supplier:catalogue", version.pk)
    context = {"agreements": [a for _s, a in mine], "page": paged(request, queries.versions_visible_to(actor))}
    return render(request, "supplier/catalogues.html", context)


@screen(SUPPLIER_USER)
def page(request: HttpRequest, version_id: int) -> HttpResponse:
    """The faults by weight, each with its line; the same for htmx while the file is being read."""
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    context = {"version": version, "faults": queries.faults(version, limit=500), "counts": version.counts}
    return render(request, "supplier/catalogue.html", context)


@screen(SUPPLIER_USER)
def faults(request: HttpRequest, version_id: int) -> HttpResponse:
    """The same spreadsheet with a column of faults."""
    version = queries.version(request.actor, version_id)  # type: ignore[attr-defined]
    response = HttpResponse(
        queries.fault_workbook(version), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="fejl-{version.pk}.xlsx"'
    return response
