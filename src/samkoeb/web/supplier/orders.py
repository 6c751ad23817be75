"""The supplier's orders, as a list and one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.ordering import queries
from samkoeb.ordering.logic.timeline import merged
from samkoeb.receiving import queries as receiving
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import screen

STATES = ("ordered", "confirmed", "rejected", "cancelled", "closed")


@screen(SUPPLIER_USER)
def listing(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    rows = queries.supplier_orders(request.actor, states=(wanted,) if wanted in STATES else ())  # type: ignore[attr-defined]
    if request.GET.get("format") == "csv":
        heading = ("number", "ordered_at", "body_name", "unit_name", "state", "net_total", "currency", "promised_on")
        return as_csv("orders", heading, ([getattr(row, name) for name in heading] for row in rows))
    return render(request, "supplier/orders.html", {"page": paged(request, rows), "states": STATES, "wanted": wanted})


@screen(SUPPLIER_USER)
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    shown = queries.supplier_order_page(actor, order_id)
    moments = merged(receiving.moments_of(order_id), invoicing.moments_of(order_id))
    sent = receiving.sent_quantities(order_id)
    coming = [line for line in shown.lines if line.quantity > line.cancelled_quantity]
    context = {
        "page": shown, "facts": shown.facts, "moments": moments, "sent": sent, "next": _next(shown, coming, sent),
        "may_send": any(not line.is_service for line in coming),
        "may_invoice": any(line.quantity - line.cancelled_quantity > line.invoiced_quantity for line in coming),
    }  # fmt: skip
    return render(request, "supplier/order.html", context)


def _next(shown: queries.SupplierOrderPage, coming: Sequence[Any], sent: Mapping[int, Any]) -> str:
    """What the supplier most likely comes for: to answer, then to send, then to invoice."""
    if shown.state == "ordered":
        return "answer"
    is_sent = all(line.is_service or sent.get(line.number, 0) or line.received_quantity for line in coming)
    return "invoice" if is_sent else "despatch"
