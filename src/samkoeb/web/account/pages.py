"""The pages that every public site has: about, and the accessibility statement (webtilgængelighedsloven, F10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.web.screen import public


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "account/about.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "account/accessibility.html")
