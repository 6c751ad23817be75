"""What every screen has in common: who may open it, and what is said when the house refuses.

A screen is a function (request, …) → response that calls queries and, on POST, one action. `request.actor`, `request.at` and
`request.unit_id` are set by `web/actor.py`.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import get_language

from samkoeb import sentences
from samkoeb.kernel.problem import NotAllowed, Problem, Refused, refuse

View = Callable[..., HttpResponseBase]


def screen(*roles: str) -> Callable[[View], View]:
    """A screen for those who hold one of `roles` (any signed-in person where none is named).

    Someone not signed in is sent to sign in. Someone without the role, or who asks for a thing that isn't theirs, gets the same page as
    for a thing that does not exist. A refused POST says why and leads back to where it came from, with everything as it was.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if actor.person_id is None:
                return redirect(f"/sign-in/?{urlencode({'next': request.get_full_path()})}")
            if roles and not actor.holds(*roles):
                raise Http404
            return _answered(view, request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(view: View) -> View:
    """A screen that needs no signing in (a one-time link, the sign-in itself). Marked, so that the access test knows that it is meant."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _answered(view, request, *args, **kwargs)

    open_to_all.roles = None  # type: ignore[attr-defined]
    return open_to_all


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What a screen says no to, said to the reader. Its action has taken back by then all that it had written."""
    try:
        return view(request, *args, **kwargs)
    except (ObjectDoesNotExist, NotAllowed) as e:
        raise Http404 from e
    except Refused as e:
        return refused(request, e)
    except MultiValueDictKeyError as e:  # a form that came without one of its fields
        return refused(request, Refused([Problem("field.missing", "error", {"field": str(e.args[0]).strip("'\"")})]), status=400)
    except DataError:  # the database can't hold it, and no form of ours sends it: too long, too large, a NUL character
        return refused(request, Refused([Problem("field.unusable")]), status=400)


def step_of(request: HttpRequest, steps: Iterable[str]) -> str:
    """The step whose button was pressed. Refuses form.no_step: nothing happens that nobody asked for."""
    pressed = next((step for step in steps if step in request.POST), "")
    refuse([] if pressed else [Problem("form.no_step")])
    return pressed


def say(problem: Problem) -> str:
    """The problem's sentence in the reader's language."""
    return sentences.say(problem, get_language() or "da")


def refused(request: HttpRequest, refusal: Refused, status: int = 409) -> HttpResponse:
    """Every reason at once. A POST goes back to its page (or to `next`); a GET shows a page of its own."""
    said = [say(p) for p in refusal.problems]
    if request.method != "POST":
        return render(request, "parts/refused.html", {"sentences": said}, status=status)
    for sentence in said:
        messages.error(request, sentence)
    return redirect(back_to(request))


def back_to(request: HttpRequest, fallback: str = "/") -> str:
    """The page that a form was sent from: its `next` field, else the referring page of this house."""
    wanted = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    parts = urlsplit(wanted)
    inside = not parts.netloc or parts.netloc == request.get_host()
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if inside and path.startswith("/") and not path.startswith("//") else fallback


def done(request: HttpRequest, sentence: str, to: str | None = None) -> HttpResponse:
    """Said and sent on, so that a reload does nothing twice (post, redirect, get)."""
    messages.success(request, sentence)
    return redirect(to or back_to(request))
