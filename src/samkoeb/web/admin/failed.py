"""What should have followed and did not: why, and the button that lets it be tried again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.process import failed
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import done, screen


@screen(ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        failed.retry(row_id(request.POST["retry"]), by=actor, at=at)
        return done(request, _("It is tried again in a moment."))
    return render(request, "admin/failed.html", {"rows": failed.failed(actor)})
