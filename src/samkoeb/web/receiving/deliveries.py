"""What is on its way, and taking it over: on a desktop, and on a phone at the goods entrance."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import CALL_OFF_OFFICER, GOODS_RECEIVER, REQUESTER, STOCK_KEEPER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import queries as ordering
from samkoeb.receiving import actions, queries
from samkoeb.web.parts.numbers import day, number, row_id
from samkoeb.web.parts.states import DEVIATIONS
from samkoeb.web.screen import done, say, screen

RECEIVERS = (GOODS_RECEIVER, REQUESTER, STOCK_KEEPER, CALL_OFF_OFFICER)


@screen(*RECEIVERS)
def start(request: HttpRequest) -> HttpResponse:
    """The latest promise broken first; a scanned parcel leads straight to its order."""
    actor, on, unit_id = request.actor, calendar.day_of(request.at), request.unit_id  # type: ignore[attr-defined]
    code = request.GET.get("code", "").strip()
    found = queries.find_deliveries(actor, code, on) if code else []
    if len(found) == 1:
        return redirect("receiving:delivery", found[0].order_id)
    rows = found if code else queries.open_deliveries(actor, on, unit_id=unit_id)
    misdelivered = [m for m in queries.misdeliveries(actor) if m.resolved_at is None]
    contents = ordering.contents_of(row.order_id for row in rows)
    elsewhere = queries.find_elsewhere(actor, code, unit_id=unit_id, on=on) if code and not rows and unit_id is not None else None
    shown = {"elsewhere": elsewhere, "rows": rows, "code": code, "misdelivered": misdelivered, "contents": contents}
    return render(request, "receiving/start.html", shown)


@screen(*RECEIVERS)
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """Each open line with what is expected; what was typed stays when something is refused."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    shown = queries.delivery_page(actor, order_id, unit_id=unit_id)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            made = actions.register(
                order_id, unit_id=shown.delivery_unit_id, lines=_lines(request, shown), client_key=request.POST.get("client_key") or None,
                delivery_note=request.POST.get("delivery_note", ""), note=request.POST.get("note", ""), by=actor, at=at,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            return done(request, _("Received: %(number)s.") % {"number": made.number}, to=f"/receiving/receipts/{made.pk}/")
    context = {
        "page": shown,
        "refusals": refusals,
        "typed": request.POST,
        "client_key": request.POST.get("client_key") or uuid4().hex,  # pressed twice, it is one receipt
        "is_service": all(line.is_service for line in shown.lines),
        "deviations": [(d, DEVIATIONS.get(d, d)) for d in shown.deviations],
    }
    return render(request, "receiving/delivery.html", context, status=200)


def _lines(request: Any, shown: queries.DeliveryPage) -> list[dict[str, Any]]:
    """The typed lines; a line left alone says nothing."""
    found = []
    for line in shown.lines:
        key = str(line.order_line_id)
        typed = request.POST.get(f"quantity-{key}", "").strip()
        rejected = request.POST.get(f"rejected-{key}", "").strip()
        if not typed and not rejected:
            continue
        found.append(
            {
                "order_line_id": line.order_line_id,
                "quantity": number(typed) if typed else Decimal(0),
                "rejected_quantity": number(rejected) if rejected else Decimal(0),
                "deviation": request.POST.get(f"deviation-{key}", ""),
                "batch": request.POST.get(f"batch-{key}", ""),
                "expires_on": day(request.POST.get(f"expires-{key}", "")),
                "note": request.POST.get(f"note-{key}", ""),
                "photos": [photo.read() for photo in request.FILES.getlist(f"photos-{key}")],
            }
        )
    return found


@screen(*RECEIVERS)
def not_mine(request: HttpRequest, order_id: int) -> HttpResponse:
    """Came to the wrong ward: logged as a hand-over error, and those who wait for it are told (S33)."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if request.method == "POST":
        if "resolve" in request.POST:
            actions.resolve_misdelivery(row_id(request.POST["resolve"]), by=actor, at=at)
            return done(request, _("It is where it belongs."), to="/receiving/")
        actions.not_mine(order_id, unit_id=unit_id, note=request.POST.get("note", ""), by=actor, at=at)
        return done(request, _("Those who wait for it have been told where it is."), to="/receiving/")
    return redirect("receiving:start")
