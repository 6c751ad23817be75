"""The ward's lists: order again by list, by scanning a shelf label, and printing the labels."""

from io import BytesIO
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.web.menu import WARD
from samkoeb.web.parts.focus import beside
from samkoeb.web.parts.numbers import number, row_id
from samkoeb.web.screen import done, say, screen
from samkoeb.web.templatetags.samkoeb import qty


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
    context: dict[str, object] = {}
    if request.method == "POST":
        if "add" in request.POST:
            actions.add_list_line(list_id, item_id=row_id(request.POST["add"]), by=actor, at=at)
            return done(request, _("On the list."))
        if "remove" in request.POST:
            actions.remove_list_line(row_id(request.POST["remove"]), by=actor, at=at)
            return done(request, _("Taken off the list."), to=request.path + beside(request, request.POST["remove"]))
        if "up" in request.POST:
            actions.move_list_line(row_id(request.POST["up"]), by=actor, at=at)
            return redirect(f"{request.path}#up-{row_id(request.POST['up'])}")
        if "rename" in request.POST:
            actions.rename_list(list_id, name=request.POST.get("name", ""), by=actor, at=at)
            return done(request, _("Saved."), to=request.path)
        if "remove_list" in request.POST:
            actions.remove_list(list_id, by=actor, at=at)
            return done(request, _("The list is gone."), to="/shop/lists/")
        try:
            return _order(request, list_id)
        except NotAllowed:
            raise
        except Refused as refusal:
            context = {
                "refusals": [say(p) for p in refusal.problems],
                "asks_large": any(p.code == "ordering.large_quantity" for p in refusal.problems),
                "typed": request.POST,
            }
    shown = queries.list_page(actor, list_id, on=calendar.day_of(at))
    return render(request, "shop/list.html", {"page": shown, **context})


def _order(request: Any, list_id: int) -> HttpResponse:
    """What is typed, or the usual of everything, into the basket; or what is typed is kept as the usual."""
    by, at = request.actor, request.at
    fields = {k.removeprefix("quantity-"): v for k, v in request.POST.items() if k.startswith("quantity-") and v.strip()}
    typed = {row_id(k): number(v) for k, v in fields.items()}
    if "keep" in request.POST:
        actions.change_usual(list_id, quantities=typed, by=by, at=at)
        return done(request, _("Saved."), to=request.path)
    if "usual" in request.POST:
        lines = queries.list_page(by, list_id, on=calendar.day_of(at)).lines
        typed = {line.line_id: typed.get(line.line_id, line.usual_quantity) for line in lines if line.item is not None}
    wanted = {k: v for k, v in typed.items() if v > 0}
    actions.order_from_list(list_id, quantities=wanted, large_confirmed="large" in request.POST, by=by, at=at)
    return done(request, _("In the basket."), to="/shop/basket/")


@screen(*WARD)
def labels(request: HttpRequest, list_id: int) -> HttpResponse:
    """Shelf labels to print: name, code and a QR code that a phone or a scanner reads."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = queries.list_page(actor, list_id, on=calendar.day_of(at))
    return render(request, "shop/labels.html", {"page": shown, "labels": [(line, _qr(line.shelf_code)) for line in shown.lines]})


def _qr(code: str) -> str:
    out = BytesIO()
    # Not the small kind (Micro QR), which phones and most browsers can't read; its size is the style sheet's.
    segno.make_qr(code or "-", error="m").save(out, kind="svg", omitsize=True, xmldecl=False, svgns=True, border=2)
    return mark_safe(out.getvalue().decode())  # drawn by us from a code: no mark-up of anybody's


@screen(*WARD)
def scan(request: HttpRequest) -> HttpResponse:
    """A keyboard scanner types the code and Enter; a phone's camera does the same. What was scanned stays in sight."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    if request.method == "POST":
        # Said and sent on: a reload scans nothing twice.
        found = actions.scan(unit_id, code=request.POST.get("code", ""), by=actor, at=at)
        facts = {"name": found.line.description, "quantity": qty(found.line.quantity)}
        here = (
            _("Already in the basket: %(name)s, %(quantity)s.")
            if found.was_there
            else _("In the basket: %(name)s, %(quantity)s.")
        )
        return done(request, here % facts, to=request.path)
    return render(request, "shop/scan.html", {"basket": queries.basket(unit_id, on=calendar.day_of(at), by=actor)})
