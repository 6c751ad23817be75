"""How long things are kept, why, and how much there is of each (F9, F10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR
from samkoeb.process import retention
from samkoeb.web.screen import screen


@screen(ADMINISTRATOR, AUDITOR)
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "admin/retention.html", {"rules": retention.standing(request.at)})  # type: ignore[attr-defined]
