"""Who is asking: one Actor per request, the unit they stand in, and what every page shows of both."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from samkoeb.base import transactions
from samkoeb.exchange import queries as exchange
from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import ANONYMOUS
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import queries as organisations
from samkoeb.web.menu import WARD, Link, menu_for

SHOWING = ("GET", "HEAD")


class ActorMiddleware:
    """Sets `request.actor`, `request.at` (the instant of the request, UTC) and `request.unit_id` (the unit of this session).

    The unit of the session holds while the person still reaches it; a person who changes keeps standing in the ward's unit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        with transactions.looking() if request.method in SHOWING else nullcontext():
            return self._answer(request)

    def _answer(self, request: Any) -> HttpResponse:
        at = datetime.now(UTC)
        signed_in = request.user.is_authenticated and request.user.is_active
        actor = organisations.actor_of(request.user, at) if signed_in else ANONYMOUS
        request.actor, request.at = actor, at
        request.unit_id = _unit(request, actor)
        response = self.get_response(request)
        # A page and the part of it that htmx asked for have the same address: a browser's memory must not take one for the other.
        patch_vary_headers(response, ["HX-Request"])
        # On a shared ward computer the next person's back button shows nothing of what the last one saw.
        if actor.person_id is not None and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


def _unit(request: Any, actor: Any) -> int | None:
    if actor.person_id is None:
        return None
    wanted = request.session.get("unit_id") or actor.home_unit_id
    reached = {unit_id for role in actor.roles if role.unit_ids for unit_id in role.unit_ids}
    if wanted in reached or (wanted == actor.home_unit_id and wanted is not None):
        return wanted
    return actor.home_unit_id or min(reached, default=None)


def approvals_waiting(request: Any) -> int:
    """How many orders wait for this person: asked once for a page, whoever shows it."""
    if not hasattr(request, "approvals_waiting"):
        request.approvals_waiting = ordering.waiting_for_approval_count(request.actor)
    return int(request.approvals_waiting)


@dataclass(frozen=True, slots=True)
class Here:
    """What the head of every page shows: where one stands."""

    unit_name: str = ""
    body_name: str = ""
    basket_lines: int | None = None
    menu: tuple[Link, ...] = ()


def page_context(request: Any) -> dict[str, Any]:
    """What every template knows; read from the database only when a page asks for it."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {"actor": actor, "here": _Lazy(request, actor)}


class _Lazy:
    """The head of the page, made at its first use: a fragment for htmx has no head."""

    def __init__(self, request: Any, actor: Any) -> None:
        self._request, self._actor = request, actor
        self._here: Here | None = None

    def __getattr__(self, name: str) -> Any:
        if self._here is None:
            self._here = self._make()
        return getattr(self._here, name)

    def _make(self) -> Here:
        if self._actor.person_id is None:
            return Here()
        request = self._request
        approving = self._actor.holds(roles.APPROVER, roles.CALL_OFF_OFFICER)
        counts = {"approvals:list": approvals_waiting(request)} if approving else {}
        if self._actor.holds(*WARD, roles.APPROVER):
            counts["finance:attest"] = invoicing.assigned_count(self._actor)
        if self._actor.holds(roles.ACCOUNTS_CLERK):
            counts["admin:inbox"] = exchange.waiting_count(self._actor)
        menu = tuple(menu_for(self._actor, request.path, counts))
        where = organisations.standing(request.unit_id, self._actor, request.at)
        lines = ordering.basket_count(request.unit_id) if request.unit_id and self._actor.holds(*WARD) else None
        return Here(where.unit_name, where.body_name, lines, menu)
