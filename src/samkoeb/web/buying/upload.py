"""A supplier's file that the buyer hands in for an agreement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samkoeb.web.buying.access import READERS
from samkoeb.web.catalogue_files import reading
from samkoeb.web.screen import screen


@screen(*READERS)
def upload(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The file is kept aside, and its columns shown as they would be read."""
    shown = reading.agreement_for(request, agreement_id)
    if request.method == "POST":
        return redirect("buying:mapping", agreement_id, reading.keep(request, agreement_id))
    return render(request, "buying/upload.html", {"agreement": shown})


@screen(*READERS)
def mapping(request: HttpRequest, agreement_id: int, token: str) -> HttpResponse:
    audience = reading.Audience(reverse("buying:upload", args=[agreement_id]), "buying:version", is_supplier=False)
    return reading.look_or_read(request, agreement_id, token, audience)


@screen(*READERS)
def progress(request: HttpRequest, agreement_id: int, token: str) -> HttpResponse:
    return reading.progress(request, agreement_id, token)
