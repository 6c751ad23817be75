"""Who is asking: one Actor per request, the unit they stand in, and what every page shows of both."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from samkoeb.kernel.actor import ANONYMOUS
from samkoeb.organisations import queries as organisations


class ActorMiddleware:
    """Sets `request.actor`, `request.at` (the instant of the request, UTC) and `request.unit_id` (the unit of this session)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = datetime.now(UTC)
        signed_in = request.user.is_authenticated and request.user.is_active
        actor = organisations.actor_for(request.user.pk, at) if signed_in else ANONYMOUS
        request.actor, request.at = actor, at  # type: ignore[attr-defined]
        request.unit_id = request.session.get("unit_id") or actor.home_unit_id  # type: ignore[attr-defined]
        return self.get_response(request)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template knows."""
    return {"actor": getattr(request, "actor", ANONYMOUS), "unit_id": getattr(request, "unit_id", None)}
