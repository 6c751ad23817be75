"""What is said where no screen answers: what cannot be understood, is not allowed, is too large or came too often."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# status → (what it is, what to do about it)
PAGES: dict[int, tuple[Promise, Promise]] = {
    400: (_("That could not be understood"), _("Nothing was changed. Go back, reload the page and try again.")),
    403: (_("That was not accepted"), _("The page may have been open for too long, or you have signed in again since. Nothing was changed. "
                                        "Go back, reload the page and try again.")),
    405: (_("This address is not a page"), _("It only takes what a form sends.")),
    413: (_("That is too large"), _("Nothing was received: all files of a form may fill %(megabytes)s MB together. Send fewer at a time.")),
    429: (_("Too many attempts"), _("Sign-in is closed for a quarter of an hour for this e-mail from this computer. Nobody has got in.")),
}  # fmt: skip
MACHINES = ("/api/", "/healthz")
READ_AT_ONCE = 1024 * 1024
MEGABYTE = 1024 * 1024


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The product's own page for a status."""
    heading, text = PAGES[status]
    said = str(text) % {"megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE}
    return render(request, "answer.html", {"heading": heading, "text": said}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from another place, or from before the last sign-in."""
    return page(request, 403)


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """django-axes has counted too many failed tries."""
    return page(request, 429)


class AnswersMiddleware:
    """A refusal of the framework without a text gets the product's page; what is larger than any form may be is not kept at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(MACHINES):
            return self.get_response(request)
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _read_away(request)
            return page(request, 413)
        response = self.get_response(request)
        is_bare = response.status_code in PAGES and not response.streaming and not response.content
        return page(request, response.status_code) if is_bare else response


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _read_away(request: HttpRequest) -> None:
    """A browser reads no answer before it has sent everything."""
    while request.read(READ_AT_ONCE):
        pass
