"""Wishes that wait for approval: one look, one decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import APPROVER, CALL_OFF_OFFICER
from samkoeb.ordering import actions, queries
from samkoeb.organisations import queries as organisations
from samkoeb.web.screen import done, screen


@screen(APPROVER, CALL_OFF_OFFICER)
def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "approvals/list.html", {"rows": queries.waiting_for_approval(request.actor)})  # type: ignore[attr-defined]


@screen(APPROVER, CALL_OFF_OFFICER)
def page(request: HttpRequest, requisition_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        if "approve" in request.POST:
            actions.approve(requisition_id, prices_confirmed="prices" in request.POST, by=actor, at=at)
            return done(request, _("Approved: the order is on its way to the supplier."), to="/approvals/")
        actions.reject(requisition_id, reason=request.POST.get("reason", ""), by=actor, at=at)
        return done(request, _("Rejected. The ward is told why."), to="/approvals/")
    shown = queries.requisition_page(actor, requisition_id, on=calendar.day_of(at))
    names = organisations.person_names([shown.stands_in_for])
    return render(request, "approvals/page.html", {"page": shown, "stands_in_for": names.get(shown.stands_in_for or 0)})
