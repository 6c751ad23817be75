"""Answering an order line by line: signed in, or by the one-time link of the letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.exchange import queries as exchange
from samkoeb.kernel.actor import SUPPLIER_USER, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.web.parts.numbers import day, number
from samkoeb.web.screen import done, public, say, screen

PURPOSE = "answer_order"


@screen(SUPPLIER_USER)
def signed_in(request: HttpRequest, order_id: int) -> HttpResponse:
    return _answer(request, request.actor, order_id, "", f"/supplier/orders/{order_id}/")  # type: ignore[attr-defined]


@public
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opens one order of one supplier, once; whoever holds the letter answers for the supplier."""
    try:
        link = exchange.link(token, purpose=PURPOSE, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return render(request, "supplier/link_over.html", {"sentences": [say(p) for p in refusal.problems]}, status=410)
    if link.used_at is not None:
        return render(
            request, "supplier/link_over.html", {"sentences": [_("The order has been answered with this link.")]}, status=410
        )
    role = RoleHeld(SUPPLIER_USER, frozenset({link.organisation_id}))
    return _answer(request, Actor(person_id=None, name="one-time link", roles=(role,)), link.reference, token, request.path)


def _answer(request: Any, actor: Actor, order_id: int, token: str, to: str) -> HttpResponse:
    shown = queries.supplier_order_page(actor, order_id)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            actions.answer(order_id, lines=_lines(request, shown), by=actor, at=request.at, link_token=token)
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            if token:
                return render(request, "supplier/answered.html", {"facts": shown.facts})
            return done(request, _("The answer has been sent."), to=to)
    context = {"page": shown, "facts": shown.facts, "refusals": refusals, "typed": request.POST, "by_link": bool(token)}
    return render(request, "supplier/answer.html", context)


def _lines(request: Any, shown: queries.SupplierOrderPage) -> list[dict[str, Any]]:
    """All accepted in one tap, or what was typed: how many now, how many later, another price or day."""
    if "accept_all" in request.POST:
        return [{"number": line.number, "answer": "accepted"} for line in shown.lines]
    given = []
    for line in shown.lines:
        get = lambda name, n=line.number: request.POST.get(f"{name}-{n}", "").strip()  # noqa: E731
        now = number(get("now")) if get("now") else line.quantity
        later = number(get("later")) if get("later") else None
        price = number(get("price")) if get("price") else None
        changed = now != line.quantity or later or (price is not None and price != line.price)
        answer = "rejected" if not now and not later else ("changed" if changed else "accepted")
        given.append(
            {
                "number": line.number, "answer": answer, "quantity": now, "back_order": later, "price": price, "note": get("note"),
                "promised_on": day(get("promised")),
            }
        )  # fmt: skip
    return given
