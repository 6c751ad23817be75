"""The front door: each role lands on its own start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samkoeb.web.menu import start_page
from samkoeb.web.screen import screen


@screen()
def home(request: HttpRequest) -> HttpResponse:
    """To the person's start page; someone without a role is told whom to ask."""
    address = start_page(request.actor)  # type: ignore[attr-defined]
    return redirect(address) if address else render(request, "home/no_role.html")
