"""What is answered: problems with their code and sentences, whoever refuses."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError

from samkoeb.kernel.problem import NotAllowed, Problem, Refused
from samkoeb.sentences import say

TOO_LARGE = "file.too_large"


class ProblemOut(Schema):
    """One reason. `code` is stable; the sentences are for people."""

    code: str
    da: str
    en: str
    facts: dict[str, Any]


class ProblemsOut(Schema):
    problems: list[ProblemOut]


def problems(found: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"code": p.code, "da": say(p, "da"), "en": say(p, "en"), "facts": {k: _plain(v) for k, v in p.facts.items()}}
        for p in found
    ]


def install(api: NinjaAPI) -> None:
    """Let the house's refusals, and the framework's, be answered in one form."""

    def answer(request: HttpRequest, found: Iterable[Problem], status: int) -> HttpResponse:
        return api.create_response(request, {"problems": problems(found)}, status=status)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        if isinstance(error, NotAllowed):
            return answer(request, error.problems, 403)
        large = any(p.code == TOO_LARGE for p in error.problems)
        return answer(request, error.problems, 413 if large else 422)

    @api.exception_handler(AuthenticationError)
    def unknown_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, [Problem("api.no_key")], 401)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, [Problem("api.not_found")], 404)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | bool | None) else str(value)
