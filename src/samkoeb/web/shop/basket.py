"""The ward's basket: what is in it at today's prices, what is left of the budget, and sending it."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Problem, Refused
from samkoeb.ordering import actions, queries
from samkoeb.ordering.logic.outside import REASONS
from samkoeb.organisations import queries as organisations
from samkoeb.web.menu import WARD
from samkoeb.web.parts.amounts import AmountField
from samkoeb.web.parts.focus import beside
from samkoeb.web.parts.numbers import day, number, row_id
from samkoeb.web.parts.states import OUTSIDE_REASONS
from samkoeb.web.screen import done, refused, say, screen

INPUT = {"class": "form-input"}
LARGE = "ordering.large_quantity"
HERE = "/shop/basket/"
TAKEN_OUT = "taken_out"


class FreeTextForm(forms.Form):
    description = forms.CharField(label=gettext_lazy("What is needed"), max_length=300, widget=forms.TextInput(INPUT))
    quantity = AmountField(label=gettext_lazy("Quantity"), min_value=Decimal("0.001"), widget=forms.TextInput(INPUT))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit of measure"),
        choices=[
            ("C62", gettext_lazy("pieces")),
            ("XPK", gettext_lazy("packs")),
            ("HUR", gettext_lazy("hours")),
            ("DAY", gettext_lazy("days")),
            ("E48", gettext_lazy("services")),
        ],
        widget=forms.Select({"class": "form-select"}),
    )
    price = AmountField(label=gettext_lazy("Price each, kr. excl. VAT"), min_value=0, widget=forms.TextInput(INPUT))
    supplier = forms.TypedChoiceField(label=gettext_lazy("Supplier"), coerce=int, widget=forms.Select({"class": "form-select"}))
    reason = forms.ChoiceField(label=gettext_lazy("Why"), widget=forms.RadioSelect)


@screen(*WARD)
def page(request: HttpRequest) -> HttpResponse:
    """One form: what was typed counts whichever button is pressed, and stays where something is refused."""
    unit_id = request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    if request.method != "POST":
        return _shown(request, unit_id)
    step = next((name for name in STEPS if name in request.POST), "change")
    try:
        return STEPS[step](request, unit_id)
    except NotAllowed:
        raise
    except Refused as refusal:
        if step == "send":
            actions.tell_of_ceiling(unit_id, refusal.problems, by=request.actor, at=request.at)  # type: ignore[attr-defined]
        return _shown(request, unit_id, refusal.problems)


def _shown(request: Any, unit_id: int, refused_for: tuple[Problem, ...] = ()) -> HttpResponse:
    shown = queries.basket(unit_id, on=calendar.day_of(request.at), by=request.actor)
    said = {p.code for p in refused_for}
    context = {
        "basket": shown,
        # What the basket says by itself is not said twice.
        "refusals": [say(p) for p in refused_for if p not in shown.problems],
        "typed": request.POST,
        "reasons": [(code, OUTSIDE_REASONS[code]) for code in REASONS],
        "asks_large": LARGE in said,
        "price_changed": any(p.code == "ordering.price_changed" for p in shown.problems),
        "may_leave_outside": _line_ids(shown.problems),
        "left_after": None if shown.budget_left is None else shown.budget_left - shown.total,
        "can_be_put_back": _taken_out(request, unit_id),
    }
    return render(request, "shop/basket.html", context)


def _line_ids(problems: tuple[Problem, ...]) -> set[int]:
    """Lines that an agreement refuses, and that may leave outside it with a reason."""
    return {int(pk) for p in problems for pk in p.facts.get("line_ids", ())}


def _typed(request: Any) -> dict[int, Decimal]:
    """Line id → how many, of every line that the page showed."""
    fields = [(name.removeprefix("quantity-"), text) for name, text in request.POST.items() if name.startswith("quantity-")]
    return {row_id(line_id): number(text) for line_id, text in fields}


def _change(request: Any, unit_id: int) -> HttpResponse:
    actions.change_quantities(_typed(request), large_confirmed="large" in request.POST, by=request.actor, at=request.at)
    return redirect(HERE) if request.htmx else done(request, _("The basket was changed."), to=HERE)


def _remove(request: Any, unit_id: int) -> HttpResponse:
    _keep(request, unit_id, actions.remove_line(row_id(request.POST["remove"]), by=request.actor, at=request.at))
    return redirect(HERE + beside(request, request.POST["remove"]))


def _outside(request: Any, unit_id: int) -> HttpResponse:
    line_id, _sep, reason = request.POST["outside"].partition(":")
    actions.change_line(row_id(line_id), outside_reason=reason, by=request.actor, at=request.at)
    said = _("It leaves as a purchase outside the agreement.") if reason else _("It is bought on the agreement.")
    return done(request, said, to=HERE)


def _empty(request: Any, unit_id: int) -> HttpResponse:
    _keep(request, unit_id, actions.empty_basket(unit_id, by=request.actor, at=request.at))
    return redirect(HERE)


def _put_back(request: Any, unit_id: int) -> HttpResponse:
    kept = _taken_out(request, unit_id)
    if kept:
        actions.put_back(unit_id, kept, by=request.actor, at=request.at)
        del request.session[TAKEN_OUT]
    return redirect(HERE)


def _send(request: Any, unit_id: int) -> HttpResponse:
    typed = _typed(request)
    wanted_on = day(request.POST.get("wanted_on", ""))
    actions.change_quantities(typed, large_confirmed="large" in request.POST, by=request.actor, at=request.at)
    sent_requisition = actions.submit(
        unit_id, wanted_on=wanted_on, note=request.POST.get("note", ""), seen=typed,
        prices_confirmed="prices_confirmed" in request.POST, by=request.actor, at=request.at,
    )  # fmt: skip
    request.session.pop(TAKEN_OUT, None)
    return redirect("shop:basket_sent", sent_requisition.pk)


STEPS = {"remove": _remove, "outside": _outside, "empty": _empty, "put_back": _put_back, "send": _send, "change": _change}


def _keep(request: Any, unit_id: int, taken: list[actions.TakenOut]) -> None:
    """The latest that was taken out, for as long as the session lasts: a slip of the finger is undone with one press."""
    lines = [{**asdict(t), "quantity": str(t.quantity), "price": str(t.price)} for t in taken]
    request.session[TAKEN_OUT] = {"unit": unit_id, "lines": lines}


def _taken_out(request: Any, unit_id: int) -> list[actions.TakenOut]:
    kept = request.session.get(TAKEN_OUT) or {}
    if kept.get("unit") != unit_id:
        return []
    return [actions.TakenOut(**{**x, "quantity": Decimal(x["quantity"]), "price": Decimal(x["price"])}) for x in kept["lines"]]


@screen(*WARD)
def add(request: HttpRequest) -> HttpResponse:
    """From a search hit, an item or a list. Far more than usual asks once, and the question keeps what was typed."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if request.method != "POST" or unit_id is None:
        return redirect("shop:start")
    item_id, quantity = row_id(request.POST["item"]), number(request.POST.get("quantity", "1"))
    try:
        actions.add_to_basket(
            unit_id, item_id=item_id, quantity=quantity, large_confirmed="large" in request.POST, by=actor, at=at
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        if not any(p.code == LARGE for p in refusal.problems):
            return _not_added(request, refusal)
        asked = {
            "sentences": [say(p) for p in refusal.problems],
            "item": item_id,
            "quantity": request.POST.get("quantity"),
            "next": request.POST.get("next", ""),
        }
        return _instead_of_the_page(render(request, "shop/large.html", asked))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "shop/added.html", {"count": queries.basket_count(unit_id)})
    return done(request, _("In the basket."))


def _not_added(request: Any, refusal: Refused) -> HttpResponse:
    """Beside the button that was pressed; without JavaScript on the page that it stands on."""
    if not request.htmx:
        return refused(request, refusal)
    return render(request, "shop/not_added.html", {"sentences": [say(p) for p in refusal.problems]})


def _instead_of_the_page(response: HttpResponse) -> HttpResponse:
    """A question needs room: htmx puts it where the page is, not beside the button. A browser without JavaScript reads no such headers."""
    response["HX-Retarget"] = response["HX-Reselect"] = "#main-content"
    response["HX-Reswap"] = "outerHTML show:window:top"
    return response


@screen(*WARD)
def free_text(request: HttpRequest) -> HttpResponse:
    """What stands in no catalogue: a purchase outside the agreements, with a reason."""
    actor, at, unit_id = request.actor, request.at, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    form = FreeTextForm(request.POST or None, initial={"quantity": 1, "description": request.GET.get("q", "")})
    form.fields["supplier"].choices = organisations.supplier_choices()  # type: ignore[attr-defined]
    form.fields["reason"].choices = [(code, _(OUTSIDE_REASONS[code])) for code in REASONS]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_free_text(
                unit_id, description=given["description"], quantity=given["quantity"], unit=given["unit"], price=given["price"],
                supplier_id=given["supplier"], outside_reason=given["reason"], by=actor, at=at,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, say(problem))
        else:
            return done(request, _("In the basket."), to="/shop/basket/")
    return render(request, "shop/free_text.html", {"form": form})


@screen(*WARD)
def sent(request: HttpRequest, requisition_id: int) -> HttpResponse:
    """What became of the basket: orders with their numbers, or a wait for approval; and undo while nothing has left."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        actions.withdraw(requisition_id, by=actor, at=at)
        return done(request, _("Taken back: everything is in the basket again."), to="/shop/basket/")
    shown = queries.requisition_page(actor, requisition_id, on=calendar.day_of(at))
    return render(request, "shop/sent.html", {"page": shown, "orders": queries.orders_of_requisition(actor, requisition_id)})
