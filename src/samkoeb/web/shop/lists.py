"""The ward's lists: order again by list, by scanning a shelf label, and printing the labels."""

from decimal import Decimal
from io import BytesIO

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.web.menu import WARD
from samkoeb.web.parts.numbers import number
from samkoeb.web.screen import done, say, screen


@screen(*WARD)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    if request.method == "POST":
        made = actions.create_list(unit_id, name=request.POST.get("name", ""), by=actor, at=at)
        return redirect("shop:list", made.pk)
    return render(request, "shop/lists.html", {"lists": queries.lists_of(actor, unit_id)})


@screen(*WARD)
def page(request: HttpRequest, list_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        if "add" in request.POST:
            actions.add_list_line(list_id, item_id=int(request.POST["add"]), by=actor, at=at)
            return done(request, _("On the list."))
        if "remove" in request.POST:
            actions.remove_list_line(int(request.POST["remove"]), by=actor, at=at)
            return done(request, _("Taken off the list."), to=request.path)
        if "remove_list" in request.POST:
            actions.remove_list(list_id, by=actor, at=at)
            return done(request, _("The list is gone."), to="/shop/lists/")
        wanted = {int(k[9:]): number(str(v)) for k, v in request.POST.items() if k.startswith("quantity-") and str(v).strip()}
        actions.order_from_list(
            list_id,
            quantities={k: v for k, v in wanted.items() if v > 0},
            large_confirmed="large" in request.POST,
            by=actor,
            at=at,
        )
        return done(request, _("In the basket."), to="/shop/basket/")
    return render(request, "shop/list.html", {"page": queries.list_page(actor, list_id, on=calendar.day_of(at))})


@screen(*WARD)
def labels(request: HttpRequest, list_id: int) -> HttpResponse:
    """Shelf labels to print: name, code and a QR code that a phone or a scanner reads."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = queries.list_page(actor, list_id, on=calendar.day_of(at))
    return render(request, "shop/labels.html", {"page": shown, "labels": [(line, _qr(line.shelf_code)) for line in shown.lines]})


def _qr(code: str) -> str:
    out = BytesIO()
    segno.make(code or "-", error="m").save(out, kind="svg", scale=3, xmldecl=False, svgns=True, border=1)
    return mark_safe(out.getvalue().decode())  # drawn by us from a code: no mark-up of anybody's


@screen(*WARD)
def scan(request: HttpRequest) -> HttpResponse:
    """A keyboard scanner types the code and Enter; a phone's camera does the same. What was scanned stays in sight."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    context: dict[str, object] = {}
    if request.method == "POST":
        try:
            found = actions.scan(unit_id, code=request.POST.get("code", ""), by=actor, at=at)
            if "quantity" in request.POST:
                actions.change_line(
                    found.line.pk, quantity=number(request.POST["quantity"]) or Decimal(1), large_confirmed=True, by=actor, at=at
                )
            context["scanned"] = found
        except NotAllowed:
            raise
        except Refused as refusal:
            context["refused"] = [say(p) for p in refusal.problems]
    context["basket"] = queries.basket(unit_id, on=calendar.day_of(at), by=actor)
    return render(request, "shop/scan.html", context)
