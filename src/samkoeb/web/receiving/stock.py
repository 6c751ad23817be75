"""Shelves: what lies there, taking from it, counting it, moving it, and what should be ordered and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import REQUESTER, STOCK_KEEPER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.receiving import actions, queries
from samkoeb.web.parts.numbers import number, row_id
from samkoeb.web.parts.paging import as_csv
from samkoeb.web.screen import done, say, screen, step_of

KEEPERS = (STOCK_KEEPER, REQUESTER)


@screen(STOCK_KEEPER)
def start(request: HttpRequest) -> HttpResponse:
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    if request.method == "POST":
        return STEPS[step_of(request, STEPS)](request, unit_id)
    context = {
        "locations": queries.locations(actor, unit_id=unit_id), "suggestions": queries.suggest(unit_id, at),
        "counts": queries.counts_waiting(actor), "holds": queries.holds(actor),
    }  # fmt: skip
    return render(request, "receiving/stock.html", context)


def _order(request, unit_id: int) -> HttpResponse:
    chosen = [row_id(x) for x in request.POST.getlist("level")]
    lines = actions.put_suggestions_in_basket(unit_id, level_ids=chosen, by=request.actor, at=request.at)
    said = ngettext("%(n)s line is in the basket.", "%(n)s lines are in the basket.", len(lines)) % {"n": len(lines)}
    return done(request, said, to="/shop/basket/")


def _approve(request, unit_id: int) -> HttpResponse:
    actions.approve_count(row_id(request.POST["approve_count"]), by=request.actor, at=request.at)
    return done(request, _("The count is taken over."))


def _refuse(request, unit_id: int) -> HttpResponse:
    actions.refuse_count(row_id(request.POST["refuse_count"]), by=request.actor, at=request.at)
    return done(request, _("It has to be counted again."))


def _release(request, unit_id: int) -> HttpResponse:
    actions.release_batch(row_id(request.POST["release"]), by=request.actor, at=request.at)
    return done(request, _("The batch may be used again."))


def _new_location(request, unit_id: int) -> HttpResponse:
    made = actions.create_location(
        unit_id, name=request.POST["new_location"], is_emergency="emergency" in request.POST, by=request.actor, at=request.at
    )
    return redirect("receiving:location", made.pk)


STEPS = {"order": _order, "approve_count": _approve, "refuse_count": _refuse, "release": _release, "new_location": _new_location}


@screen(*KEEPERS)
def page(request: HttpRequest, location_id: int) -> HttpResponse:
    """One place, shelf by shelf, and what is taken from it; a scanned shelf code leads to its line. What was typed stays when something is
    refused."""
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    code = request.GET.get("code", "").strip()
    if code:
        found = queries.level_by_code(queries.stock_page(actor, location_id, on).unit_id, code)
        if found is not None:
            return redirect("receiving:level", found)
    shown = queries.stock_page(actor, location_id, on)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            made = actions.issue_all(_takes(request, shown), by=actor, at=request.at)  # type: ignore[attr-defined]
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            said = ngettext("%(n)s item taken from the shelf.", "%(n)s items taken from the shelf.", len(made)) % {"n": len(made)}
            return done(request, said, to=request.path)
    if request.GET.get("format") == "csv":
        heading = ("shelf", "number", "name", "level", "unit", "minimum", "maximum")
        rows = ([x.shelf_code, x.own_item_number, x.name_da, x.level, x.unit, x.minimum, x.maximum] for x in shown.levels)
        return as_csv("stock", heading, rows)
    return render(request, "receiving/location.html", {"page": shown, "code": code, "refusals": refusals, "typed": request.POST})


def _takes(request: HttpRequest, shown: queries.StockPage) -> list[actions.Take]:
    """The typed quantities; a line left alone says nothing."""
    typed = {level.id: request.POST.get(f"take-{level.id}", "").strip() for level in shown.levels}
    return [actions.Take(level_id=level_id, quantity=number(text)) for level_id, text in typed.items() if text]


@screen(*KEEPERS)
def level(request: HttpRequest, level_id: int) -> HttpResponse:
    """One item on one shelf: its movements, and what can be done with it."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = queries.level_page(actor, level_id, calendar.day_of(at))
    if request.method == "POST":
        given = {k: request.POST.get(k, "") for k in ("quantity", "counted", "batch", "note", "to")}
        if "issue" in request.POST:
            actions.issue(level_id, quantity=number(given["quantity"]), batch=given["batch"], note=given["note"], by=actor, at=at)
            return done(request, _("Taken from the shelf."))
        if "count" in request.POST:
            counted = actions.count(level_id, counted=number(given["counted"]), note=given["note"], by=actor, at=at)
            waits = counted.state == "waiting"
            return done(request, _("A second person looks at the difference first.") if waits else _("Counted."))
        if "transfer" in request.POST:
            actions.transfer(
                level_id,
                to_location_id=row_id(given["to"]),
                quantity=number(given["quantity"]),
                batch=given["batch"],
                by=actor,
                at=at,
            )
            return done(request, _("Moved."))
        if "hold" in request.POST:
            actions.hold_batch(
                shown.own_item_id, batch=given["batch"], unit_id=shown.unit_id, note=given["note"], by=actor, at=at
            )
            return done(request, _("The batch is held in the whole organisation."))
        actions.set_min_max(
            shown.location_id, own_item_id=shown.own_item_id, minimum=number(request.POST.get("minimum", "")),
            maximum=number(request.POST.get("maximum", "")), shelf_code=request.POST.get("shelf_code", ""), by=actor, at=at,
        )  # fmt: skip
        return done(request, _("Saved."))
    moved = queries.movements(actor, level_id)
    places = [p for p in queries.locations(actor) if p.id != shown.location_id]
    return render(request, "receiving/level.html", {"level": shown, "movements": moved, "places": places})
