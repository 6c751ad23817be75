"""Sending goods: what leaves, with batch and carrier; the buyer's goods entrance knows before they come."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import queries as ordering
from samkoeb.receiving import actions, queries
from samkoeb.web.parts.numbers import day, number
from samkoeb.web.screen import done, say, screen


@screen(SUPPLIER_USER)
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = ordering.supplier_order_page(actor, order_id)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            actions.despatch(
                order_id, lines=_lines(request, shown), number=request.POST.get("number", ""), carrier=request.POST.get("carrier", ""),
                tracking=request.POST.get("tracking", ""), expected_on=day(request.POST.get("expected_on", "")),
                by=actor, at=at,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            return done(request, _("The buyer has been told what is on its way."), to=f"/supplier/orders/{order_id}/")
    sent = queries.sent_quantities(order_id)
    rows = [(line, _left(line, sent.get(line.number, 0))) for line in shown.lines]
    context = {"page": shown, "facts": shown.facts, "rows": rows, "refusals": refusals, "typed": request.POST}
    return render(request, "supplier/despatch.html", context)


def _left(line: Any, sent: Any) -> Any:
    """What was promised for now and has not been sent; then what was promised for later."""
    promised = line.quantity if line.confirmed_quantity is None else line.confirmed_quantity
    later = line.back_order_quantity or 0
    return promised - sent if sent < promised else max(promised + later - sent, 0)



def _lines(request: Any, shown: ordering.SupplierOrderPage) -> list[dict[str, Any]]:
    given = []
    for line in shown.lines:
        typed = request.POST.get(f"quantity-{line.number}", "").strip()
        if typed and number(typed):
            expires = day(request.POST.get(f"expires-{line.number}", ""))
            batch = request.POST.get(f"batch-{line.number}", "").strip()
            given.append({"number": line.number, "quantity": number(typed), "batch": batch, "expires_on": expires})
    return given
